// Decides the operations of coverage: one person on a day, and how many of a programme are in which state.
import { z } from '@hono/zod-openapi';
import { type Instant, dateIn, instant } from '../kernel/clock.ts';
import { civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { maskNik, readNik } from '../kernel/nik.ts';
import { type Doing, Shared, operation } from '../web/operation.ts';
import { day, monthName, programmeName, rupiah, when, whole, words } from '../web/shapes.ts';
import { searchOf } from '../web/search.ts';
import { nikFaultWords } from '../web/story-words.ts';
import { coverStates } from './coverage.ts';
import { coverageApart, coveredCount } from './coverage-steps.ts';

const knownAt = z
  .string()
  .optional()
  .openapi({ description: 'As recorded by this instant (ISO 8601 with its offset); now without it.', example: '2025-08-01T12:00:00+08:00' });

function known(text: string | undefined): { knownAt?: Instant } {
  if (text === undefined) return {};
  if (!Number.isNaN(Date.parse(text)) && /T.*(Z|[+-]\d{2}:?\d{2})$/.test(text)) return { knownAt: instant(text) };
  throw new Fault(
    'bad-input',
    'instant-not-real',
    { id: 'Tulis waktu yang lengkap, misalnya 2025-08-01T12:00:00+08:00.', en: 'Write a complete instant, for example 2025-08-01T12:00:00+08:00.' },
    { column: 'knownAt' },
  );
}

const dayAsked = ({ workplace, timeZone }: Doing, on: string | undefined) => (on === undefined ? dateIn(timeZone, workplace.clock.now()) : civilDate(on));

const state = z.enum(coverStates);
const citation = z.object({
  parameter: z.string(),
  value: z.unknown(),
  unit: z.string(),
  on: day,
  from: day,
  article: z.string(),
  source: z.string(),
  confidence: z.string(),
});
const cover = z.object({
  state,
  since: day.nullable(),
  lastMonth: monthName.nullable(),
  paidOn: day.nullable(),
  overdue: whole,
  reasons: z.array(
    z.object({
      code: z.string(),
      id: z.string(),
      en: z.string(),
      confidence: z.string().nullable(),
      citations: z.array(citation),
      unsettled: z.array(z.object({ parameter: z.string(), title: z.object({ id: z.string(), en: z.string() }) })),
    }),
  ),
});
const states = z.object(Object.fromEntries(coverStates.map((one) => [one, whole])) as Record<(typeof coverStates)[number], typeof whole>);

export const coverageOperations = {
  person: operation({
    command: 'coverage',
    id: 'askCoverage',
    method: 'post',
    path: '/coverage-answers',
    summary: 'Is this person protected on this day, for what, and why; posted, so that a NIK stands in no address',
    input: z.object({
      nik: z.string().max(40).openapi({ description: '16 digits' }),
      on: day.optional(),
      from: day.optional().openapi({ description: 'Tells the periods from this day to `on` besides.' }),
      knownAt,
      reason: words.optional().openapi({ description: 'What it is asked for; the person may read it.' }),
    }),
    personal: true,
    discloses: ({ nik, reason }, { niks }) => searchOf(niks, nik, ['coverage'], reason),
    answer: z.object({
      nik: z.string().openapi({ description: 'Masked.' }),
      on: day,
      knownAt: when,
      jkk: cover,
      jkm: cover,
      posted: z.array(z.object({ month: monthName, jkk: rupiah, jkm: rupiah, bankValueOn: day, postedAt: when, counts: z.boolean() })),
      firstPaidOn: day.nullable(),
      gaps: z.array(monthName),
      periods: z.array(z.object({ from: day, to: day, jkk: state, jkm: state })),
      fullBenefit: z.object({
        met: z.boolean(),
        fullBenefitFrom: day.nullable(),
        settled: z.boolean(),
        readings: z.array(z.object({ counting: z.string(), isDefault: z.boolean(), met: z.boolean(), fullBenefitFrom: day.nullable(), missing: whole })),
      }),
    }),
    run: async (of, { nik: written, on, from, knownAt: at }) => {
      const { nik, fault } = readNik(written);
      if (nik === null) throw new Fault('bad-input', fault, nikFaultWords[fault] ?? { id: fault, en: fault }, { column: 'nik' });
      const { workplace } = of;
      const token = workplace.niks.seal(nik);
      const { shared, own } = await coverageApart(of.look, {
        law: workplace.law,
        token,
        on: dayAsked(of, on),
        ...known(at),
        ...(from === undefined ? {} : { from: civilDate(from) }),
      });
      return new Shared(shared, { ...own, nik: maskNik(nik) });
    },
  }),

  count: operation({
    command: 'coverage',
    act: 'coverage count',
    id: 'countCoverage',
    method: 'get',
    path: '/programmes/{programme}/coverage',
    summary: "How many of a programme's people are in each state on a day, JKK and JKM apart",
    input: z.object({ programme: programmeName, on: day.optional(), knownAt }),
    long: true,
    answer: z.object({ on: day, people: whole, jkk: states, jkm: states }),
    run: async (of, { programme, on, knownAt: at }) => {
      const asked = dayAsked(of, on);
      return { on: asked, ...(await of.read((tx) => coveredCount(tx, { law: of.workplace.law, programme, on: asked, ...known(at) }))) };
    },
  }),
};

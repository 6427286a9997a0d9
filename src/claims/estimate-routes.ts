// Decides the operation of an estimate: what a family would get for any person, event and day, with the calculation written out.
import { z } from '@hono/zod-openapi';
import { Fault } from '../kernel/fault.ts';
import { maskNik, readNik } from '../kernel/nik.ts';
import { accidentOutcomes } from '../law/accident-benefit.ts';
import { citationJson } from '../law/law.ts';
import { operation } from '../web/operation.ts';
import { searchOf } from '../web/search.ts';
import { bilingual, day, monthName, rupiah, whole, words } from '../web/shapes.ts';
import { nikFaultWords } from '../web/story-words.ts';
import { estimateFor } from './estimate-steps.ts';

const most = 1_000_000_000; // not law: the largest amount a form takes
const amount = z.coerce.number().int().min(0).max(most).optional();
const count = (largest: number) => z.coerce.number().int().min(1).max(largest).optional();
const item = bilingual.extend({ code: z.string() });
const cited = z.object({
  parameter: z.string(),
  value: z.unknown(),
  unit: z.string(),
  on: day,
  from: day,
  article: z.string(),
  source: z.string(),
  confidence: z.string(),
});
const line = z.object({ parameter: z.string(), title: bilingual, working: z.string(), amount: rupiah });

/** The fields of an estimate, also those of the command. */
export const estimateInput = z.object({
  nik: z.string().max(40).optional().openapi({ description: '16 digits; without it the months are supposed.' }),
  reason: words.optional().openapi({ description: 'What a person is asked about for; he may read it.' }),
  event: z.enum(['death', 'accident']),
  on: day,
  firstMonth: monthName.optional(),
  months: count(600),
  outcome: z.enum(accidentOutcomes).optional(),
  base: amount,
  land: amount,
  sea: amount,
  air: amount,
  medical: amount,
  incapacityMonths: count(600),
  homeCare: amount,
  dentures: amount,
  hearingAid: amount,
  glasses: amount,
  prosthesis: amount,
  disabilityPercent: count(100),
  functionLossPercent: count(100),
  family: words.optional().openapi({ example: 'spouse; child 2015-03-02' }),
  children: words.optional().openapi({ example: 'sd 2 2018-05-01; smp 1 2012-05-01' }),
});

export const estimateAnswer = z.object({
  nik: z.string().nullable().openapi({ description: 'Masked.' }),
  on: day,
  covered: z.string().nullable().openapi({ description: 'How the day is covered; null when months were supposed.' }),
  estimate: z
    .object({
      programme: z.enum(['jkm', 'jkk']),
      lines: z.array(line),
      total: rupiah,
      otherReadings: z.array(z.object({ parameter: z.string(), choice: z.string(), text: bilingual, total: rupiah })),
      scholarship: z.object({ entitled: z.boolean(), minimumMonths: whole, paidMonths: whole, maximum: rupiah, text: bilingual }).nullable(),
      children: z
        .object({
          total: rupiah,
          children: z.array(
            z.object({
              child: whole,
              working: z.string(),
              total: rupiah,
              counted: z.boolean(),
              reason: z.string().nullable(),
              years: z.array(z.object({ from: day, level: bilingual, amount: rupiah, lapsesOn: day })),
            }),
          ),
        })
        .nullable(),
      heirs: z
        .object({
          rank: item.nullable(),
          payees: z.array(z.object({ relative: whole, through: z.string(), only: z.string().nullable() })),
          complications: z.array(z.string()),
          order: z.array(item),
        })
        .nullable(),
      timeBar: z.object({ lapsesOn: day.nullable(), settled: z.boolean() }),
      paymentDays: whole,
      documents: z.array(item),
      npwpNeeded: z.boolean(),
      confidence: z.string(),
      citations: z.array(cited),
      unsettled: z.array(z.object({ parameter: z.string(), title: bilingual })),
    })
    .nullable(),
});

export const estimateOperations = {
  estimate: operation({
    command: 'claims estimate',
    id: 'estimateClaim',
    method: 'post',
    path: '/claim-estimates',
    summary: 'What a family would get for any person (or supposed months), event and day, every sum written out; posted, so that a NIK stands in no address',
    input: estimateInput,
    personal: true,
    discloses: ({ nik, reason }, { niks }) => searchOf(niks, nik ?? '', ['coverage', 'estimate'], reason),
    answer: estimateAnswer,
    run: async ({ workplace, look }, { nik: written, reason: _, ...fields }) => {
      const { nik, fault } = written === undefined ? { nik: null, fault: '' } : readNik(written);
      if (written !== undefined && nik === null) throw new Fault('bad-input', fault, nikFaultWords[fault] ?? { id: fault, en: fault }, { column: 'nik' });
      const token = nik === null ? null : workplace.niks.seal(nik);
      const answer = await estimateFor(look, { law: workplace.law, token, fields });
      const { estimate } = answer;
      return {
        ...answer,
        nik: nik === null ? null : maskNik(nik),
        estimate: estimate === null ? null : { ...estimate, citations: estimate.citations.map(citationJson) },
      };
    },
  }),
};

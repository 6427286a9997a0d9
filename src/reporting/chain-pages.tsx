// Decides how the overview tells where a programme stands: its chain in order, each step with its figures and the page they are counted on.
import type { Context } from 'hono';
import { countText, rupiahFigure, rupiahShort } from '../web/figures.ts';
import { Way } from '../web/parts.tsx';
import { type ProgrammePage, programmePages } from '../web/programme-nav.ts';
import { type Bilingual, type Locale, speaker } from '../web/words.ts';
import type { RequestEnv } from '../web/surface.ts';
import type { ChainState } from './chain-steps.ts';

const words = {
  heading: { id: 'Rantai kerja', en: 'The chain' },
  lists: { id: '{rows} baris dalam {lists} daftar', en: '{rows} rows in {lists} lists' },
  noLists: { id: 'belum ada daftar', en: 'no lists yet' },
  assessed: { id: '{accepted} diterima dari {rows} baris', en: '{accepted} accepted of {rows} rows' },
  notAssessed: { id: 'belum dinilai', en: 'not assessed yet' },
  allocated: { id: '{placed} tempat terisi, {reserve} cadangan', en: '{placed} places given, {reserve} in reserve' },
  notAllocated: { id: 'belum dibagi', en: 'not shared out yet' },
  signed: { id: '{signed} ditandatangani, {added} orang', en: '{signed} signed, {added} people' },
  waiting: { id: '{waiting} menunggu tanda tangan', en: '{waiting} waiting for a signature' },
  notSigned: { id: 'belum ada SK', en: 'no decree yet' },
  enrolment: { id: 'berkas ke cabang, jawaban masuk', en: 'files to the branches, answers in' },
  months: { id: '{months} bulan dibuka; {posted} diposting dari {invoiced} tagihan', en: '{months} months open; {posted} posted of {invoiced} invoiced' },
  noMonths: { id: 'belum ada bulan yang dibuka', en: 'no month open yet' },
  claims: { id: '{claims} klaim yang mungkin, {amount}', en: '{claims} probable claims, {amount}' },
  noClaims: { id: 'belum ada klaim', en: 'no claims yet' },
  objections: { id: '{objections} menunggu jawaban', en: '{objections} waiting for an answer' },
  noObjections: { id: 'tidak ada yang menunggu', en: 'none waiting' },
  policy: { id: 'Terikat {committed} dari pagu {limit}', en: '{committed} committed of a limit of {limit}' },
} as const satisfies Record<string, Bilingual>;

export const Chain = ({ c, programme, chain, locale }: { c: Context<RequestEnv>; programme: string; chain: ChainState; locale: Locale }) => {
  const say = speaker(locale);
  const count = (value: number | null): string => countText(value ?? 0, locale);
  const steps: readonly (readonly [ProgrammePage, string, boolean])[] = [
    ['policy', say(words.policy, { committed: rupiahShort(chain.committed, locale), limit: rupiahShort(chain.limit, locale) }), chain.committed > 0],
    ['lists', chain.lists === 0 ? say(words.noLists) : say(words.lists, { rows: count(chain.rows), lists: count(chain.lists) }), chain.lists > 0],
    [
      'assessment',
      chain.accepted === null ? say(words.notAssessed) : say(words.assessed, { accepted: count(chain.accepted), rows: count(chain.assessedRows) }),
      chain.accepted !== null,
    ],
    [
      'allocation',
      chain.placed === null ? say(words.notAllocated) : say(words.allocated, { placed: count(chain.placed), reserve: count(chain.reserve) }),
      chain.placed !== null,
    ],
    [
      'instruments',
      [
        ...(chain.signed > 0 ? [say(words.signed, { signed: count(chain.signed), added: count(chain.added) })] : []),
        ...(chain.waiting > 0 ? [say(words.waiting, { waiting: count(chain.waiting) })] : []),
      ].join('; ') || say(words.notSigned),
      chain.signed > 0,
    ],
    ['enrolment', say(words.enrolment), chain.months > 0],
    [
      'months',
      chain.months === 0
        ? say(words.noMonths)
        : say(words.months, { months: count(chain.months), posted: rupiahShort(chain.posted, locale), invoiced: rupiahShort(chain.invoiced, locale) }),
      chain.posted > 0,
    ],
    [
      'claims',
      chain.claims === 0 ? say(words.noClaims) : say(words.claims, { claims: count(chain.claims), amount: rupiahFigure(chain.claimAmount, locale) }),
      chain.claims > 0,
    ],
    ['objections', chain.objections === 0 ? say(words.noObjections) : say(words.objections, { objections: count(chain.objections) }), false],
  ];
  return (
    <>
      <h2>{say(words.heading)}</h2>
      <ol class="chain">
        {steps.map(([page, text, done]) => (
          <li class={done ? 'chain-done' : undefined}>
            <Way c={c} href={`/programmes/${programme}/${page}`} otherwise={programmePages[page][locale]}>
              {programmePages[page][locale]}
            </Way>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </>
  );
};

// Decides how differences and minutes look: each class with its people and rupiah leading to its tasks, each task with how it may be settled, and who signed and is to sign still.
import { Hono } from 'hono';
import { ActionForm } from '../web/action-form.tsx';
import { type Page, takeForm } from '../web/act.ts';
import { countText, dateText, monthText, rupiahFigure } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { type Bilingual, type Locale, frameWords, speaker } from '../web/words.ts';
import { monthWords } from './contributions-words.ts';
import { differenceWords, outcomeWords, outcomes } from './difference.ts';
import { isDifference, minuteClasses, minutesFileName, type Side, signingsOf } from './minutes.ts';
import { monthFrom } from '../kernel/month.ts';
import { reconciliationOperations as operations } from './reconciliation-routes.ts';

const words = {
  title: { id: 'Selisih {month}', en: 'Differences of {month}' },
  lead: {
    id: 'Daftar final, pembayaran dan posting dibandingkan orang demi orang. Setiap selisih punya penanggung jawab dan batas waktu; koreksi adalah pembalikan.',
    en: 'Final list, payment and posting compared person by person. Each difference has an owner and a day; corrections are reversals.',
  },
  none: { id: 'Tidak ada selisih yang ditemukan.', en: 'No differences were found.' },
  examine: { id: 'Cari selisih', en: 'Look for differences' },
  examined: { id: '{opened} selisih baru, {agreed} kini cocok, {open} terbuka.', en: '{opened} new differences, {agreed} agree now, {open} open.' },
  difference: { id: 'Selisih', en: 'Difference' },
  owner: { id: 'Penanggung jawab', en: 'Owner' },
  due: { id: 'Paling lambat', en: 'Due' },
  outcome: { id: 'Penyelesaian', en: 'Outcome' },
  remark: { id: 'Catatan', en: 'Remark' },
  settle: { id: 'Selesaikan', en: 'Settle' },
  settled: { id: 'Diselesaikan.', en: 'Settled.' },
  credited: { id: 'Diselesaikan: {amount} menjadi kelebihan bayar.', en: 'Settled: {amount} became a credit.' },
  minutes: { id: 'Berita acara rekonsiliasi {month}', en: 'Minutes of reconciliation, {month}' },
  minutesLead: {
    id: 'Angka bulan ini menurut hasil pencocokan. Setiap selisih menuju tugasnya; nama-namanya ada dalam lampiran XLSX.',
    en: 'The figures of the month by result. Each difference leads to its tasks; the names are in the XLSX annex.',
  },
  draw: { id: 'Susun berita acara', en: 'Draw up the minutes' },
  drawn: { id: 'Berita acara ke-{sequence} tersusun.', en: 'Minutes number {sequence} drawn up.' },
  noMinutes: { id: 'Belum ada berita acara.', en: 'There are no minutes yet.' },
  people: { id: 'Orang', en: 'People' },
  amount: { id: 'Jumlah', en: 'Amount' },
  result: { id: 'Hasil', en: 'Result' },
  sign: { id: 'Tanda tangani', en: 'Sign' },
  name: { id: 'Nama dan jabatan', en: 'Name and office' },
  signedBy: { id: '{side}: {name}, {date}', en: '{side}: {name}, {date}' },
  notSigned: { id: '{side}: belum', en: '{side}: not yet' },
  signedNow: { id: 'Ditandatangani untuk {side}.', en: 'Signed for {side}.' },
  forNoBranch: { id: '{side}, tanpa cabang tertentu: tidak berlaku', en: '{side}, of no branch in particular: does not count' },
  allSigned: { id: 'Semua pihak sudah menandatangani.', en: 'Everybody has signed.' },
  missing: { id: 'Belum lengkap: {count} dari {of} tanda tangan masih ditunggu.', en: 'Not complete: {count} of {of} signatures are awaited.' },
  branch: { id: 'Cabang', en: 'Branch' },
  branchHint: { id: 'Hanya diisi petugas beberapa cabang.', en: 'Filled in only by an officer of several branches.' },
  digest: { id: 'Sidik isi', en: 'Digest' },
} as const satisfies Record<string, Bilingual>;
const sideWords: Readonly<Record<Side, Bilingual>> = {
  sponsor: { id: 'Pemerintah', en: 'Government' },
  administrator: { id: 'BPJS Ketenagakerjaan', en: 'BPJS Ketenagakerjaan' },
};

const signerText = (side: Side, branch: string | null, locale: Locale): string =>
  branch === null ? sideWords[side][locale] : `${sideWords[side][locale]}, ${speaker(locale)(words.branch).toLowerCase()} ${branch}`;

export function reconciliationPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();

  const differencesPage: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const month = c.req.param('month') ?? c.get('refusal')?.values['onPage'] ?? '';
    const { tasks } = await look(surface, c, operations.differences, { month });
    const open = tasks.filter(({ outcome }) => outcome === null);
    const at = `/programmes/${programme}`;
    return c.render(
      <article>
        <h1>{say(words.title, { month: monthText(month, locale) })}</h1>
        <p class="lead">{say(words.lead)}</p>
        <ActionForm c={c} operation={operations.examine} action={`${at}/months/${month}/differences`} submit={words.examine} plain />
        {tasks.length === 0 ? (
          <p class="hint">{say(words.none)}</p>
        ) : (
          <Table
            caption={say(words.title, { month: monthText(month, locale) })}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[
              { title: 'KPJ' },
              { title: say(words.difference) },
              { title: say(monthWords.branch) },
              { title: say(words.amount), numeric: true },
              { title: say(words.owner) },
              { title: say(words.due) },
              { title: say(words.outcome) },
            ]}
            rows={tasks.map((task) => [
              <code>{task.kpj ?? '-'}</code>,
              <>
                {differenceWords[task.class][locale]}
                <span class="under">{task.detail}</span>
              </>,
              task.branch,
              rupiahFigure(task.amount, locale),
              task.owner,
              dateText(task.dueOn, locale),
              task.outcome === null ? (
                <span class="outcome outcome-review">{say(monthWords.notYet)}</span>
              ) : (
                <>
                  {outcomeWords[task.outcome][locale]}
                  <span class="under">{task.remark}</span>
                </>
              ),
            ])}
          />
        )}
        {open.length === 0 ? null : (
          <>
            <h2>{say(words.settle)}</h2>
            <ActionForm
              c={c}
              operation={operations.settle}
              action={`${at}/differences/resolution`}
              hidden={{ onPage: month }}
              fields={[
                {
                  name: 'differenceId',
                  label: words.difference,
                  kind: 'choice',
                  choices: open.slice(0, 200).map((task) => {
                    const text = `${task.kpj ?? '-'}: ${differenceWords[task.class][locale]}`;
                    return [task.differenceId, { id: text, en: text }] as const;
                  }),
                },
                {
                  name: 'outcome',
                  label: words.outcome,
                  kind: 'choice',
                  choices: outcomes.filter((one) => one !== 'agrees-now').map((one) => [one, outcomeWords[one]] as const),
                },
                { name: 'remark', label: words.remark },
              ]}
              submit={words.settle}
            />
          </>
        )}
        <p class="links">
          <a href={`${at}/months/${month}/minutes`}>{say(words.minutes, { month: monthText(month, locale) })}</a>
          <a href={`${at}/months/${month}`}>{say(monthWords.inMonth, { month: monthText(month, locale) })}</a>
        </p>
      </article>,
      programmeFrame(say(words.title, { month: monthText(month, locale) }), programme, 'months'),
    );
  };
  pages.get('/programmes/:programme/months/:month/differences', differencesPage);
  takeForm(pages, surface, {
    operation: operations.examine,
    at: '/programmes/:programme/months/:month/differences',
    page: differencesPage,
    told: ({ opened, agreed, open }, locale) => ({
      text: speaker(locale)(words.examined, { opened: countText(opened, locale), agreed: countText(agreed, locale), open: countText(open, locale) }),
    }),
    next: (_, { programme, month }) => `/programmes/${programme}/months/${month}/differences`,
  });
  takeForm(pages, surface, {
    operation: operations.settle,
    at: '/programmes/:programme/differences/resolution',
    page: differencesPage,
    told: ({ credited }, locale) => ({
      text: credited === 0 ? speaker(locale)(words.settled) : speaker(locale)(words.credited, { amount: rupiahFigure(credited, locale) }),
    }),
    next: ({ month }, { programme }) => `/programmes/${programme}/months/${month}/differences`,
  });

  const minutesPage: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const [programme, month] = [c.req.param('programme') ?? '', c.req.param('month') ?? ''];
    const { minutes } = await look(surface, c, operations.minutes);
    const [latest] = minutes;
    const title = say(words.minutes, { month: monthText(month, locale) });
    const at = `/programmes/${programme}/months/${month}`;
    const signings = latest === undefined ? [] : signingsOf(latest.content, latest.signatures);
    const sum = (one: (typeof minuteClasses)[number], of: 'people' | 'amount'): number =>
      (latest?.content.branches ?? []).reduce((total, { classes }) => total + classes[one][of], 0);
    return c.render(
      <article>
        <h1>{title}</h1>
        <p class="lead">{say(words.minutesLead)}</p>
        <ActionForm c={c} operation={operations.draw} action={`${at}/minutes`} submit={words.draw} plain />
        {latest === undefined ? (
          <p class="hint">{say(words.noMinutes)}</p>
        ) : (
          <>
            <Table
              caption={title}
              hideCaption
              scrollLabel={say(frameWords.scrollable)}
              columns={[{ title: say(words.result) }, { title: say(words.people), numeric: true }, { title: say(words.amount), numeric: true }]}
              rows={minuteClasses.map((one) => [
                isDifference(one) ? <a href={`${at}/differences?class=${one}`}>{differenceWords[one][locale]}</a> : differenceWords[one][locale],
                countText(sum(one, 'people'), locale),
                rupiahFigure(sum(one, 'amount'), locale),
              ])}
            />
            <p class="links">
              {(['pdf', 'xlsx'] as const).map((kind) => (
                <a href={`/files/${programme}/${month}/${minutesFileName(programme, monthFrom(month), latest.sequence, kind)}`} download>
                  {kind.toUpperCase()}
                </a>
              ))}
            </p>
            <ul>
              {signings.map(({ side, branch, signed }) => {
                const who = signerText(side, branch, locale);
                return (
                  <li>
                    {signed === null
                      ? say(words.notSigned, { side: who })
                      : say(words.signedBy, { side: who, name: signed.name, date: dateText(signed.signedOn, locale) })}
                  </li>
                );
              })}
              {latest.signatures
                .filter(({ side, branch }) => side === 'administrator' && branch === null)
                .map(({ side, name, signedOn }) => (
                  <li>{say(words.signedBy, { side: say(words.forNoBranch, { side: sideWords[side][locale] }), name, date: dateText(signedOn, locale) })}</li>
                ))}
            </ul>
            <p>{latest.missing.length === 0 ? say(words.allSigned) : say(words.missing, { count: latest.missing.length, of: signings.length })}</p>
            <details>
              <summary>{say(words.digest)}</summary>
              <code>{latest.digest}</code>
            </details>
            <ActionForm
              c={c}
              operation={operations.sign}
              action={`${at}/minutes/signature`}
              hidden={{ digest: latest.digest }}
              fields={[
                { name: 'name', label: words.name },
                ...(latest.content.branches.length === 1
                  ? []
                  : [
                      {
                        name: 'branch',
                        label: words.branch,
                        hint: words.branchHint,
                        kind: 'choice' as const,
                        optional: true,
                        choices: [
                          ['', { id: '-', en: '-' }] as const,
                          ...latest.content.branches.map(({ branch }) => [branch, { id: branch, en: branch }] as const),
                        ],
                      },
                    ]),
              ]}
              submit={words.sign}
            />
          </>
        )}
        <p class="links">
          <a href={`${at}/differences`}>{say(words.title, { month: monthText(month, locale) })}</a>
        </p>
      </article>,
      programmeFrame(title, programme, 'months'),
    );
  };
  pages.get('/programmes/:programme/months/:month/minutes', minutesPage);
  takeForm(pages, surface, {
    operation: operations.draw,
    at: '/programmes/:programme/months/:month/minutes',
    page: minutesPage,
    told: ({ sequence }, locale) => ({ text: speaker(locale)(words.drawn, { sequence }) }),
    next: (_, { programme, month }) => `/programmes/${programme}/months/${month}/minutes`,
  });
  takeForm(pages, surface, {
    operation: operations.sign,
    at: '/programmes/:programme/months/:month/minutes/signature',
    page: minutesPage,
    told: ({ side, branch }, locale) => ({ text: speaker(locale)(words.signedNow, { side: signerText(side, branch, locale) }) }),
    next: (_, { programme, month }) => `/programmes/${programme}/months/${month}/minutes`,
  });
  return pages;
}

// Decides how coverage is asked and answered on a page: one person by a posted NIK, with the reasons and their articles; and a programme's count.
import { Hono } from 'hono';
import type { z } from '@hono/zod-openapi';
import { ActionForm } from '../web/action-form.tsx';
import { type Page, type PageContext, formFields } from '../web/act.ts';
import { countText, dateText, monthText, rupiahFigure, whenText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { lookRemembered } from '../web/look.ts';
import { inputOf } from '../web/operation.ts';
import { Confidence, Counting, Facts, FilterDay, FilterForm } from '../web/parts.tsx';
import { perform } from '../web/perform.ts';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { Fault } from '../kernel/fault.ts';
import { faultToProblem } from '../platform/rendering.ts';
import { type Locale, frameWords, searchWords, speaker } from '../web/words.ts';
import { coverageOperations } from './coverage-routes.ts';
import { coverStates, stateWords } from './coverage-words.ts';

const words = {
  title: { id: 'Apakah seseorang terlindungi', en: 'Is a person protected' },
  lead: {
    id: 'Jawaban untuk satu orang pada satu hari, dihitung dari iuran yang diposting, dengan alasan dan pasalnya.',
    en: 'The answer for one person on one day, computed from the contributions posted, with the reason and its article.',
  },
  nik: { id: 'NIK', en: 'NIK' },
  nikHint: { id: '16 angka, seperti di KTP atau kartu keluarga', en: '16 digits, as on the identity card' },
  on: { id: 'Pada tanggal', en: 'On' },
  onHint: { id: 'Bila kosong: hari ini', en: 'Left empty: today' },
  knownAt: { id: 'Menurut catatan sampai', en: 'As recorded by' },
  knownAtHint: {
    id: 'Waktu lengkap, misalnya 2025-08-01T12:00:00+08:00. Bila kosong: sekarang',
    en: 'A complete instant, for example 2025-08-01T12:00:00+08:00. Left empty: now',
  },
  ask: { id: 'Periksa', en: 'Ask' },
  again: { id: 'Tanya lagi', en: 'Ask again' },
  privacy: {
    id: 'NIK tidak masuk ke alamat halaman. Pencarian ini dicatat: siapa, kapan, untuk apa, dan NIK yang tersegel. Tutup halaman setelah selesai.',
    en: 'The NIK is not put into the address. This search is recorded: who, when, what for, and the sealed NIK. Close the page when you are done.',
  },
  result: { id: 'NIK {nik} pada {date}', en: 'NIK {nik} on {date}' },
  asKnown: { id: 'menurut catatan sampai {when}', en: 'as recorded by {when}' },
  jkk: { id: 'Kecelakaan kerja (JKK)', en: 'Work accident (JKK)' },
  jkm: { id: 'Kematian (JKM)', en: 'Death (JKM)' },
  since: { id: 'sejak {date}', en: 'since {date}' },
  reasons: { id: 'Mengapa', en: 'Why' },
  months: { id: 'Bulan yang diposting', en: 'Months posted' },
  month: { id: 'Bulan', en: 'Month' },
  valueDate: { id: 'Tanggal nilai bank', en: 'Bank value date' },
  counts: { id: 'Berlaku pada hari itu', en: 'Counts on that day' },
  yes: { id: 'ya', en: 'yes' },
  no: { id: 'tidak, dibayar sesudahnya', en: 'no, paid later' },
  noMonths: { id: 'Belum ada bulan yang diposting.', en: 'No month is posted.' },
  gaps: { id: 'Bulan kosong', en: 'Gaps' },
  full: { id: 'Santunan JKM penuh', en: 'Full JKM' },
  fullFrom: { id: 'sejak {date}', en: 'from {date}' },
  fullMissing: { id: 'belum; kurang {missing}', en: 'not yet; {missing} missing' },
  fullUnsettled: {
    id: 'Cara menghitung masa tunggu belum dipastikan; jawaban berbeda menurut cara hitungnya.',
    en: 'How the waiting months are counted is not settled; the readings differ.',
  },
  countings: {
    'posted-months': { id: 'bulan yang diposting', en: 'months posted' },
    'consecutive-months': { id: 'bulan berturut-turut', en: 'months in a row' },
    'ninety-days': { id: 'sembilan puluh hari', en: 'ninety days' },
  },
  countTitle: { id: 'Perlindungan peserta program', en: 'Coverage of the programme' },
  count: { id: 'Hitung', en: 'Count' },
  state: { id: 'Keadaan', en: 'State' },
  people: { id: 'Orang yang terdaftar atau ditolak', en: 'People registered or refused' },
} as const;

type Answer = z.output<typeof coverageOperations.person.answer>;

const Cover = ({ answer, title, locale }: { answer: Answer['jkk']; title: string; locale: Locale }) => (
  <div class={answer.state === 'protected' ? 'card card-main' : 'card'}>
    <dt>{title}</dt>
    <dd>
      <span class="value">{stateWords[answer.state][locale]}</span>
      {answer.since === null ? null : <span class="note">{speaker(locale)(words.since, { date: dateText(answer.since, locale) })}</span>}
    </dd>
  </div>
);

const Reasons = ({ answer, title, locale }: { answer: Answer['jkk']; title: string; locale: Locale }) => (
  <>
    <h3>{title}</h3>
    {answer.reasons.map((reason) => (
      <div class="reason">
        <p>{reason[locale]}</p>
        <ul class="grounds">
          {reason.citations.map((cited) => (
            <li>
              <a href={`/law/${cited.parameter}`}>{cited.article}</a> <Confidence confidence={cited.confidence} locale={locale} />
            </li>
          ))}
          {reason.unsettled.map(({ parameter, title: asked }) => (
            <li>
              <a href={`/law/${parameter}`}>{asked[locale]}</a> <Confidence confidence="unverified" locale={locale} />
            </li>
          ))}
        </ul>
      </div>
    ))}
  </>
);

const AnswerPage = ({ answer, locale, timeZone }: { answer: Answer; locale: Locale; timeZone: string }) => {
  const say = speaker(locale);
  return (
    <article>
      <h1>{say(words.result, { nik: answer.nik, date: dateText(answer.on, locale) })}</h1>
      <p class="hint">{say(words.asKnown, { when: whenText(answer.knownAt, timeZone, locale) })}</p>
      <dl class="covers spaced">
        <Cover answer={answer.jkk} title={say(words.jkk)} locale={locale} />
        <Cover answer={answer.jkm} title={say(words.jkm)} locale={locale} />
      </dl>
      <h2>{say(words.reasons)}</h2>
      <Reasons answer={answer.jkk} title={say(words.jkk)} locale={locale} />
      <Reasons answer={answer.jkm} title={say(words.jkm)} locale={locale} />
      <h2>{say(words.months)}</h2>
      {answer.posted.length === 0 ? (
        <p>{say(words.noMonths)}</p>
      ) : (
        <Table
          caption={say(words.months)}
          hideCaption
          scrollLabel={say(frameWords.scrollable)}
          columns={[
            { title: say(words.month) },
            { title: say(words.valueDate) },
            { title: 'JKK', numeric: true },
            { title: 'JKM', numeric: true },
            { title: say(words.counts) },
          ]}
          rows={answer.posted.map((posting) => [
            monthText(posting.month, locale),
            dateText(posting.bankValueOn, locale),
            rupiahFigure(posting.jkk, locale),
            rupiahFigure(posting.jkm, locale),
            say(posting.counts ? words.yes : words.no),
          ])}
        />
      )}
      {answer.gaps.length === 0 ? null : <Facts locale={locale} facts={[[words.gaps, answer.gaps.map((month) => monthText(month, locale)).join(', ')]]} />}
      <h2>{say(words.full)}</h2>
      <Facts
        locale={locale}
        facts={answer.fullBenefit.readings.map(
          (reading) =>
            [
              words.countings[reading.counting as keyof typeof words.countings],
              reading.fullBenefitFrom === null
                ? say(words.fullMissing, { missing: reading.missing })
                : say(words.fullFrom, { date: dateText(reading.fullBenefitFrom, locale) }),
            ] as const,
        )}
      />
      {answer.fullBenefit.settled ? null : <p class="note-box">{say(words.fullUnsettled)}</p>}
      <p class="links">
        <a href="/coverage">{say(words.again)}</a>
      </p>
    </article>
  );
};

export function coveragePages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { person, count } = coverageOperations;
  const titled = (c: PageContext) => ({ title: speaker(localeOf(c))(words.title), audience: 'office', here: 'coverage' }) as const;

  const formPage: Page = (c) => {
    const say = speaker(localeOf(c));
    return c.render(
      <article class="narrow">
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <ActionForm
          c={c}
          operation={person}
          action="/coverage"
          fields={[
            { name: 'nik', label: words.nik, hint: words.nikHint, kind: 'secret' },
            { name: 'on', label: words.on, hint: words.onHint, kind: 'date', optional: true },
            { name: 'knownAt', label: words.knownAt, hint: words.knownAtHint, optional: true },
            { name: 'reason', label: searchWords.reason, hint: searchWords.reasonHint, optional: true },
          ]}
          submit={words.ask}
        />
        <p class="note-box">{say(words.privacy)}</p>
      </article>,
      titled(c),
    );
  };
  pages.get('/coverage', formPage);
  // What is said of one person is shown once, to who asked: no work, no address, nothing kept on the way.
  pages.post('/coverage', async (c) => {
    c.header('cache-control', 'no-store, no-transform');
    const fields = await formFields(c);
    try {
      const { answer } = await perform(surface, person, inputOf(person, fields), { actor: surface.actor(c), through: 'page' });
      return await c.render(<AnswerPage answer={answer} locale={localeOf(c)} timeZone={surface.timeZone} />, titled(c));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      c.status(faultToProblem(error, localeOf(c)).status as 400);
      c.set('refusal', { operation: person.id, error, values: { on: fields['on'] ?? '', knownAt: fields['knownAt'] ?? '' } });
      return formPage(c);
    }
  });

  pages.get('/programmes/:programme/coverage', async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme');
    const answer = await lookRemembered(surface, c, count);
    return c.render(
      <article>
        <h1>{say(words.countTitle)}</h1>
        <FilterForm c={c}>
          <FilterDay label={say(words.on)} value={answer?.on ?? c.req.query('on')} />
        </FilterForm>
        {answer === undefined ? (
          <Counting c={c} />
        ) : (
          <Table
            caption={`${dateText(answer.on, locale)}. ${say(words.people)}: ${countText(answer.people, locale)}`}
            scrollLabel={say(frameWords.scrollable)}
            columns={[{ title: say(words.state) }, { title: 'JKK', numeric: true }, { title: 'JKM', numeric: true }]}
            rows={coverStates.map((state) => [stateWords[state][locale], countText(answer.jkk[state], locale), countText(answer.jkm[state], locale)])}
          />
        )}
      </article>,
      { ...programmeFrame(say(words.countTitle), programme, ''), ...(answer === undefined ? { refresh: 3 } : {}) },
    );
  });
  return pages;
}

// Decides how the budget and the calendar look: each line with what is drawn on it, the forecast, versions with whom they touch, and by when each step must be done.
import { Hono } from 'hono';
import { ActionForm } from '../web/action-form.tsx';
import { type Page, takeForm } from '../web/act.ts';
import { countText, dateText, monthText, rupiahFigure, shareText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Confidence } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { type Bilingual, frameWords, speaker } from '../web/words.ts';
import { budgetKindWords, budgetKinds } from '../programme/budget-version.ts';
import { alternativeWords, forecastWarnings } from './budget.ts';
import { budgetOperations as operations } from './budget-routes.ts';
import { stepWords } from './payment-calendar.ts';

const words = {
  budget: { id: 'Anggaran', en: 'Budget' },
  lead: {
    id: 'Pagu, yang terikat, ditagih, dibayar dan sisanya, JKK dan JKM terpisah. Tidak ada yang terikat melebihi pagu.',
    en: 'Limit, commitments, invoices, payments and remainder, JKK and JKM apart. Nothing is committed beyond the limit.',
  },
  line: { id: 'Mata anggaran', en: 'Budget line' },
  accounts: { id: 'Akun JKK / JKM', en: 'Account of JKK / JKM' },
  limit: { id: 'Pagu', en: 'Limit' },
  committed: { id: 'Terikat', en: 'Committed' },
  invoicedJkk: { id: 'Ditagih JKK', en: 'Invoiced, JKK' },
  invoicedJkm: { id: 'Ditagih JKM', en: 'Invoiced, JKM' },
  paid: { id: 'Dibayar', en: 'Paid' },
  left: { id: 'Sisa', en: 'Remainder' },
  forecast: { id: 'Perkiraan serapan', en: 'Forecast of absorption' },
  forecastLead: {
    id: 'Dihitung dari calon yang lolos, bukan dari target: {expected} akan terserap ({share}), {unused} tidak, {places} tempat kosong.',
    en: 'Counted from validated candidates, not from targets: {expected} will be used ({share}), {unused} will not, {places} places stay empty.',
  },
  versions: { id: 'Versi anggaran', en: 'Versions of the budget' },
  none: { id: 'Belum ada versi yang diusulkan.', en: 'No version was proposed yet.' },
  kind: { id: 'Jenis', en: 'Kind' },
  on: { id: 'Berlaku mulai', en: 'Effective on' },
  basis: { id: 'Dasar hukum', en: 'Legal basis' },
  lines: { id: 'Mata anggaran:JKK:JKM, satu baris satu', en: 'Line:JKK:JKM, one a line' },
  propose: { id: 'Usulkan versi', en: 'Propose a version' },
  proposed: { id: 'Versi diusulkan. Baca dampaknya sebelum disetujui.', en: 'The version is proposed. Read its effects before it is approved.' },
  approve: { id: 'Setujui setelah membaca dampak', en: 'Approve after reading the effects' },
  approved: { id: 'Disetujui.', en: 'Approved.' },
  approvedOn: { id: 'disetujui {date}', en: 'approved {date}' },
  notApproved: { id: 'belum disetujui', en: 'not approved' },
  effect: { id: '{line}: dari {before} menjadi {after}; terikat {committed}.', en: '{line}: from {before} to {after}; committed {committed}.' },
  missing: { id: 'Kurang {missing}; {people} orang dapat terdampak. Pilihan:', en: '{missing} are missing; {people} people may be touched. Alternatives:' },
  alternative: { id: '{what}: {people} orang, {months} bulan-orang, hemat {saved}', en: '{what}: {people} people, {months} person-months, saves {saved}' },
  calendar: { id: 'Kalender pembayaran', en: 'Calendar of payments' },
  calendarLead: {
    id: 'Hari terakhir setiap langkah, dihitung mundur dalam hari kerja dari jatuh tempo. Tata waktunya ditetapkan program.',
    en: "The last day of each step, counted backwards in working days from the due date. The lead times are the programme's.",
  },
  noLeadTimes: {
    id: 'Program ini belum menetapkan tata waktu (money.leadTimes dalam berkas program).',
    en: 'This programme has no lead times yet (money.leadTimes in the programme file).',
  },
  step: { id: 'Langkah', en: 'Step' },
  owner: { id: 'Oleh', en: 'By whom' },
  by: { id: 'Paling lambat', en: 'By' },
  remind: { id: 'Ingatkan mulai', en: 'Remind from' },
  state: { id: 'Keadaan', en: 'State' },
  due: { id: '{month}, jatuh tempo {date}', en: '{month}, due {date}' },
} as const satisfies Record<string, Bilingual>;
const states: Readonly<Record<'done' | 'late' | 'remind' | 'to-come', readonly [Bilingual, string]>> = {
  done: [{ id: 'selesai', en: 'done' }, 'outcome outcome-accept'],
  late: [{ id: 'terlambat', en: 'late' }, 'outcome outcome-reject'],
  remind: [{ id: 'segera', en: 'soon' }, 'outcome outcome-review'],
  'to-come': [{ id: 'nanti', en: 'to come' }, 'hint'],
};

export function budgetPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const budgetPage: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const { lines, forecast, versions } = await look(surface, c, operations.budget);
    const money = (amount: number): string => rupiahFigure(amount, locale);
    const open = versions.filter(({ approvedOn }) => approvedOn === null);
    const digests = await Promise.all(
      open.map(async ({ versionId }) => [versionId, (await look(surface, c, operations.effects, { version: versionId })).digest] as const),
    );
    return c.render(
      <article>
        <h1>{say(words.budget)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <Table
          caption={say(words.budget)}
          hideCaption
          scrollLabel={say(frameWords.scrollable)}
          columns={[
            { title: say(words.line) },
            { title: say(words.accounts) },
            ...[words.limit, words.committed, words.invoicedJkk, words.invoicedJkm, words.paid, words.left].map((word) => ({
              title: say(word),
              numeric: true,
            })),
          ]}
          rows={lines.map((line) => [
            <>
              {line.line}
              <span class="under">{line.fund}</span>
            </>,
            line.accountJkk === line.accountJkm ? line.accountJkk : `${line.accountJkk} / ${line.accountJkm}`,
            ...[line.limit, line.committed, line.invoiced.jkk, line.invoiced.jkm, line.paid, line.limit - line.committed].map(money),
          ])}
        />
        <h2>{say(words.forecast)}</h2>
        <p>
          {say(words.forecastLead, {
            expected: money(forecast.expected),
            share: shareText(forecast.absorption, 1000, locale), // not law: thousandths
            unused: money(forecast.unused),
            places: countText(forecast.emptyPlaces, locale),
          })}
        </p>
        {forecast.warnings.length === 0 ? null : (
          <ul class="note-box">
            {forecast.warnings.map((one) => (
              <li>{forecastWarnings[one][locale]}</li>
            ))}
          </ul>
        )}
        <h2>{say(words.versions)}</h2>
        {versions.length === 0 ? <p class="hint">{say(words.none)}</p> : null}
        {versions.map((version) => (
          <section>
            <h3>{`${budgetKindWords[version.kind][locale]}, ${dateText(version.effectiveOn, locale)}`}</h3>
            <p class="hint">{`${version.basis}; ${version.approvedOn === null ? say(words.notApproved) : say(words.approvedOn, { date: dateText(version.approvedOn, locale) })}`}</p>
            {version.effects.map((one) => (
              <>
                <p>{say(words.effect, { line: one.line, before: money(one.before), after: money(one.after), committed: money(one.committed) })}</p>
                {one.missing === 0 ? null : (
                  <div class="note-box">
                    <p>{say(words.missing, { missing: money(one.missing), people: countText(one.peopleAtRisk, locale) })}</p>
                    <ul>
                      {one.alternatives.map((other) => (
                        <li>
                          {say(words.alternative, {
                            what: alternativeWords[other.code][locale],
                            people: countText(other.people, locale),
                            months: countText(other.personMonths, locale),
                            saved: money(other.saved),
                          })}
                        </li>
                      ))}
                    </ul>
                  </div>
                )}
              </>
            ))}
            {version.approvedOn === null ? (
              <ActionForm
                c={c}
                operation={operations.approve}
                action={`/programmes/${programme}/budget/approval`}
                part={version.versionId}
                hidden={{ version: version.versionId, effects: digests.find(([one]) => one === version.versionId)?.[1] ?? '' }}
                submit={words.approve}
                plain
              />
            ) : null}
          </section>
        ))}
        <h2>{say(words.propose)}</h2>
        <ActionForm
          c={c}
          operation={operations.propose}
          action={`/programmes/${programme}/budget`}
          fields={[
            { name: 'kind', label: words.kind, kind: 'choice', choices: budgetKinds.map((one) => [one, budgetKindWords[one]] as const) },
            { name: 'effectiveOn', label: words.on, kind: 'date' },
            { name: 'basis', label: words.basis },
            { name: 'lines', label: words.lines, kind: 'text' },
          ]}
          submit={words.propose}
        />
      </article>,
      programmeFrame(say(words.budget), programme, 'budget'),
    );
  };
  pages.get('/programmes/:programme/budget', budgetPage);
  const toBudget = (_: unknown, { programme }: { programme: string }): string => `/programmes/${programme}/budget`;
  takeForm(pages, surface, {
    operation: operations.propose,
    at: '/programmes/:programme/budget',
    page: budgetPage,
    told: (_, locale) => ({ text: speaker(locale)(words.proposed) }),
    next: toBudget,
  });
  takeForm(pages, surface, {
    operation: operations.approve,
    at: '/programmes/:programme/budget/approval',
    page: budgetPage,
    told: (_, locale) => ({ text: speaker(locale)(words.approved) }),
    next: toBudget,
  });

  pages.get('/programmes/:programme/calendar', async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme');
    const { months } = await look(surface, c, operations.calendar);
    return c.render(
      <article>
        <h1>{say(words.calendar)}</h1>
        <p class="lead">{say(words.calendarLead)}</p>
        {months.every(({ steps }) => steps.length === 0) ? <p class="hint">{say(words.noLeadTimes)}</p> : null}
        {months.map(({ month, due, steps }) => (
          <section>
            <h2>{say(words.due, { month: monthText(month, locale), date: dateText(due, locale) })}</h2>
            {steps.length === 0 ? null : (
              <Table
                caption={monthText(month, locale)}
                hideCaption
                scrollLabel={say(frameWords.scrollable)}
                columns={[words.step, words.owner, words.by, words.remind, words.state].map((word) => ({ title: say(word) }))}
                rows={steps.map((one) => [
                  stepWords[one.step][locale],
                  <>
                    {one.owner} <Confidence confidence={one.confidence} locale={locale} />
                  </>,
                  dateText(one.by, locale),
                  dateText(one.remindFrom, locale),
                  <span class={states[one.state][1]}>{states[one.state][0][locale]}</span>,
                ])}
              />
            )}
          </section>
        ))}
      </article>,
      programmeFrame(say(words.calendar), programme, 'calendar'),
    );
  });
  return pages;
}

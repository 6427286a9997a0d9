// Decides how what a snapshot would change is shown: register by kabupaten, programme by outcome and reason, and the rows themselves.
import { Hono } from 'hono';
import { findingOf } from '../eligibility/told-row.ts';
import { changeWords } from '../registry/compare.ts';
import { type Register, registerForms } from '../registry/registers.ts';
import { registryOperations } from '../registry/registry-routes.ts';
import { type Page, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { countText, dateText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { lookRemembered } from '../web/look.ts';
import { Counting, OutcomeMark } from '../web/parts.tsx';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { frameWords, speaker } from '../web/words.ts';
import { registerChangeOperations } from './register-change-routes.ts';

const words = {
  title: { id: 'Perubahan register', en: 'Changes of a register' },
  lead: {
    id: '{register}: keadaan {before} dibandingkan dengan keadaan {after}. Selama ditahan, salinan baru belum mengubah apa pun.',
    en: '{register}: the state of {before} compared with that of {after}. While it is held, the new snapshot changes nothing.',
  },
  changes: { id: 'Dalam register', en: 'In the register' },
  change: { id: 'Perubahan', en: 'Change' },
  kabupaten: { id: 'Kabupaten/kota', en: 'Kabupaten' },
  people: { id: 'Orang', en: 'People' },
  nothing: { id: 'Tidak ada yang berubah.', en: 'Nothing changed.' },
  programme: { id: 'Program {programme}: {changed} dari {rows} baris dinilai lain', en: 'Programme {programme}: {changed} of {rows} rows judged otherwise' },
  before: { id: 'Sekarang', en: 'Now' },
  after: { id: 'Sesudah berlaku', en: 'Once it counts' },
  candidates: { id: 'Calon', en: 'Candidates' },
  listed: { id: 'Di SK', en: 'On a decree' },
  registered: { id: 'Terdaftar', en: 'Registered' },
  outcomes: { id: 'Hasil', en: 'Outcomes' },
  gained: { id: 'Alasan yang bertambah', en: 'Reasons gained' },
  reason: { id: 'Alasan', en: 'Reason' },
  places: { id: 'Menurut kabupaten/kota', en: 'By kabupaten' },
  lostAccept: { id: 'Tidak lagi diterima', en: 'No longer accepted' },
  gainedAccept: { id: 'Menjadi diterima', en: 'Accepted from then on' },
  rows: { id: 'Baris yang terkena', en: 'Rows affected' },
  row: { id: 'Baris', en: 'Row' },
  standing: { id: 'Kedudukan', en: 'Standing' },
  standings: {
    candidate: { id: 'calon', en: 'candidate' },
    listed: { id: 'di SK', en: 'on a decree' },
    registered: { id: 'terdaftar', en: 'registered' },
  },
  apply: { id: 'Berlakukan salinan ini', en: 'Let this snapshot count' },
  why: { id: 'Alasan', en: 'Reason' },
  applied: { id: 'Salinan berlaku.', en: 'The snapshot counts.' },
} as const;

export function registerChangePages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { compare } = registerChangeOperations;

  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const change = await lookRemembered(surface, c, compare);
    const count = (value: number): string => countText(value, locale);
    const register = (change?.before.register ?? 'population') as Register;
    const programme = change?.programme ?? null;
    const table = (
      title: string,
      columns: readonly (readonly [string, boolean])[],
      rows: readonly (readonly (string | number | ReturnType<typeof OutcomeMark>)[])[],
    ) => (
      <>
        <h3>{title}</h3>
        <Table
          caption={title}
          hideCaption
          scrollLabel={say(frameWords.scrollable)}
          columns={columns.map(([heading, numeric]) => ({ title: heading, numeric }))}
          rows={rows.map((row) => row.map((cell) => (typeof cell === 'number' ? count(cell) : cell)))}
        />
      </>
    );
    const reachColumns = [words.candidates, words.listed, words.registered].map((word) => [say(word), true] as const);
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        {change === undefined ? <Counting c={c} /> : null}
        {change === undefined ? null : (
          <>
            <p class="lead">
              {say(words.lead, {
                register: registerForms[register].name[locale],
                before: dateText(change.before.asOf, locale),
                after: dateText(change.after.asOf, locale),
              })}
            </p>
            {change.after.held ? (
              <ActionForm
                c={c}
                operation={registryOperations.apply}
                action={`/registers/snapshots/${change.after.snapshotId}/application`}
                fields={[{ name: 'reason', label: words.why, kind: 'text' }]}
                submit={words.apply}
              />
            ) : null}
            {change.changes.length === 0 ? (
              <p class="empty">{say(words.nothing)}</p>
            ) : (
              table(
                say(words.changes),
                [
                  [say(words.change), false],
                  [say(words.kabupaten), false],
                  [say(words.people), true],
                ],
                change.changes.map((one) => [changeWords(register, one.change)[locale], one.kabupaten, one.people]),
              )
            )}
            {programme === null ? null : (
              <>
                <h2>{say(words.programme, { programme: programme.programme, changed: count(programme.changed), rows: count(programme.rows) })}</h2>
                {table(
                  say(words.outcomes),
                  [[say(words.before), false], [say(words.after), false], ...reachColumns],
                  programme.outcomes.map((one) => [
                    OutcomeMark({ outcome: one.before, locale }),
                    OutcomeMark({ outcome: one.after, locale }),
                    one.candidates,
                    one.listed,
                    one.registered,
                  ]),
                )}
                {table(
                  say(words.gained),
                  [[say(words.reason), false], ...reachColumns],
                  programme.gained.map((one) => [findingOf(one.reason)?.[locale] ?? one.reason, one.candidates, one.listed, one.registered]),
                )}
                {table(
                  say(words.places),
                  [
                    [say(words.kabupaten), false],
                    [say(words.lostAccept), true],
                    [say(words.gainedAccept), true],
                  ],
                  programme.kabupaten.map((one) => [one.area, one.lostAccept, one.gainedAccept]),
                )}
                <h3>{say(words.rows)}</h3>
                <Table
                  caption={say(words.rows)}
                  hideCaption
                  scrollLabel={say(frameWords.scrollable)}
                  columns={[words.row, words.standing, words.before, words.after, words.gained].map((word) => ({ title: say(word) }))}
                  rows={programme.people.map((one) => [
                    <a href={`/lists/${one.listId}`}>{`${one.fileName} ${count(one.rowNo)}`}</a>,
                    words.standings[one.standing as keyof typeof words.standings]?.[locale] ?? one.standing,
                    OutcomeMark({ outcome: one.before, locale }),
                    OutcomeMark({ outcome: one.after, locale }),
                    one.gained.map((code) => findingOf(code)?.[locale] ?? code).join(' '),
                  ])}
                />
              </>
            )}
          </>
        )}
      </article>,
      { title: say(words.title), audience: 'office', here: 'registers', ...(change === undefined ? { refresh: 3 } : {}) },
    );
  };
  pages.get('/registers/snapshots/:before/changes/:after', page);
  const registersPage: Page = (c) => c.redirect('/registers', 303);
  takeForm(pages, surface, {
    operation: registryOperations.apply,
    at: '/registers/snapshots/:snapshot/application',
    page: registersPage,
    told: (_, locale) => ({ text: speaker(locale)(words.applied) }),
    next: () => '/registers',
  });
  return pages;
}

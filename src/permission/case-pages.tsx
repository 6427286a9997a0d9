// Decides how cases are assigned on a page: which is and was with whom, and forms to assign one and to end that.
import { Hono } from 'hono';
import { type Page, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { whenText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Doable } from '../web/parts.tsx';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { frameWords, speaker } from '../web/words.ts';
import type { CaseOperations } from './case-routes.ts';
import { caseKindWords } from './permission-words.ts';

const words = {
  title: { id: 'Kasus dan petugasnya', en: 'Cases and their officers' },
  lead: {
    id: 'Petugas kasus hanya melihat klaim, keberatan dan pengaduan yang ditugaskan kepadanya.',
    en: 'A case worker sees only the claims, objections and complaints assigned to him.',
  },
  assign: { id: 'Tugaskan', en: 'Assign' },
  assignTitle: { id: 'Menugaskan kasus', en: 'Assign a case' },
  case: { id: 'Nomor kasus', en: 'Id of the case' },
  kind: { id: 'Jenis', en: 'Kind' },
  ...caseKindWords,
  to: { id: 'Akun petugas', en: 'Account of the officer' },
  toHint: { id: 'Nama masuk petugas', en: 'Sign-in name of the officer' },
  by: { id: 'Oleh', en: 'By' },
  since: { id: 'Sejak', en: 'Since' },
  none: { id: 'Belum ada kasus yang ditugaskan.', en: 'No case is assigned yet.' },
  until: { id: 'Sampai', en: 'Until' },
  standing: { id: 'masih ditugaskan', en: 'still assigned' },
  endedBy: { id: '{when}, oleh {who}: {reason}', en: '{when}, by {who}: {reason}' },
  end: { id: 'Akhiri', en: 'End' },
  endTitle: { id: 'Mengakhiri penugasan', en: 'End an assignment' },
  from: { id: 'Akun petugas', en: 'Account of the officer' },
  reason: { id: 'Alasan', en: 'Why' },
  reasonHint: { id: 'Petugas itu langsung tidak melihat kasusnya lagi.', en: 'The officer no longer sees the case from then on.' },
  ended: { id: 'Penugasan berakhir.', en: 'The assignment has ended.' },
  every: { id: 'Semua kasus', en: 'All cases' },
  done: { id: 'Kasus ditugaskan.', en: 'The case is assigned.' },
} as const;

export function casePages(surface: Surface, { assign, end, list }: CaseOperations): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const { cases } = await look(surface, c, list);
    const nameOf = await surface.namesOf(cases.flatMap(({ assignedTo, assignedBy, ended }) => [assignedTo, assignedBy, ...(ended === null ? [] : [ended.by])]));
    const ending = c.req.query('from');
    const refused = c.get('refusal')?.operation;
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <Doable id="tugaskan" title={say(words.assignTitle)} open={cases.length === 0 || refused === assign.id}>
          <ActionForm
            c={c}
            operation={assign}
            action="/cases"
            fields={[
              { name: 'case', label: words.case, value: c.req.query('case') ?? '' },
              {
                name: 'kind',
                label: words.kind,
                kind: 'choice',
                choices: [
                  ['claim', words.claim],
                  ['objection', words.objection],
                  ['complaint', words.complaint],
                ],
              },
              { name: 'to', label: words.to, hint: words.toHint },
            ]}
            submit={words.assign}
          />
        </Doable>
        <Doable id="akhiri" title={say(words.endTitle)} open={ending !== undefined || refused === end.id}>
          <ActionForm
            c={c}
            operation={end}
            action="/cases/end"
            fields={[
              { name: 'case', label: words.case, value: c.req.query('case') ?? '' },
              { name: 'from', label: words.from, hint: words.toHint, value: ending ?? '' },
              { name: 'reason', label: words.reason, hint: words.reasonHint },
            ]}
            submit={words.end}
          />
        </Doable>
        {c.req.query('case') === undefined ? null : (
          <p class="links">
            <a href="/cases">{say(words.every)}</a>
          </p>
        )}
        {cases.length === 0 ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <Table
            caption={say(words.title)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[words.case, words.kind, words.to, words.by, words.since, words.until].map((title) => ({ title: say(title) }))}
            rows={cases.map((row) => [
              <a href={`/cases?case=${row.caseId}`}>
                <code>{row.caseId}</code>
              </a>,
              say(words[row.kind]),
              nameOf(row.assignedTo),
              nameOf(row.assignedBy),
              whenText(row.recordedAt, surface.timeZone, locale),
              row.ended === null ? (
                <>
                  {say(words.standing)}
                  <span class="under">
                    <a href={`/cases?case=${row.caseId}&from=${encodeURIComponent(row.assignedTo)}#akhiri`}>{say(words.end)}</a>
                  </span>
                </>
              ) : (
                say(words.endedBy, { when: whenText(row.ended.at, surface.timeZone, locale), who: nameOf(row.ended.by), reason: row.ended.reason })
              ),
            ])}
          />
        )}
      </article>,
      { title: say(words.title), audience: 'office' },
    );
  };
  pages.get('/cases', page);
  takeForm(pages, surface, {
    operation: assign,
    at: '/cases',
    page,
    told: (_, locale) => ({ text: speaker(locale)(words.done) }),
    next: () => '/cases',
  });
  takeForm(pages, surface, {
    operation: end,
    at: '/cases/end',
    page,
    told: (_, locale) => ({ text: speaker(locale)(words.ended) }),
    next: (_, { case: caseId }) => `/cases?case=${caseId}`,
  });
  return pages;
}

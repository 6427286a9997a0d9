// Decides how differences between what was paid and what arrived are listed: first those somebody must answer, then the answers, for officer and auditor alike.
import { Hono } from 'hono';
import { dateText, rupiahFigure } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { Way } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import { frameWords, speaker } from '../web/words.ts';
import { callBackOperations } from './call-back-routes.ts';
import { caseWords as words } from './case-words.ts';

export function callBackPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  pages.get('/programmes/:programme/claim-differences', async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme');
    const { rows, open, total } = await look(surface, c, callBackOperations.differences);
    const nameOf = await surface.namesOf(rows.flatMap(({ standing }) => (standing.account === null ? [] : [standing.account])));
    return c.render(
      <article>
        <h1>{say(words.differences)}</h1>
        <p class="lead">{say(words.differencesLead, { open })}</p>
        {rows.length < total ? <p class="hint">{say(words.firstDifferences, { shown: rows.length, total })}</p> : null}
        {rows.length === 0 ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <Table
            caption={say(words.differences)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[
              { title: say(words.claim) },
              { title: say(words.area) },
              { title: say(words.paidSum), numeric: true },
              { title: say(words.arrivedSum), numeric: true },
              { title: say(words.ball) },
              { title: say(words.due) },
              { title: say(words.answer) },
            ]}
            rows={rows.map(({ claim, standing, difference, reason }) => [
              <Way c={c} href={`/claims/${claim.claimId}/case`} otherwise={dateText(claim.happenedOn, locale)}>
                {dateText(claim.happenedOn, locale)}
              </Way>,
              claim.area,
              rupiahFigure(difference.paid, locale),
              rupiahFigure(difference.arrived, locale),
              `${words.holders[standing.holder][locale]}${standing.account === null ? '' : ` (${nameOf(standing.account)})`}`,
              standing.dueOn === null
                ? '–'
                : `${dateText(standing.dueOn, locale)}${standing.daysLate === 0 ? '' : ` · ${say(words.late, { days: standing.daysLate })}`}`,
              difference.answer === null ? '–' : `${words.kinds[difference.answer][locale]}: ${reason ?? ''}`,
            ])}
          />
        )}
        <p class="links">
          <a href={`/programmes/${programme}/claim-work`}>{say(words.work)}</a>
        </p>
      </article>,
      programmeFrame(say(words.differences), programme, 'claims'),
    );
  });
  return pages;
}

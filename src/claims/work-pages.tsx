// Decides how the work on claims is shown: who must move and what nobody opened, scholarships due, deaths to expect, facts for an auditor.
import { Hono } from 'hono';
import { FigureCard, FigureCards } from '../web/figure-card.tsx';
import { countText, dateText, rupiahFigure } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look, lookRemembered } from '../web/look.ts';
import { Confidence, Counting, Way } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { frameWords, speaker } from '../web/words.ts';
import { caseWords as words } from './case-words.ts';
import { reportOperations } from './report-routes.ts';

export function workPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { work, scholarships, expected, patterns } = reportOperations;

  pages.get('/programmes/:programme/claim-work', async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme');
    const answer = await lookRemembered(surface, c, work);
    const nameOf = await surface.namesOf(answer?.rows.flatMap(({ standing }) => (standing.account === null ? [] : [standing.account])) ?? []);
    return c.render(
      <article>
        <h1>{say(words.work)}</h1>
        <p class="lead">{say(words.workLead)}</p>
        {answer === undefined ? (
          <Counting c={c} />
        ) : (
          <>
            <FigureCards>
              <FigureCard label={say(words.neverOpened)} value={countText(answer.neverOpened.claims, locale)} main />
              <FigureCard label={say(words.amount)} value={rupiahFigure(answer.neverOpened.amount, locale)} />
              <FigureCard label={say(words.lateClaims)} value={countText(answer.late, locale)} />
              <FigureCard label={say(words.penalty)} value={rupiahFigure(answer.penalty, locale)} />
            </FigureCards>
            <p>{say(words.ageing, { under30: answer.neverOpened.under30, to90: answer.neverOpened.to90, over90: answer.neverOpened.over90 })}</p>
            {answer.rows.length === 0 ? (
              <p class="empty">{say(words.none)}</p>
            ) : (
              <Table
                caption={say(words.work)}
                hideCaption
                scrollLabel={say(frameWords.scrollable)}
                columns={[words.claim, words.area, words.state, words.ball, words.due, words.age].map((title) => ({ title: say(title) }))}
                rows={answer.rows.map(({ claim, standing }) => [
                  <a href={`/claims/${claim.claimId}/case`}>{dateText(claim.happenedOn, locale)}</a>,
                  claim.area,
                  words.states[standing.state as keyof typeof words.states][locale],
                  `${words.holders[standing.holder][locale]}${standing.account === null ? '' : ` (${nameOf(standing.account)})`}`,
                  standing.dueOn === null ? '–' : dateText(standing.dueOn, locale),
                  say(words.days, { days: countText(standing.age, locale) }),
                ])}
              />
            )}
          </>
        )}
        <p class="links">
          <a href={`/programmes/${programme}/claim-reports`}>{say(words.reports)}</a>{' '}
          <Way c={c} href={`/programmes/${programme}/claim-differences`}>
            {say(words.differences)}
          </Way>{' '}
          <a href={`/programmes/${programme}/scholarships`}>{say(words.scholarships)}</a>{' '}
          <a href={`/programmes/${programme}/expected-deaths`}>{say(words.expected)}</a>{' '}
          <a href={`/programmes/${programme}/claim-patterns`}>{say(words.patterns)}</a>
        </p>
      </article>,
      { ...programmeFrame(say(words.work), programme, 'claims'), ...(answer === undefined ? { refresh: 3 } : {}) },
    );
  });

  pages.get('/programmes/:programme/scholarships', async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const { due, notEntitled } = await look(surface, c, scholarships);
    return c.render(
      <article>
        <h1>{say(words.scholarships)}</h1>
        {due.length === 0 ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <Table
            caption={say(words.scholarships)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[{ title: say(words.from) }, { title: say(words.childId) }, { title: say(words.amount), numeric: true }, { title: say(words.lapses) }]}
            rows={due.map((one) => [
              <a href={`/claims/${one.claimId}/case`}>{dateText(one.from, locale)}</a>,
              <code>{one.childId}</code>,
              rupiahFigure(one.amount, locale),
              dateText(one.lapsesOn, locale),
            ])}
          />
        )}
        {notEntitled.length === 0 ? null : (
          <>
            <h2>{say(words.notEntitled)}</h2>
            <ul class="plain-list">
              {notEntitled.map((one) => (
                <li>
                  <a href={`/claims/${one.claimId}/case`}>{`${say(words.claim)} ${one.claimId.slice(-8).toUpperCase()}`}</a>
                  {`: ${one.text[locale]} ${one.article} `}
                  <Confidence confidence={one.confidence} locale={locale} />
                </li>
              ))}
            </ul>
          </>
        )}
      </article>,
      programmeFrame(say(words.scholarships), c.req.param('programme'), 'claims'),
    );
  });

  pages.get('/programmes/:programme/expected-deaths', async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme');
    const answer = await lookRemembered(surface, c, expected);
    return c.render(
      <article>
        <h1>{say(words.expected)}</h1>
        <p class="lead">{say(words.expectedLead)}</p>
        {answer === undefined ? (
          <Counting c={c} />
        ) : (
          <>
            <FigureCards>
              <FigureCard
                label={say(words.expectedCount)}
                value={`${countText(answer.low, locale)} – ${countText(answer.high, locale)}`}
                note={answer.expected.toFixed(1)}
                main
              />
              <FigureCard label={say(words.deathsFound)} value={countText(answer.found, locale)} />
              <FigureCard label={say(words.claim)} value={countText(answer.claims, locale)} />
            </FigureCards>
            <p>{words.verdicts[answer.verdict][locale]}</p>
            <p>
              <a href="/law/mortality">{say(words.table)}</a> <Confidence confidence={answer.confidence} locale={locale} />
            </p>
          </>
        )}
      </article>,
      { ...programmeFrame(say(words.expected), programme, 'claims'), ...(answer === undefined ? { refresh: 3 } : {}) },
    );
  });

  pages.get('/programmes/:programme/claim-patterns', async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const found = await look(surface, c, patterns);
    return c.render(
      <article>
        <h1>{say(words.patterns)}</h1>
        <p class="lead">{say(words.patternsLead)}</p>
        <h2>{say(words.shared)}</h2>
        {found.shared.length === 0 ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <ul class="plain-list">
            {found.shared.map((one) => (
              <li>
                {`${words.sharedKinds[one.kind][locale]}: `}
                {one.claims.map((claim, place) => (
                  <>
                    {place === 0 ? '' : ', '}
                    <a href={`/claims/${claim}`}>{String(place + 1)}</a>
                  </>
                ))}
              </li>
            ))}
          </ul>
        )}
        <h2>{say(words.senders)}</h2>
        {found.senders.length === 0 ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <Table
            caption={say(words.senders)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[
              { title: say(words.sender) },
              { title: say(words.people), numeric: true },
              { title: say(words.deaths), numeric: true },
              { title: say(words.early, { days: found.earlyDays }), numeric: true },
              { title: say(words.addedLate), numeric: true },
              { title: say(words.earlyLate), numeric: true },
            ]}
            rows={found.senders.map((one) => [one.sender, ...[one.people, one.deaths, one.early, one.late, one.earlyLate].map((n) => countText(n, locale))])}
          />
        )}
      </article>,
      programmeFrame(say(words.patterns), c.req.param('programme'), 'claims'),
    );
  });
  return pages;
}

// Decides how a month's reconciliation and the ledger look: what was held, charged, paid and posted compared; every account and every check.
import { Hono } from 'hono';
import { chartOfAccounts } from '../ledger/books-steps.ts';
import { accountTitles, sortOf } from '../ledger/chart.ts';
import { countText, monthText, rupiahFigure } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { lookRemembered } from '../web/look.ts';
import { Counting } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { type Locale, frameWords, speaker } from '../web/words.ts';
import { contributionsOperations as operations } from './contributions-routes.ts';
import { ledgerCheckWords, monthWords as words } from './contributions-words.ts';
import { classWords, differenceClasses } from './reconciliation.ts';

const money = (amount: number, locale: Locale): string => rupiahFigure(amount, locale);

/** A comparison in words: what must be equal, and of what (a kind of transfer, a sort of account, a branch). */
const checkText = ({ code, subject }: { readonly code: string; readonly subject: string }, locale: Locale): string => {
  const of = subject === 'trial balance' ? words.trial : (chartOfAccounts().transfers.get(subject) ?? accountTitles[subject]);
  return `${ledgerCheckWords[code]?.[locale] ?? code}: ${of?.[locale] ?? subject}`;
};

export function ledgerPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();

  pages.get('/programmes/:programme/months/:month/reconciliation', async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const { programme, month } = c.req.param();
    const answer = await lookRemembered(surface, c, operations.reconcile);
    const title = say(words.reconciliation, { month: monthText(month, locale) });
    return c.render(
      <article>
        <h1>{title}</h1>
        <p class="lead">{say(words.reconcileLead)}</p>
        {answer === undefined ? (
          <Counting c={c} />
        ) : (
          <div class="spaced">
            <Table
              caption={title}
              hideCaption
              scrollLabel={say(frameWords.scrollable)}
              columns={[
                { title: say(words.branch) },
                { title: say(words.square) },
                ...[words.held, words.charged, words.invoiced, words.debited, words.posted, ...differenceClasses.map((name) => classWords[name])].map(
                  (word) => ({
                    title: say(word),
                    numeric: true,
                  }),
                ),
              ]}
              rows={answer.months.map((row) => [
                row.branch,
                <span class={row.square ? 'outcome outcome-accept' : 'outcome outcome-review'}>{say(row.square ? words.yes : words.no)}</span>,
                countText(row.held, locale),
                countText(row.charged.persons, locale),
                money(row.invoiced, locale),
                money(row.debited, locale),
                money(row.posted.amount, locale),
                ...differenceClasses.map((name) => countText(row.classes[name].persons, locale)),
              ])}
            />
          </div>
        )}
        <p class="links">
          <a href={`/programmes/${programme}/months/${month}/differences`}>{say(words.differences)}</a>
          <a href={`/programmes/${programme}/months/${month}/minutes`}>{say(words.minutes)}</a>
          <a href={`/programmes/${programme}/months/${month}`}>{say(words.inMonth, { month: monthText(month, locale) })}</a>
        </p>
      </article>,
      { ...programmeFrame(title, programme, 'months'), ...(answer === undefined ? { refresh: 3 } : {}) },
    );
  });

  pages.get('/programmes/:programme/ledger', async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme');
    const answer = await lookRemembered(surface, c, operations.ledger);
    return c.render(
      <article>
        <h1>{say(words.ledger)}</h1>
        <p class="lead">{say(words.ledgerLead)}</p>
        {answer === undefined ? (
          <Counting c={c} />
        ) : (
          <>
            <p class="answer">{say(answer.check.holds ? words.holds : words.broken)}</p>
            <h2>{say(words.trial)}</h2>
            <Table
              caption={say(words.trial)}
              hideCaption
              scrollLabel={say(frameWords.scrollable)}
              columns={[{ title: say(words.account) }, ...[words.debit, words.credit, words.balance].map((word) => ({ title: say(word), numeric: true }))]}
              rows={answer.balance.rows.map((row) => [
                <>
                  {accountTitles[sortOf(row.account)]?.[locale] ?? row.account}
                  <code class="under">{row.account}</code>
                </>,
                money(row.debits, locale),
                money(row.credits, locale),
                money(row.balance, locale),
              ])}
              total={[say(words.total), money(answer.balance.debits, locale), money(answer.balance.credits, locale), '']}
            />
            <h2>{say(words.checks)}</h2>
            <Table
              caption={say(words.checks)}
              hideCaption
              scrollLabel={say(frameWords.scrollable)}
              columns={[
                { title: say(words.check) },
                { title: say(words.inLedger), numeric: true },
                { title: say(words.inBooks), numeric: true },
                { title: say(words.square) },
              ]}
              rows={answer.check.comparisons.map((one) => [
                checkText(one, locale),
                money(one.ledger, locale),
                money(one.books, locale),
                say(one.ledger === one.books ? words.yes : words.no),
              ])}
            />
          </>
        )}
      </article>,
      { ...programmeFrame(say(words.ledger), programme, 'months'), ...(answer === undefined ? { refresh: 3 } : {}) },
    );
  });
  return pages;
}

// Decides how bank statements and credits look, and where the forms of an invoice's money lead.
import { Hono } from 'hono';
import { ActionForm } from '../web/action-form.tsx';
import { type Page, takeForm } from '../web/act.ts';
import { countText, dateText, rupiahFigure } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Way } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { frameWords, speaker } from '../web/words.ts';
import { lineProblems } from './bank-statement.ts';
import { monthWords } from './contributions-words.ts';
import { type PaymentFact, factWords } from './invoice-state.ts';
import { paymentOperations as operations } from './payment-routes.ts';
import { creditRules, creditSources, paymentWords as words } from './payment-words.ts';

/** A file may be of several months: it leads to the month it names first, else to all. */
const toMonth = (month: string | undefined, programme: string): string => `/programmes/${programme}/months${month === undefined ? '' : `/${month}`}`;
const monthOf = (invoice: string): string | undefined => /\d{4}-\d{2}$/.exec(invoice)?.[0];

/** Pages of statements and credits, and the forms that stand on a month's page. */
export function paymentPages(surface: Surface, monthPage: Page): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();

  pages.get('/programmes/:programme/bank', async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme');
    const { lines } = await look(surface, c, operations.bank);
    return c.render(
      <article>
        <h1>{say(words.bank)}</h1>
        <p class="lead">{say(words.bankLead)}</p>
        {lines.length === 0 ? (
          <p class="hint">{say(words.bankNone)}</p>
        ) : (
          <Table
            caption={say(words.bank)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[
              { title: say(words.day) },
              { title: say(words.debit), numeric: true },
              { title: say(words.credit), numeric: true },
              { title: say(words.description) },
              { title: say(words.proves) },
            ]}
            rows={lines.map((line) => [
              dateText(line.on, locale),
              line.direction === 'debit' ? rupiahFigure(line.amount, locale) : '',
              line.direction === 'credit' ? rupiahFigure(line.amount, locale) : '',
              <>
                {line.description}
                <code class="under">{line.reference}</code>
              </>,
              line.problem === null ? (
                line.proves.map((one) => (
                  <span class="under">{one.replace(/[a-z-]+$/, (fact) => (fact in factWords ? factWords[fact as PaymentFact][locale] : fact))}</span>
                ))
              ) : (
                <span class="outcome outcome-review">{lineProblems[line.problem][locale]}</span>
              ),
            ])}
          />
        )}
        <p class="links">
          <a href={`/programmes/${programme}/months`}>{say(monthWords.title)}</a>
          <Way c={c} href={`/programmes/${programme}/credits`}>
            {say(words.credits)}
          </Way>
        </p>
      </article>,
      programmeFrame(say(words.bank), programme, 'months'),
    );
  });

  const creditsPage: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const found = await look(surface, c, operations.credits);
    const money = (amount: number): string => rupiahFigure(amount, locale);
    return c.render(
      <article>
        <h1>{say(words.credits)}</h1>
        <p class="lead">{say(words.creditsLead, { rule: creditRules[found.rule]?.[locale] ?? found.rule })}</p>
        <p class="hint">{found.basis}</p>
        {found.credits.length === 0 ? (
          <p class="hint">{say(words.creditsNone)}</p>
        ) : (
          <Table
            caption={say(words.credits)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[
              { title: say(monthWords.branch) },
              { title: say(words.cause) },
              ...[monthWords.total, words.used, words.left].map((word) => ({ title: say(word), numeric: true })),
            ]}
            rows={found.credits.map((row) => [
              row.branch,
              <>
                {creditSources[row.source]?.[locale] ?? row.source}
                <code class="under">{row.reference}</code>
              </>,
              money(row.amount),
              money(row.used),
              money(row.amount - row.used),
            ])}
          />
        )}
        <ActionForm
          c={c}
          operation={operations.carry}
          action={`/programmes/${programme}/credits`}
          lead={words.carryLead}
          fields={[{ name: 'month', label: words.month, kind: 'month' }]}
          submit={words.carry}
        />
      </article>,
      programmeFrame(say(words.credits), programme, 'months'),
    );
  };
  pages.get('/programmes/:programme/credits', creditsPage);
  takeForm(pages, surface, {
    operation: operations.carry,
    at: '/programmes/:programme/credits',
    page: creditsPage,
    told: ({ carried }, locale) => ({
      text: speaker(locale)(words.carried, {
        invoices: countText(new Set(carried.map(({ invoice }) => invoice)).size, locale),
        amount: rupiahFigure(
          carried.reduce((sum, { amount }) => sum + amount, 0),
          locale,
        ),
      }),
    }),
    next: (_, { programme }) => `/programmes/${programme}/credits`,
  });

  const factText = (fact: string, locale: 'id' | 'en'): string => factWords[fact as PaymentFact][locale];
  takeForm(pages, surface, {
    operation: operations.pay,
    at: '/programmes/:programme/payments',
    page: monthPage,
    told: ({ fact, amount, recorded }, locale) => {
      const say = speaker(locale);
      return {
        text: recorded ? say(monthWords.recorded, { fact: factText(fact, locale), amount: rupiahFigure(amount, locale) }) : say(monthWords.recordedBefore),
      };
    },
    next: ({ invoice }, { programme }) => toMonth(monthOf(invoice), programme),
  });
  takeForm(pages, surface, {
    operation: operations.reverse,
    at: '/programmes/:programme/payment-reversals',
    page: monthPage,
    told: ({ fact, amount, reversed }, locale) => {
      const say = speaker(locale);
      return { text: reversed ? say(words.reversed, { fact: factText(fact, locale), amount: rupiahFigure(amount, locale) }) : say(words.reversedBefore) };
    },
    next: ({ invoice }, { programme, to }) => toMonth(monthOf(to ?? invoice), programme),
  });
  takeForm(pages, surface, {
    operation: operations.statement,
    at: '/programmes/:programme/bank-statements',
    page: monthPage,
    told: (read, locale) => {
      const say = speaker(locale);
      const count = (value: number): string => countText(value, locale);
      const { rows, paid, known, returned, credits, profile } = read;
      return {
        text: say(words.statementRead, {
          profile,
          rows: count(rows),
          paid: count(paid),
          known: count(known),
          returned: count(returned),
          credits: count(credits),
        }),
        problems: [
          ...(read.overpaid === 0 ? [] : [say(words.overpaid, { amount: rupiahFigure(read.overpaid, locale) })]),
          ...read.problems.map(({ line, amount, problem }) =>
            say(words.statementProblem, { line, amount: rupiahFigure(amount, locale), problem: lineProblems[problem][locale] }),
          ),
          ...read.unreadable.map((line) => say(words.statementLine, { line, problem: lineProblems['row-unreadable'][locale] })),
          ...read.remarks.map(({ line, problem }) => say(words.statementLine, { line, problem })),
        ],
      };
    },
    next: (_, { programme }) => `/programmes/${programme}/bank`,
  });
  takeForm(pages, surface, {
    operation: operations.receipts,
    at: '/programmes/:programme/receipts',
    page: monthPage,
    told: ({ rows, recorded }, locale) => ({
      text: speaker(locale)(monthWords.receiptsRead, { rows: countText(rows, locale), recorded: countText(recorded, locale) }),
    }),
    next: (_, { programme }) => toMonth(undefined, programme),
  });
  return pages;
}

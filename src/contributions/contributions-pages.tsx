// Decides which pages contribution months have and which forms act on them: all months, and one month.
import { Hono } from 'hono';
import { type Page, takeForm } from '../web/act.ts';
import { countText, monthText, rupiahFigure } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Way } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { type Locale, frameWords, speaker } from '../web/words.ts';
import { budgetPages } from './budget-pages.tsx';
import { contributionsOperations as operations } from './contributions-routes.ts';
import { monthWords as words } from './contributions-words.ts';
import { ledgerPages } from './ledger-pages.tsx';
import { MonthActions, MonthBranches } from './month-pages.tsx';
import { paymentPages } from './payment-pages.tsx';
import { paymentWords } from './payment-words.ts';
import { reconciliationPages } from './reconciliation-pages.tsx';
import { postingFindings } from './posting-row.ts';

const paid = (branches: readonly { readonly payments: readonly { readonly fact: string; readonly amount: number }[] }[], fact: string): number =>
  branches.flatMap(({ payments }) => payments.filter((payment) => payment.fact === fact)).reduce((sum, { amount }) => sum + amount, 0);

export function contributionsPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();

  pages.get('/programmes/:programme/months', async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme');
    const { months } = await look(surface, c, operations.months);
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <div class="spaced">
          <Table
            caption={say(words.title)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[
              { title: say(words.month) },
              ...[words.branches, words.people, words.invoiced, words.ordered, words.debited, words.received, words.posted].map((word) => ({
                title: say(word),
                numeric: true,
              })),
            ]}
            rows={months.map(({ month, branches }) => [
              <a href={`/programmes/${programme}/months/${month}`}>{monthText(month, locale)}</a>,
              ...(branches.length === 0
                ? [<span class="withheld">{say(words.notOpen)}</span>, '', '', '', '', '', '']
                : [
                    countText(branches.length, locale),
                    countText(
                      branches.reduce((sum, { persons }) => sum + (persons ?? 0), 0),
                      locale,
                    ),
                    ...[
                      branches.reduce((sum, { invoiced }) => sum + (invoiced ?? 0), 0),
                      paid(branches, 'sp2d-issued'),
                      paid(branches, 'bank-debited'),
                      paid(branches, 'administrator-received'),
                      branches.flatMap(({ postings }) => postings).reduce((sum, { amount }) => sum + amount, 0),
                    ].map((amount) => rupiahFigure(amount, locale)),
                  ]),
            ])}
          />
        </div>
        <p class="links">
          <Way c={c} href={`/programmes/${programme}/ledger`}>
            {say(words.ledger)}
          </Way>
          <Way c={c} href={`/programmes/${programme}/bank`}>
            {say(paymentWords.bank)}
          </Way>
          <Way c={c} href={`/programmes/${programme}/credits`}>
            {say(paymentWords.credits)}
          </Way>
        </p>
      </article>,
      programmeFrame(say(words.title), programme, 'months'),
    );
  });

  // A form about files of several months names the month whose page it stood on.
  const monthPage: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const month = c.req.param('month') ?? c.get('refusal')?.values['onPage'] ?? '';
    const { branches } = await look(surface, c, operations.show, { month });
    return c.render(
      <article>
        <h1>{say(words.inMonth, { month: monthText(month, locale) })}</h1>
        {branches.length === 0 ? (
          <p class="lead">{say(words.nothingOpen)}</p>
        ) : (
          <p class="links">
            <a href={`/programmes/${programme}/months/${month}/reconciliation`}>{say(words.reconcile)}</a>
            <a href={`/programmes/${programme}/months`}>{say(words.title)}</a>
          </p>
        )}
        <MonthBranches branches={branches} programme={programme} locale={locale} timeZone={surface.timeZone} />
        <h2>{say(words.act)}</h2>
        <MonthActions c={c} programme={programme} month={month} branches={branches} />
      </article>,
      programmeFrame(say(words.inMonth, { month: monthText(month, locale) }), programme, 'months'),
    );
  };
  pages.get('/programmes/:programme/months/:month', monthPage);
  const toMonth = (_: unknown, { programme, month }: { programme: string; month: string }): string => `/programmes/${programme}/months/${month}`;
  const money = (amount: number, locale: Locale): string => rupiahFigure(amount, locale);

  takeForm(pages, surface, {
    operation: operations.open,
    at: '/programmes/:programme/months/:month/opening',
    page: monthPage,
    told: ({ periods, withoutBranch }, locale) => ({
      text: speaker(locale)(words.opened, {
        branches: countText(periods.length, locale),
        people: countText(
          periods.reduce((sum, { people }) => sum + people, 0),
          locale,
        ),
      }),
      problems: withoutBranch === 0 ? [] : [speaker(locale)(words.withoutBranch, { people: countText(withoutBranch, locale) })],
    }),
    next: toMonth,
  });
  takeForm(pages, surface, {
    operation: operations.finalise,
    at: '/programmes/:programme/months/:month/finalisation',
    page: monthPage,
    told: ({ months }, locale) => ({
      text: speaker(locale)(words.finalised, {
        people: countText(
          months.reduce((sum, { persons }) => sum + persons, 0),
          locale,
        ),
        amount: money(
          months.reduce((sum, { amount }) => sum + amount, 0),
          locale,
        ),
      }),
      problems: months
        .filter(({ held, persons }) => held > persons)
        .map(({ branch, held, persons }) => speaker(locale)(words.notRegistered, { branch, people: countText(held - persons, locale) })),
    }),
    next: toMonth,
  });
  takeForm(pages, surface, {
    operation: operations.invoice,
    at: '/programmes/:programme/months/:month/invoices',
    page: monthPage,
    told: ({ invoices }, locale) => ({
      text: speaker(locale)(words.invoicesMade, {
        invoices: countText(invoices.length, locale),
        amount: money(
          invoices.reduce((sum, { amount }) => sum + amount, 0),
          locale,
        ),
      }),
    }),
    next: toMonth,
  });
  // A file may be of several months: it leads to the month it names first, else to all.
  const toFirst = (month: string | undefined, programme: string): string => `/programmes/${programme}/months${month === undefined ? '' : `/${month}`}`;
  takeForm(pages, surface, {
    operation: operations.code,
    at: '/programmes/:programme/contribution-codes',
    page: monthPage,
    told: ({ codes }, locale) => ({
      text: speaker(locale)(words.codesAccepted, { codes: countText(codes.length, locale) }),
      facts: codes.map(({ branch, code, persons, amount }) => [`${branch}: ${code}`, `${countText(persons, locale)}, ${money(amount, locale)}`] as const),
    }),
    next: ({ codes: [first] }, { programme }) => toFirst(first?.month, programme),
  });
  takeForm(pages, surface, {
    operation: operations.post,
    at: '/programmes/:programme/posting-files',
    page: monthPage,
    told: ({ files }, locale) => {
      const say = speaker(locale);
      const sumOf = (of: (file: (typeof files)[number]) => number): number => files.reduce((sum, file) => sum + of(file), 0);
      return {
        text: say(words.postingsRead, {
          files: countText(files.length, locale),
          posted: countText(
            sumOf(({ posted }) => posted),
            locale,
          ),
          amount: money(
            sumOf(({ amount }) => amount),
            locale,
          ),
          reversed: countText(
            sumOf(({ reversed }) => reversed),
            locale,
          ),
          reversedAmount: money(
            sumOf(({ reversedAmount }) => reversedAmount),
            locale,
          ),
        }),
        problems: files.flatMap(({ name, findings }) =>
          Object.entries(findings).map(([code, rows]) =>
            say(words.postingFinding, {
              file: name,
              rows: countText(rows, locale),
              words: postingFindings[code as keyof typeof postingFindings]?.[locale] ?? code,
            }),
          ),
        ),
      };
    },
    next: ({ files: [first] }, { programme }) => toFirst(first?.month, programme),
  });

  pages.route('/', paymentPages(surface, monthPage));
  pages.route('/', budgetPages(surface));
  pages.route('/', reconciliationPages(surface));
  pages.route('/', ledgerPages(surface));
  return pages;
}

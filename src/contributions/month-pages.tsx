// Decides how one month looks: each branch with every step's date and amount and what it rests on, and the forms that act on it.
import type { z } from '@hono/zod-openapi';
import type { Child } from 'hono/jsx';
import { ActionForm } from '../web/action-form.tsx';
import type { PageContext } from '../web/act.ts';
import { countText, dateText, rupiahFigure, whenText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { Doable } from '../web/parts.tsx';
import { type Locale, speaker } from '../web/words.ts';
import { contributionsOperations as operations } from './contributions-routes.ts';
import { monthWords as words } from './contributions-words.ts';
import { rosterFileName } from './month-files.ts';
import { factWords, statedFacts } from './invoice-state.ts';
import { paymentWords } from './payment-words.ts';
import { postingFindings } from './posting-row.ts';
import { monthFrom } from '../kernel/month.ts';

type Branches = z.output<typeof operations.show.answer>['branches'];
type Branch = Branches[number];

const stepsShown = ['sp2d-issued', 'bank-debited', 'administrator-received'] as const;
const othersShown = ['bank-returned', 'bank-overpaid', 'received-beyond-invoice', 'credit-applied'] as const;

const Step = ({ title, when, amount, locale, children }: { title: string; when: string | null; amount?: string; locale: Locale; children?: Child }) => (
  <li class={when === null ? 'stage' : 'stage stage-done'}>
    <strong>{title}</strong>
    {when === null ? (
      <span class="hint">{words.notYet[locale]}</span>
    ) : (
      <>
        <span class="stage-when">{when}</span>
        {amount === undefined ? null : <span class="stage-amount">{amount}</span>}
        {children}
      </>
    )}
  </li>
);

const BranchSteps = ({ of, programme, locale, timeZone }: { of: Branch; programme: string; locale: Locale; timeZone: string }) => {
  const say = speaker(locale);
  const money = (amount: number | null): string => rupiahFigure(amount ?? 0, locale);
  const sumOf = (count: (file: Branch['postings'][number]) => number): number => of.postings.reduce((sum, file) => sum + count(file), 0);
  const takenBack = { people: sumOf((file) => file.reversed), amount: sumOf((file) => file.reversedAmount) };
  const posted = { people: sumOf((file) => file.posted) - takenBack.people, amount: sumOf((file) => file.amount) - takenBack.amount };
  return (
    <section class="branch-month">
      <h3>
        {of.branchName} <span class="hint">{`NPP ${of.npp}, ${say(words.due, { date: dateText(of.dueOn, locale) })}`}</span>
      </h3>
      <ol class="stages">
        <Step title={say(words.stepOpened)} when={whenText(of.openedAt, timeZone, locale)} locale={locale} />
        <Step
          title={say(words.stepFinal)}
          when={of.finalisedAt === null ? null : whenText(of.finalisedAt, timeZone, locale)}
          amount={money(of.charged)}
          locale={locale}
        >
          <span>{say(words.ofPeople, { people: countText(of.persons ?? 0, locale) })}</span>
          <a href={`/files/${programme}/${of.month}/${rosterFileName(programme, of.branch, monthFrom(of.month), of.sequence ?? 1)}`} download>
            {say(words.rosterFile)}
          </a>
          <details>
            <summary>{say(words.rosterDigest)}</summary>
            <code>{of.rosterDigest}</code>
          </details>
        </Step>
        <Step title={say(words.stepCode)} when={of.codeAt === null ? null : whenText(of.codeAt, timeZone, locale)} locale={locale}>
          <code>{of.code}</code>
          <span class="hint">{say(words.expires, { date: dateText(of.codeExpiresOn ?? '', locale) })}</span>
        </Step>
        <Step
          title={say(words.stepInvoice)}
          when={of.invoicedAt === null ? null : whenText(of.invoicedAt, timeZone, locale)}
          amount={money(of.invoiced)}
          locale={locale}
        >
          <code>{of.invoice}</code>
        </Step>
        {[...stepsShown, ...othersShown.filter((fact) => of.payments.some((payment) => payment.fact === fact))].map((fact) => {
          const paid = of.payments.filter((payment) => payment.fact === fact);
          return (
            <Step
              title={factWords[fact][locale]}
              when={paid.length === 0 ? null : dateText(paid.at(-1)?.occurredOn ?? '', locale)}
              amount={money(paid.reduce((sum, { amount }) => sum + amount, 0))}
              locale={locale}
            >
              {paid.map(({ reference }) => (
                <code>{reference}</code>
              ))}
            </Step>
          );
        })}
        <Step
          title={say(words.stepPosted)}
          when={of.postings.length === 0 ? null : whenText(of.postings.at(-1)?.recordedAt ?? '', timeZone, locale)}
          amount={money(posted.amount)}
          locale={locale}
        >
          <span>{say(words.ofPeople, { people: countText(posted.people, locale) })}</span>
          {takenBack.people === 0 ? null : (
            <span>{say(words.takenBack, { people: countText(takenBack.people, locale), amount: money(takenBack.amount) })}</span>
          )}
          {of.postings.map(({ name, digest }) => (
            <details>
              <summary>{name}</summary>
              <code>{digest}</code>
            </details>
          ))}
        </Step>
      </ol>
      {of.findings.length === 0 ? null : (
        <div class="note-box">
          <p>
            <strong>{say(words.findings)}</strong>
          </p>
          <ul>
            {of.findings.map(({ code, rows }) => (
              <li>{`${countText(rows, locale)}: ${postingFindings[code as keyof typeof postingFindings]?.[locale] ?? code}`}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
};

export const MonthBranches = ({ branches, ...rest }: { branches: Branches; programme: string; locale: Locale; timeZone: string }) => (
  <div class="branch-months">
    {branches.map((of) => (
      <BranchSteps of={of} {...rest} />
    ))}
  </div>
);

/** The acts of a month in the order they come; the one that is next stands open. */
export const MonthActions = ({ c, programme, month, branches }: { c: PageContext; programme: string; month: string; branches: Branches }) => {
  const locale = localeOf(c);
  const say = speaker(locale);
  const refused = c.get('refusal')?.operation;
  const at = `/programmes/${programme}`;
  const hidden = { onPage: month };
  const branch = {
    name: 'branch',
    label: words.branch,
    kind: 'choice',
    optional: true,
    choices: [['', words.everyBranch] as const, ...branches.map((one) => [one.branch, { id: one.branchName, en: one.branchName }] as const)],
  } as const;
  const invoices = branches.flatMap(({ invoice }) => (invoice === null ? [] : [[invoice, { id: invoice, en: invoice }] as const]));
  const every = (done: (one: Branch) => boolean): boolean => branches.length > 0 && branches.every(done);
  const next =
    branches.length === 0
      ? 'open'
      : !every(({ finalisedAt }) => finalisedAt !== null)
        ? 'finalise'
        : !every(({ code }) => code !== null)
          ? 'code'
          : !every(({ invoice }) => invoice !== null)
            ? 'invoice'
            : every(({ postings }) => postings.length > 0)
              ? ''
              : every(({ payments }) => payments.some(({ fact }) => fact === 'administrator-received'))
                ? 'post'
                : 'pay';
  const open = (name: keyof typeof operations): boolean => refused === operations[name].id || (refused === undefined && next === name);
  const facts = statedFacts.map((fact) => [fact, factWords[fact]] as const);
  const upload = {
    of: (kind: 'file' | 'files', label: { id: string; en: string }) => ({ name: 'file', label, kind, accept: '.csv,.sta,.mt940,.940,.txt' }) as const,
  };
  return (
    <>
      <Doable id="buka" title={say(words.openIt)} open={open('open')}>
        <ActionForm c={c} operation={operations.open} action={`${at}/months/${month}/opening`} lead={words.openLead} submit={words.openIt} />
      </Doable>
      {branches.length === 0 ? null : (
        <>
          <Doable id="final" title={say(words.finalise)} open={open('finalise')}>
            <ActionForm
              c={c}
              operation={operations.finalise}
              action={`${at}/months/${month}/finalisation`}
              lead={words.finaliseLead}
              fields={[branch]}
              submit={words.finalise}
            />
          </Doable>
          <Doable id="kode" title={say(words.code)} open={open('code')}>
            <ActionForm
              c={c}
              operation={operations.code}
              action={`${at}/contribution-codes`}
              hidden={hidden}
              lead={words.codeLead}
              fields={[upload.of('file', words.codeFile), branch, { name: 'on', label: words.codeOn, hint: words.codeOnHint, kind: 'date', optional: true }]}
              submit={words.code}
            />
          </Doable>
          <Doable id="tagih" title={say(words.invoice)} open={open('invoice')}>
            <ActionForm
              c={c}
              operation={operations.invoice}
              action={`${at}/months/${month}/invoices`}
              lead={words.invoiceLead}
              fields={[branch]}
              submit={words.invoice}
            />
          </Doable>
        </>
      )}
      {invoices.length === 0 ? null : (
        <>
          <Doable id="bayar" title={say(words.pay)} open={open('pay')}>
            <ActionForm
              c={c}
              operation={operations.pay}
              action={`${at}/payments`}
              hidden={hidden}
              lead={words.payLead}
              fields={[
                { name: 'invoice', label: words.invoiceNumber, kind: 'choice', choices: invoices },
                { name: 'fact', label: words.fact, kind: 'choice', choices: facts },
                { name: 'reference', label: words.reference },
                { name: 'amount', label: words.amount, hint: words.amountHint, kind: 'whole' },
                { name: 'on', label: words.on, kind: 'date' },
              ]}
              submit={words.pay}
            />
          </Doable>
          <Doable id="batal" title={say(paymentWords.reverse)} open={open('reverse')}>
            <ActionForm
              c={c}
              operation={operations.reverse}
              action={`${at}/payment-reversals`}
              hidden={hidden}
              lead={paymentWords.reverseLead}
              fields={[
                { name: 'invoice', label: words.invoiceNumber, kind: 'choice', choices: invoices },
                { name: 'fact', label: words.fact, kind: 'choice', choices: facts },
                { name: 'reference', label: words.reference },
                { name: 'reason', label: paymentWords.reason },
                { name: 'to', label: paymentWords.to, hint: paymentWords.toHint, optional: true },
              ]}
              submit={paymentWords.reverse}
            />
          </Doable>
          <Doable id="koran" title={say(words.statement)} open={open('statement')}>
            <ActionForm
              c={c}
              operation={operations.statement}
              action={`${at}/bank-statements`}
              hidden={hidden}
              lead={words.statementLead}
              fields={[upload.of('file', words.statementFile)]}
              submit={words.import}
            />
          </Doable>
          <Doable id="terima" title={say(words.receipts)} open={open('receipts')}>
            <ActionForm
              c={c}
              operation={operations.receipts}
              action={`${at}/receipts`}
              hidden={hidden}
              fields={[upload.of('file', words.receiptsFile)]}
              submit={words.import}
            />
          </Doable>
          <Doable id="posting" title={say(words.post)} open={open('post')}>
            <ActionForm
              c={c}
              operation={operations.post}
              action={`${at}/posting-files`}
              hidden={hidden}
              lead={words.postLead}
              fields={[upload.of('files', words.postFile)]}
              submit={words.import}
            />
          </Doable>
        </>
      )}
    </>
  );
};

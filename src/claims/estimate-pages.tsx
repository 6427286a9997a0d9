// Decides how an estimate is asked and shown on a page: one form, one answer shown once to who asked, every sum with its working and article.
import { Hono } from 'hono';
import type { z } from '@hono/zod-openapi';
import { Fault } from '../kernel/fault.ts';
import { accidentOutcomes } from '../law/accident-benefit.ts';
import { faultToProblem } from '../platform/rendering.ts';
import { stateWords } from '../coverage/coverage-words.ts';
import { type Page, formFields } from '../web/act.ts';
import { ActionForm, type Field } from '../web/action-form.tsx';
import { dateText, rupiahFigure } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { inputOf } from '../web/operation.ts';
import { Confidence, Facts } from '../web/parts.tsx';
import { perform } from '../web/perform.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { type Locale, frameWords, speaker } from '../web/words.ts';
import { type estimateAnswer, estimateOperations } from './estimate-routes.ts';
import { estimateWords as words } from './estimate-words.ts';

const amounts = ['land', 'sea', 'air', 'medical', 'homeCare', 'dentures', 'hearingAid', 'glasses', 'prosthesis', 'base'] as const;
const counts = ['incapacityMonths', 'disabilityPercent', 'functionLossPercent'] as const;

const fields: readonly Field[] = [
  {
    name: 'event',
    label: words.event,
    kind: 'choice',
    choices: [
      ['death', words.events.death],
      ['accident', words.events.accident],
    ],
  },
  { name: 'on', label: words.on, kind: 'date' },
  { name: 'nik', label: words.nik, hint: words.nikHint, kind: 'secret', optional: true },
  { name: 'reason', label: words.reason, optional: true },
  { name: 'firstMonth', label: words.firstMonth, kind: 'month', optional: true },
  { name: 'months', label: words.months, kind: 'whole', optional: true },
  { name: 'family', label: words.family, hint: words.familyHint, optional: true },
  { name: 'children', label: words.children, hint: words.childrenHint, optional: true },
  {
    name: 'outcome',
    label: words.outcome,
    hint: words.accidentOnly,
    kind: 'choice',
    optional: true,
    choices: accidentOutcomes.map((one) => [one, words.outcomes[one]] as const),
  },
  ...amounts.map((name): Field => ({ name, label: words[name], hint: words.rupiahHint, kind: 'whole', optional: true })),
  ...counts.map((name): Field => ({ name, label: words[name], hint: words.accidentOnly, kind: 'whole', optional: true })),
];

type Answer = z.output<typeof estimateAnswer>;
type Shown = NonNullable<Answer['estimate']>;

const Sums = ({ estimate, locale }: { estimate: Shown; locale: Locale }) => {
  const say = speaker(locale);
  return (
    <>
      <p>
        <Confidence confidence={estimate.confidence} locale={locale} />
      </p>
      <h2>{say(words.calculation)}</h2>
      <Table
        caption={say(words.calculation)}
        hideCaption
        scrollLabel={say(frameWords.scrollable)}
        columns={[{ title: say(words.part) }, { title: say(words.working) }, { title: say(words.amount), numeric: true }]}
        rows={estimate.lines.map((line) => [<a href={`/law/${line.parameter}`}>{line.title[locale]}</a>, line.working, rupiahFigure(line.amount, locale)])}
        total={[say(words.total), '', rupiahFigure(estimate.total, locale)]}
      />
      {estimate.otherReadings.length === 0 ? null : (
        <>
          <h2>{say(words.others)}</h2>
          <ul class="plain-list">
            {estimate.otherReadings.map((other) => (
              <li>
                <a href={`/law/${other.parameter}`}>{other.text[locale]}</a> {rupiahFigure(other.total, locale)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
};

const Family = ({ estimate, locale }: { estimate: Shown; locale: Locale }) => {
  const say = speaker(locale);
  const { scholarship, children, heirs } = estimate;
  return (
    <>
      {scholarship === null ? null : (
        <>
          <h2>{say(words.scholarship)}</h2>
          <p>{scholarship.text[locale]}</p>
          {children === null ? null : (
            <Table
              caption={say(words.scholarship)}
              hideCaption
              scrollLabel={say(frameWords.scrollable)}
              columns={[{ title: say(words.child) }, { title: say(words.working) }, { title: '' }, { title: say(words.amount), numeric: true }]}
              rows={children.children.map((child) => [
                String(child.child + 1),
                child.working === '' ? (child.reason ?? '') : child.working,
                say(child.counted ? words.counted : words.notCounted),
                rupiahFigure(child.total, locale),
              ])}
              total={[say(words.total), '', '', rupiahFigure(children.total, locale)]}
            />
          )}
        </>
      )}
      {heirs === null ? null : (
        <>
          <h2>{say(words.heirs)}</h2>
          <ol>
            {heirs.order.map((rank) => (
              <li>{rank.code === heirs.rank?.code ? <strong>{rank[locale]}</strong> : rank[locale]}</li>
            ))}
          </ol>
          <ul class="plain-list">
            {heirs.payees.map((payee) => (
              <li>
                {`${payee.relative + 1}: ${say(payee.through === 'guardian' ? words.guardian : words.ownAccount)}${payee.only === null ? '' : `, ${say(words.onlyFuneral)}`}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
};

export function estimatePages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { estimate: operation } = estimateOperations;
  const formPage: Page = (c) => {
    const say = speaker(localeOf(c));
    return c.render(
      <article class="narrow">
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <ActionForm c={c} operation={operation} action="/claim-estimates" fields={fields} submit={words.ask} />
      </article>,
      { title: say(words.title), audience: 'office', here: 'coverage' },
    );
  };
  const answerPage = (c: Parameters<Page>[0], answer: Answer) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const { estimate } = answer;
    return c.render(
      <article>
        <p class="kicker">{`${say(words.title)} · ${dateText(answer.on, locale)}${answer.nik === null ? '' : ` · ${answer.nik}`}`}</p>
        <h1>{estimate === null ? say(words.none) : rupiahFigure(estimate.total, locale)}</h1>
        <p>{answer.covered === null ? say(words.supposed) : stateWords[answer.covered as keyof typeof stateWords][locale]}</p>
        {estimate === null ? null : (
          <>
            <Sums estimate={estimate} locale={locale} />
            <Family estimate={estimate} locale={locale} />
            <Facts
              locale={locale}
              facts={[
                [words.lapses, estimate.timeBar.lapsesOn === null ? say(words.never) : dateText(estimate.timeBar.lapsesOn, locale)],
                [words.paysWithin, say(words.workingDays, { days: estimate.paymentDays })],
              ]}
            />
            <h2>{say(words.documents)}</h2>
            <ul class="plain-list">
              {estimate.documents.map((paper) => (
                <li>{paper[locale]}</li>
              ))}
            </ul>
            {estimate.unsettled.length === 0 ? null : (
              <>
                <h2>{say(words.unsettled)}</h2>
                <ul class="plain-list">
                  {estimate.unsettled.map(({ parameter, title }) => (
                    <li>
                      <a href={`/law/${parameter}`}>{title[locale]}</a> <Confidence confidence="unverified" locale={locale} />
                    </li>
                  ))}
                </ul>
              </>
            )}
          </>
        )}
        <p class="links">
          <a href="/claim-estimates">{say(words.again)}</a>
        </p>
      </article>,
      { title: say(words.title), audience: 'office', here: 'coverage' },
    );
  };
  pages.get('/claim-estimates', formPage);
  // Shown once, to who asked: it may speak of one person.
  pages.post('/claim-estimates', async (c) => {
    c.header('cache-control', 'no-store, no-transform');
    const sent = await formFields(c);
    try {
      const { answer } = await perform(surface, operation, inputOf(operation, sent), { actor: surface.actor(c), through: 'page' });
      return await answerPage(c, answer);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      c.status(faultToProblem(error, localeOf(c)).status as 400);
      const { nik: _, ...values } = sent;
      c.set('refusal', { operation: operation.id, error, values });
      return formPage(c);
    }
  });
  return pages;
}

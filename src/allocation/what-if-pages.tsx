// Decides how what-if looks: the choices as two groups of fields, their figures side by side, and every count behind them.
import { Hono } from 'hono';
import { findingOf } from '../eligibility/told-row.ts';
import { Fault } from '../kernel/fault.ts';
import type { PageContext } from '../web/act.ts';
import { BarChart } from '../web/chart.tsx';
import { FigureCard, FigureCards } from '../web/figure-card.tsx';
import { areaName, countText, dateText, monthText, rupiahFigure, rupiahShort } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { lookRemembered } from '../web/look.ts';
import { Confidence, Counting } from '../web/parts.tsx';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { type Bilingual, type Locale, frameWords, speaker } from '../web/words.ts';
import { type ToldScenario, type WishField, whatIfOperations } from './what-if-routes.ts';
import { ageBands } from './what-if.ts';
import { whatIfWords as words } from './what-if-words.ts';

const typed: readonly WishField[] = ['budget', 'first', 'months', 'places', 'decile', 'ageFrom', 'ageTo', 'share'];
const chosen = { base: ['recorded', 'eligible-people', 'poor-workers'], method: ['largest-remainder', 'sainte-lague'], reallocate: ['no', 'yes'] } as const;

/** The fields of one choice, as they stand in the address. */
const ChoiceFields = ({ c, suffix, legend, hint, fault }: { c: PageContext; suffix: '' | '2'; legend: Bilingual; hint: Bilingual; fault: Fault | null }) => {
  const locale = localeOf(c);
  const say = speaker(locale);
  return (
    <fieldset>
      <legend>{say(legend)}</legend>
      <p class="hint">{say(hint)}</p>
      <div class="what-if-fields">
        {typed.map((field) => {
          const name = `${field}${suffix}`;
          const wrong = fault?.place.column === name;
          return (
            <div class={wrong ? 'field field-fault' : 'field'}>
              <label for={name}>{say(words.fields[field])}</label>
              {wrong ? (
                <p class="fault" id={`${name}-fault`}>
                  {fault?.text[locale]}
                </p>
              ) : null}
              <input
                type="text"
                id={name}
                name={name}
                value={c.req.query(name) ?? ''}
                autocomplete="off"
                aria-describedby={wrong ? `${name}-fault` : undefined}
              />
            </div>
          );
        })}
        {(['base', 'method', 'reallocate'] as const).map((field) => {
          const name = `${field}${suffix}`;
          return (
            <div class="field">
              <label for={name}>{say(words.fields[field])}</label>
              <select id={name} name={name}>
                <option value="">{say(words.asPolicy)}</option>
                {chosen[field].map((value) => (
                  <option value={value} selected={c.req.query(name) === value}>
                    {say(words.choices[value])}
                  </option>
                ))}
              </select>
            </div>
          );
        })}
      </div>
    </fieldset>
  );
};

const rangeText = ([low = 0, high = 0]: readonly number[], text: (value: number) => string, locale: Locale): string =>
  speaker(locale)(words.between, { low: text(low), high: text(high) });

/** The figures of one choice, large. */
const ScenarioCards = ({ scenario, locale }: { scenario: ToldScenario; locale: Locale }) => {
  const say = speaker(locale);
  const count = (value: number): string => countText(Math.round(value), locale);
  return (
    <FigureCards>
      <FigureCard
        label={say(words.covered)}
        value={count(scenario.covered)}
        note={`${say(words.ofEligible, { eligible: count(scenario.eligible) })}; ${say(words.limited[scenario.limitedBy])}`}
        share={scenario.eligible === 0 ? 0 : scenario.covered / scenario.eligible}
        main
      />
      <FigureCard
        label={say(words.cost)}
        value={rupiahShort(scenario.cost, locale)}
        note={say(words.costNote, {
          months: scenario.choice.months,
          first: monthText(scenario.choice.first, locale),
          budget: rupiahShort(scenario.choice.budget, locale),
        })}
        share={scenario.choice.budget === 0 ? 0 : scenario.cost / scenario.choice.budget}
      />
      <FigureCard
        label={say(words.full)}
        value={count(scenario.reachFull)}
        note={scenario.fullFrom === null ? say(words.fullNever) : say(words.fullFrom, { day: dateText(scenario.fullFrom, locale) })}
      />
      <FigureCard
        label={say(words.claims)}
        value={rangeText(scenario.claims, count, locale)}
        note={`${say(words.claimsNote, { fullLow: count(scenario.fullClaims[0] ?? 0), fullHigh: count(scenario.fullClaims[1] ?? 0) })}; ${rangeText(scenario.benefits, (value) => rupiahShort(value, locale), locale)}`}
      />
    </FigureCards>
  );
};

type Counted = { readonly name: string; readonly eligible: number; readonly covered: number };

/** Rows of both choices under the same names, in the order of the first. */
function together(of: readonly (readonly Counted[])[]): readonly { readonly name: string; readonly each: readonly (Counted | undefined)[] }[] {
  const names = [...new Set(of.flatMap((rows) => rows.map(({ name }) => name)))];
  return names.map((name) => ({ name, each: of.map((rows) => rows.find((row) => row.name === name)) }));
}

const CountTable = ({
  title,
  of,
  nameOf,
  locale,
}: {
  title: Bilingual;
  of: readonly (readonly Counted[])[];
  nameOf: (name: string) => string;
  locale: Locale;
}) => {
  const say = speaker(locale);
  const count = (value: number): string => countText(value, locale);
  const letters = of.length === 1 ? [''] : [' A', ' B'];
  return (
    <Table
      caption={say(title)}
      scrollLabel={say(frameWords.scrollable)}
      columns={[
        { title: say(title) },
        ...letters.flatMap((letter) => [`${say(words.eligible)}${letter}`, `${say(words.covered)}${letter}`].map((one) => ({ title: one, numeric: true }))),
      ]}
      rows={together(of).map(({ name, each }) => [nameOf(name), ...each.flatMap((row) => [count(row?.eligible ?? 0), count(row?.covered ?? 0)])])}
      total={[say(words.total), ...of.flatMap((rows) => [count(sum(rows, ({ eligible }) => eligible)), count(sum(rows, ({ covered }) => covered))])]}
    />
  );
};

const sum = <Row,>(rows: readonly Row[], of: (row: Row) => number): number => rows.reduce((all, row) => all + of(row), 0);

/** Occupations beyond the first dozen are one row. */
function shortened(rows: readonly Counted[], others: string): readonly Counted[] {
  const rest = rows.slice(12);
  if (rest.length < 2) return rows;
  return [...rows.slice(0, 12), { name: others, eligible: sum(rest, ({ eligible }) => eligible), covered: sum(rest, ({ covered }) => covered) }];
}

function ageText(from: string, say: ReturnType<typeof speaker>): string {
  const next = ageBands[ageBands.findIndex((age) => String(age) === from) + 1];
  return next === undefined ? say(words.yearsOn, { from }) : say(words.years, { from, to: next - 1 });
}

export function whatIfPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  pages.get('/programmes/:programme/what-if', async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme');
    let fault: Fault | null = null;
    const answer = await lookRemembered(surface, c, whatIfOperations.simulate).catch((error: unknown) => {
      if (!(error instanceof Fault) || (error.code !== 'nothing-assessed' && error.kind !== 'bad-input')) throw error;
      fault = error;
      return null;
    });
    const count = (value: number): string => countText(Math.round(value), locale);
    const scenarios = answer?.scenarios ?? [];
    const letters = scenarios.length === 1 ? [''] : [' A', ' B'];
    const columns = (name: Bilingual) => [{ title: say(name) }, ...letters.map((letter) => ({ title: `${say(words.covered)}${letter}`, numeric: true }))];
    const wrong = fault as Fault | null;
    const figures: readonly (readonly [Bilingual, (one: ToldScenario) => number, (value: number) => string])[] = [
      [words.covered, (one) => one.covered, count],
      [words.waiting, (one) => one.eligible - one.covered, count],
      [words.cost, (one) => one.cost, (value) => `${value < 0 ? '-' : ''}${rupiahFigure(Math.abs(value), locale)}`],
      [words.full, (one) => one.reachFull, count],
    ];
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        {wrong === null ? null : (
          <div class="fault-summary" role="alert">
            <p>{wrong.text[locale]}</p>
          </div>
        )}
        <form method="get" class="what-if" action="">
          <div class="what-if-choices">
            <ChoiceFields c={c} suffix="" legend={words.choiceA} hint={words.hintA} fault={wrong} />
            <ChoiceFields c={c} suffix="2" legend={words.choiceB} hint={words.hintB} fault={wrong} />
          </div>
          <button type="submit">{say(words.compute)}</button>
        </form>
        {answer === undefined ? <Counting c={c} /> : null}
        {scenarios.map((scenario, index) => (
          <section>
            <h2>{say(index === 0 ? words.choiceA : words.choiceB)}</h2>
            <ScenarioCards scenario={scenario} locale={locale} />
          </section>
        ))}
        {scenarios.length < 2 ? null : (
          <>
            <h2>{say(words.sideBySide)}</h2>
            <Table
              caption={say(words.sideBySide)}
              hideCaption
              scrollLabel={say(frameWords.scrollable)}
              columns={[words.figure, words.choiceA, words.choiceB, words.difference].map((title, index) => ({ title: say(title), numeric: index > 0 }))}
              rows={figures.map(([name, of, text]) => {
                const [a = 0, b = 0] = scenarios.map(of);
                return [say(name), text(a), text(b), text(b - a)];
              })}
            />
          </>
        )}
        {scenarios.length === 0 ? null : (
          <>
            <h2>{say(words.areas)}</h2>
            <div class="what-if-choices what-if-charts">
              {scenarios.map((scenario, index) => (
                <BarChart
                  id={`what-if-${index}`}
                  title={say(words.chart, { choice: index === 0 ? 'A' : 'B' })}
                  bars={scenario.areas.map((row) => ({
                    name: areaName(row.name),
                    whole: row.eligible,
                    part: row.covered,
                    text: `${count(row.covered)} / ${count(row.eligible)}`,
                  }))}
                  legend={{ part: say(words.covered), whole: say(words.eligible) }}
                />
              ))}
            </div>
            <Table
              caption={say(words.areas)}
              hideCaption
              scrollLabel={say(frameWords.scrollable)}
              columns={[
                { title: say(words.areas) },
                ...letters.flatMap((letter) => [words.places, words.eligible, words.covered].map((one) => ({ title: `${say(one)}${letter}`, numeric: true }))),
              ]}
              rows={(scenarios[0]?.areas ?? []).map((row, at) => [
                areaName(row.name),
                ...scenarios.flatMap(({ areas }) => [count(areas[at]?.places ?? 0), count(areas[at]?.eligible ?? 0), count(areas[at]?.covered ?? 0)]),
              ])}
              total={[
                say(words.total),
                ...scenarios.flatMap((one) => [count(sum(one.areas, ({ places }) => places)), count(one.eligible), count(one.covered)]),
              ]}
            />
            <CountTable
              title={words.sexes}
              of={scenarios.map(({ sexes }) => sexes)}
              nameOf={(sex) => say(sex === 'P' ? words.female : sex === 'L' ? words.male : words.unstated)}
              locale={locale}
            />
            <CountTable title={words.ages} of={scenarios.map(({ ages }) => ages)} nameOf={(from) => ageText(from, say)} locale={locale} />
            <CountTable
              title={words.deciles}
              of={scenarios.map(({ deciles }) => deciles)}
              nameOf={(decile) => (decile === '-' ? say(words.unstated) : decile)}
              locale={locale}
            />
            <CountTable
              title={words.occupations}
              of={scenarios.map(({ occupations }) => shortened(occupations, say(words.others)))}
              nameOf={(name) => (name === '' ? say(words.unstated) : name)}
              locale={locale}
            />
            <h2>{say(words.leftOut)}</h2>
            <p>{say(words.leftOutLead)}</p>
            <Table
              caption={say(words.leftOut)}
              hideCaption
              scrollLabel={say(frameWords.scrollable)}
              columns={columns(words.leftOut).map((column, index) =>
                index === 0 ? column : { ...column, title: scenarios.length === 1 ? say(words.total) : (letters[index - 1] ?? '').trim() },
              )}
              rows={[
                [say(words.noPlace), ...scenarios.map((one) => count(one.eligible - one.covered))],
                ...[...new Set(scenarios.flatMap(({ reasons }) => reasons.map(({ code }) => code)))].map((code) => [
                  findingOf(code)?.[locale] ?? code,
                  ...scenarios.map(({ reasons }) => count(reasons.find((one) => one.code === code)?.people ?? 0)),
                ]),
              ]}
            />
            <h2>{say(words.months)}</h2>
            {scenarios.map((scenario, index) => (
              <Table
                caption={`${say(words.months)}${letters[index] ?? ''}`}
                hideCaption={scenarios.length === 1}
                scrollLabel={say(frameWords.scrollable)}
                columns={[{ title: say(words.month) }, { title: say(words.cost), numeric: true }]}
                rows={scenario.costs.map(({ month, amount }) => [monthText(month, locale), rupiahFigure(amount, locale)])}
                total={[say(words.total), rupiahFigure(scenario.cost, locale)]}
              />
            ))}
            <h2>{say(words.sources)}</h2>
            <p>{say(words.sourcesLead)}</p>
            <ul>
              {(scenarios[0]?.citations ?? []).map((one) => (
                <li>
                  <a href={`/law/${one.parameter}`}>{surface.workplace.law.parameters.get(one.parameter)?.title[locale] ?? one.parameter}</a>{' '}
                  <Confidence confidence={one.confidence} locale={locale} />
                  {one.parameter === 'expected-deaths' ? `: ${one.source}` : null}
                </li>
              ))}
            </ul>
          </>
        )}
      </article>,
      {
        title: say(words.title),
        audience: 'office',
        here: 'programmes',
        programme: { name: programme, page: 'what-if' },
        ...(answer === undefined ? { refresh: 3 } : {}),
      },
    );
  });
  return pages;
}

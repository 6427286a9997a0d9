// Decides how what-if looks: the choices as two groups of fields, their figures side by side, and every count behind them.
import { Hono } from 'hono';
import { findingOf } from '../eligibility/told-row.ts';
import { Fault } from '../kernel/fault.ts';
import { BarChart } from '../web/chart.tsx';
import { areaName, countText, monthText, rupiahFigure } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { lookRemembered } from '../web/look.ts';
import { Confidence, Counting } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { type Bilingual, frameWords, speaker } from '../web/words.ts';
import { ChoiceFields } from './what-if-choice-pages.tsx';
import { CountTable, ScenarioCards, ageText, shortened, sum } from './what-if-figures-pages.tsx';
import { type ToldScenario, whatIfOperations } from './what-if-routes.ts';
import { whatIfWords as words } from './what-if-words.ts';

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
      { ...programmeFrame(say(words.title), programme, 'what-if'), ...(answer === undefined ? { refresh: 3 } : {}) },
    );
  });
  return pages;
}

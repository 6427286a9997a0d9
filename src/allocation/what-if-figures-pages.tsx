// Decides how the figures of what-if look: the cards of one choice, and people counted by a trait, both choices side by side.
import { FigureCard, FigureCards } from '../web/figure-card.tsx';
import { countText, dateText, monthText, rupiahShort } from '../web/figures.ts';
import { Table } from '../web/table.tsx';
import { type Bilingual, type Locale, frameWords, speaker } from '../web/words.ts';
import type { ToldScenario } from './what-if-routes.ts';
import { ageBands } from './what-if.ts';
import { whatIfWords as words } from './what-if-words.ts';

const rangeText = ([low = 0, high = 0]: readonly number[], text: (value: number) => string, locale: Locale): string =>
  speaker(locale)(words.between, { low: text(low), high: text(high) });

/** The figures of one choice, large. */
export const ScenarioCards = ({ scenario, locale }: { scenario: ToldScenario; locale: Locale }) => {
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

/** People by one of their traits, of each choice. */
export const CountTable = ({
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

/** The sum of one figure over rows. */
export const sum = <Row,>(rows: readonly Row[], of: (row: Row) => number): number => rows.reduce((all, row) => all + of(row), 0);

/** Occupations beyond the first dozen are one row. */
export function shortened(rows: readonly Counted[], others: string): readonly Counted[] {
  const rest = rows.slice(12);
  if (rest.length < 2) return rows;
  return [...rows.slice(0, 12), { name: others, eligible: sum(rest, ({ eligible }) => eligible), covered: sum(rest, ({ covered }) => covered) }];
}

/** A band of ages in words. */
export function ageText(from: string, say: ReturnType<typeof speaker>): string {
  const next = ageBands[ageBands.findIndex((age) => String(age) === from) + 1];
  return next === undefined ? say(words.yearsOn, { from }) : say(words.years, { from, to: next - 1 });
}

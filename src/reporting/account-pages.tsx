// Decides how a programme's account is laid out: the answer first, then the path from promise to protection, the money, the families, the kabupaten.
import { Fragment } from 'hono/jsx';
import { accountWords as words } from '../web/account-words.ts';
import { BarChart } from '../web/chart.tsx';
import { FigureCard, FigureCards } from '../web/figure-card.tsx';
import { type Figure, areaName, countText, dateText, rupiahFigure, rupiahShort, shareText } from '../web/figures.ts';
import { Table } from '../web/table.tsx';
import { type Locale, frameWords, speaker } from '../web/words.ts';
import type { PublicAccount } from './account.ts';

/** Which day the protected of a page were counted on: the account's own day, today, or the last day of a programme that has ended. */
export type ProtectedOn = 'that-day' | 'today' | 'last-day';

const protectedLabel = { 'that-day': words.protected, today: words.protectedToday, 'last-day': words.protectedAtEnd } as const;

/** An account with the protected people of another day: after its term a programme protects nobody, which says nothing of what it did. */
export function withProtectedOf(account: PublicAccount, other: PublicAccount): PublicAccount {
  const counts = new Map(other.areas.map((row) => [row.area, row.protectedPeople]));
  return {
    ...account,
    totals: { ...account.totals, protectedPeople: other.totals.protectedPeople },
    areas: account.areas.map((row) => ({ ...row, protectedPeople: counts.get(row.area) ?? 'withheld' })),
  };
}

interface AccountProps {
  readonly account: PublicAccount;
  readonly locale: Locale;
}

/** What a withheld figure is a share of is not told: it would be told by it. */
const share = (part: Figure, whole: number): number | undefined => (part === 'withheld' ? undefined : whole === 0 ? 0 : part / whole);

/** Deaths without a claim; accounts published before they were told withheld no total. */
const deathsWithoutClaim = ({ deathsWithoutClaim: told, deaths, claims }: PublicAccount['totals']): Figure =>
  told ?? (deaths === 'withheld' || claims === 'withheld' ? 'withheld' : Math.max(0, deaths - claims));

/** The answer to the one question everybody asks. */
export const Answer = ({ account, locale, on = account.asOf }: AccountProps & { on?: string }) => (
  <p class="answer">
    {speaker(locale)(account.totals.protectedPeople === 'withheld' ? words.answerWithheld : words.answer, {
      protected: countText(account.totals.protectedPeople, locale),
      places: countText(account.totals.places, locale),
      date: dateText(on, locale),
    })}
  </p>
);

/** Promised, listed, registered, protected; money; families. */
export const AccountFigures = ({ account, locale, protectedOn }: AccountProps & { protectedOn: ProtectedOn }) => {
  const say = speaker(locale);
  const { totals } = account;
  const count = (value: Figure): string => countText(value, locale);
  const ofPromise = (value: Figure): string | undefined =>
    value === 'withheld' ? undefined : say(words.ofPromised, { share: shareText(value, totals.places, locale) });
  const { expectedDeaths: expected } = totals;
  return (
    <>
      <h2>{say(words.pathHeading)}</h2>
      <FigureCards>
        <FigureCard label={say(words.promised)} value={count(totals.places)} note={say(words.places)} share={1} />
        <FigureCard label={say(words.listed)} value={count(totals.listed)} note={ofPromise(totals.listed)} share={share(totals.listed, totals.places)} />
        <FigureCard
          label={say(words.registered)}
          value={count(totals.registered)}
          note={ofPromise(totals.registered)}
          share={share(totals.registered, totals.places)}
        />
        <FigureCard
          main
          label={say(protectedLabel[protectedOn])}
          value={count(totals.protectedPeople)}
          note={ofPromise(totals.protectedPeople)}
          share={share(totals.protectedPeople, totals.places)}
        />
      </FigureCards>

      <h2>{say(words.moneyHeading)}</h2>
      <div class="cards-3">
        <FigureCards>
          <FigureCard
            label={say(words.posted)}
            value={rupiahShort(totals.posted, locale)}
            note={
              totals.posted === 'withheld'
                ? undefined
                : say(words.ofBudget, { share: shareText(totals.posted, totals.budget, locale), budget: rupiahShort(totals.budget, locale) })
            }
            share={share(totals.posted, totals.budget)}
          />
          <FigureCard label={say(words.budget)} value={rupiahShort(totals.budget, locale)} note={rupiahFigure(totals.budget, locale)} />
          <FigureCard label={say(words.personMonths)} value={count(totals.personMonths)} note={say(words.personMonthsNote)} />
        </FigureCards>
      </div>

      <h2>{say(words.familiesHeading)}</h2>
      <div class="cards-3">
        <FigureCards>
          <FigureCard
            label={say(words.claims)}
            value={count(totals.claims)}
            note={say(words.claimsNote, { amount: rupiahFigure(totals.claimAmount, locale), day: dateText(account.asOf, locale) })}
          />
          <FigureCard label={say(words.deaths)} value={count(totals.deaths)} note={say(words.deathsNote, { day: dateText(account.asOf, locale) })} />
          <FigureCard
            label={say(words.withoutClaim)}
            value={count(deathsWithoutClaim(totals))}
            note={say(words.withoutClaimNote, { day: dateText(account.asOf, locale) })}
          />
        </FigureCards>
      </div>
      {expected === undefined ? null : (
        <p class="note-box">
          {totals.deaths === 'withheld'
            ? say(words.expectedNoteWithheld, { low: count(expected.low), high: count(expected.high) })
            : say(words.expectedNote, { low: count(expected.low), high: count(expected.high), deaths: count(totals.deaths) })}
        </p>
      )}
    </>
  );
};

const Cell = ({ figure, locale, money = false }: { figure: Figure; locale: Locale; money?: boolean }) =>
  figure === 'withheld' ? (
    <span class="withheld">{countText(figure, locale)}</span>
  ) : (
    <Fragment>{money ? rupiahFigure(figure, locale) : countText(figure, locale)}</Fragment>
  );

/** One row a kabupaten, drawn and as a table. */
export const Areas = ({ account, locale }: AccountProps) => {
  const say = speaker(locale);
  const { totals, areas } = account;
  const withholds = [totals, ...areas].some((row) => Object.values(row).includes('withheld'));
  return (
    <>
      <h2>{say(words.areasHeading)}</h2>
      <div class="beside">
        <BarChart
          id="areas"
          title={say(words.chartTitle)}
          legend={{ part: say(words.protected), whole: say(words.promised) }}
          bars={areas.map((row) => ({
            name: areaName(row.name),
            whole: row.places,
            part: row.protectedPeople,
            text:
              row.protectedPeople === 'withheld' || row.places === 'withheld'
                ? say(frameWords.withheld)
                : `${countText(row.protectedPeople, locale)} / ${countText(row.places, locale)}`,
          }))}
        />
        <Table
          caption={say(words.areasHeading)}
          hideCaption
          scrollLabel={say(frameWords.scrollable)}
          columns={[
            { title: say(words.area) },
            ...[words.promised, words.protected, words.listed, words.registered, words.postedShort, words.claimsShort].map((word) => ({
              title: say(word),
              numeric: true,
            })),
          ]}
          rows={areas.map((row) => [
            areaName(row.name),
            ...[row.places, row.protectedPeople, row.listed, row.registered].map((figure) => <Cell figure={figure} locale={locale} />),
            <Cell figure={row.posted} locale={locale} money />,
            <Cell figure={row.claims} locale={locale} />,
          ])}
          total={[
            say(words.total),
            ...[totals.places, totals.protectedPeople, totals.listed, totals.registered].map((value) => countText(value, locale)),
            rupiahFigure(totals.posted, locale),
            countText(totals.claims, locale),
          ]}
        />
      </div>
      {withholds ? <p class="note-box">{say(words.withheldNote, { threshold: account.threshold })}</p> : null}
    </>
  );
};

/** What the words mean, in plain language. */
export const Meanings = ({ locale }: { locale: Locale }) => {
  const say = speaker(locale);
  const meanings = [
    [words.promised, words.promisedMeans],
    [words.listed, words.listedMeans],
    [words.registered, words.registeredMeans],
    [words.protected, words.protectedMeans],
    [words.posted, words.postedMeans],
    [words.claims, words.claimsMeans],
    [words.withoutClaim, words.withoutClaimMeans],
    [words.notReached, words.notReachedMeans],
  ] as const;
  return (
    <>
      <h2 id="arti">{say(words.meaningHeading)}</h2>
      <dl class="meanings">
        {meanings.map(([word, meaning]) => (
          <div>
            <dt>{say(word)}</dt>
            <dd>{say(meaning)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
};

/** The signed lists every figure rests on, with the digest that proves each. */
export const Proof = ({ account, locale }: AccountProps) => {
  const say = speaker(locale);
  const { lists, rows, instruments } = account.sources;
  return (
    <>
      <h2>{say(words.proofHeading)}</h2>
      <p>{say(words.sources, { lists: countText(lists, locale), rows: countText(rows, locale) })}</p>
      {instruments.length === 0 ? (
        <p>{say(words.noInstruments)}</p>
      ) : (
        <>
          <ul class="records">
            {instruments.map((instrument) => (
              <li>
                <dl class="facts">
                  <div>
                    <dt>{say(words.number)}</dt>
                    <dd>{instrument.number}</dd>
                  </div>
                  <div>
                    <dt>{say(words.signedOn)}</dt>
                    <dd>{dateText(instrument.signedOn, locale)}</dd>
                  </div>
                  <div>
                    <dt>{say(words.digest)}</dt>
                    <dd>
                      <code>{instrument.listDigest}</code>
                    </dd>
                  </div>
                </dl>
              </li>
            ))}
          </ul>
          <p class="note-box">{say(words.digestMeans)}</p>
        </>
      )}
    </>
  );
};

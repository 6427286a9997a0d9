// Decides how the first page looks: the programmes there are, or what to do when there is none.
import { accountWords, programmeWords as words } from '../web/account-words.ts';
import { countText, dateText, monthText } from '../web/figures.ts';
import { headsOpen, pageAddress, programmePages } from '../web/programme-nav.ts';
import { type Bilingual, type Locale, speaker } from '../web/words.ts';
import type { PublicAccount } from './account.ts';

/** One programme on the first page; `first` and `last` are days of its first and last month. */
export interface ProgrammeRow {
  readonly programme: string;
  readonly title: Bilingual;
  readonly first: string;
  readonly last: string;
  readonly account: PublicAccount | undefined;
}

/** Whether the page at an address opens to the reader: a link to a shut door is not shown. */
type MayOpen = (address: string) => boolean;

/** A programme leads to the first of its pages that opens to the reader. */
const Programme = ({ of, locale, mayOpen }: { of: ProgrammeRow; locale: Locale; mayOpen: MayOpen }) => {
  const { programme, title, first, last, account } = of;
  const say = speaker(locale);
  const page = headsOpen((one) => mayOpen(pageAddress(programme, one)))[0]?.pages[0];
  const address = page === undefined ? undefined : pageAddress(programme, page);
  return (
    <li class="programme">
      <p class="kicker">{`${say(words.term)}: ${monthText(first, locale)} – ${monthText(last, locale)}`}</p>
      <h2>{address === undefined ? title[locale] : <a href={address}>{title[locale]}</a>}</h2>
      {account === undefined ? (
        <p class="hint">{say(words.notPublished)}</p>
      ) : (
        <>
          <p class="answer">
            {say(account.totals.protectedPeople === 'withheld' ? words.publishedWithheld : words.published, {
              protected: countText(account.totals.protectedPeople, locale),
              places: countText(account.totals.places, locale),
            })}
          </p>
          <p class="hint">{say(words.publishedOn, { date: dateText(account.asOf, locale) })}</p>
        </>
      )}
      <ul class="links">
        {page === undefined ? null : (
          <li>
            <a href={address}>{page === '' ? say(words.overview) : programmePages[page][locale]}</a>
          </li>
        )}
        <li>
          <a href={`/publik/${programme}`}>{say(accountWords.publicHeading)}</a>
        </li>
      </ul>
    </li>
  );
};

const RecordLink = ({ locale, mayOpen }: { locale: Locale; mayOpen: MayOpen }) =>
  mayOpen('/programmes/new') ? <a href="/programmes/new">{words.record[locale]}</a> : null;

export const ProgrammeList = ({ programmes, locale, mayOpen }: { programmes: readonly ProgrammeRow[]; locale: Locale; mayOpen: MayOpen }) => {
  const say = speaker(locale);
  return (
    <>
      <h1>{say(words.heading)}</h1>
      <p class="lead">{say(words.lead)}</p>
      <ul class="programmes">
        {programmes.map((of) => (
          <Programme of={of} locale={locale} mayOpen={mayOpen} />
        ))}
      </ul>
      <p class="links">
        <RecordLink locale={locale} mayOpen={mayOpen} />
      </p>
    </>
  );
};

const Command = ({ line }: { line: string }) => <code class="command">{line}</code>;

export const EmptyInstallation = ({ locale, mayOpen }: { locale: Locale; mayOpen: MayOpen }) => {
  const say = speaker(locale);
  return (
    <article class="narrow">
      <h1>{say(words.emptyHeading)}</h1>
      <p class="lead">{say(words.emptyLead)}</p>
      <section class="way">
        <h2>{say(words.tryHeading)}</h2>
        <p>{say(words.tryText)}</p>
        <Command line="npm run demo" />
      </section>
      <section class="way">
        <h2>{say(words.startHeading)}</h2>
        <ol class="steps">
          <li>
            {say(words.stepRecord)} <RecordLink locale={locale} mayOpen={mayOpen} />
            <Command line="npx payung programme record programmes/ntt-2025.yaml" />
          </li>
          <li>
            {say(words.stepShow)}
            <Command line="npx payung programme show ntt-2025" />
          </li>
          <li>
            {say(words.stepRest)}
            <Command line="npx payung --help" />
          </li>
        </ol>
      </section>
    </article>
  );
};

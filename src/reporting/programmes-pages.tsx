// Decides how the first page looks: the programmes there are, or what to do when there is none.
import { accountWords, programmeWords as words } from '../web/account-words.ts';
import { countText, dateText, monthText } from '../web/figures.ts';
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

export const ProgrammeList = ({ programmes, locale }: { programmes: readonly ProgrammeRow[]; locale: Locale }) => {
  const say = speaker(locale);
  return (
    <>
      <h1>{say(words.heading)}</h1>
      <p class="lead">{say(words.lead)}</p>
      <ul class="programmes">
        {programmes.map(({ programme, title, first, last, account }) => (
          <li class="programme">
            <p class="kicker">{`${say(words.term)}: ${monthText(first, locale)} – ${monthText(last, locale)}`}</p>
            <h2>
              <a href={`/programmes/${programme}`}>{title[locale]}</a>
            </h2>
            {account === undefined ? (
              <p class="hint">{say(words.notPublished)}</p>
            ) : (
              <>
                <p class="answer">
                  {say(words.published, { protected: countText(account.totals.protectedPeople, locale), places: countText(account.totals.places, locale) })}
                </p>
                <p class="hint">{say(words.publishedOn, { date: dateText(account.asOf, locale) })}</p>
              </>
            )}
            <ul class="links">
              <li>
                <a href={`/programmes/${programme}`}>{say(words.overview)}</a>
              </li>
              <li>
                <a href={`/publik/${programme}`}>{say(accountWords.publicHeading)}</a>
              </li>
            </ul>
          </li>
        ))}
      </ul>
      <p class="links">
        <a href="/programmes/new">{say(words.record)}</a>
      </p>
    </>
  );
};

const Command = ({ line }: { line: string }) => <code class="command">{line}</code>;

export const EmptyInstallation = ({ locale }: { locale: Locale }) => {
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
            {say(words.stepRecord)} <a href="/programmes/new">{say(words.record)}</a>
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

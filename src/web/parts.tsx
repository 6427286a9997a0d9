// Decides the small parts many pages share: pages of a long list, figures still being counted, facts in pairs, and how sure a statement is.
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { localeOf } from './locale.ts';
import { opens } from './permit.ts';
import type { RequestEnv } from './surface.ts';
import { type Bilingual, type Locale, confidenceWords, frameWords, outcomeWords, speaker, wordsOf } from './words.ts';

/** Links to the page before and after, keeping what was filtered by. */
export const Pager = ({ c, page, pages }: { c: Context<RequestEnv>; page: number; pages: number }) => {
  if (pages <= 1) return null;
  const say = speaker(localeOf(c));
  const to = (number: number): string => {
    const { lang: _lang, work: _work, ...query } = c.req.query();
    return `?${new URLSearchParams({ ...query, page: String(number) }).toString()}`;
  };
  return (
    <nav class="pager" aria-label={say(frameWords.pager)}>
      {page > 1 ? (
        <a href={to(page - 1)} rel="prev">
          {say(frameWords.previous)}
        </a>
      ) : null}
      <span>{say(frameWords.page, { page, pages })}</span>
      {page < pages ? (
        <a href={to(page + 1)} rel="next">
          {say(frameWords.next)}
        </a>
      ) : null}
    </nav>
  );
};

/** Says that figures come; its page reloads (see the frame's `refresh`). */
export const Counting = ({ c }: { c: Context<RequestEnv> }) => {
  const say = speaker(localeOf(c));
  return (
    <div class="note-box" role="status" data-follow="">
      <p>{say(frameWords.counting)}</p>
      {c.req.query('auto') === '0' ? null : (
        <p>
          <a href="?auto=0" data-stop>
            {say(frameWords.stopReloading)}
          </a>
        </p>
      )}
    </div>
  );
};

/** A link to a page that opens to the reader; for anybody else what it stands on, `otherwise`, or nothing. */
export const Way = ({ c, href, otherwise, children }: { c: Context<RequestEnv>; href: string; otherwise?: Child; children?: Child }) =>
  opens(c, href) ? <a href={href}>{children}</a> : <>{otherwise ?? null}</>;

/** On a row that was not accepted: the way to object to it, with the row filled in. */
export const ObjectionWay = ({
  c,
  programme,
  row,
}: {
  c: Context<RequestEnv>;
  programme: string;
  row: { listId: string; rowNo: number; runId?: string; outcome: string };
}) =>
  row.outcome === 'accept' || c.get('mayDo')?.('grievance file').may === false ? null : (
    <Way
      c={c}
      href={`/programmes/${programme}/objections?${new URLSearchParams({ list: row.listId, row: String(row.rowNo), ...(row.runId === undefined ? {} : { run: row.runId }) }).toString()}#catat`}
    >
      {frameWords.object[localeOf(c)]}
    </Way>
  );

/** Pairs of a name and a value; what has no value is left out. */
export const Facts = ({ locale, facts }: { locale: Locale; facts: readonly (readonly [Bilingual, Child | undefined])[] }) => (
  <dl class="facts">
    {facts
      .filter(([, value]) => value !== undefined)
      .map(([label, value]) => (
        <div>
          <dt>{label[locale]}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);

/** How sure: read in the statute, told by others, or not settled. */
export const Confidence = ({ confidence, locale }: { confidence: string; locale: Locale }) => (
  <span class={`confidence confidence-${confidence}`}>{(confidenceWords[confidence] ?? confidenceWords['unverified'])?.[locale]}</span>
);

/** How a row ended. */
export const OutcomeMark = ({ outcome, locale }: { outcome: string; locale: Locale }) => (
  <span class={`outcome outcome-${outcome}`}>{wordsOf(outcomeWords, outcome)[locale]}</span>
);

/** A form that only looks: its fields stand in the address, so they never ask for a NIK. */
export const FilterForm = ({ c, children }: { c: Context<RequestEnv>; children?: Child }) => (
  <form method="get" class="filter" action="">
    {children}
    <button type="submit">{frameWords.filter[localeOf(c)]}</button>
  </form>
);

/** A choice in a filter. */
export const FilterChoice = ({
  name,
  label,
  value,
  choices,
}: {
  name: string;
  label: string;
  value: string;
  choices: readonly (readonly [value: string, text: string])[];
}) => (
  <div class="field">
    <label for={`filter-${name}`}>{label}</label>
    <select id={`filter-${name}`} name={name}>
      {choices.map(([one, text]) => (
        <option value={one} selected={one === value}>
          {text}
        </option>
      ))}
    </select>
  </div>
);

/** A text in a filter. */
export const FilterText = ({ name, label, value }: { name: string; label: string; value: string }) => (
  <div class="field">
    <label for={`filter-${name}`}>{label}</label>
    <input type="text" id={`filter-${name}`} name={name} value={value} autocomplete="off" spellcheck={false} />
  </div>
);

/** The day a filter looks at. */
export const FilterDay = ({ label, value }: { label: string; value: string | undefined }) => (
  <div class="field">
    <label for="filter-on">{label}</label>
    <input type="date" id="filter-on" name="on" value={value} />
  </div>
);

/** What was found about a row, each finding with its remedy. */
export const FindingList = ({
  findings,
  locale,
}: {
  findings: readonly (Bilingual & { readonly remedyId: string; readonly remedyEn: string })[];
  locale: Locale;
}) => (
  <ul class="findings">
    {findings.map((finding) => (
      <li>
        {finding[locale]} <em>{locale === 'id' ? finding.remedyId : finding.remedyEn}</em>
      </li>
    ))}
  </ul>
);

/** Something to be done on a page, folded until it is wanted; open where it is what the page is for. */
export const Doable = ({ id, title, open = false, children }: { id: string; title: string; open?: boolean; children?: Child }) => (
  <details class="doable" id={id} open={open}>
    <summary>{title}</summary>
    {children}
  </details>
);

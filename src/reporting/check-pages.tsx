// Decides how the check of every invariant is started and shown: each with yes or no, and the rows that break one.
import { Hono } from 'hono';
import type { z } from '@hono/zod-openapi';
import { type Page, answerShown, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { countText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { type Locale, frameWords, speaker } from '../web/words.ts';
import { invariantCodes } from './check-steps.ts';
import { runOperations } from './run-routes.ts';
import { checkWords as words } from './run-words.ts';

type Checked = z.output<typeof runOperations.check.answer>;

export function checkPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { check } = runOperations;
  const number = invariantCodes.length;
  const every = { id: speaker('id')(words.every, { number }), en: speaker('en')(words.every, { number }) };

  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const checked = answerShown(surface, c, check);
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <ActionForm
          c={c}
          operation={check}
          action="/check"
          lead={words.formLead}
          fields={[
            {
              name: 'codes',
              label: words.which,
              kind: 'choice',
              optional: true,
              choices: [['', every], ...invariantCodes.map((code) => [code, { id: code, en: code }] as const)],
            },
          ]}
          submit={words.start}
        />
        {checked === undefined ? null : <Found checked={checked} locale={locale} />}
      </article>,
      { title: say(words.title), audience: 'office', here: 'check' },
    );
  };
  pages.get('/check', page);
  takeForm(pages, surface, {
    operation: check,
    at: '/check',
    page,
    told: (checked, locale) => ({ text: words.done[locale], problems: checked.holds ? [] : [sumOf(checked, locale)] }),
    next: () => '/check',
  });
  return pages;
}

function sumOf({ holds, empty, invariants }: Checked, locale: Locale): string {
  if (holds && empty) return speaker(locale)(words.empty);
  const broken = invariants.filter((one) => one.broken > 0).length;
  return speaker(locale)(holds ? (invariants.length === 1 ? words.holdsOne : words.holds) : words.broken, { broken, number: invariants.length });
}

const Found = ({ checked, locale }: { checked: Checked; locale: Locale }) => {
  const say = speaker(locale);
  // What is broken comes first: it is what somebody must look at.
  const rows = [...checked.invariants].sort((one, other) => Number(other.broken > 0) - Number(one.broken > 0));
  return (
    <section>
      <p class="answer">{sumOf(checked, locale)}</p>
      {rows
        .filter(({ broken }) => broken > 0)
        .map((invariant) => (
          <Breaches invariant={invariant} locale={locale} />
        ))}
      <h2>{say(words.result)}</h2>
      <Table
        caption={say(words.result)}
        hideCaption
        scrollLabel={say(frameWords.scrollable)}
        columns={[{ title: say(words.which) }, { title: say(words.fulfilled) }, { title: say(words.breaking), numeric: true }]}
        rows={rows.map((invariant) => [
          <>
            {invariant[locale]}
            <code class="under">{invariant.code}</code>
          </>,
          <span class={`outcome outcome-${invariant.broken === 0 ? 'accept' : 'reject'}`}>{say(invariant.broken === 0 ? words.yes : words.no)}</span>,
          countText(invariant.broken, locale),
        ])}
      />
    </section>
  );
};

const Breaches = ({ invariant, locale }: { invariant: Checked['invariants'][number]; locale: Locale }) => {
  const say = speaker(locale);
  const { broken, rows, code } = invariant;
  const title = say(words.breaches, { code });
  return (
    <>
      <h2>{invariant[locale]}</h2>
      <Table
        caption={title}
        scrollLabel={say(frameWords.scrollable)}
        columns={[{ title: say(words.table) }, { title: say(words.key) }, { title: say(words.wrong) }]}
        rows={rows.map((row) => [<code class="unbroken">{row.table}</code>, <code class="roomy">{row.key}</code>, <span class="roomy">{row[locale]}</span>])}
      />
      {broken > rows.length ? <p class="note-box">{say(words.firstOf, { shown: countText(rows.length, locale), broken: countText(broken, locale) })}</p> : null}
    </>
  );
};

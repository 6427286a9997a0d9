// Decides how two people who are likely one are shown side by side, why, and how somebody settles it.
import { Hono } from 'hono';
import { type Page, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { countText, dateText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Doable, Pager } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { type Bilingual, frameWords, speaker } from '../web/words.ts';
import { reasonText } from './linkage-words.ts';
import { twinOperations } from './twin-routes.ts';
import { likelihood, statuses } from './person-words.ts';
import { twinWords as words } from './twin-words.ts';

export function twinPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { search, show, decide } = twinOperations;

  const page: Page = async (c) => {
    c.header('cache-control', 'no-store, no-transform');
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const shown = await look(surface, c, show);
    const refusal = c.get('refusal');
    const count = (value: number): string => countText(value, locale);
    const day = (date: string | null): string => (date === null ? '' : dateText(date, locale));
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <ActionForm
          c={c}
          operation={search}
          action={`/programmes/${programme}/twin-searches`}
          lead={words.searchLead}
          fields={[
            {
              name: 'scope',
              label: words.scope,
              kind: 'choice',
              choices: [
                ['programme', words.ofProgramme],
                ['register', words.ofRegister],
              ],
            },
          ]}
          submit={words.search}
        />
        {shown.search === null ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <>
            <h2>{say(words.count, { all: count(shown.pairs), open: count(shown.open) })}</h2>
            <p>
              {say(words.searched, {
                on: dateText(shown.search.recordedAt.slice(0, 10), locale),
                compared: count(shown.search.compared),
                weights: shown.search.weights,
              })}
              {shown.search.leftOut > 0 ? ` ${say(words.leftOut, { count: count(shown.search.leftOut) })}` : ''}
            </p>
            <p>
              <a href="?all=yes">{say(words.all)}</a>
            </p>
          </>
        )}
        {shown.search !== null && shown.rows.length === 0 ? <p class="empty">{say(words.empty)}</p> : null}
        {shown.rows.map(({ one, other, probability, weights, monthsUnderBoth, verdict, decisionId, decidedBy, keptKey }) => {
          const title = `${one.name ?? ''} / ${other.name ?? ''}`;
          const part = `${one.personKey}-${other.personKey}`;
          const line = (label: Bilingual, of: (person: typeof one) => string | null) => [say(label), of(one) ?? '', of(other) ?? ''];
          return (
            <section id={part}>
              <h3>{title}</h3>
              <p>
                {say(words.probability)}: {likelihood(probability, locale)}.{' '}
                {weights
                  .flatMap((reason) => reasonText(reason, locale) ?? [])
                  .map((text) => (
                    <span class="roomy">{text}</span>
                  ))}
              </p>
              <Table
                caption={title}
                hideCaption
                scrollLabel={say(frameWords.scrollable)}
                columns={[{ title: say(words.field) }, { title: say(words.person, { place: 1 }) }, { title: say(words.person, { place: 2 }) }]}
                rows={[
                  line(words.nik, ({ nik }) => nik),
                  line(words.name, ({ name }) => name),
                  line(words.birthDate, ({ birthDate }) => day(birthDate)),
                  line(words.sex, ({ sex }) => sex),
                  line(words.birthPlace, ({ birthPlace }) => birthPlace),
                  line(words.motherName, ({ motherName }) => motherName),
                  line(words.area, ({ area }) => area),
                  line(words.status, ({ status }) => statuses[status ?? '']?.[locale] ?? ''),
                  line(words.months, ({ months }) => months.join(', ')),
                ]}
              />
              {monthsUnderBoth.length > 0 ? (
                <p>
                  <strong>{say(words.twice, { months: monthsUnderBoth.join(', ') })}</strong>
                </p>
              ) : null}
              {verdict === null ? null : (
                <p>
                  {say(words.decided, { verdict: say(words.verdicts[verdict as keyof typeof words.verdicts]), by: decidedBy ?? '' })}
                  {keptKey === null ? '' : ` ${say(words.kept, { place: keptKey === one.personKey ? 1 : 2 })}`}
                </p>
              )}
              <Doable id={`putuskan-${part}`} title={`${say(words.decide)}: ${title}`} open={refusal?.values['one'] === one.personKey}>
                <ActionForm
                  c={c}
                  operation={decide}
                  action={`/programmes/${programme}/twin-decisions`}
                  hidden={{ one: one.personKey, other: other.personKey, ...(decisionId === null ? {} : { replaces: decisionId }) }}
                  part={part}
                  lead={words.decideLead}
                  fields={[
                    {
                      name: 'verdict',
                      label: words.verdict,
                      kind: 'choice',
                      choices: (['same-person', 'different-person'] as const).map((each) => [each, words.verdicts[each]] as const),
                    },
                    {
                      name: 'keep',
                      label: words.keep,
                      kind: 'choice',
                      choices: [one, other].map(({ personKey, nik, name }, at) => [
                        personKey,
                        { id: `Orang ${at + 1}: ${name ?? ''} (${nik})`, en: `Person ${at + 1}: ${name ?? ''} (${nik})` },
                      ]),
                    },
                    { name: 'evidence', label: words.evidence, kind: 'text' },
                  ]}
                  submit={words.decide}
                />
              </Doable>
            </section>
          );
        })}
        <Pager c={c} page={shown.page} pages={shown.pages} />
      </article>,
      programmeFrame(say(words.title), programme, 'twins'),
    );
  };
  pages.get('/programmes/:programme/twins', page);
  takeForm(pages, surface, {
    operation: search,
    at: '/programmes/:programme/twin-searches',
    page,
    told: ({ compared, found }, locale) => ({ text: speaker(locale)(words.found, { compared: countText(compared, locale), found: countText(found, locale) }) }),
    next: (_, { programme }) => `/programmes/${programme}/twins`,
  });
  takeForm(pages, surface, {
    operation: decide,
    at: '/programmes/:programme/twin-decisions',
    page,
    told: ({ monthsUnderBoth }, locale) => ({
      text:
        monthsUnderBoth.length === 0
          ? speaker(locale)(words.recorded)
          : `${speaker(locale)(words.recorded)} ${speaker(locale)(words.twice, { months: monthsUnderBoth.join(', ') })}`,
    }),
    next: (_, { programme }) => `/programmes/${programme}/twins`,
  });
  return pages;
}

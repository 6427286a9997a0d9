// Decides how lists are handed in and looked at: the upload, the lists of a programme with their sums, a list's findings row by row, the list given back.
import { Hono } from 'hono';
import { type Page, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { FigureCard, FigureCards } from '../web/figure-card.tsx';
import { countText, whenText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { inputOf } from '../web/operation.ts';
import { Doable, Facts, FilterChoice, FilterForm, FilterText, FindingList, ObjectionWay, OutcomeMark, Pager, Way } from '../web/parts.tsx';
import { perform } from '../web/perform.ts';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { frameWords, outcomeWords, speaker } from '../web/words.ts';
import { intakeFindings } from './findings.ts';
import type { IntakeOperations } from './intake-routes.ts';
import { intakeWords as words } from './intake-words.ts';

/** The pages of intake. */
export function intakePages(surface: Surface, operations: IntakeOperations): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();

  const listsPage: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const input = inputOf(operations.lists, { ...c.req.query(), programme });
    const { answer } = await perform(surface, operations.lists, input, { actor: surface.actor(c) });
    const { totals } = answer;
    const count = (value: number): string => countText(value, locale);
    return c.render(
      <article>
        <h1>{say(words.lists)}</h1>
        <p class="lead">{say(words.listsLead)}</p>
        <Doable id="kirim" title={say(words.handIn)} open={totals.lists === 0 || c.get('refusal') !== undefined}>
          <ActionForm
            c={c}
            operation={operations.submit}
            action={`/programmes/${programme}/lists`}
            lead={words.handInLead}
            fields={[
              { name: 'file', label: words.files, hint: words.filesHint, kind: 'files', accept: '.xlsx,.csv,.xls,.ods' },
              { name: 'sender', label: words.sender, hint: words.senderHint },
              { name: 'area', label: words.area, hint: words.areaHint, optional: true },
              {
                name: 'missing',
                label: words.missing,
                hint: words.missingHint,
                kind: 'choice',
                optional: true,
                choices: [
                  ['keep', words.keepMissing],
                  ['remove', words.removeMissing],
                ],
              },
            ]}
            submit={words.handIn}
          />
          <p class="links">
            <Way c={c} href="/list-template.xlsx">
              {say(words.template)}
            </Way>
          </p>
        </Doable>
        <h2>{say(words.sums)}</h2>
        <FigureCards>
          <FigureCard label={say(words.rows)} value={count(totals.rows)} note={say(words.inLists, { lists: count(totals.lists - totals.withdrawn) })} />
          <FigureCard label={say(words.accepted)} value={count(totals.accepted)} share={totals.rows === 0 ? 0 : totals.accepted / totals.rows} />
          <FigureCard label={say(words.rejected)} value={count(totals.rejected)} share={totals.rows === 0 ? 0 : totals.rejected / totals.rows} />
          <FigureCard label={say(words.inReview)} value={count(totals.inReview)} share={totals.rows === 0 ? 0 : totals.inReview / totals.rows} />
        </FigureCards>
        <h2>{say(words.lists)}</h2>
        <FilterForm c={c}>
          <FilterText name="file" label={say(words.fileName)} value={input.file ?? ''} />
          <FilterText name="area" label={say(words.areaCode)} value={input.area ?? ''} />
          <FilterChoice
            name="state"
            label={say(words.state)}
            value={input.state ?? ''}
            choices={[
              ['', say(words.everyState)],
              ['standing', say(words.standing)],
              ['withdrawn', say(words.withdrawn)],
            ]}
          />
        </FilterForm>
        {answer.lists.length === 0 ? (
          <p class="empty">{say(words.noLists)}</p>
        ) : (
          <Table
            caption={say(words.lists)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[
              { title: say(words.fileName) },
              ...[words.rows, words.accepted, words.rejected, words.inReview].map((word) => ({ title: say(word), numeric: true })),
              { title: say(words.received) },
              { title: say(words.areaCode) },
            ]}
            rows={answer.lists.map((list) => [
              <>
                <Way c={c} href={`/lists/${list.listId}`} otherwise={list.fileName}>
                  {list.fileName}
                </Way>
                {list.withdrawnAt === null ? null : <span class="tag">{say(words.withdrawn)}</span>}
              </>,
              ...[list.rows, list.accepted, list.rejected, list.inReview].map(count),
              whenText(list.receivedAt, surface.timeZone, locale),
              list.area,
            ])}
          />
        )}
        <Pager c={c} page={answer.page} pages={answer.pages} />
      </article>,
      programmeFrame(say(words.lists), programme, 'lists'),
    );
  };
  pages.get('/programmes/:programme/lists', listsPage);
  takeForm(pages, surface, {
    operation: operations.submit,
    at: '/programmes/:programme/lists',
    page: listsPage,
    told: (answer, locale) => {
      const say = speaker(locale);
      const figures = {
        lists: countText(answer.lists.length, locale),
        rows: countText(answer.rows, locale),
        accepted: countText(answer.accepted, locale),
        rejected: countText(answer.rejected, locale),
        review: countText(answer.review, locale),
      };
      return {
        text: say(words.handedIn, figures),
        problems: [
          ...answer.lists.flatMap(({ file, correction }) =>
            correction === undefined
              ? []
              : [
                  say(words.correctedFile, {
                    file,
                    corrected: countText(correction.corrected, locale),
                    unchanged: countText(correction.unchanged, locale),
                    added: countText(correction.added, locale),
                    removed: countText(correction.removed, locale),
                    leftOut: countText(correction.leftOut, locale),
                  }),
                ],
          ),
          ...answer.lists.flatMap(({ file, notes }) => notes.map((note) => `${file}: ${note[locale]}`)),
          ...answer.alreadyHandedIn.map(({ file }) => say(words.knownFile, { file })),
          ...answer.refusedFiles.map((refused) => `${refused.file}: ${refused[locale]} (${refused.code})`),
        ],
      };
    },
    // One file leads to what was found in it.
    next: (answer, { programme }) => {
      const [only] =
        answer.lists.length === 1 && answer.refusedFiles.length === 0
          ? answer.lists
          : answer.alreadyHandedIn.length === 1 && answer.lists.length === 0
            ? answer.alreadyHandedIn
            : [];
      return only?.listId === undefined || only.listId === null ? `/programmes/${programme}/lists` : `/lists/${only.listId}`;
    },
  });

  const listPage: Page = async (c) => {
    c.header('cache-control', 'no-store, no-transform');
    const locale = localeOf(c);
    const say = speaker(locale);
    const input = inputOf(operations.findings, { ...c.req.query(), list: c.req.param('list') ?? '' });
    const { answer } = await perform(surface, operations.findings, input, { actor: surface.actor(c) });
    const { list } = answer;
    const count = (value: number): string => countText(value, locale);
    const withSheet = answer.rows.some(({ sheet }) => sheet !== '');
    return c.render(
      <article>
        <p class="kicker">{say(words.list)}</p>
        <h1 class="file-name">{list.fileName}</h1>
        {list.withdrawnAt === null ? null : <p class="note-box">{say(words.isWithdrawn, { date: whenText(list.withdrawnAt, surface.timeZone, locale) })}</p>}
        {answer.notes.map((note) => (
          <p class="note-box">{note[locale]}</p>
        ))}
        <FigureCards>
          <FigureCard label={say(words.rows)} value={count(list.rows)} note={say(words.rowsAre)} />
          <FigureCard label={say(words.accepted)} value={count(list.accepted)} share={list.rows === 0 ? 0 : list.accepted / list.rows} />
          <FigureCard label={say(words.rejected)} value={count(list.rejected)} share={list.rows === 0 ? 0 : list.rejected / list.rows} />
          <FigureCard label={say(words.inReview)} value={count(list.inReview)} share={list.rows === 0 ? 0 : list.inReview / list.rows} />
        </FigureCards>
        <Facts
          locale={locale}
          facts={[
            [words.areaCode, list.area],
            [words.sender, list.sender],
            [words.received, whenText(list.receivedAt, surface.timeZone, locale)],
            [words.digest, <code>{list.fileDigest}</code>],
          ]}
        />
        <p class="links">
          <a href={`/lists/${list.listId}/marked`} download>
            {say(words.marked)}
          </a>
          <a href={`/lists/${list.listId}/columns`}>{say(words.columns)}</a>
          <a href={`/lists/${list.listId}/rows`}>{say(words.everyRow)}</a>
          <a href={`/programmes/${list.programme}/lists`}>{say(words.allLists)}</a>
        </p>

        <h2>{say(words.found)}</h2>
        {answer.findings.length === 0 ? (
          <p class="empty">{say(words.nothingFound)}</p>
        ) : (
          <ul class="tally">
            {answer.findings.map(({ code, rows }) => (
              <li>
                <a href={`?code=${code}`}>
                  <strong>{count(rows)}</strong> {intakeFindings.find(code)?.[locale] ?? code}
                </a>
              </li>
            ))}
          </ul>
        )}
        <FilterForm c={c}>
          <FilterChoice
            name="outcome"
            label={say(words.outcome)}
            value={input.outcome ?? ''}
            choices={[['', say(words.everyOutcome)], ...Object.entries(outcomeWords).map(([value, text]) => [value, text[locale]] as const)]}
          />
          <FilterChoice
            name="code"
            label={say(words.finding)}
            value={input.code ?? ''}
            choices={[['', say(words.everyFinding)], ...answer.findings.map(({ code }) => [code, intakeFindings.find(code)?.[locale] ?? code] as const)]}
          />
        </FilterForm>
        {answer.rows.length === 0 ? null : (
          <Table
            stacked
            caption={say(words.rowsShown, { fitting: count(answer.fitting) })}
            scrollLabel={say(frameWords.scrollable)}
            columns={[
              { title: say(words.row), numeric: true },
              ...(withSheet ? [{ title: say(words.sheet) }] : []),
              { title: say(words.name) },
              { title: 'NIK' },
              { title: say(words.outcome) },
              { title: say(words.findingsAndRemedy) },
            ]}
            rows={answer.rows.map((row) => [
              count(row.row),
              ...(withSheet ? [row.sheet] : []),
              row.name ?? '–',
              row.nik === null || c.get('mayDo')?.('reveal row').may === false ? (
                <span class="nik">{row.nik ?? '–'}</span>
              ) : (
                <a class="nik" href={`/lists/${list.listId}/rows/${row.rowNo}/reveal`}>
                  {row.nik}
                </a>
              ),
              <OutcomeMark outcome={row.outcome} locale={locale} />,
              <>
                <FindingList findings={row.findings} locale={locale} />
                <ObjectionWay c={c} programme={list.programme} row={{ listId: list.listId, rowNo: row.rowNo, outcome: row.outcome }} />
              </>,
            ])}
          />
        )}
        <Pager c={c} page={answer.page} pages={answer.pages} />
        {list.withdrawnAt === null ? (
          <Doable id="tarik" title={say(words.withdrawTitle)} open={c.get('refusal') !== undefined}>
            <ActionForm
              c={c}
              operation={operations.withdraw}
              action={`/lists/${list.listId}/withdrawal`}
              lead={words.withdrawLead}
              fields={[{ name: 'reason', label: words.reason, kind: 'text' }]}
              submit={words.withdraw}
            />
          </Doable>
        ) : null}
      </article>,
      programmeFrame(`${say(words.list)} ${list.area}`, list.programme, 'lists'),
    );
  };
  pages.get('/lists/:list', listPage);
  takeForm(pages, surface, {
    operation: operations.withdraw,
    at: '/lists/:list/withdrawal',
    page: listPage,
    told: (_, locale) => ({ text: speaker(locale)(words.withdrew) }),
    next: ({ listId }) => `/lists/${listId}`,
  });
  return pages;
}

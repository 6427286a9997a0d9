// Decides the page on which an officer sees how the columns of a list were understood and says what a label means; and hands the template out.
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { type Page, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { countText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { inputOf } from '../web/operation.ts';
import { incomingFolder, perform } from '../web/perform.ts';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { frameWords, speaker } from '../web/words.ts';
import type { ColumnsOperations } from './columns-routes.ts';
import { columnsWords as words } from './columns-words.ts';
import { columnNames } from './table-schema.ts';
import { writeTemplate } from './template-steps.ts';

/** The pages about columns. */
export function columnsPages(surface: Surface, operations: ColumnsOperations): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();

  const columnsPage: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const input = inputOf(operations.columns, { list: c.req.param('list') ?? '' });
    const { answer } = await perform(surface, operations.columns, input, { actor: surface.actor(c) });
    const labels = new Map(
      answer.sheets.flatMap(({ columns }) => columns.map(({ letter, label }) => label ?? `kolom ${letter}`)).map((label) => [label, { id: label, en: label }]),
    );
    return c.render(
      <article>
        <p class="kicker">{say(words.columns)}</p>
        <h1 class="file-name">{answer.fileName}</h1>
        <p class="lead">{say(words.lead)}</p>
        <p class="links">
          <a href={`/lists/${answer.listId}`}>{say(words.back)}</a>
          <a href="/list-template.xlsx" download>
            {say(words.template)}
          </a>
        </p>
        {answer.sheets.length === 0 ? <p class="empty">{say(words.notKept)}</p> : null}
        {answer.notes.map((note) => (
          <p class="note-box">{note[locale]}</p>
        ))}
        {answer.sheets.flatMap((sheet) =>
          sheet.hiddenRows !== undefined ? (
            []
          ) : (
            <section>
              <h2>{sheet.sheet === '' ? say(words.columns) : sheet.sheet}</h2>
              <p>
                {sheet.headerRow === 0
                  ? say(words.noHeader)
                  : say(words.headerRow, { row: countText(sheet.headerRow, locale), rows: countText(sheet.rows, locale) })}
              </p>
              <Table
                caption={say(words.columns)}
                hideCaption
                scrollLabel={say(frameWords.scrollable)}
                columns={[words.letter, words.label, words.meaning, words.how].map((word) => ({ title: say(word) }))}
                rows={sheet.columns.map(({ letter, label, column, how, hidden }) => [
                  hidden === true ? `${letter} (${say(words.hidden)})` : letter,
                  label ?? say(words.unlabelled),
                  column === null ? say(words.unused) : (columnNames.get(column as never) ?? column),
                  how === null ? '' : say(words[how]),
                ])}
              />
              {sheet.passedOver.length === 0 ? null : (
                <details>
                  <summary>{say(words.passedOver, { rows: countText(sheet.passedOver.length, locale) })}</summary>
                  <ul>
                    {sheet.passedOver.slice(0, 100).map(({ row, why }) => (
                      <li>
                        {say(words.row, { row: countText(row, locale) })}: {say(words[`why-${why}` as keyof typeof words] ?? words.unused)}
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </section>
          ),
        )}
        {answer.withdrawn ? null : (
          <section>
            <h2>{say(words.correct)}</h2>
            <ActionForm
              c={c}
              operation={operations.teach}
              action={`/lists/${answer.listId}/columns`}
              lead={words.correctLead}
              fields={[
                labels.size === 0 ? { name: 'label', label: words.label } : { name: 'label', label: words.label, kind: 'choice', choices: [...labels] },
                {
                  name: 'column',
                  label: words.meaning,
                  kind: 'choice',
                  choices: [...[...columnNames].map(([name, text]) => [name, { id: text, en: text }] as const), ['-', words.unused]],
                },
              ]}
              submit={words.correct}
            />
          </section>
        )}
      </article>,
      programmeFrame(say(words.columns), answer.programme, 'lists'),
    );
  };
  pages.get('/lists/:list/columns', columnsPage);
  takeForm(pages, surface, {
    operation: operations.teach,
    at: '/lists/:list/columns',
    page: columnsPage,
    told: (answer, locale) => ({ text: speaker(locale)(words.corrected, { rows: countText(answer.rows, locale) }) }),
    next: ({ listId }, { list }) => `/lists/${listId ?? list}/columns`,
  });

  pages.get('/list-template.xlsx', async (c) => {
    await mkdir(incomingFolder(surface), { recursive: true, mode: 0o700 });
    const folder = await mkdtemp(path.join(incomingFolder(surface), 'template-'));
    try {
      const target = path.join(folder, 'template.xlsx');
      await writeTemplate(target);
      const stream = createReadStream(target);
      stream.once('close', () => void rm(folder, { recursive: true, force: true }));
      return c.body(Readable.toWeb(stream) as ReadableStream, 200, {
        'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'content-disposition': 'attachment; filename="daftar-calon-peserta.xlsx"',
      });
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  });
  return pages;
}

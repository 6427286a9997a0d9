// Decides the page on which an officer reads every row of his list with everything found about it as of now, and fetches the file back to mend it.
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Hono } from 'hono';
import type { Page } from '../web/act.ts';
import { countText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { inputOf } from '../web/operation.ts';
import { FindingList, ObjectionWay, OutcomeMark, Pager } from '../web/parts.tsx';
import { incomingFolder } from '../web/perform.ts';
import { permittedActor } from '../web/permit.ts';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { type Bilingual, frameWords, speaker } from '../web/words.ts';
import { listFindingsOperations } from './list-findings-routes.ts';
import { writeMarkedList } from './marked-list-steps.ts';

const words = {
  title: { id: 'Setiap baris dengan temuannya', en: 'Every row with its findings' },
  lead: {
    id: 'Keadaan sekarang, menurut register dan kebijakan terbaru. Unduh berkas Anda, betulkan sel yang ditandai, lalu serahkan lagi: hanya baris yang berubah yang diproses.',
    en: 'As things stand now, by the newest registers and policy. Fetch your file, mend the marked cells and hand it in again: only rows that changed are taken in.',
  },
  fetch: { id: 'Unduh berkas Anda dengan temuan', en: 'Fetch your file with the findings' },
  list: { id: 'Kembali ke daftar', en: 'Back to the list' },
  row: { id: 'Baris', en: 'Row' },
  sheet: { id: 'Lembar', en: 'Sheet' },
  name: { id: 'Nama', en: 'Name' },
  outcome: { id: 'Hasil', en: 'Outcome' },
  change: { id: 'Perubahan', en: 'Change' },
  findings: { id: 'Temuan dan yang harus dilakukan', en: 'Findings and what to do' },
  empty: { id: 'Daftar ini tidak mempunyai baris.', en: 'This list has no rows.' },
} as const;

const changes: Readonly<Record<string, Bilingual>> = {
  corrected: { id: 'dibetulkan', en: 'corrected' },
  unchanged: { id: 'tidak berubah', en: 'unchanged' },
  new: { id: 'baru', en: 'new' },
};

/** The page of a list's rows, and the file that goes back. */
export function listCheckPages(surface: Surface): Hono<RequestEnv> {
  const { workplace } = surface;
  const pages = new Hono<RequestEnv>();

  const page: Page = async (c) => {
    c.header('cache-control', 'no-store, no-transform');
    const locale = localeOf(c);
    const say = speaker(locale);
    const answer = await look(surface, c, listFindingsOperations.rows);
    const withSheet = answer.rows.some(({ sheet }) => sheet !== null);
    const withChange = answer.rows.some(({ change }) => change !== null);
    return c.render(
      <article>
        <p class="kicker">{say(words.title)}</p>
        <h1 class="file-name">{answer.list.fileName}</h1>
        <p class="lead">{say(words.lead)}</p>
        <p class="links">
          <a href={`/lists/${answer.list.listId}/marked`} download>
            {say(words.fetch)}
          </a>
          <a href={`/lists/${answer.list.listId}`}>{say(words.list)}</a>
        </p>
        {answer.rows.length === 0 ? (
          <p class="empty">{say(words.empty)}</p>
        ) : (
          <Table
            stacked
            caption={say(words.title)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[
              { title: say(words.row), numeric: true },
              ...(withSheet ? [{ title: say(words.sheet) }] : []),
              { title: say(words.name) },
              { title: 'NIK' },
              { title: say(words.outcome) },
              ...(withChange ? [{ title: say(words.change) }] : []),
              { title: say(words.findings) },
            ]}
            rows={answer.rows.map((row) => [
              countText(row.row, locale),
              ...(withSheet ? [row.sheet ?? ''] : []),
              row.name ?? '–',
              <span class="nik">{row.nik ?? '–'}</span>,
              <OutcomeMark outcome={row.outcome} locale={locale} />,
              ...(withChange ? [row.change === null ? '' : say(changes[row.change] ?? { id: row.change, en: row.change })] : []),
              <>
                <FindingList findings={row.findings} locale={locale} />
                <ObjectionWay c={c} programme={answer.list.programme} row={{ listId: answer.list.listId, rowNo: row.rowNo, outcome: row.outcome }} />
              </>,
            ])}
          />
        )}
        <Pager c={c} page={answer.page} pages={answer.pages} />
      </article>,
      programmeFrame(say(words.title), answer.list.programme, 'lists'),
    );
  };
  pages.get('/lists/:list/rows', page);

  /** The file goes out as it came, from the page and from /v1 alike. */
  for (const [address, through] of [
    ['/lists/:list/marked', 'page'],
    ['/v1/lists/:list/marked', 'api'],
  ] as const) {
    pages.get(address, async (c) => {
      const { list: listId } = inputOf(listFindingsOperations.rows, c.req.param());
      await mkdir(incomingFolder(surface), { recursive: true, mode: 0o700 });
      const folder = await mkdtemp(path.join(incomingFolder(surface), 'out-'));
      try {
        const { fileName, target, mediaType } = await writeMarkedList(workplace, permittedActor(c), { listId, folder, at: workplace.clock.now(), through });
        const stream = createReadStream(target);
        stream.once('close', () => void rm(folder, { recursive: true, force: true }));
        return c.body(Readable.toWeb(stream) as ReadableStream, 200, {
          'cache-control': 'no-store, no-transform',
          'content-type': mediaType,
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        });
      } catch (error) {
        await rm(folder, { recursive: true, force: true });
        throw error;
      }
    });
  }
  return pages;
}

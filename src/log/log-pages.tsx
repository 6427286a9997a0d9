// Decides the page of the log, and what of it anybody may fetch (C2SP tlog-tiles): the checkpoint, tiles and entries, which tell nothing of anybody.
import { Hono } from 'hono';
import type { z } from '@hono/zod-openapi';
import { Fault } from '../kernel/fault.ts';
import type { Actor } from '../kernel/actor.ts';
import { type Page, type PageContext, answerShown, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { countText, whenText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Doable, Facts } from '../web/parts.tsx';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { type Locale, frameWords, speaker } from '../web/words.ts';
import { type logOperations } from './log-routes.ts';
import { newestOf, tileBytes } from './log-steps.ts';
import { logWords as words } from './log-words.ts';
import { readTilePath } from './tile.ts';

type LogOperations = ReturnType<typeof logOperations>;
type Verified = z.output<LogOperations['verify']['answer']>;

/** Whoever asks for what is public. */
const anybody: Actor = { id: 'public', roles: [], sponsor: '', area: '' };

export function logPages(surface: Surface, operations: LogOperations): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  servePublic(pages, surface);
  const { sequence, checkpoint, verify, prove, inclusion, consistency } = operations;

  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const newest = await look(surface, c, checkpoint).catch(ifEmpty);
    const shown = answerShown(surface, c, verify);
    const refused = c.get('refusal')?.operation;
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        {shown === undefined ? null : <Found verified={shown} locale={locale} />}
        <Proven c={c} surface={surface} operations={operations} />
        <h2>{say(words.newest)}</h2>
        {newest === undefined ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <>
            <p>{say(words.keepIt)}</p>
            <pre class="signed">
              <code>{newest.note}</code>
            </pre>
            <Facts
              locale={locale}
              facts={[
                [words.entries, countText(newest.size, locale)],
                [words.signedAt, whenText(newest.recordedAt, surface.timeZone, locale)],
                [words.verifierKey, <code class="signed">{newest.verifierKey}</code>],
                [
                  words.publicParts,
                  <>
                    <a href="/log/checkpoint">/log/checkpoint</a> <code>/log/tile/…</code>
                  </>,
                ],
              ]}
            />
          </>
        )}
        <Doable id="verifikasi" title={say(words.verify)} open>
          <ActionForm
            c={c}
            operation={verify}
            action="/log/verification"
            lead={words.verifyLead}
            fields={[{ name: 'checkpoint', label: words.kept, hint: words.keptHint, kind: 'text', optional: true }]}
            submit={words.verify}
          />
        </Doable>
        <Doable id="tindakan" title={say(words.inclusion)} open={refused === inclusion.id}>
          <ActionForm
            c={c}
            operation={inclusion}
            action="/log/inclusion"
            lead={words.inclusionLead}
            fields={[{ name: 'act', label: words.act }]}
            submit={words.inclusion}
          />
        </Doable>
        <Doable id="bertambah" title={say(words.consistency)} open={refused === consistency.id}>
          <ActionForm
            c={c}
            operation={consistency}
            action="/log/consistency"
            lead={words.consistencyLead}
            fields={[
              { name: 'old', label: words.old, kind: 'whole' },
              { name: 'now', label: words.now, hint: words.nowHint, kind: 'whole', optional: true },
            ]}
            submit={words.consistency}
          />
        </Doable>
        <Doable id="nomori" title={say(words.sequence)} open={refused === sequence.id}>
          <ActionForm c={c} operation={sequence} action="/log/sequencing" lead={words.sequenceLead} submit={words.sequence} />
        </Doable>
      </article>,
      { title: say(words.title), audience: 'office', here: 'check' },
    );
  };
  pages.get('/log', page);
  takeForm(pages, surface, {
    operation: verify,
    at: '/log/verification',
    page,
    told: (answer, locale) => ({ text: words.verified[locale], problems: answer.holds ? [] : [sumOf(answer, locale)] }),
    next: () => '/log',
  });
  takeForm(pages, surface, { operation: inclusion, at: '/log/inclusion', page, told: (_, locale) => ({ text: words.proven[locale] }), next: () => '/log' });
  takeForm(pages, surface, { operation: consistency, at: '/log/consistency', page, told: (_, locale) => ({ text: words.grew[locale] }), next: () => '/log' });
  takeForm(pages, surface, {
    operation: sequence,
    at: '/log/sequencing',
    page,
    told: ({ numbered, size }, locale) => ({
      text: speaker(locale)(words.sequenced, { numbered: countText(numbered, locale), entries: countText(size, locale) }),
    }),
    next: () => '/log',
  });

  pages.get('/log/proofs/:instrument', async (c) => {
    const { fileName, proof } = await look(surface, c, prove);
    return c.body(proof, 200, { 'content-type': 'text/plain; charset=utf-8', 'content-disposition': `attachment; filename="${fileName}"` });
  });
  return pages;
}

/** A log without entries has no checkpoint to show, which is no fault of whoever looks. */
function ifEmpty(error: unknown): undefined {
  if (error instanceof Fault && error.code === 'log-empty') return undefined;
  throw error;
}

function servePublic(pages: Hono<RequestEnv>, { workplace }: Surface): void {
  pages.get('/log/checkpoint', async (c) => {
    const { note } = await workplace.database.read(anybody, newestOf);
    return c.body(note, 200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache' });
  });
  pages.get('/log/tile/*', async (c) => {
    const name = readTilePath(c.req.path.slice('/log/tile/'.length));
    if (name === null) throw new Fault('not-found', 'no-such-tile', { id: 'Ubin itu tidak ada.', en: 'There is no such tile.' });
    const bytes = await tileBytes(workplace.database, anybody, name);
    return c.body(new Uint8Array(bytes), 200, { 'content-type': 'application/octet-stream', 'cache-control': 'public, max-age=31536000, immutable' });
  });
}

const Proven = ({ c, surface, operations }: { c: PageContext; surface: Surface; operations: LogOperations }) => {
  const locale = localeOf(c);
  const act = answerShown(surface, c, operations.inclusion);
  const growth = answerShown(surface, c, operations.consistency);
  const list = (hashes: readonly string[]) => (
    <ol>
      {hashes.map((hash) => (
        <li>
          <code class="signed">{hash}</code>
        </li>
      ))}
    </ol>
  );
  if (act !== undefined) {
    return (
      <section>
        <h2>{words.proven[locale]}</h2>
        <Facts
          locale={locale}
          facts={[
            [words.number, countText(act.index, locale)],
            [words.entries, countText(act.size, locale)],
            [words.entry, <code class="signed">{act.entry}</code>],
            [words.opening, <code class="signed">{act.opening}</code>],
            [words.path, list(act.proof)],
          ]}
        />
      </section>
    );
  }
  if (growth === undefined) return null;
  return (
    <section>
      <h2>{words.grew[locale]}</h2>
      <pre class="signed">
        <code>{growth.old}</code>
      </pre>
      <pre class="signed">
        <code>{growth.now}</code>
      </pre>
      <Facts locale={locale} facts={[[words.path, list(growth.proof)]]} />
    </section>
  );
};

function sumOf({ holds, size, checkpoints, invariants }: Verified, locale: Locale): string {
  const say = speaker(locale);
  const rows = invariants.reduce((sum, { broken }) => sum + broken, 0);
  return holds
    ? say(words.holds, { entries: countText(size, locale), checkpoints: countText(checkpoints, locale) })
    : say(words.broken, { rows: countText(rows, locale) });
}

const Found = ({ verified, locale }: { verified: Verified; locale: Locale }) => {
  const say = speaker(locale);
  const rows = verified.invariants.flatMap((invariant) => invariant.rows);
  return (
    <section>
      <p class="answer">{sumOf(verified, locale)}</p>
      {verified.kept === null ? null : <p>{say(words.heldAgainst, { entries: countText(verified.kept, locale) })}</p>}
      {rows.length === 0 ? null : (
        <Table
          caption={say(words.differing)}
          scrollLabel={say(frameWords.scrollable)}
          columns={[{ title: say(words.table) }, { title: say(words.key) }, { title: say(words.wrong) }]}
          rows={rows.map((row) => [<code class="unbroken">{row.table}</code>, <code class="roomy">{row.key}</code>, <span class="roomy">{row[locale]}</span>])}
        />
      )}
      <Table
        caption={say(words.result)}
        scrollLabel={say(frameWords.scrollable)}
        columns={[{ title: say(words.what) }, { title: say(words.fulfilled) }, { title: say(words.differing), numeric: true }]}
        rows={verified.invariants.map((invariant) => [
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

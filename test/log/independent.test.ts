// The log as it is served, its proof files and its growth, verified by a program in another language with the tlog and note packages of the Go project.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loggedLists } from '../../src/enrolment/logged-lists-steps.ts';
import { newestOf } from '../../src/log/log-steps.ts';
import { writeMissingProofs } from '../../src/log/proof-files-steps.ts';
import { sequence } from '../../src/log/sequence-steps.ts';
import { recordAct } from '../../src/platform/act.ts';
import { projectRoot } from '../../src/platform/project-root.ts';
import { createApp } from '../../src/server.ts';
import { listen } from '../../src/web/listen.ts';
import { anyone } from '../database.ts';
import { programme, shownProgramme } from '../fixtures/shown-programme.ts';
import { signedIn } from '../signed-in.ts';

const run = promisify(execFile);
const source = path.join(projectRoot, 'test', 'log', 'independent');

/** Builds the verifier; says why not where there is no Go, or its module cannot be had. */
async function built(into: string): Promise<{ readonly program: string } | { readonly missing: string }> {
  const program = path.join(into, process.platform === 'win32' ? 'verify.exe' : 'verify');
  let missing = '';
  for (const go of ['go', '/usr/local/go/bin/go']) {
    const done = await run(go, ['build', '-o', program, '.'], { cwd: source, env: { ...process.env, GOFLAGS: '-mod=readonly' } }).catch(
      (error: Error) => error,
    );
    if (!(done instanceof Error)) return { program };
    missing ||= (done as Error & { code?: string }).code === 'ENOENT' ? '' : done.message;
  }
  return { missing: missing === '' ? 'Go is not installed' : missing };
}

const folder = await mkdtemp(path.join(tmpdir(), 'payung-independent-'));
const verifier = await built(folder);

describe('the log verified by somebody else’s program', () => {
  const tried = 'program' in verifier ? verified : saysNothingWasTried;
  tried('program' in verifier ? verifier.program : verifier.missing);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function saysNothingWasTried(why: string): void {
  test('no Go is here, so nothing is said of independent verification', () => {
    process.stderr.write(`INDEPENDENT VERIFICATION OF THE LOG WAS NOT RUN: ${why}. / Verifikasi mandiri catatan tidak dijalankan.\n`);
    expect(why).not.toBe('');
  });
}

function verified(program: string): void {
  let shown: Awaited<ReturnType<typeof shownProgramme>>;
  let server: Awaited<ReturnType<typeof listen>>;
  let key: string;
  let kept: string;
  let officer: { readonly headers: { readonly cookie: string } };

  beforeAll(async () => {
    shown = await shownProgramme();
    await sequence(shown.workplace, anyone);
    const first = await shown.database.read(anyone, newestOf);
    key = first.verifierKey;
    kept = path.join(folder, 'kept.txt');
    await writeFile(kept, first.note);
    await shown.database.transact(anyone, async (tx) => {
      for (let n = 0; n < 700; n += 1) await recordAct(tx, { kind: 'tested', subject: `s${n}`, digest: 'd', sponsor: 'ntt', area: '53' });
    });
    await sequence(shown.workplace, anyone);
    officer = { headers: { cookie: (await signedIn(shown.workplace)).cookie } };
    server = await listen(createApp({ workplace: shown.workplace, log: pino({ level: 'silent' }) }).fetch, { port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    await server.close();
    await shown.drop();
  });

  const says = async (...words: readonly string[]): Promise<string> =>
    (await run(program, [...words]).catch((failed: { stdout: string }) => failed)).stdout.trim();
  const written = async (name: string, text: string): Promise<string> => {
    const file = path.join(folder, name);
    await writeFile(file, text);
    return file;
  };
  const size = async (): Promise<number> => (await shown.database.read(anyone, newestOf)).size;

  test('every entry and tile is of the tree of the checkpoint, which continues one that was kept', async () => {
    expect(await says('log', key, `${server.url}/log`, kept)).toMatch(
      new RegExp(`^VERIFIED: payung\\.local/[0-9a-f]{12}, ${await size()} entries, and continues the checkpoint of \\d+$`),
    );
  });

  test('the proof file written of a signed list, which its page offers as well', async () => {
    expect(await writeMissingProofs(shown.workplace, anyone, loggedLists.instruments)).toBe(1);
    expect(await writeMissingProofs(shown.workplace, anyone, loggedLists.instruments)).toBe(0);
    const proofs = path.join(shown.workplace.dataDir, 'files', programme, 'proofs');
    const [name = ''] = await readdir(proofs);
    const [list] = await shown.owner<{ instrument_id: string; digest: string }>(`select instrument_id, digest from enrolment.list_commitment`);
    expect(name).toBe(`SK-1-${list?.instrument_id ?? ''}.tlog-proof`);
    expect(await says('proof', key, path.join(proofs, name))).toMatch(
      new RegExp(`^VERIFIED: entry \\d+ of ${await size()} is instrument-signed of ${list?.instrument_id ?? ''} at \\S+, digest ${list?.digest ?? ''}$`),
    );
    const answer = await fetch(`${server.url}/log/proofs/${list?.instrument_id ?? ''}`, officer);
    expect([answer.status, answer.headers.get('content-disposition')]).toEqual([200, `attachment; filename="${name}"`]);
    expect(await answer.text()).toBe(await readFile(path.join(proofs, name), 'utf8'));
    const page = await (await fetch(`${server.url}/programmes/${programme}/instruments`, officer)).text();
    expect(page).toContain(`href="/log/proofs/${list?.instrument_id ?? ''}"`);
  });

  test('that one tree continues another', async () => {
    const old = (await readFile(kept, 'utf8')).split('\n')[1] ?? '';
    const answer = await (await fetch(`${server.url}/v1/log/consistency?old=${old}`, officer)).text();
    expect(await says('growth', key, await written('growth.json', answer))).toBe(`VERIFIED: the tree of ${await size()} continues the tree of ${old}`);
    const altered = JSON.parse(answer) as { proof: string[] };
    altered.proof[0] = Buffer.alloc(32).toString('base64');
    expect(await says('growth', key, await written('altered.json', JSON.stringify(altered)))).toMatch(/^REFUSED: /);
  });

  test('and refuses what was altered: the opening of a proof, its place, its hashes, its checkpoint, another key', async () => {
    const proofs = path.join(shown.workplace.dataDir, 'files', programme, 'proofs');
    const text = await readFile(path.join(proofs, (await readdir(proofs))[0] ?? ''), 'utf8');
    const opening = Buffer.from(/^extra (.*)$/m.exec(text)?.[1] ?? '', 'base64').toString('utf8');
    const reopened = (altered: string): string => text.replace(/^extra .*$/m, `extra ${Buffer.from(altered).toString('base64')}`);
    expect(reopened(opening)).toBe(text);
    for (const altered of [
      reopened(opening.replace('"53"', '"54"')),
      text.replace(/^index (\d+)$/m, (_, index: string) => `index ${Number(index) + 1}`),
      text.replace(/^(index \d+\n).*\n/m, '$1'),
      text.replace(/(\n\n[^\n]+\n)\d+\n/, '$11\n'),
    ]) {
      expect(altered).not.toBe(text);
      expect(await says('proof', key, await written('altered.tlog-proof', altered))).toMatch(/^REFUSED: /);
    }
    const other = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
    expect(await says('proof', other, await written('other.tlog-proof', text))).toMatch(/^REFUSED: /);
  });

  test('and refuses a log in which an entry was changed', async () => {
    await shown.owner(`update log.bundle set commitments = overlay(commitments placing sha256('x') from 5 * 32 + 1) where first = 0`);
    expect(await says('log', key, `${server.url}/log`)).toBe('REFUSED: entry 5 is not the one in the tree');
  });
}

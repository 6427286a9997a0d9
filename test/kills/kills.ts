// Decides how the demonstration is killed at random moments (its process, the database, one connection's server process) and what must be true each time it goes on.
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { stopEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';
import { projectRoot } from '../../src/platform/project-root.ts';

export const victims = ['node', 'postgres', 'backend', 'both'] as const;
export type Victim = (typeof victims)[number];

/** One kill: whom, and how long after the start of the process, in milliseconds. */
export interface Kill {
  readonly victim: Victim;
  readonly after: number;
}

/** What a series of kills came to. */
export interface KillReport {
  readonly kills: Readonly<Record<Victim, number>>;
  /** Demonstrations played to their end. */
  readonly played: number;
  /** The run hash of the one nobody killed. */
  readonly runHash: string;
  /** What was wrong, each in a sentence; empty when all held. */
  readonly wrong: readonly string[];
}

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

function payung(words: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const { DATABASE_URL: _, ...env } = process.env; // it is the built-in server that is killed
  const child = spawn(process.execPath, [path.join(projectRoot, 'bin', 'payung.mjs'), ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout?.on('data', (bytes: Buffer) => (out += bytes.toString()));
  child.stderr?.on('data', (bytes: Buffer) => (err += bytes.toString()));
  return { child, ended: new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, out, err }))) };
}

const postmaster = (folder: string): number | null => {
  try {
    return Number(readFileSync(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return null; // not started yet
  }
};

/** The server processes of connections: those that PostgreSQL starts for itself have other titles. */
const backends = (pid: number): number[] => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .split(' ')
      .filter((text) => text !== '')
      .map(Number)
      .filter((child) => / payung /.test(readFileSync(`/proc/${child}/cmdline`, 'utf8')));
  } catch {
    return [];
  }
};

const kill = (pid: number | null | undefined): boolean => {
  if (pid === null || pid === undefined) return false;
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false; // gone already
  }
};

/** Kills; false when there was nobody to kill yet. */
function strike(victim: Victim, child: ChildProcess, folder: string): boolean {
  const server = postmaster(folder);
  if (victim === 'node') return kill(child.pid);
  if (victim === 'backend') return server !== null && kill(backends(server).at(-1));
  const struck = kill(server);
  return victim === 'both' ? kill(child.pid) || struck : struck;
}

const hashOf = ({ out }: Ended): string | undefined => {
  const last = out.trim().split('\n').at(-1) ?? '';
  return last.startsWith('{') ? (JSON.parse(last) as { runHash: string }).runHash : undefined;
};

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'payung-kills-'));
  chmodSync(folder, 0o755); // run by root, the server is another user, and must come through
  return path.join(folder, 'demo');
}

async function dispose(folder: string): Promise<void> {
  await stopEmbeddedPostgres(folder).catch(() => false);
  rmSync(path.dirname(folder), { recursive: true, force: true });
}

/** Plays demonstrations of a small scale, killing as `next` says until it gives no more; each is resumed after every kill and played to its end. */
export async function killAgainAndAgain(of: {
  readonly scale: number;
  readonly next: () => Kill | null;
  readonly say?: (line: string) => void;
}): Promise<KillReport> {
  const { scale, next, say = () => {} } = of;
  const wrong: string[] = [];
  const kills: Record<Victim, number> = { node: 0, postgres: 0, backend: 0, both: 0 };
  const words = (folder: string): string[] => ['demo', '--exit', '--json', '--scale', String(scale), '--data', folder];

  const quiet = newFolder();
  const whole = await payung(words(quiet)).ended;
  await dispose(quiet);
  const runHash = hashOf(whole);
  if (runHash === undefined) return { kills, played: 0, runHash: '', wrong: [`a demonstration nobody killed ended with ${whole.code ?? ''}: ${whole.err}`] };

  let played = 0;
  for (let coming = next(); coming !== null;) {
    const folder = newFolder();
    for (let resume = false; ; resume = true) {
      const running = payung([...words(folder), ...(resume ? ['--resume'] : [])]);
      let struck: Victim | null = null;
      if (coming !== null) {
        await Promise.race([pause(coming.after), running.ended]);
        if (running.child.exitCode === null && strike(coming.victim, running.child, folder)) {
          struck = coming.victim;
          kills[struck] += 1;
          coming = next();
        } else if (running.child.exitCode === null) coming = { ...coming, victim: 'node' }; // nobody there yet: the process itself, a moment later
      }
      const ended = await running.ended;
      const at = /(\S.*)\s*$/.exec(ended.err)?.[1] ?? '';
      if (struck !== null) say(`${struck.padEnd(8)} exit ${ended.code ?? ended.signal ?? ''}  ${at.slice(0, 100)}`);
      if (ended.code === 0) {
        const hash = hashOf(ended);
        if (hash !== runHash) wrong.push(`run hash ${hash ?? 'missing'} instead of ${runHash}`);
        break;
      }
      if (struck === null) wrong.push(`nobody killed it and it ended with ${ended.code ?? ended.signal ?? ''}: ${ended.err.slice(-1500)}`);
      else if (ended.code !== null && ended.code !== 1) wrong.push(`killed (${struck}) it ended with ${ended.code}, as a bug: ${ended.err.slice(-1500)}`);
      if (struck === null) break;
    }
    const check = await payung(['check', '--json', '--data', folder, '--as', 'inspektorat']).ended;
    if (check.code !== 0) wrong.push(`payung check ended with ${check.code ?? ''}: ${(check.out + check.err).slice(-600)}`);
    played += 1;
    say(`played to the end ${played} times; ${Object.values(kills).reduce((sum, number) => sum + number, 0)} kills; ${wrong.length} wrong`);
    await dispose(folder);
  }
  return { kills, played, runHash, wrong };
}

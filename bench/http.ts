// Decides how look-ups and pages are measured: server and client in processes of their own, on one copy of the published database.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ownerSession } from '../src/platform/connection.ts';
import type { Cluster } from './cluster.ts';
import type { ClientAnswer, ClientTask, PageRequest } from './http-client.ts';
import type { ServerTask } from './http-server.ts';
import { largest, orderOf } from './measure.ts';
import { type PostgresPeak, watchPostgres } from './memory.ts';
import { askedOn, lookUpPath, programme } from './plan.ts';
import { begin, endOf, messageOf } from './processes.ts';
import type { Result } from './result.ts';
import type { States } from './states.ts';
import { median, percentile, spread } from './statistics.ts';
import { workplaceOn } from './workplace.ts';

interface Asked {
  readonly size: number;
  readonly runs: number;
  readonly quick: boolean;
  readonly tell: (text: string) => void;
}

const people = 2000;

/** NIKs of registered people, spread over all of them. */
async function registeredNiks(url: string, scratch: string): Promise<readonly string[]> {
  const workplace = workplaceOn(url, scratch);
  const tokens = await ownerSession(url, async (client) =>
    client.query<{ token: string }>(
      "select i.token from enrolment.registration r join registry.identifier i using (person_key) where r.outcome = 'registered' order by md5(i.token::text) limit $1",
      [people],
    ),
  );
  await workplace.close();
  return tokens.rows.map(({ token }) => workplace.niks.open(token));
}

interface Served {
  readonly answers: readonly ClientAnswer[];
  readonly peakMb: number | null;
  readonly postgres: PostgresPeak | null;
}

/** Starts a server, lets one client after the other ask it, and says what they and the server saw. */
async function serve(cluster: Cluster, server: ServerTask, clients: (address: string) => readonly ClientTask[]): Promise<Served> {
  const serving = begin('http-server.ts', server);
  const { address, cookie } = await messageOf<{ address: string; cookie?: string }>(serving);
  const stop = watchPostgres(cluster.postmaster);
  const answers: ClientAnswer[] = [];
  for (const client of clients(address))
    answers.push(await messageOf<ClientAnswer>(begin('http-client.ts', cookie === undefined ? client : { ...client, cookie })));
  const postgres = stop();
  const failed = answers.reduce((sum, answer) => sum + answer.failed, 0);
  if (failed > 0) throw new Error(`${failed} requests were not answered`);
  const peak = messageOf<{ peakMb: number | null }>(serving);
  serving.send('stop');
  const { peakMb } = await peak;
  await endOf(serving);
  return { answers, peakMb, postgres };
}

async function onCopy<T>(cluster: Cluster, states: States, work: (url: string, scratch: string, niks: readonly string[]) => Promise<T>): Promise<T> {
  const { url, drop } = await cluster.copy(await states.database('published'));
  const scratch = await mkdtemp(path.join(tmpdir(), 'payung-bench-run-'));
  try {
    return await work(url, scratch, await registeredNiks(url, scratch));
  } finally {
    await drop();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Coverage of one person after the other over ten connections, by the product and by a bare handler. */
export const measureLookUps = (cluster: Cluster, states: States, of: Asked): Promise<Result> =>
  onCopy(cluster, states, async (url, scratch, niks) => {
    const amount = of.quick ? 200 : 10_000;
    const bodies = niks.map((nik) => JSON.stringify({ nik, on: askedOn }));
    const runs: Record<'floor' | 'real', Served[]> = { floor: [], real: [] };
    for (let run = 0; run < of.runs; run += 1) {
      for (const side of orderOf(run)) {
        const kind = side === 'real' ? 'product' : 'bare';
        const done = await serve(cluster, { kind, url, scratch }, (address) => [{ kind: 'load', address, path: lookUpPath, bodies, amount, connections: 10 }]);
        of.tell(`coverage ${of.size}, run ${run + 1}, ${side}: ${(amount / (done.answers[0]?.seconds[0] ?? 0)).toFixed(0)} a second`);
        runs[side].push(done);
      }
    }
    const [floor, real] = (['floor', 'real'] as const).map((side) => runs[side].map(({ answers }) => answers[0]?.seconds[0] ?? 0)) as [number[], number[]];
    const [floorSeconds, seconds] = [median(floor), median(real)];
    return {
      ...seen('coverage', of.size, runs.real),
      floorSeconds,
      seconds,
      ratio: seconds / floorSeconds,
      spread: spread(real),
      floorSpread: spread(floor),
      floorNodePeakMb: largest(runs.floor.map(({ peakMb }) => peakMb)),
      floorPostgresPeakMb: largest(runs.floor.map(({ postgres }) => postgres?.total)),
      requests: amount,
      perSecond: amount / seconds,
      floorPerSecond: amount / floorSeconds,
    };
  });

const pagesOf = (niks: readonly string[]): Readonly<Record<string, readonly PageRequest[]>> => ({
  'page-programmes': [{ method: 'GET', path: '/' }],
  'page-programme': [{ method: 'GET', path: `/programmes/${programme}` }],
  'page-public': [{ method: 'GET', path: `/publik/${programme}` }],
  'page-story': niks.map((nik) => ({ method: 'POST', path: '/explain', type: 'application/x-www-form-urlencoded', body: `nik=${nik}` })),
  'json-story': niks.map((nik) => ({ method: 'POST', path: '/v1/explanations', type: 'application/json', body: JSON.stringify({ nik }) })),
});

/** Pages one after the other, as an officer opens them: the median of the requests, and what 95 of 100 stay below. */
export const measurePages = (cluster: Cluster, states: States, of: Asked): Promise<readonly Result[]> =>
  onCopy(cluster, states, async (url, scratch, niks) => {
    const [amount, limit] = of.quick ? [3, 10] : [200, 30];
    const pages = Object.entries(pagesOf(niks));
    const results: Result[] = [];
    // A server of its own for each page, so that peaks do not mix; where only the way is tested, one for all.
    for (const served of of.quick ? [pages] : pages.map((page) => [page])) {
      const done = await serve(cluster, { kind: 'product', url, scratch }, (address) =>
        served.map(([, requests]) => ({ kind: 'pages', address, requests, amount, seconds: limit })),
      );
      served.forEach(([name], at) => {
        const seconds = done.answers[at]?.seconds ?? [];
        const p95Seconds = percentile(seconds, 0.95);
        of.tell(`${name} ${of.size}: p95 ${(p95Seconds * 1000).toFixed(0)} ms of ${seconds.length} requests`);
        results.push({ ...seen(name, of.size, [done]), seconds: median(seconds), spread: spread(seconds), requests: seconds.length, p95Seconds });
      });
    }
    return results;
  });

const seen = (name: string, size: number, runs: readonly Served[]): Result => ({
  name,
  size,
  floorSeconds: null,
  seconds: 0,
  ratio: null,
  nodePeakMb: largest(runs.map(({ peakMb }) => peakMb)),
  postgresPeakMb: largest(runs.map(({ postgres }) => postgres?.total)),
  postgresOwnMb: largest(runs.map(({ postgres }) => postgres?.own)),
  spread: 0,
  floorSpread: null,
  floorNodePeakMb: null,
  floorPostgresPeakMb: null,
  processorSeconds: null,
  floorProcessorSeconds: null,
  processorRatio: null,
  rows: {},
  floorRows: {},
});

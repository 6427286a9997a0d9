// Decides how look-ups and pages are measured: server and client in processes of their own, on one copy of the published database.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ownerSession } from '../src/platform/connection.ts';
import type { Cluster } from './cluster.ts';
import type { ClientAnswer, ClientTask, PageRequest } from './http-client.ts';
import type { ServerTask } from './http-server.ts';
import { largest, orderOf } from './measure.ts';
import { type PostgresPeak, postgresProcessorSeconds, processorSeconds, watchPostgres } from './memory.ts';
import { askedOn, lookUpPath, month, programme } from './plan.ts';
import { begin, endOf, messageOf } from './processes.ts';
import type { Result } from './result.ts';
import type { StateName, States } from './states.ts';
import { median, percentile, spread } from './statistics.ts';
import { workplaceOn } from './workplace.ts';

/** The states look-ups and pages are asked in. */
export const lookUpsBeginIn: StateName = 'published';
export const pagesBeginIn: StateName = 'claimed';

interface Asked {
  readonly size: number;
  readonly runs: number;
  readonly quick: boolean;
  readonly tell: (text: string) => void;
}

const people = 2000;
/** Look-ups that seconds are told for. */
const amount = 10_000;
const sum = (values: readonly (number | null)[]): number => values.reduce<number>((all, value) => all + (value ?? 0), 0);

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

/** A server in a process of its own that clients ask, one after the other. */
interface Serving {
  readonly pid: number;
  ask(client: (address: string) => ClientTask): Promise<ClientAnswer>;
  stop(): Promise<number | null>;
}

async function start(server: ServerTask): Promise<Serving> {
  const serving = begin('http-server.ts', server);
  const { address, cookie } = await messageOf<{ address: string; cookie?: string }>(serving);
  return {
    pid: serving.pid ?? 0,
    ask: async (client) => {
      const asked = client(address);
      const task = cookie === undefined ? asked : { ...asked, cookie };
      const answer = await messageOf<ClientAnswer>(begin('http-client.ts', task));
      if (answer.failed > 0)
        throw new Error(`${answer.failed} requests of ${task.kind === 'load' ? task.path : (task.requests[0]?.path ?? '')} were not answered`);
      return answer;
    },
    stop: async () => {
      const peak = messageOf<{ peakMb: number | null }>(serving);
      serving.send('stop');
      const { peakMb } = await peak;
      await endOf(serving);
      return peakMb;
    },
  };
}

/** Starts a server, lets one client after the other ask it, and says what they and the server saw. */
async function serve(cluster: Cluster, server: ServerTask, clients: readonly ((address: string) => ClientTask)[]): Promise<Served> {
  const serving = await start(server);
  const stop = watchPostgres(cluster.postmaster);
  const answers: ClientAnswer[] = [];
  for (const client of clients) answers.push(await serving.ask(client));
  const postgres = stop();
  return { answers, postgres, peakMb: await serving.stop() };
}

async function onCopy<T>(
  cluster: Cluster,
  states: States,
  state: StateName,
  work: (url: string, scratch: string, niks: readonly string[]) => Promise<T>,
): Promise<T> {
  const { url, drop } = await cluster.copy(await states.database(state));
  const scratch = await mkdtemp(path.join(tmpdir(), 'payung-bench-run-'));
  try {
    return await work(url, scratch, await registeredNiks(url, scratch));
  } finally {
    await drop();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The product, the bare handler, and the bare handler that also finds who asks and records it. */
const kinds = { floor: 'bare', real: 'product', recorded: 'recorded' } as const;
type Side = keyof typeof kinds;
const sidesOf = (turn: number): readonly Side[] => [...orderOf(turn).slice(0, 1), 'recorded', ...orderOf(turn).slice(1)];
const rounds = 3;

/** A rate is what a server answers at most, so it is asked over few connections and over many, and the best counts: over few, each answer's way is measured. */
const connections = [10, 20, 40, 80];

/** One round of look-ups: how many a second, and the processor time of server and PostgreSQL for each, in seconds. */
interface Round {
  readonly connections: number;
  readonly perSecond: number;
  readonly processor: number | null;
  readonly postgres: PostgresPeak | null;
}

/** What a server answered over one number of connections: medians of its rounds. */
interface Told {
  readonly connections: number;
  readonly rate: number;
  readonly spread: number;
  readonly spent: number | null;
}

function toldOf(rounds: readonly Round[]): readonly Told[] {
  return [...new Set(rounds.map((round) => round.connections))].map((over) => {
    const each = rounds.filter((round) => round.connections === over);
    const spent = each.map(({ processor }) => processor).filter((value) => value !== null);
    const rates = each.map(({ perSecond }) => perSecond);
    return { connections: over, rate: median(rates), spread: spread(rates), spent: spent.length < each.length ? null : median(spent) * amount };
  });
}

const bestOf = (told: readonly Told[]): Told => told.reduce((best, one) => (one.rate > best.rate ? one : best));

/**
 * Coverage of one person after the other, by the product and by bare handlers: all stand, warm, and are asked by turns for the same seconds over the same
 * connections. The rate of each is its best.
 */
export const measureLookUps = (cluster: Cluster, states: States, of: Asked): Promise<Result> =>
  onCopy(cluster, states, lookUpsBeginIn, async (url, scratch, niks) => {
    const [warm, seconds] = of.quick ? [0.2, 0.3] : [4, 4];
    const bodies = niks.map((nik) => JSON.stringify({ nik, on: askedOn }));
    const load = (lasting: number, over: number) => (address: string) =>
      ({ kind: 'load', address, path: lookUpPath, bodies, seconds: lasting, connections: over }) as const;
    const nothing = (): { rounds: Round[]; peaks: (number | null)[] } => ({ rounds: [], peaks: [] });
    const seenBy: Record<Side, ReturnType<typeof nothing>> = { floor: nothing(), real: nothing(), recorded: nothing() };
    for (let run = 0; run < of.runs; run += 1) {
      const begun = async (side: Side) => start({ kind: kinds[side], url, scratch });
      const servers = { floor: await begun('floor'), real: await begun('real'), recorded: await begun('recorded') };
      for (const side of sidesOf(run)) await servers[side].ask(load(warm, connections[0] ?? 10)); // what is compiled and cached on the first requests is not what is measured
      // All numbers in each round: the machine may be slower in the next.
      for (let round = 0; round < (of.quick ? 1 : rounds); round += 1) {
        for (const over of of.quick ? connections.slice(0, 2) : connections) {
          for (const side of sidesOf(run + round)) {
            const server = servers[side];
            const stop = watchPostgres(cluster.postmaster);
            const before = [postgresProcessorSeconds(cluster.postmaster), processorSeconds(server.pid)];
            const done = await server.ask(load(seconds, over));
            const after = [postgresProcessorSeconds(cluster.postmaster), processorSeconds(server.pid)];
            // The client fires on for a moment after the last counted answer: time is told by answers a second of all of it.
            const used = before.some((value) => value === null) || after.some((value) => value === null) ? null : sum(after) - sum(before);
            const perSecond = done.answered / (done.seconds[0] ?? 0);
            of.tell(`coverage ${of.size}, run ${run + 1}, round ${round + 1}, ${over} connections, ${side}: ${perSecond.toFixed(0)} a second`);
            seenBy[side].rounds.push({ connections: over, perSecond, processor: used === null ? null : used / done.all, postgres: stop() });
          }
        }
      }
      for (const side of sidesOf(run)) seenBy[side].peaks.push(await servers[side].stop());
    }
    const all = { floor: toldOf(seenBy.floor.rounds), real: toldOf(seenBy.real.rounds), recorded: toldOf(seenBy.recorded.rounds) };
    const [floor, real, recorded] = [bestOf(all.floor), bestOf(all.real), bestOf(all.recorded)];
    return {
      ...seen(
        'coverage',
        of.size,
        seenBy.real.rounds.map(({ postgres }) => ({ postgres, peakMb: largest(seenBy.real.peaks) })),
      ),
      floorSeconds: amount / floor.rate,
      seconds: amount / real.rate,
      ratio: floor.rate / real.rate,
      spread: real.spread,
      floorSpread: floor.spread,
      floorNodePeakMb: largest(seenBy.floor.peaks),
      floorPostgresPeakMb: largest(seenBy.floor.rounds.map(({ postgres }) => postgres?.total)),
      processorSeconds: real.spent,
      floorProcessorSeconds: floor.spent,
      processorRatio: real.spent === null || floor.spent === null ? null : real.spent / floor.spent,
      requests: amount,
      perSecond: real.rate,
      floorPerSecond: floor.rate,
      recordedPerSecond: recorded.rate,
      over: all.real.map((one, at) => ({
        connections: one.connections,
        perSecond: Math.round(one.rate),
        floorPerSecond: Math.round(all.floor[at]?.rate ?? 0),
        recordedPerSecond: Math.round(all.recorded[at]?.rate ?? 0),
      })),
    };
  });

/** Addresses of one programme by the names of their measurements: `page-lists` is `/programmes/ntt-2025/lists`. */
const ofProgramme = [
  ...['policy', 'lists', 'assessment', 'allocation', 'instruments', 'enrolment', 'months', `months/${month}`, `months/${month}/reconciliation`],
  ...['ledger', 'claims', 'objections', 'files', 'coverage', 'account', 'runs'],
];
const others = ['registers', 'coverage', 'explain', 'check', 'acting', 'law', 'law/jkm-full-minimum-counting', 'programmes/new'];

const get = (address: string): readonly PageRequest[] => [{ method: 'GET', path: address }];

/** Every page there is, by name; `ids` are those of one list, claim and run. */
const pagesOf = (niks: readonly string[], ids: Readonly<Record<string, string>>): Readonly<Record<string, readonly PageRequest[]>> => ({
  'page-programmes': get('/'),
  'page-programme': get(`/programmes/${programme}`),
  'page-public': get(`/publik/${programme}`),
  ...Object.fromEntries(ofProgramme.map((page) => [`page-${page.replaceAll('/', '-')}`, get(`/programmes/${programme}/${page}`)])),
  ...Object.fromEntries(others.map((page) => [`page-any-${page.replaceAll('/', '-')}`, get(`/${page}`)])),
  ...Object.fromEntries(
    Object.entries(ids)
      .filter(([, id]) => id !== '')
      .map(([name, id]) => [`page-${name}`, get(`/${name}s/${id}`)]),
  ),
  'page-list-rejected': get(`/lists/${ids['list'] ?? ''}?outcome=reject&page=2`),
  'page-story': niks.map((nik) => ({ method: 'POST', path: '/explain', type: 'application/x-www-form-urlencoded', body: `nik=${nik}` })),
  'json-story': niks.map((nik) => ({ method: 'POST', path: '/v1/explanations', type: 'application/json', body: JSON.stringify({ nik }) })),
});

/** One list, claim and run: the largest list, so that its page has the most to show. */
const idsOf = (url: string): Promise<Readonly<Record<string, string>>> =>
  ownerSession(url, async (client) => {
    const one = async (query: string): Promise<string> => (await client.query<{ id: string }>(query)).rows[0]?.id ?? '';
    return {
      list: await one('select list_id as id from intake.list order by row_count desc limit 1'),
      claim: await one('select claim_id as id from claims.probable_claim limit 1'),
      run: await one("select run_id as id from platform.run where kind = 'assessment' limit 1"),
    };
  });

/** Pages one after the other, as an officer opens them: the median of the requests, and what 95 of 100 stay below. */
export const measurePages = (cluster: Cluster, states: States, of: Asked): Promise<readonly Result[]> =>
  onCopy(cluster, states, pagesBeginIn, async (url, scratch, niks) => {
    const [amount, limit] = of.quick ? [3, 10] : [100, 5];
    const pages = Object.entries(pagesOf(niks, await idsOf(url)));
    const results: Result[] = [];
    // One server for all, as in service: what a page remembers or counts, the others feel.
    for (const served of [pages]) {
      const done = await serve(
        cluster,
        { kind: 'product', url, scratch },
        served.map(
          ([, requests]) =>
            (address) =>
              ({ kind: 'pages', address, requests, amount, seconds: limit }) as const,
        ),
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

const seen = (name: string, size: number, runs: readonly Pick<Served, 'peakMb' | 'postgres'>[]): Result => ({
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

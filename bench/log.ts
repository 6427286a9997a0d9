// Measures what the log costs the acts: acts recorded as fast as they go, without it, with their place in its queue, and with a sequencer numbering them meanwhile.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import type { Actor } from '../src/kernel/actor.ts';
import type { Instant } from '../src/kernel/clock.ts';
import { sequence } from '../src/log/sequence-steps.ts';
import { verifyLog } from '../src/log/verify-steps.ts';
import { actStatement } from '../src/platform/act.ts';
import { type Database, type Statement, openDatabase } from '../src/platform/database.ts';
import { stopEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { openInstallation } from '../src/platform/installation.ts';
import { newKey } from '../src/platform/key.ts';
import { systemClock } from '../src/platform/system-clock.ts';
import { postgresProcessorSeconds, postmasterOf } from './memory.ts';
import { median } from './statistics.ts';

const everyone: Actor = { id: 'bench', roles: [], sponsor: '*', area: '*' };
const here = fileURLToPath(import.meta.url);
const arms = ['bare', 'queued', 'sequenced'] as const;
type Arm = (typeof arms)[number];

/** One act by itself, recorded as the server does it: without its place in the log's queue, or with it. */
function acting(arm: Arm, at: Instant): Statement {
  const queued = actStatement(
    { kind: 'objection-filed', subject: newKey(), digest: '0123456789abcdef'.repeat(4), sponsor: 'ntt', area: '5311012001' },
    { at, author: 'local:petugas' },
  );
  if (arm !== 'bare') return queued;
  return {
    ...queued,
    name: 'bare-act',
    text: 'insert into platform.act (act_id, kind, subject, sponsor, area, digest, recorded_at, author) values ($1, $2, $3, $4, $5, $6, $7, $8)',
  };
}

interface Measured {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly half: number;
  readonly slow: number;
  readonly acts: number;
}

/** Microseconds of processor time an act cost: of this process, of PostgreSQL, and of the sequencer beside it. */
interface Cost {
  readonly node: number;
  readonly postgres: number;
  readonly sequencer: number;
}

/** Records acts over connections for some seconds: as fast as they go, or `rate` a second at most. */
async function record(database: Database, arm: Arm, of: { connections: number; seconds: number; rate: number }): Promise<Measured> {
  const times: number[] = [];
  const began = performance.now();
  const end = began + of.seconds * 1000;
  await Promise.all(
    Array.from({ length: of.connections }, async (_, place) => {
      for (let n = 0; performance.now() < end; n += 1) {
        const due = of.rate === 0 ? 0 : began + ((n * of.connections + place) * 1000) / of.rate - performance.now();
        if (due > 1) await pause(due);
        const start = performance.now();
        await database.put(everyone, (at) => acting(arm, at));
        times.push(performance.now() - start);
      }
    }),
  );
  const took = (performance.now() - began) / 1000;
  const sorted = times.toSorted((one, other) => one - other);
  return {
    perSecond: times.length / took,
    half: sorted[Math.floor(sorted.length / 2)] ?? 0,
    slow: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
    acts: times.length,
  };
}

const costText = ({ node, postgres, sequencer: beside }: Cost): string =>
  `${(node + postgres + beside).toFixed(0)} µs of processor an act (${node.toFixed(0)} acting, ${postgres.toFixed(0)} PostgreSQL, ${beside.toFixed(0)} sequencing)`;

/** The sequencer in a process of its own, as long-lived as a server: told to go, it numbers once a second until told to rest, and says what that cost. */
async function sequencer(dataDir: string): Promise<void> {
  const installation = await openInstallation({ dataDir });
  const told = (): Promise<string> => new Promise((resolve) => process.once('message', (word) => resolve(String(word))));
  process.send?.('ready');
  for (let word = await told(); word === 'go'; word = await told()) {
    const resting = new AbortController();
    void told().then(() => resting.abort());
    let busy = 0;
    const cpu = process.cpuUsage();
    while (!resting.signal.aborted) {
      const start = performance.now();
      await sequence(installation, everyone);
      busy += performance.now() - start;
      await pause(1000, undefined, { signal: resting.signal }).catch(() => {});
    }
    const { user, system } = process.cpuUsage(cpu);
    process.send?.({ busy, cpu: (user + system) / 1000 });
  }
  await installation.close();
  process.disconnect();
}

/** Microseconds of PostgreSQL's processor one statement takes by itself, the round trip and the commit left out, many in one transaction. */
async function statementCost(client: pg.Client, postmaster: number | null, arm: 'bare' | 'queued'): Promise<number> {
  const count = 40_000;
  const act = `insert into platform.act (act_id, kind, subject, sponsor, area, digest, recorded_at, author)
    values (key, 'objection-filed', key::text, 'ntt', '5311012001', repeat('0123456789abcdef', 4), now(), 'local:petugas')`;
  // Keys that rise, as those made by the program do.
  const key = `lpad(to_hex((extract(epoch from clock_timestamp()) * 1000000)::bigint), 16, '0')`;
  const before = postgresProcessorSeconds(postmaster) ?? Number.NaN;
  await client.query(`begin; set local role payung_server; set local payung.actor = 'bench'; set local payung.sponsor = '*'; set local payung.area = '*';
    do $do$ declare key uuid; begin for n in 1..${count} loop
      key := (${key} || lpad(to_hex(n), 16, '0'))::uuid;
      ${arm === 'bare' ? act : `with act as (${act}) insert into platform.act_waiting (act_id) values (key)`};
    end loop; end $do$; commit`);
  return (((postgresProcessorSeconds(postmaster) ?? Number.NaN) - before) * 1e6) / count;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '8' },
      rounds: { type: 'string', default: '3' },
      connections: { type: 'string', default: '16' },
      rate: { type: 'string', default: '0' },
      sequencer: { type: 'string' },
    },
  });
  if (values.sequencer !== undefined) return sequencer(values.sequencer);
  const [seconds, rounds, connections, rate] = [values.seconds, values.rounds, values.connections, values.rate].map(Number) as [number, number, number, number];
  const dataDir = await mkdtemp(path.join(tmpdir(), 'payung-bench-log-'));
  const installation = await openInstallation({ dataDir });
  const database = openDatabase({ url: installation.url, clock: systemClock, max: connections });
  const owner = new pg.Client(installation.url);
  await owner.connect();
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const all = new Map<Arm, (Measured & Cost)[]>(arms.map((arm) => [arm, []]));
  const postmaster = await postmasterOf(owner);
  const beside = fork(here, ['--sequencer', dataDir], { execArgv: ['--import', 'tsx'] });
  await once(beside, 'message');
  try {
    // Warm on all sides, as a server is: what is compiled in the first seconds is not what is measured.
    beside.send('go');
    await record(database, 'queued', { connections, seconds: 3, rate });
    beside.send('rest');
    await once(beside, 'message');
    for (let round = 0; round < rounds; round += 1) {
      // Each round begins with another, so that what grows or warms up favours none.
      for (let place = 0; place < arms.length; place += 1) {
        const arm = arms[(round + place) % arms.length] as Arm;
        await sequence(installation, everyone);
        await owner.query('checkpoint');
        if (arm === 'sequenced') beside.send('go');
        const [nodeBefore, postgresBefore] = [process.cpuUsage(), postgresProcessorSeconds(postmaster) ?? Number.NaN];
        const measured = await record(database, arm, { connections, seconds, rate });
        const { user, system } = process.cpuUsage(nodeBefore);
        let sequencing = 0;
        let told = '';
        if (arm === 'sequenced') {
          const waiting = (await owner.query<{ count: string }>('select count(*) from platform.act_waiting')).rows[0]?.count;
          beside.send('rest');
          const [cost] = (await once(beside, 'message')) as [{ busy: number; cpu: number }];
          sequencing = cost.cpu * 1000;
          told = `; ${waiting ?? '?'} waited at the end; sequencing took ${(cost.busy / seconds / 10).toFixed(0)} % of the time, ${(cost.cpu / seconds / 10).toFixed(0)} % of a core`;
        }
        const postgres = ((postgresProcessorSeconds(postmaster) ?? Number.NaN) - postgresBefore) * 1e6;
        const cost = { node: (user + system) / measured.acts, postgres: postgres / measured.acts, sequencer: sequencing / measured.acts };
        all.get(arm)?.push({ ...measured, ...cost });
        say(
          `round ${round + 1} ${arm.padEnd(9)} ${measured.perSecond.toFixed(0).padStart(6)} acts/s, half within ${measured.half.toFixed(2)} ms, 99 of 100 within ${measured.slow.toFixed(1)} ms; ${costText(cost)}${told}`,
        );
      }
    }
    const total = ({ node, postgres, sequencer: numbering }: Cost): number => node + postgres + numbering;
    for (const arm of arms) {
      const found = all.get(arm) ?? [];
      const middle = (of: (one: Measured & Cost) => number): number => median(found.map(of));
      const cost = { node: middle(({ node }) => node), postgres: middle(({ postgres }) => postgres), sequencer: middle((one) => one.sequencer) };
      // Within each round beside the bare acts of that round: the machine is not as fast in one minute as in another.
      const ofBare = (of: (one: Measured & Cost) => number): string =>
        median(found.map((one, round) => of(one) / of(all.get('bare')?.[round] as Measured & Cost))).toFixed(2);
      say(
        `${arm.padEnd(9)} ${middle(({ perSecond }) => perSecond).toFixed(0)} acts/s; half within ${middle(({ half }) => half).toFixed(2)} ms; ${costText(cost)}; ` +
          `of bare in the same round: ${ofBare(({ perSecond }) => perSecond)} acts/s, ${ofBare(({ half }) => half)} wait, ${ofBare(total)} processor`,
      );
    }
    const [start, { size }] = [performance.now(), await sequence(installation, everyone)];
    say(`the rest numbered in ${((performance.now() - start) / 1000).toFixed(2)} s; ${size} entries`);
    for (const arm of ['bare', 'queued', 'bare', 'queued'] as const) {
      say(`one statement ${arm}: ${(await statementCost(owner, postmaster, arm)).toFixed(1)} µs of PostgreSQL's processor`);
    }
    // What was recorded bare has no place in the queue; put there, it shows what numbering alone can do.
    await owner.query(
      'insert into platform.act_waiting select act_id from platform.act a where not exists (select from log.entry e where e.act_id = a.act_id) on conflict do nothing',
    );
    const [again, postgresBefore, nodeBefore] = [performance.now(), postgresProcessorSeconds(postmaster) ?? Number.NaN, process.cpuUsage()];
    const rest = await sequence(installation, everyone);
    const took = (performance.now() - again) / 1000;
    const { user, system } = process.cpuUsage(nodeBefore);
    const postgres = (((postgresProcessorSeconds(postmaster) ?? Number.NaN) - postgresBefore) * 1e6) / rest.numbered;
    say(
      `${rest.numbered} numbered with nobody acting in ${took.toFixed(2)} s: ${(rest.numbered / took).toFixed(0)} a second; ` +
        `${((user + system) / rest.numbered).toFixed(1)} µs of the sequencer's processor and ${postgres.toFixed(1)} µs of PostgreSQL's an act`,
    );
    const [verifying, verified] = [performance.now(), await verifyLog(installation, everyone, { checkSubjects: async () => [] })];
    say(
      `verified in ${((performance.now() - verifying) / 1000).toFixed(2)} s: ${verified.holds ? 'holds' : 'DOES NOT HOLD'}, ${verified.size} entries, ${verified.checkpoints} checkpoints`,
    );
  } finally {
    beside.kill();
    await database.close();
    await owner.end();
    await installation.close();
    await stopEmbeddedPostgres(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  }
}

await main();

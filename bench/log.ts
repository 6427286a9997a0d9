// Measures what the log costs the acts: rows of acts by themselves at a rate, or whole acts of the house as fast as they go; as they would be without it, with what it needs of them, and while the same process numbers them once a second, as a server does.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import type { Actor } from '../src/kernel/actor.ts';
import type { Instant } from '../src/kernel/clock.ts';
import { civilDate } from '../src/kernel/date.ts';
import { sequence } from '../src/log/sequence-steps.ts';
import { verifyLog } from '../src/log/verify-steps.ts';
import { actStatement } from '../src/platform/act.ts';
import { type Database, type Statement, lookIn, openDatabase } from '../src/platform/database.ts';
import { stopEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { openInstallation } from '../src/platform/installation.ts';
import { newKey } from '../src/platform/key.ts';
import { systemClock } from '../src/platform/system-clock.ts';
import { insertAgreement } from '../src/registry/snapshot-store.ts';
import { postgresProcessorSeconds, postmasterOf } from './memory.ts';
import { likelyMedian, median, percentile } from './statistics.ts';

const everyone: Actor = { id: 'bench', roles: [], sponsor: '*', area: '*' };
const arms = ['bare', 'recorded', 'numbered'] as const;
type Arm = (typeof arms)[number];

/** An act without a log: the same table and guard without ordinal; and one of acts that nobody numbers. */
const tables = `
  create table platform.act_bare (
    act_id uuid primary key, kind text not null, subject text not null, sponsor text not null, area text not null,
    digest text not null, recorded_at timestamptz not null, author text not null);
  call platform.declare_table('platform.act_bare', 'case', 'scope', 'permanent', 'Acts of the bench.');
  create table platform.act_aside (like platform.act including all);
  call platform.declare_table('platform.act_aside', 'case', 'scope', 'permanent', 'Acts of the bench.')`;

/** One act by itself, recorded as the server does it, or as it would without a log. */
function acting(arm: Arm, at: Instant): Statement {
  const act = { kind: 'objection-filed', subject: newKey(), digest: '0123456789abcdef'.repeat(4), sponsor: 'ntt', area: '5311012001' };
  const author = 'local:petugas';
  if (arm !== 'bare') {
    const statement = actStatement(act, { at, author });
    return arm === 'numbered' ? statement : { ...statement, name: 'act-aside', text: statement.text.replace('platform.act ', 'platform.act_aside ') };
  }
  return {
    name: 'bare-act',
    values: [newKey(), act.kind, act.subject, act.sponsor, act.area, act.digest, at, author],
    text: 'insert into platform.act_bare (act_id, kind, subject, sponsor, area, digest, recorded_at, author) values ($1, $2, $3, $4, $5, $6, $7, $8)',
  };
}

const agreement = {
  register: 'population',
  sponsor: 'ntt',
  counterpart: 'Dukcapil',
  purpose: 'perlindungan pekerja rentan',
  permittedFields: ['NIK', 'NAMA'],
  basis: 'snapshot',
  validFrom: civilDate('2025-01-01'),
  validTo: civilDate('2026-12-31'),
} as const;

/** A whole act of the house, the lightest it has: an agreement recorded, one row and the act, in a transaction as the server begins and ends one. */
const wholeAct = (database: Database, arm: Arm): Promise<unknown> =>
  database.transact(everyone, async (tx) => {
    await insertAgreement(tx, { ...agreement, agreement: newKey() });
    await lookIn(tx)(acting(arm, tx.at));
  });

interface Measured {
  readonly perSecond: number;
  /** Milliseconds an act waited: in the middle, in the mean, and 99 of 100. */
  readonly half: number;
  readonly mean: number;
  readonly slow: number;
  /** Microseconds of processor time an act cost: of this process with its threads, and of PostgreSQL. */
  readonly node: number;
  readonly postgres: number;
}

/** Records acts over connections for some seconds, as fast as they go or `rate` a second at most; `beside` is done meanwhile, and counts. */
async function record(
  database: Database,
  arm: Arm,
  of: { connections: number; seconds: number; rate: number; whole: boolean; postmaster: number | null },
  beside: () => Promise<unknown> = async () => {},
): Promise<Measured> {
  const times: number[] = [];
  const before = { node: process.cpuUsage(), postgres: postgresProcessorSeconds(of.postmaster) ?? Number.NaN };
  const began = performance.now();
  const end = began + of.seconds * 1000;
  const done = beside();
  await Promise.all(
    Array.from({ length: of.connections }, async (_, place) => {
      for (let n = 0; performance.now() < end; n += 1) {
        const due = of.rate === 0 ? 0 : began + ((n * of.connections + place) * 1000) / of.rate - performance.now();
        if (due > 1) await pause(due);
        const start = performance.now();
        if (of.whole) await wholeAct(database, arm);
        else await database.put(everyone, (at) => acting(arm, at));
        times.push(performance.now() - start);
      }
    }),
  );
  const took = (performance.now() - began) / 1000;
  await done;
  const { user, system } = process.cpuUsage(before.node);
  const postgres = ((postgresProcessorSeconds(of.postmaster) ?? Number.NaN) - before.postgres) * 1e6;
  return {
    perSecond: times.length / took,
    half: median(times),
    mean: times.reduce((sum, one) => sum + one, 0) / times.length,
    slow: percentile(times, 0.99),
    node: (user + system) / times.length,
    postgres: postgres / times.length,
  };
}

const costText = ({ node, postgres }: { readonly node: number; readonly postgres: number }): string =>
  `${(node + postgres).toFixed(0)} µs of processor an act (${node.toFixed(0)} Node, ${postgres.toFixed(0)} PostgreSQL)`;

/** Microseconds of PostgreSQL's processor one statement takes by itself, the round trip and the commit left out, many in one transaction. */
async function statementCost(client: pg.Client, postmaster: number | null, arm: 'bare' | 'recorded'): Promise<number> {
  const count = 40_000;
  // Keys that rise, as those made by the program do.
  const key = `lpad(to_hex((extract(epoch from clock_timestamp()) * 1000000)::bigint), 16, '0')`;
  const table = arm === 'bare' ? 'platform.act_bare' : 'platform.act';
  const before = postgresProcessorSeconds(postmaster) ?? Number.NaN;
  await client.query(`begin; set local role payung_server; set local payung.actor = 'bench'; set local payung.sponsor = '*'; set local payung.area = '*';
    do $do$ declare key uuid; begin for n in 1..${count} loop
      key := (${key} || lpad(to_hex(n), 16, '0'))::uuid;
      insert into ${table} (act_id, kind, subject, sponsor, area, digest, recorded_at, author)
      values (key, 'objection-filed', key::text, 'ntt', '5311012001', repeat('0123456789abcdef', 4), now(), 'local:petugas');
    end loop; end $do$; commit`);
  return (((postgresProcessorSeconds(postmaster) ?? Number.NaN) - before) * 1e6) / count;
}

/** How many acts wait for their number. */
async function waiting(owner: pg.Client): Promise<number> {
  const { rows } = await owner.query<{ count: string }>('select count(*) from platform.act where ordinal > coalesce((select numbered_to from log.log), 0)');
  return Number(rows[0]?.count);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '80' },
      connections: { type: 'string', default: '16' },
      rate: { type: 'string', default: '5000' },
      whole: { type: 'boolean', default: false },
    },
  });
  const { whole } = values;
  const [seconds, rounds, connections] = [values.seconds, values.rounds, values.connections].map(Number) as [number, number, number];
  const rate = whole ? 0 : Number(values.rate); // whole ones go as fast as they go
  const dataDir = await mkdtemp(path.join(tmpdir(), 'payung-bench-log-'));
  const installation = await openInstallation({ dataDir });
  const database = openDatabase({ url: installation.url, clock: systemClock, max: connections });
  const owner = new pg.Client(installation.url);
  await owner.connect();
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const all = new Map<Arm, Measured[]>(arms.map((arm) => [arm, []]));
  const postmaster = await postmasterOf(owner);
  await owner.query(tables);
  await owner.query("insert into programme.sponsor values ('ntt', 'NTT', 'province', 'kemendagri', '53', 'Asia/Makassar', now())");
  const number = () => sequence(installation, everyone);
  const of = { connections, seconds, rate, whole, postmaster };
  try {
    // Warm on all sides, as a server is: what is compiled in the first seconds is not what is measured.
    for (const arm of [...arms, ...arms]) await record(database, arm, { ...of, seconds: 2 }, number);
    await record(database, 'numbered', of);
    for (let round = 0; round < rounds; round += 1) {
      // A round is short, since the machine is not as fast in one minute as in another, and each begins with another, so that none is favoured.
      for (let place = 0; place < arms.length; place += 1) {
        const arm = arms[(round + place) % arms.length] as Arm;
        // What is numbered in a turn is what was recorded in such a turn before: as much as is recorded meanwhile, as beside a server.
        const measured = await record(database, arm, of, arm === 'numbered' ? number : undefined);
        all.get(arm)?.push(measured);
        say(
          `round ${round + 1} ${arm.padEnd(8)} ${measured.perSecond.toFixed(0).padStart(6)} acts/s, half within ${measured.half.toFixed(3)} ms, mean ${measured.mean.toFixed(3)}, 99 of 100 within ${measured.slow.toFixed(1)} ms; ${costText(measured)}`,
        );
      }
    }
    for (const arm of arms) {
      const found = all.get(arm) ?? [];
      const middle = (of: (one: Measured) => number): number => median(found.map(of));
      // Within each round beside the bare acts of that round: the machine is not as fast in one minute as in another.
      const ofBare = (of: (one: Measured) => number): string => {
        const ratios = found.map((one, round) => of(one) / of(all.get('bare')?.[round] as Measured));
        return `${median(ratios).toFixed(2)} (${likelyMedian(ratios)
          .map((one) => one.toFixed(2))
          .join(' to ')})`;
      };
      say(
        `${arm.padEnd(8)} ${middle(({ perSecond }) => perSecond).toFixed(0)} acts/s; half within ${middle(({ half }) => half).toFixed(2)} ms; ${costText({ node: middle(({ node }) => node), postgres: middle(({ postgres }) => postgres) })}; ` +
          `of bare in the same round: ${ofBare(({ perSecond }) => perSecond)} acts/s, ${ofBare(({ half }) => half)} wait in the middle, ${ofBare(({ mean }) => mean)} in the mean, ` +
          `${ofBare(({ slow }) => slow)} of 99, ${ofBare(({ node, postgres }) => node + postgres)} processor`,
      );
    }
    const [left, { size }] = [await waiting(owner), await number()];
    say(`${left} were left to number; ${size} entries`);
    const [verifying, verified] = [performance.now(), await verifyLog(installation, everyone, { checkSubjects: async () => [] })];
    say(
      `verified in ${((performance.now() - verifying) / 1000).toFixed(2)} s: ${verified.holds ? 'holds' : 'DOES NOT HOLD'}, ${verified.size} entries, ${verified.checkpoints} checkpoints`,
    );
    for (const arm of ['bare', 'recorded', 'bare', 'recorded'] as const) {
      say(`one statement ${arm}: ${(await statementCost(owner, postmaster, arm)).toFixed(1)} µs of PostgreSQL's processor`);
    }
    // All of these show what numbering alone can do.
    const [again, postgresBefore, nodeBefore] = [performance.now(), postgresProcessorSeconds(postmaster) ?? Number.NaN, process.cpuUsage()];
    const rest = await number();
    const took = (performance.now() - again) / 1000;
    const { user, system } = process.cpuUsage(nodeBefore);
    const postgres = (((postgresProcessorSeconds(postmaster) ?? Number.NaN) - postgresBefore) * 1e6) / rest.numbered;
    say(
      `${rest.numbered} numbered with nobody acting in ${took.toFixed(2)} s: ${(rest.numbered / took).toFixed(0)} a second; ` +
        `${((user + system) / rest.numbered).toFixed(1)} µs of the sequencer's processor and ${postgres.toFixed(1)} µs of PostgreSQL's an act`,
    );
  } finally {
    await owner.end();
    await database.close();
    await installation.close();
    await stopEmbeddedPostgres(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  }
}

await main();

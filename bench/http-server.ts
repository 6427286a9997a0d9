// Decides what answers over HTTP while it is measured: the product's own application, or a bare handler that asks PostgreSQL the least that answers the same,
// with or without finding who asks and recording it.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { sessionsWith } from '../src/access/caller-store.ts';
import { instant } from '../src/kernel/clock.ts';
import { sha256 } from '../src/kernel/digest.ts';
import type { Nik } from '../src/kernel/nik.ts';
import { disclosuresAsRows } from '../src/permission/reveal-store.ts';
import { connectionConfig } from '../src/platform/connection.ts';
import { literal } from '../src/platform/copy.ts';
import { type Statement, gateRole, serverRole } from '../src/platform/database.ts';
import { createApp } from '../src/server.ts';
import { listen } from '../src/web/listen.ts';
import { serverLog } from '../src/web/request-log.ts';
import { signedIn } from '../test/signed-in.ts';
import { ownPeakMb } from './memory.ts';
import { askedAt } from './plan.ts';
import { type BenchWorkplace, workplaceOn } from './workplace.ts';

/** What a measured server is asked to be. */
export interface ServerTask {
  readonly kind: 'product' | 'bare' | 'recorded';
  readonly url: string;
  readonly scratch: string;
}

const connections = 10;
const anyone = { id: 'bench:web', roles: [], sponsor: '*', area: '*' } as const;

/** The product: its application with everything that guards a request, its log, its operation. */
async function product(workplace: BenchWorkplace, scratch: string): Promise<{ address: string; cookie: string }> {
  const app = createApp({ workplace, log: serverLog(path.join(scratch, 'server.log')) });
  const { cookie } = await signedIn(workplace);
  return { address: (await listen(app.fetch, { port: 0, host: '127.0.0.1' })).url, cookie };
}

/** What is recorded of a person that decides coverage: registrations, postings with when each was recorded, the sponsor's time zone. */
const facts = `
  select f.*, (select time_zone from programme.sponsor limit 1) as zone from registry.identifier i cross join lateral (
    select outcome as kind, answered_on::text as dated, recorded_at::text as at, null::text as month, null::bigint as jkk, null::bigint as jkm, null::text as known
    from enrolment.registration r where r.person_key = i.person_key
    union all
    select 'posted', p.bank_value_on::text, p.posted_at::text, p.month::text, p.jkk, p.jkm, d.recorded_at::text
    from contributions.posting p join contributions.posting_file d using (file_id) where p.person_key = i.person_key) f
  where i.token = $1 and i.valid_to is null`;

const everywhere = `set local payung.actor = ${literal(anyone.id)}; set local payung.sponsor = '*'; set local payung.area = '*'`;

/** Answers each request by what a connection finds for its NIK: no framework, no guard, no rule, the rows as JSON. */
function handler(url: string, answer: (client: pg.PoolClient, nik: Nik, cookie: string) => Promise<readonly unknown[]>): Promise<{ address: string }> {
  const pool = new pg.Pool({ ...connectionConfig(url), max: connections });
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (bytes: Buffer) => (body += bytes.toString()));
    request.on('end', () => {
      void (async () => {
        const { nik } = JSON.parse(body) as { nik: Nik };
        const client = await pool.connect();
        const rows = await answer(client, nik, request.headers.cookie ?? '');
        client.release();
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(rows));
      })();
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve({ address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })));
}

/** The same role, scope and snapshot as the product's, one prepared query. */
const bare = (workplace: BenchWorkplace, url: string): Promise<{ address: string }> =>
  handler(url, async (client, nik) => {
    await client.query(`begin isolation level repeatable read read only; set local role ${serverRole}; ${everywhere}`);
    const { rows } = await client.query({ name: 'facts', text: facts, values: [workplace.niks.seal(nik)] });
    await client.query('commit');
    return rows as unknown[];
  });

/** What the law asks besides: whose session it is, and a durable record of who asked about whom, in the product's own statements and one transaction. */
async function recorded(workplace: BenchWorkplace, url: string): Promise<{ address: string; cookie: string }> {
  const { cookie } = await signedIn(workplace);
  const served = await handler(url, async (client, nik, sent) => {
    const prepared = async ({ name, text, values }: Statement) => (await client.query({ name, text, values: [...values] })).rows as unknown[];
    const at = workplace.clock.now();
    await client.query(`begin; set local role ${gateRole}; ${everywhere}`);
    const [session] = await prepared(sessionsWith([sha256(sent.slice(sent.indexOf('=') + 1))], at, instant('2000-01-01T00:00:00Z')));
    if (session === undefined) throw new Error('the measured session was not found');
    await client.query(`set local role ${serverRole}`);
    const token = workplace.niks.seal(nik);
    const rows = await prepared({ name: 'facts', text: facts, values: [token] });
    await prepared(
      disclosuresAsRows([{ kind: 'search', act: 'coverage', token, fields: [], reason: null, through: 'api', subject: null, author: anyone.id }], at),
    );
    await client.query('commit');
    return rows;
  });
  return { ...served, cookie };
}

let begun = false;
process.on('message', (task: ServerTask) => {
  if (begun) return;
  begun = true;
  const workplace = workplaceOn(task.url, task.scratch, askedAt);
  const kinds = { product: () => product(workplace, task.scratch), bare: () => bare(workplace, task.url), recorded: () => recorded(workplace, task.url) };
  const ready: Promise<{ address: string }> = kinds[task.kind]();
  void ready.then((served) => process.send?.(served));
});
// Told to stop, it says its peak and ends; without the bench it ends as well.
process.on('message', (word) => word === 'stop' && process.send?.({ peakMb: ownPeakMb() }, () => process.exit(0)));
process.on('disconnect', () => process.exit(0));

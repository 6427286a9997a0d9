// Decides the floors: what PostgreSQL and the disk take for the same rows under the same role, policies, indexes and durability, with no rule of ours.
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { literal } from '../src/platform/copy.ts';
import type { Tx } from '../src/platform/database.ts';
import { branchesIn } from '../src/programme/programme-steps.ts';
import { monthFrom } from '../src/kernel/month.ts';
import { listFiles } from './inputs.ts';
import { papersIn } from './month.ts';
import { month, programme, province } from './plan.ts';
import { type NewRows, type RowFile, drain, stage, valueOf, writeRows } from './rows.ts';
import { addedRows } from './states.ts';
import type { Ground } from './ground.ts';
import { finance, office } from './workplace.ts';

/** Rows added by the real thing, those of some tables apart: they are written by a statement of their own. */
async function addedBut(
  folder: string,
  ...apart: readonly string[]
): Promise<{ rest: readonly NewRows[]; joined: (name: string) => RowFile; names: (table: string) => readonly string[] }> {
  const { tables, joined } = await addedRows(folder);
  return {
    rest: tables.filter(({ table }) => !apart.includes(table)),
    joined: (name) => {
      const found = joined[name];
      if (found === undefined) throw new Error(`no rows are kept as ${name}`);
      return found;
    },
    names: (table) => tables.find((one) => one.table === table)?.names ?? [],
  };
}

/** `insert into table (…) select …` where most columns are what the staged rows say. */
function insertFrom(rows: RowFile, table: string, names: readonly string[], from: string, other: Readonly<Record<string, string>> = {}): string {
  return `insert into ${table} (${names.join(', ')}) select ${names.map((name) => other[name] ?? valueOf(rows, name)).join(', ')} from ${from}`;
}

/** Every person of the register with a new identity: one file by COPY, two inserts. */
export async function registerFloor({ workplace, added }: Ground): Promise<void> {
  const { rest, joined, names } = await addedBut(added, 'registry.population', 'registry.identifier');
  await workplace.database.transact(office, async (tx) => {
    const people = joined('people');
    await stage(tx, people, 'people');
    await tx.client.query(
      `insert into registry.identifier (token, person_key, source, recorded_at) select token, person_key, 'population', ${literal(tx.at)}::timestamptz from pg_temp.people order by token`,
    );
    await tx.client.query(insertFrom(people, 'registry.population', names('registry.population'), 'pg_temp.people b'));
    for (const rows of rest) await writeRows(tx, rows);
  });
}

/** A narrow register of known people: one file by COPY, joined to identity and residence, one insert. */
export async function socialFloor({ workplace, added }: Ground): Promise<void> {
  const table = 'registry.social_register';
  const { rest, joined, names } = await addedBut(added, table);
  await workplace.database.transact(office, async (tx) => {
    for (const rows of rest) await writeRows(tx, rows); // identities first seen here, then the snapshot
    const { columns, ...file } = joined('people');
    await stage(tx, { ...file, columns }, 'people');
    await tx.client.query('analyze pg_temp.people'); // with no statistics the join may be planned row by row
    const from = 'pg_temp.people b join registry.identifier i on i.token = b.token left join registry.population p on p.person_key = i.person_key';
    const other = { person_key: 'i.person_key', area: `coalesce(p.area, '${province}')` };
    await tx.client.query(insertFrom(joined('people'), table, names(table), from, other));
  });
}

/** The files read from disk; their rows, made beforehand, by COPY; one insert a table. */
export async function intakeFloor({ workplace, inputs, added }: Ground): Promise<void> {
  for (const file of await listFiles(inputs)) await readFile(file);
  const { rest } = await addedBut(added);
  await workplace.database.transact(office, async (tx) => {
    for (const rows of rest) await writeRows(tx, rows);
  });
}

const facts = `
  select c.list_id, c.row_no, c.area, c.token, c.name, c.birth_date, c.sex, c.occupation, c.outcome, c.findings, i.person_key,
    p.name, p.birth_date, p.sex, p.status, p.area, p.occupation, s.decile, s.disabled, s.woman_headed, s.dependants,
    m.active, m.payer_kind, m.payer_name, e.service, d.died_on
  from intake.candidate c
  left join registry.identifier i on i.token = c.token
  left join registry.population p on p.person_key = i.person_key
  left join registry.social_register s on s.person_key = i.person_key
  left join (select distinct on (person_key) * from registry.membership order by person_key, active desc nulls last) m on m.person_key = i.person_key
  left join registry.public_servant e on e.person_key = i.person_key
  left join registry.death d on d.person_key = i.person_key`;

/** Everything the rules look at streams out by one join; the verdicts, made beforehand, stream in; places by one window function. */
export async function selectionFloor({ workplace, added }: Ground): Promise<void> {
  const { database } = workplace;
  const [verdict, match, ranking] = ['eligibility.verdict', 'matching.match', 'allocation.ranking'] as const;
  const { rest, joined, names } = await addedBut(added, verdict, match, ranking);
  await database.transact(office, async (tx) => {
    for (const rows of rest) await writeRows(tx, rows);
    const verdicts = joined('verdicts');
    await Promise.all([database.read(office, (reader) => drain(reader, facts)), stage(tx, verdicts, 'verdicts')]);
    const of = (name: string): string => valueOf(verdicts, name);
    await tx.client.query(
      insertFrom(verdicts, match, names(match), 'pg_temp.verdicts b', {
        person_key: of('m_person_key'),
        outcome: of('m_outcome'),
        reasons: of('m_reasons'),
        name_likeness: of('m_name_likeness'),
      }),
    );
    await tx.client.query(insertFrom(verdicts, verdict, names(verdict), 'pg_temp.verdicts b'));
  });
  await database.transact(office, async (tx) => {
    const accepted = `select v.list_id, v.row_no, v.person_key, v.residence, v.ranking, c.token from ${verdict} v join intake.candidate c using (list_id, row_no) where v.outcome = 'accept'`;
    const tickets = joined('tickets');
    await Promise.all([database.read(office, (reader) => drain(reader, accepted)), stage(tx, tickets, 'tickets')]);
    const ranked = `(select *, row_number() over (partition by left(area, 4) order by ranking, ticket) as rank from pg_temp.tickets) b left join programme.quota q on q.area = left(b.area, 4)`;
    await tx.client.query(
      insertFrom(tickets, ranking, names(ranking), ranked, { rank: 'b.rank', placed: 'b.rank <= coalesce(q.places, 0)', kept_for: 'null' }),
    );
  });
}

const postingColumns = 'kpj text, nama text, bulan text, jkk bigint, jkm bigint, code text, value date, at timestamptz';

/** A branch's month: charges by one join, the roster streamed to disk as PostgreSQL writes CSV, the posting file by COPY, postings by one join. */
export async function monthFloor({ workplace, added, scratch }: Ground): Promise<void> {
  const { rest } = await addedBut(added, 'contributions.charge', 'contributions.posting');
  const papers = await papersIn(added);
  await mkdir(scratch, { recursive: true });
  await workplace.database.transact(office, async (tx) => {
    for (const rows of rest) await writeRows(tx, rows);
    for (const { branch, areas } of await branchesIn(tx, province, monthFrom(month))) {
      const paper = papers.find((one) => one.branch === branch);
      if (paper === undefined) continue;
      const { rows: finals } = await tx.client.query<{ id: string; code: string }>(
        `select finalisation_id as id, code from contributions.finalisation join contributions.period using (period_id) join contributions.contribution_code using (finalisation_id) where branch = $1`,
        [branch],
      );
      const { id, code } = finals[0] ?? { id: '', code: '' };
      await tx.client.query(
        `insert into contributions.charge (person_key, finalisation_id, sponsor, area, month, kpj, jkk, jkm)
         select h.person_key, $1::uuid, 'ntt', h.area, $2::date, r.kpj, h.jkk, h.jkm
         from (select person_key, min(area) as area, sum(amount) filter (where cover = 'jkk') as jkk, sum(amount) filter (where cover = 'jkm') as jkm
           from roster.person_month where programme = $3 and month = $2::date and left(area, 4) = any ($4::text[]) group by person_key) h
         join enrolment.registration r using (person_key)`,
        [id, `${month}-01`, programme, areas],
      );
      const roster = `select c.kpj, p.name, '${month}' as bulan, c.jkk, c.jkm from contributions.charge c left join registry.population p using (person_key) where c.finalisation_id = '${id}'::uuid order by c.kpj`;
      await pipeline(
        tx.client.query(copyTo(`copy (${roster}) to stdout (format csv, header)`)),
        createWriteStream(path.join(scratch, `${branch}.csv`), { flush: true }),
      );
      for (const file of paper.postings) await postFile(tx, file, id, code);
    }
  });
}

async function postFile(tx: Tx, file: string, finalisation: string, code: string): Promise<void> {
  await tx.client.query(`create temporary table posted (${postingColumns}) on commit drop`);
  await pipeline(createReadStream(file, { highWaterMark: 1 << 18 }), tx.client.query(copyFrom('copy pg_temp.posted from stdin (format csv, header)')));
  await tx.client.query('analyze pg_temp.posted'); // with no statistics the join may be planned row by row
  await tx.client.query(
    `insert into contributions.posting (person_key, month, file_id, sponsor, area, jkk, jkm, bank_value_on, posted_at)
     select c.person_key, c.month, f.file_id, c.sponsor, c.area, p.jkk, p.jkm, p.value, p.at
     from pg_temp.posted p join contributions.charge c on c.kpj = p.kpj and c.finalisation_id = $1::uuid
     cross join (select file_id from contributions.posting_file where code = $2 and name = $3) f`,
    [finalisation, code, path.basename(file)],
  );
  await tx.client.query('drop table pg_temp.posted');
}

/** The month's files alone: rosters written from lines that are ready, posting files read and split. */
export async function monthFilesFloor({ added, scratch }: Ground): Promise<void> {
  await mkdir(scratch, { recursive: true });
  for (const { branch, roster, postings } of await papersIn(added)) {
    await pipeline(linesOf(roster), createWriteStream(path.join(scratch, `${branch}.csv`), { flush: true }));
    for (const file of postings)
      await pipeline(linesOf(file), async (lines) => {
        for await (const line of lines) void line;
      });
  }
}

/** The lines of a file split into fields and joined again, many at a time. */
const linesOf = (file: string): Readable =>
  Readable.from(
    (async function* () {
      let rest = '';
      for await (const text of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 18 }) as AsyncIterable<string>) {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        let joined = '';
        for (const line of lines) joined += `${line.split(',').join(',')}\n`;
        yield joined;
      }
      if (rest !== '') yield rest;
    })(),
  );

/** Charged, paid and posted compared by one join that gives whoever differs; the differences, made beforehand, by COPY; the figures by one grouped join, and one count of who is held. */
export async function reconciliationFloor({ workplace, added }: Ground): Promise<void> {
  const { tables } = await addedRows(added);
  const posted = 'contributions.charge c left join contributions.standing_posting p on p.person_key = c.person_key and p.month = c.month';
  await workplace.database.transact(finance, async (tx) => {
    await drain(
      tx,
      `select c.person_key, c.kpj, c.jkk + c.jkm, p.person_key is not null, d.died_on, m.payer_name
       from ${posted} left join registry.death d on d.person_key = c.person_key
       left join registry.membership m on m.person_key = c.person_key and m.found and m.active and m.kpj <> c.kpj
       where c.month = '${month}-01' and (p.person_key is null or d.died_on < '${month}-01' or m.person_key is not null)`,
    );
    for (const rows of tables) await writeRows(tx, rows);
  });
  await workplace.database.read(finance, async (tx) => {
    await drain(
      tx,
      `select c.finalisation_id, p.person_key is not null, count(*), sum(c.jkk + c.jkm), sum(p.jkk + p.jkm), max(p.posted_at) from ${posted} where c.month = '${month}-01' group by 1, 2`,
    );
    await drain(
      tx,
      `select left(area, 4), count(*) from roster.person_month where programme = '${programme}' and month = '${month}-01' and cover = 'jkk' group by 1`,
    );
  });
}

/** Deaths joined to the list and to what was posted for the dead, read once; every row the real thing adds, written. */
export async function deathsFloor({ workplace, added }: Ground): Promise<void> {
  const { tables } = await addedRows(added);
  await workplace.database.transact(office, async (tx) => {
    const dead = `registry.death d join enrolment.determination t on t.person_key = d.person_key and t.change = 'add' where d.found`;
    await drain(tx, `select d.person_key, t.area, d.died_on, d.reported_on, d.source from ${dead}`);
    await drain(tx, `select p.* from contributions.posting p where p.person_key in (select d.person_key from ${dead})`);
    for (const rows of tables) await writeRows(tx, rows);
  });
}

// Decides in which database each measurement begins: a chain of states, each made once by the product from the one before, and kept with the rows it added.
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { to as copyTo } from 'pg-copy-streams';
import { ownerSession } from '../src/platform/connection.ts';
import { rowChunks } from '../src/platform/copy.ts';
import { writeCsv } from '../src/platform/csv-write.ts';
import { loadRegister } from '../src/registry/registry-steps.ts';
import { migrate, readMigrations } from '../src/platform/migrate.ts';
import { migrationsFolder } from '../src/platform/project-root.ts';
import type { Cluster } from './cluster.ts';
import { playedPapers, runMonth } from './month.ts';
import {
  type Size,
  askedAt,
  askedOn,
  diedOn,
  labelOf,
  lastMonth,
  month,
  peoplePerDeath,
  peoplePerReversal,
  programme,
  province,
  sponsor,
  takenBackOn,
  version,
} from './plan.ts';
import { type NewRows, type RowFile, keepNewRows, keepRows, standingOf } from './rows.ts';
import { found, handIn, load, reconcile, select, sign } from './steps.ts';
import { type BenchWorkplace, finance, office, workplaceOn } from './workplace.ts';
import { postingColumns } from '../src/contributions/posting-row.ts';
import { importPostings } from '../src/contributions/posting-steps.ts';
import { findDeaths } from '../src/claims/claims-steps.ts';
import { publishAccount } from '../src/reporting/reporting-steps.ts';
import { civilDate } from '../src/kernel/date.ts';

/** Where a state's work happens. */
interface Site {
  readonly workplace: BenchWorkplace;
  readonly inputs: string;
  /** Files that are kept with the state. */
  readonly folder: string;
  readonly times: number;
}

/** Rows a floor stages together because they come from one joined file: a name and the query that gives them. */
type Joined = Readonly<Record<string, string>>;

interface State {
  readonly name: StateName;
  /** The state it is made from, where that is not the one above it. */
  readonly from?: StateName;
  readonly make: (site: Site) => Promise<unknown>;
  readonly joined?: Joined;
}

const social = 'registry.social_register';

/** Registrations as the branches would answer them: every person determined, with a number. */
async function registerEverybody({ workplace }: Site): Promise<void> {
  const instrumentId = await sign(workplace);
  await ownerSession(workplace.url, async (client) => {
    const file = '00000000-0000-7000-8000-00000000f11e';
    await client.query(
      `insert into enrolment.enrolment_file (file_id, programme, sponsor, area, branch, npp, profile, name, row_count, file_digest, instrument_id, recorded_at, author)
       select $1::uuid, $2, i.sponsor, i.area, (select min(branch) from programme.branch), 'bench', 'bench', 'bench', i.additions, '', i.instrument_id, '2025-07-02T01:00:00Z', i.author
       from enrolment.instrument i where i.instrument_id = $3::uuid`,
      [file, programme, instrumentId],
    );
    const determined = `select person_key, sponsor, area, row_number() over (order by person_key)::int as place from enrolment.determination`;
    await client.query(
      `insert into enrolment.submission (person_key, file_id, row_no, sponsor, area) select person_key, $1::uuid, place, sponsor, area from (${determined}) d order by 1`,
      [file],
    );
    await client.query(
      `insert into enrolment.registration (person_key, file_id, sponsor, area, programme, outcome, kpj, answered_on, recorded_at)
       select person_key, $1::uuid, sponsor, area, $2, 'registered', lpad(place::text, 11, '0'), '2025-07-04', '2025-07-04T01:00:00Z' from (${determined}) d order by 1`,
      [file, programme],
    );
  });
}

async function postMonth({ workplace, folder }: Site): Promise<void> {
  const papers = playedPapers(folder);
  await runMonth(workplace, folder, papers);
  await papers.keep();
}

/** Everybody determined once more under other keys, so many times in all: registered, posted and dead as he is. */
const multiply = (url: string, times: number): Promise<void> =>
  ownerSession(url, async (client) => {
    await client.query(
      `create temporary table same as select person_key as was, md5(person_key::text || copy)::uuid as person_key
       from enrolment.determination cross join generate_series(2, $1::int) copy order by 2`,
      [times],
    );
    await client.query('analyze same');
    for (const table of ['enrolment.determination', 'enrolment.registration_answer', 'contributions.posting', 'registry.death']) {
      const { rows } = await client.query<{ columns: string }>(
        `select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
         where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attname <> 'person_key'`,
        [table],
      );
      const columns = rows[0]?.columns ?? '';
      await client.query(
        `insert into ${table} (person_key, ${columns}) select s.person_key, ${columns} from same s join ${table} t on t.person_key = s.was order by 1`,
      );
    }
  });

/** A register of deaths in which one of ten people on the list died, covered. */
async function mourn({ workplace, folder, times }: Site): Promise<void> {
  const file = path.join(folder, 'kematian-baru.csv');
  await ownerSession(workplace.url, async (client) => {
    const deaths = client.query(
      copyTo(
        `copy (select i.token from (select person_key, row_number() over (order by person_key) as nth from enrolment.determination) d
          join registry.identifier i using (person_key) where d.nth % ${peoplePerDeath} = 0) to stdout`,
      ),
    );
    const rows = async function* () {
      for await (const chunk of rowChunks(deaths)) for (const [token] of chunk) yield [workplace.niks.open(token ?? ''), diedOn, diedOn, 'DUKCAPIL'];
    };
    await writeCsv(file, ['nik', 'tanggal_meninggal', 'tanggal_lapor', 'sumber'], rows(), { guardFormulas: false });
  });
  workplace.clock.set(askedAt);
  await loadRegister(workplace, office, { register: 'deaths', file, sponsor, area: province, agreement: 'deaths', asOf: civilDate(askedOn) });
  if (times > 1) await multiply(workplace.url, times);
}

/** One posting in a hundred taken back by the files of their branches. */
async function takeBack({ workplace, folder }: Site): Promise<void> {
  interface Row {
    readonly code: string;
    readonly kpj: string;
    readonly jkk: string;
    readonly jkm: string;
  }
  const rows = await ownerSession(workplace.url, async (client) => {
    const found = await client.query<Row>(
      `select f.code, c.kpj, p.jkk, p.jkm from contributions.posting p join contributions.posting_file f using (file_id)
       join (select person_key, kpj, row_number() over (order by person_key) as nth from contributions.charge) c using (person_key) where c.nth % ${peoplePerReversal} = 0 order by f.code, c.kpj`,
    );
    return found.rows;
  });
  workplace.clock.set(`${takenBackOn}T16:00:00+08:00`);
  for (const code of new Set(rows.map((row) => row.code))) {
    const file = path.join(folder, `penarikan-${code}.csv`);
    const lines = rows
      .filter((row) => row.code === code)
      .map(({ kpj, jkk, jkm }) => [kpj, '', month, `-${jkk}`, `-${jkm}`, code, takenBackOn, `${takenBackOn}T12:00:00+08:00`]);
    await writeCsv(file, postingColumns, lines, { guardFormulas: false });
    await workplace.database.transact(finance, (tx) => importPostings(tx, { programme, file }));
  }
}

/** Each state from the one above it, unless it says another. */
const states: readonly State[] = [
  { name: 'founded', make: ({ workplace, inputs, folder }) => found(workplace, inputs, folder) },
  {
    name: 'population',
    make: ({ workplace, inputs }) => load(workplace, inputs, 'population'),
    joined: { people: 'select i.token, p.* from registry.population p join registry.identifier i using (person_key) order by p.ctid' },
  },
  {
    name: 'social',
    make: ({ workplace, inputs }) => load(workplace, inputs, 'social-register'),
    joined: { people: `select i.token, s.* from ${social} s join registry.identifier i using (person_key) order by s.ctid` },
  },
  {
    name: 'known',
    make: async ({ workplace, inputs }) => {
      for (const register of ['membership', 'public-servants', 'deaths'] as const) await load(workplace, inputs, register);
    },
  },
  { name: 'listed', make: ({ workplace, inputs }) => handIn(workplace, inputs) },
  {
    name: 'selected',
    make: ({ workplace }) => select(workplace),
    joined: {
      verdicts: `select v.*, m.person_key as m_person_key, m.outcome as m_outcome, m.reasons as m_reasons, m.name_likeness as m_name_likeness, m.counted_list, m.counted_row
        from eligibility.verdict v join matching.match m using (list_id, row_no, run_id) order by v.ctid`,
      tickets: 'select person_key, run_id, sponsor, area, list_id, row_no, ranking, ticket from allocation.ranking order by ctid',
    },
  },
  { name: 'registered', make: registerEverybody },
  { name: 'posted', make: postMonth },
  { name: 'reversed', make: takeBack },
  { name: 'reconciled', make: ({ workplace }) => reconcile(workplace) },
  { name: 'published', from: 'posted', make: ({ workplace }) => publishAccount(workplace, office, programme, civilDate(askedOn)) },
  { name: 'mourned', make: mourn },
  {
    name: 'claimed',
    make: async ({ workplace }) => {
      workplace.clock.set(askedAt);
      await findDeaths(workplace, office, programme);
    },
  },
];

const placeOf = (state: StateName): number => states.findIndex(({ name }) => name === state);

/** The state another is made from; none for the first. */
const beforeOf = (name: StateName): StateName | undefined => states[placeOf(name)]?.from ?? states[placeOf(name) - 1]?.name;

export type StateName =
  | 'founded'
  | 'population'
  | 'social'
  | 'known'
  | 'listed'
  | 'selected'
  | 'registered'
  | 'posted'
  | 'reversed'
  | 'reconciled'
  | 'published'
  | 'mourned'
  | 'claimed';

/** The rows a state added to the one before. */
export interface AddedRows {
  readonly tables: readonly NewRows[];
  readonly joined: Readonly<Record<string, RowFile>>;
}

/** The kept states of one size. */
export interface States {
  readonly inputs: string;
  /** Name of a state's database on the cluster; makes it, and what it rests on, when it is not there. */
  database(state: StateName): Promise<string>;
  /** Makes a state, unless the rows and papers it leaves behind are there already. */
  ensureRows(state: StateName): Promise<void>;
  /** Folder with what a state kept: its added rows and papers. */
  folder(state: StateName): string;
  /** Drops the databases of this size. */
  forget(): Promise<void>;
}

export const addedRows = async (folder: string): Promise<AddedRows> => JSON.parse(await readFile(path.join(folder, 'rows.json'), 'utf8')) as AddedRows;

/** What states depend on: the migrations and the plan. Decisions that changed since do not make other states; `--fresh` makes all anew. */
async function keyOf(): Promise<string> {
  const migrations = (await readMigrations(migrationsFolder)).map(({ digest }) => digest);
  return createHash('sha256')
    .update(JSON.stringify([version, month, lastMonth, migrations]))
    .digest('hex')
    .slice(0, 10);
}

/** States of a size on a cluster, under names that end with what they depend on; those of other keys are dropped. */
export async function openStates(
  cluster: Cluster,
  of: {
    readonly root: string;
    readonly inputs: string;
    readonly size: Size;
    readonly kept: boolean;
    readonly fresh: boolean;
    /** The only states whose databases (`begins`) and added rows (`ends`) anybody asks for; without it all are kept. */
    readonly only?: { readonly begins: ReadonlySet<StateName>; readonly ends: ReadonlySet<StateName> } | undefined;
    readonly tell: (text: string) => void;
  },
): Promise<States> {
  const { root, inputs, fresh, only, tell } = of;
  const size = labelOf(of.size);
  // What is not kept bears the process's number: several may run on one server.
  const label = of.kept ? size : `${size}_of_${process.pid}`;
  const key = await keyOf();
  const nameOf = (state: string): string => `${label}_${state}_${key}`;
  const folderOf = (state: string): string => path.join(root, `states-${size}-${key}`, state);
  for (const name of await cluster.names()) if (name.startsWith(`${label}_`) && (fresh || !name.endsWith(key))) await cluster.drop(name);
  if (fresh) await rm(path.join(root, `states-${size}-${key}`), { recursive: true, force: true });

  async function make(at: number): Promise<string> {
    const state = states[at];
    if (state === undefined) throw new Error('there is no such state');
    const name = nameOf(state.name);
    if (await cluster.has(name)) return name;
    const rested = beforeOf(state.name);
    const from = rested === undefined ? undefined : await make(placeOf(rested));
    tell(`making the state "${state.name}" of ${size}`);
    const building = `building_${process.pid}_${label}`;
    await cluster.drop(building);
    const url = await cluster.make(building, from);
    if (at === 0) await migrate(url, migrationsFolder);
    const folder = `${folderOf(state.name)}.new`;
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const before = await ownerSession(url, standingOf);
    const workplace = workplaceOn(url, folder);
    await state.make({ workplace, inputs, folder, times: of.size.times ?? 1 });
    await workplace.close();
    const kept = await ownerSession(url, async (client): Promise<AddedRows | null> => {
      const wanted = at > 0 && (only?.ends.has(state.name) ?? true);
      const tables = !wanted ? [] : await keepNewRows(client, folder, before);
      const joined: Record<string, RowFile> = {};
      for (const [file, query] of Object.entries(wanted ? (state.joined ?? {}) : {}))
        joined[file] = await keepRows(client, path.join(folder, `joined-${file}.copy`), query);
      await client.query('vacuum (freeze, analyze)');
      return wanted ? { tables, joined } : null;
    });
    const settled = folderOf(state.name);
    if (kept !== null) await writeFile(path.join(folder, 'rows.json'), JSON.stringify(kept).replaceAll(folder, settled));
    if (state.name === 'posted')
      await writeFile(path.join(folder, 'papers.json'), (await readFile(path.join(folder, 'papers.json'), 'utf8')).replaceAll(folder, settled));
    await rm(settled, { recursive: true, force: true });
    await rename(folder, settled);
    await cluster.rename(building, name);
    await dropUnused(at);
    return name;
  }

  const rowsKept = (state: StateName): Promise<boolean> =>
    access(path.join(folderOf(state), 'rows.json')).then(
      () => true,
      () => false,
    );

  /** What nothing asked begins in, and nothing asked is still to be made from, gives its room back. */
  async function dropUnused(at: number): Promise<void> {
    if (only === undefined) return;
    const needed = new Set<StateName>(only.begins);
    for (const state of states) {
      const begins = only.begins.has(state.name);
      if (!begins && (!only.ends.has(state.name) || (await rowsKept(state.name)))) continue;
      let from: StateName | undefined = state.name;
      while (from !== undefined && !(await cluster.has(nameOf(from)))) from = beforeOf(from);
      if (from !== undefined) needed.add(from);
    }
    for (const { name } of states.slice(0, at + 1)) if (!needed.has(name)) await cluster.drop(nameOf(name));
  }

  const ensureRows = async (state: StateName): Promise<void> => {
    if (await rowsKept(state)) return;
    await cluster.drop(nameOf(state)); // made before, when nobody asked for its rows
    await make(placeOf(state));
  };

  const forget = async (): Promise<void> => {
    for (const { name } of states) await cluster.drop(nameOf(name));
  };
  return {
    inputs,
    forget,
    folder: folderOf,
    database: (state) => make(placeOf(state)),
    ensureRows,
  };
}

// Decides which tables of a database are spread over a cluster, by which key, beside which other, from what their comments say and where they stand.
import { Fault } from '../kernel/fault.ts';

/** A table as declared (`class=… key=…` in its comment) and as the cluster holds it. */
export interface PlacedTable {
  readonly name: string;
  readonly class: 'bulk' | 'reference' | 'case';
  readonly key: string | null;
  /** `local` is on the coordinator, whether Citus knows of it or not. */
  readonly standing: 'distributed' | 'reference' | 'local';
  readonly standingKey: string | null;
}

/** One table to spread: by a key, beside a table with the same key where there is one; or a copy on every node when the key is null. */
export interface Placement {
  readonly name: string;
  readonly key: string | null;
  readonly beside: string | null;
}

/**
 * Case tables that statements join with bulk tables: a copy on every node lets the join happen there. Left on the coordinator, such a join of a table with
 * row policies ends the whole coordinator (Citus 13.2: it takes the policy's columns for another table's). Money and its row locks stay on the coordinator.
 */
const joinedWithBulk: ReadonlySet<string> = new Set([
  'intake.list',
  'intake.withdrawal',
  'intake.correction',
  'enrolment.instrument',
  'enrolment.signature',
  'enrolment.instrument_end',
  'enrolment.late_addition',
  'enrolment.second_approval',
  'enrolment.enrolment_file',
  'enrolment.file_refusal',
  'roster.month_lock',
  'roster.advance',
  'contributions.period',
  'contributions.finalisation',
  'contributions.contribution_code',
  'contributions.posting_file',
]);

const copied = ({ name, class: kind }: PlacedTable): boolean => kind === 'reference' || joinedWithBulk.has(name);

/** What is still to be done, in the order of the tables; a table that stands otherwise than declared is a conflict. */
export function placement(tables: readonly PlacedTable[]): readonly Placement[] {
  const first = new Map<string, string>();
  for (const { name, standing, standingKey } of tables) {
    if (standing === 'distributed' && standingKey !== null && !first.has(standingKey)) first.set(standingKey, name);
  }
  const plan: Placement[] = [];
  for (const table of tables) {
    if (stands(table)) continue;
    if (table.standing !== 'local') throw otherwise(table);
    if (copied(table)) plan.push({ name: table.name, key: null, beside: null });
    if (table.class !== 'bulk' || table.key === null) continue;
    plan.push({ name: table.name, key: table.key, beside: first.get(table.key) ?? null });
    if (!first.has(table.key)) first.set(table.key, table.name);
  }
  // What is on every node first: spread tables may refer to it.
  return [...plan.filter(({ key }) => key === null), ...plan.filter(({ key }) => key !== null)];
}

function stands(table: PlacedTable): boolean {
  if (table.class === 'bulk') return table.standing === 'distributed' && table.standingKey === table.key;
  return table.standing === (copied(table) ? 'reference' : 'local');
}

function otherwise({ name, class: kind, key, standing, standingKey }: PlacedTable): Fault {
  const declared = key === null ? kind : `${kind} (${key})`;
  const found = standingKey === null ? standing : `${standing} (${standingKey})`;
  return new Fault('conflict', 'table-placed-otherwise', {
    id: `Tabel ${name} dinyatakan ${declared} tetapi di kluster berdiri sebagai ${found}. Kembalikan dahulu: select undistribute_table('${name}').`,
    en: `Table ${name} is declared ${declared} but stands on the cluster as ${found}. Take it back first: select undistribute_table('${name}').`,
  });
}

/** The number of shards a person asks for. */
export function shardCount(text: string): number {
  const shards = Number(text);
  if (Number.isInteger(shards) && shards >= 1 && shards <= 1024) return shards;
  throw new Fault('bad-input', 'shards-not-a-number', {
    id: `Jumlah pecahan harus bilangan bulat 1 sampai 1024, bukan ${text}.`,
    en: `The number of shards is a whole number from 1 to 1024, not ${text}.`,
  });
}

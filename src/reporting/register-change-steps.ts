// Decides what a new snapshot of a register would change, before it counts: in the register, among a programme's candidates, and among those already enrolled.
import type { Actor } from '../kernel/actor.ts';
import type { AssessmentPort } from '../eligibility/eligibility-steps.ts';
import { type ChangedRow, judgedOtherwise } from '../eligibility/what-if-steps.ts';
import { type Comparison, type KnownSnapshot, compareSnapshots } from '../registry/compare-steps.ts';
import { fileNamesOf, standingOf } from './register-change-store.ts';

/** Who is reached by a change, counted. */
export interface Reach {
  readonly candidates: number;
  readonly listed: number;
  readonly registered: number;
}

/** What a snapshot changes for one programme. */
export interface ProgrammeChange {
  readonly programme: string;
  readonly rows: number;
  readonly changed: number;
  /** By `accept to reject` and the like. */
  readonly outcomes: ReadonlyArray<Reach & { readonly before: string; readonly after: string }>;
  /** By reason a row would have from then on. */
  readonly gained: ReadonlyArray<Reach & { readonly reason: string }>;
  /** By kabupaten of the list, rows that would no longer be accepted, and rows that would be. */
  readonly kabupaten: ReadonlyArray<{ readonly area: string; readonly lostAccept: number; readonly gainedAccept: number }>;
  /** The rows themselves, those of registered people first. */
  readonly people: ReadonlyArray<Omit<ChangedRow, 'personKey'> & { readonly fileName: string; readonly standing: 'candidate' | 'listed' | 'registered' }>;
}

export interface RegisterChange extends Comparison {
  readonly programme: ProgrammeChange | null;
}

const refOf = ({ snapshotId, register, asOf, basis, digest }: KnownSnapshot) => ({ snapshotId, register, asOf, basis, digest });

/** People asked about at a time. */
const atATime = 10_000; // not law: people at a time
const standings = ['registered', 'listed', 'candidate'] as const;

/**
 * Compares two snapshots of one register; with a programme, judges every candidate under either and tells who would be judged otherwise. Nothing is
 * written. `mostPeople` rows are named. Faults: `snapshot-unknown`, `snapshots-not-comparable`, `programme-unknown`.
 */
export async function registerChange(
  port: AssessmentPort,
  actor: Actor,
  of: { readonly before: string; readonly after: string; readonly programme?: string | undefined; readonly mostPeople?: number },
  onRow: (rows: number) => void = () => {},
): Promise<RegisterChange> {
  const comparison = await port.database.read(actor, (tx) => compareSnapshots(tx, of.before, of.after));
  if (of.programme === undefined) return { ...comparison, programme: null };
  const { before, after } = comparison;
  const changed: ChangedRow[] = [];
  const sources = { register: before.register, before: [refOf(before)], after: [refOf(after)] };
  const rows = await judgedOtherwise(port, actor, of.programme, sources, (row) => changed.push(row), onRow);
  return { ...comparison, programme: await port.database.read(actor, (tx) => told(tx, of.programme ?? '', rows, changed, of.mostPeople ?? 200)) };
}

async function told(
  tx: Parameters<typeof standingOf>[0],
  programme: string,
  rows: number,
  changed: readonly ChangedRow[],
  most: number,
): Promise<ProgrammeChange> {
  const keys = [...new Set(changed.flatMap(({ personKey }) => personKey ?? []))];
  const standing = new Map<string, 'listed' | 'registered'>();
  for (let from = 0; from < keys.length; from += atATime) {
    for (const [person, one] of await standingOf(tx, programme, keys.slice(from, from + atATime))) standing.set(person, one);
  }
  const standingOfRow = ({ personKey }: ChangedRow): (typeof standings)[number] =>
    personKey === null ? 'candidate' : (standing.get(personKey) ?? 'candidate');
  const [outcomes, gained] = [new Counted(), new Counted()];
  const kabupaten = new Map<string, { lostAccept: number; gainedAccept: number }>();
  for (const row of changed) {
    const stands = standingOfRow(row);
    outcomes.add(`${row.before} ${row.after}`, stands);
    for (const reason of row.gained) gained.add(reason, stands);
    if ((row.before === 'accept') === (row.after === 'accept')) continue;
    const of = kabupaten.get(row.area.slice(0, 4)) ?? { lostAccept: 0, gainedAccept: 0 };
    if (row.before === 'accept') of.lostAccept += 1;
    else of.gainedAccept += 1;
    kabupaten.set(row.area.slice(0, 4), of);
  }
  const first = standings.flatMap((stands) => changed.filter((row) => standingOfRow(row) === stands)).slice(0, most);
  const files = await fileNamesOf(tx, [...new Set(first.map(({ listId }) => listId))]);
  return {
    programme,
    rows,
    changed: changed.length,
    outcomes: outcomes.all().map(([key, reach]) => ({ before: key.split(' ')[0] ?? '', after: key.split(' ')[1] ?? '', ...reach })),
    gained: gained.all().map(([reason, reach]) => ({ reason, ...reach })),
    kabupaten: [...kabupaten].sort(([a], [b]) => (a < b ? -1 : 1)).map(([area, counts]) => ({ area, ...counts })),
    people: first.map((row) => {
      const { personKey: _, ...shown } = row;
      return { ...shown, fileName: files.get(row.listId) ?? '', standing: standingOfRow(row) };
    }),
  };
}

/** Counts rows by a key and by how far their people came; registered people are listed people too. */
class Counted {
  readonly #counts = new Map<string, { candidates: number; listed: number; registered: number }>();

  add(key: string, stands: 'candidate' | 'listed' | 'registered'): void {
    const reach = this.#counts.get(key) ?? { candidates: 0, listed: 0, registered: 0 };
    reach.candidates += 1;
    if (stands !== 'candidate') reach.listed += 1;
    if (stands === 'registered') reach.registered += 1;
    this.#counts.set(key, reach);
  }

  all(): ReadonlyArray<readonly [string, Reach]> {
    return [...this.#counts].sort(([a, one], [b, other]) => other.candidates - one.candidates || (a < b ? -1 : 1));
  }
}

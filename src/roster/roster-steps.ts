// Decides who already pays for whom, which month, for which cover: holding takes months whole or not at all, releasing leaves closed months alone.
import { Fault, assert } from '../kernel/fault.ts';
import { type Rupiah, total } from '../kernel/money.ts';
import type { Month } from '../kernel/month.ts';
import { errorCode } from '../platform/connection.ts';
import type { Tx } from '../platform/database.ts';
import { bulkRows, refreshStatistics } from '../platform/statistics.ts';
import {
  type Advance,
  type PersonMonth,
  type ReleasedMonth,
  areasHeld,
  closedLeft,
  closedMonths,
  deletePersonMonths,
  ensureGates,
  heldAlready,
  heldUnderOtherKey,
  insertAdvance,
  insertLocks,
  insertPersonMonths,
  insertShares,
  lastMonthAhead,
  passGates,
  peopleToHold,
  selectFirstOpenMonth,
  selectHeldUnder,
  selectMonths,
  selectReleases,
} from './roster-store.ts';
import { type Cover, type HeldCover, assertWhole } from './shares.ts';

export type { PersonMonth, ReleasedMonth } from './roster-store.ts';
export type { Cover, HeldCover, Share } from './shares.ts';

/** Whom to hold: `people` names a temporary table (person_key uuid, area text, first_month date, last_month date), one row a person. */
export interface HoldRequest {
  readonly instrumentId: string;
  readonly programme: string;
  readonly sponsor: string;
  readonly people: string;
  readonly covers: readonly HeldCover[];
}

export interface Held {
  readonly people: number;
  readonly personMonths: Readonly<Partial<Record<Cover, number>>>;
  readonly amount: Rupiah;
}

/**
 * Holds every month of every person for every cover, with its payers' shares (rupiah a month), in the caller's transaction; an instrument holds once.
 * Conflict faults: `person-month-already-held` (somebody already pays one of these months), `month-already-closed`;
 * bad-input: `person-listed-twice`. After a fault nothing of the hold stands.
 */
export async function hold(tx: Tx, request: HoldRequest): Promise<Held> {
  assertWhole(request.covers);
  const { people, distinct, months, areas } = await peopleToHold(tx, request.people);
  if (people !== distinct) throw listedTwice(people - distinct);
  await ensureGates(tx, request.programme, request.sponsor, areas);
  await passGates(tx, request.programme, areas, 'beside');
  const [closed] = await closedMonths(tx, request.people, request.programme);
  if (closed !== undefined) throw monthClosed(closed);
  const underOtherKey = await heldUnderOtherKey(tx, request.people);
  if (underOtherKey > 0) throw alreadyHeld(underOtherKey);
  await tx.client.query('savepoint hold');
  try {
    const inserted = await insertPersonMonths(tx, { ...request, table: request.people });
    assert(inserted === months * request.covers.length, `${inserted} person-months were held of ${months} × ${request.covers.length}`);
  } catch (error) {
    await tx.client.query('rollback to savepoint hold');
    if (errorCode(error) === '23505') throw alreadyHeld(await heldAlready(tx, request.people));
    throw error;
  }
  await tx.client.query('release savepoint hold');
  await insertShares(tx, { ...request, table: request.people });
  if (people >= bulkRows) await refreshStatistics(tx, 'roster.person_month');
  return {
    people,
    personMonths: Object.fromEntries(request.covers.map(({ cover }) => [cover, months])),
    amount: BigInt(months) * total(request.covers.map(({ amount }) => amount)),
  };
}

/** Whom to release: `people` names a temporary table (person_key uuid, from_month date). `instrumentId` is the one that says so; without it the holding one stands in the event. */
export interface ReleaseRequest {
  readonly people: string;
  readonly programme: string;
  readonly instrumentId?: string;
  readonly cause: string;
}

export interface Released {
  readonly personMonths: readonly { readonly cover: Cover; readonly count: number; readonly amount: Rupiah }[];
  /** What each budget line gets back. */
  readonly lines: readonly { readonly line: string; readonly amount: Rupiah }[];
  /** Person-months from that month on that stay, because their month is closed. */
  readonly closed: number;
}

/** Gives up the open person-months from each person's month on; each stays as an event with its cause. */
export async function release(tx: Tx, request: ReleaseRequest): Promise<Released> {
  await passGates(tx, request.programme, await areasHeld(tx, request.people, request.programme), 'beside');
  const freed = await deletePersonMonths(tx, { ...request, table: request.people, instrumentId: request.instrumentId ?? null });
  return { ...freed, closed: await closedLeft(tx, request.people, request.programme) };
}

/**
 * Gives up one month, though it is closed, of people who were not charged for it and now never will be: `people` names a temporary table
 * (person_key uuid). Each stays as an event with its cause.
 */
export async function releaseUncharged(
  tx: Tx,
  of: { readonly people: string; readonly programme: string; readonly month: Month; readonly cause: string },
): Promise<Omit<Released, 'closed'>> {
  return deletePersonMonths(tx, { table: of.people, programme: of.programme, instrumentId: null, cause: of.cause, only: of.month });
}

/** Closes a month for the given kabupaten (4-digit codes) once holds and releases under way are done; returns those newly closed. */
export async function lockMonth(
  tx: Tx,
  of: { readonly programme: string; readonly sponsor: string; readonly month: Month; readonly areas: readonly string[] },
): Promise<readonly string[]> {
  await ensureGates(tx, of.programme, of.sponsor, of.areas);
  await passGates(tx, of.programme, of.areas, 'alone');
  return insertLocks(tx, of.programme, of.sponsor, of.month, of.areas);
}

/** The first month of the programme's term still open for the kabupaten a region code lies in; null when all are closed. */
export const firstOpenMonth = (tx: Tx, programme: string, area: string): Promise<Month | null> => selectFirstOpenMonth(tx, programme, area);

/** What an instrument holds now: person-months and rupiah. */
export const heldUnder = (tx: Tx, instrumentId: string): ReturnType<typeof selectHeldUnder> => selectHeldUnder(tx, instrumentId);

/** Everything held and given up for one person, in the order of months and covers: who pays, out of which line, by which instrument. */
export async function monthsOf(tx: Tx, personKey: string): Promise<{ readonly held: readonly PersonMonth[]; readonly released: readonly ReleasedMonth[] }> {
  return { held: await selectMonths(tx, personKey), released: await selectReleases(tx, personKey) };
}

/** Records that an instrument's months lie after the term and are paid in advance by a decision, not by a signed list; in the transaction that holds them. */
export const recordAdvance = (tx: Tx, of: Advance): Promise<void> => insertAdvance(tx, of);

/** The last month of a programme held in advance; null when none is. */
export const lastMonthInAdvance = (tx: Tx, programme: string): Promise<Month | null> => lastMonthAhead(tx, programme);

const listedTwice = (count: number): Fault =>
  new Fault('bad-input', 'person-listed-twice', {
    id: `${count} orang tercantum lebih dari sekali dalam daftar ini. Hapus baris gandanya.`,
    en: `${count} people stand more than once in this list. Remove the duplicate rows.`,
  });

const monthClosed = ({ month, area, people }: { month: Month; area: string; people: number }): Fault =>
  new Fault('conflict', 'month-already-closed', {
    id: `Bulan ${month} sudah ditutup untuk kabupaten/kota ${area}; ${people} orang tidak dapat ditambahkan. Mulai dari bulan berikutnya yang masih terbuka.`,
    en: `Month ${month} is already closed for kabupaten ${area}; ${people} people cannot be added. Start with the next open month.`,
  });

const alreadyHeld = (count: number): Fault =>
  new Fault('conflict', 'person-month-already-held', {
    id: `Sudah ada yang membayar ${count > 0 ? `${count} orang` : 'sebagian orang'} dari daftar ini pada bulan yang sama. Keluarkan orangnya atau ubah bulannya.`,
    en: `Somebody already pays for ${count > 0 ? `${count} people` : 'some people'} of this list in the same months. Leave them out or change the months.`,
  });

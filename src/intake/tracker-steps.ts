// Asks villages for their lists by a deadline, tells how it stands with each, and frees the places of those that did not answer.
import { dateIn } from '../kernel/clock.ts';
import { type CivilDate } from '../kernel/date.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { refuseLongNumber } from '../kernel/long-number.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { largestRemainder } from '../programme/sharing.ts';
import { type CurrentPolicy, currentPolicy } from '../programme/programme-steps.ts';
import { type VillageRow, insertFreedPlaces, insertRequests, villageRows, villagesIn } from './tracker-store.ts';
import { type VillageState, mayBeFreed, villageState, villageStates } from './tracker.ts';

export { freedByKabupaten } from './tracker-store.ts';

/** A village and how it stands. */
export interface TrackedVillage extends VillageRow {
  readonly state: VillageState;
}

/** How many villages of a kabupaten are in each state. */
export interface TrackedKabupaten {
  readonly area: string;
  readonly name: string;
  readonly villages: number;
  readonly states: Readonly<Record<VillageState, number>>;
  readonly places: number;
  readonly placesLate: number;
  readonly placesFreed: number;
  readonly rows: number;
  readonly toMend: number;
}

/** How it stands with every village under an area (the whole sponsor when empty), and with each kabupaten. Fault: not-found `programme-unknown`. */
export async function track(
  tx: Tx,
  of: { readonly programme: string; readonly area?: string | undefined; readonly on?: CivilDate | undefined },
): Promise<{ readonly on: CivilDate; readonly kabupaten: readonly TrackedKabupaten[]; readonly villages: readonly TrackedVillage[] }> {
  const policy = await currentPolicy(tx, of.programme);
  const on = of.on ?? dateIn(policy.timeZone, tx.at);
  const rows = await villageRows(tx, { programme: of.programme, area: of.area ?? policy.area, timeZone: policy.timeZone });
  const villages = rows.map((row) => ({ ...row, state: villageState(row, on) }));
  const kabupaten = new Map<string, TrackedVillage[]>();
  for (const village of villages) {
    const area = village.area.slice(0, 4);
    const known = kabupaten.get(area);
    if (known === undefined) kabupaten.set(area, [village]);
    else known.push(village);
  }
  return { on, villages, kabupaten: [...kabupaten].map(([area, inIt]) => summed(area, inIt)) };
}

function summed(area: string, villages: readonly TrackedVillage[]): TrackedKabupaten {
  const sum = (count: (village: TrackedVillage) => number): number => villages.reduce((total, village) => total + count(village), 0);
  const states = Object.fromEntries(villageStates.map((state) => [state, sum((village) => (village.state === state ? 1 : 0))])) as Record<VillageState, number>;
  return {
    area,
    name: villages[0]?.kabupaten ?? area,
    villages: villages.length,
    states,
    places: sum(({ places }) => places),
    placesLate: sum(({ state, places }) => (state === 'late' ? places : 0)),
    placesFreed: sum(({ freedOn, places }) => (freedOn === null ? 0 : places)),
    rows: sum(({ rows }) => rows),
    toMend: sum(({ toMend }) => toMend),
  };
}

/**
 * Asks every village under an area for its list by a deadline. Each kabupaten's places are kept for its villages in even shares, unless `places` says how
 * many each gets. Faults: bad-input `deadline-is-past`, `no-villages-there`; not-found `programme-unknown`.
 */
export async function askVillages(
  tx: Tx,
  of: { readonly programme: string; readonly area?: string | undefined; readonly deadline: CivilDate; readonly places?: number | undefined },
): Promise<{ readonly asked: number; readonly standing: number; readonly deadline: CivilDate }> {
  const policy = await currentPolicy(tx, of.programme);
  const askedOn = dateIn(policy.timeZone, tx.at);
  if (of.deadline < askedOn) {
    throw new Fault(
      'bad-input',
      'deadline-is-past',
      { id: `Tenggat ${of.deadline} sudah lewat.`, en: `The deadline ${of.deadline} is past.` },
      { column: 'deadline' },
    );
  }
  const area = of.area ?? policy.area;
  const villages = area.startsWith(policy.area) ? await villagesIn(tx, area) : [];
  if (villages.length === 0) {
    throw new Fault(
      'bad-input',
      'no-villages-there',
      { id: `Tidak ada desa di wilayah ${area} program ini.`, en: `There are no villages in area ${area} of this programme.` },
      { column: 'area' },
    );
  }
  const kept = of.places === undefined ? await evenShares(tx, policy, villages) : new Map(villages.map((village) => [village, of.places as number]));
  const asked = await insertRequests(
    tx,
    { programme: of.programme, sponsor: policy.sponsor, askedOn, deadline: of.deadline },
    villages.map((village) => ({ area: village, places: kept.get(village) ?? 0 })),
  );
  const digest = sha256([of.programme, of.deadline, ...villages.map((village) => `${village}/${kept.get(village) ?? 0}`)].join('\n'));
  if (asked > 0) await recordAct(tx, { kind: 'lists-asked', subject: of.programme, digest, sponsor: policy.sponsor, area });
  return { asked, standing: villages.length - asked, deadline: of.deadline };
}

/** The quota of each kabupaten over all of its villages, also those that are not asked now. */
async function evenShares(tx: Tx, { quotas }: CurrentPolicy, asked: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const shares = new Map<string, number>();
  for (const kabupaten of new Set(asked.map((village) => village.slice(0, 4)))) {
    const all = await villagesIn(tx, kabupaten);
    const places = quotas.find(({ area }) => area === kabupaten)?.places ?? 0;
    for (const [village, share] of largestRemainder(places, new Map(all.map((village) => [village, 1])))) shares.set(village, share);
  }
  return shares;
}

/**
 * Frees the places kept for villages under an area whose deadline passed without a list: a decision with its reason, which the next sharing of places
 * honours. Faults: bad-input `freeing-without-reason`; not-found `programme-unknown`.
 */
export async function freePlaces(
  tx: Tx,
  of: { readonly programme: string; readonly area?: string | undefined; readonly reason: string; readonly on?: CivilDate | undefined },
): Promise<{ readonly villages: number; readonly places: number }> {
  const reason = of.reason.trim();
  refuseLongNumber(reason, 'reason');
  if (reason === '')
    throw new Fault(
      'bad-input',
      'freeing-without-reason',
      { id: 'Tulis mengapa tempat dibebaskan.', en: 'Write why the places are freed.' },
      { column: 'reason' },
    );
  const policy = await currentPolicy(tx, of.programme);
  const { on, villages } = await track(tx, of);
  const late = villages.flatMap((village) =>
    village.requestId !== null && mayBeFreed(village, village.places, on) ? [{ requestId: village.requestId, area: village.area, places: village.places }] : [],
  );
  if (late.length === 0) return { villages: 0, places: 0 };
  const places = await insertFreedPlaces(tx, { programme: of.programme, sponsor: policy.sponsor, reason }, late);
  const digest = sha256([of.programme, sha256(reason), ...late.map(({ area, places: count }) => `${area}/${count}`)].join('\n'));
  await recordAct(tx, { kind: 'places-freed', subject: of.programme, digest, sponsor: policy.sponsor, area: of.area ?? policy.area });
  return { villages: late.length, places };
}

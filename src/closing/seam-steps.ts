// Watches the seam between two payers: for everybody in it whether the first month after the end is held, registered and posted.
import { dateIn } from '../kernel/clock.ts';
import type { CivilDate } from '../kernel/date.ts';
import { type Month, addMonths, firstDayOf, lastDayOf } from '../kernel/month.ts';
import { dueDate } from '../law/due-date.ts';
import type { Law } from '../law/law.ts';
import type { Tx } from '../platform/database.ts';
import { currentPolicy, programmesKnown } from '../programme/programme-steps.ts';
import { latestSnapshots } from '../registry/registry-steps.ts';
import { type SeamCounts, type SeamStage, type SeamTask, noCounts, seamStage, seamTask } from './seam.ts';
import { type GivenList, type HandedRow, countHanded, givenLists, handedPeople, handedWithin } from './seam-store.ts';
import { standingChoices } from './year-end-store.ts';

/** One kabupaten's hand-over and where its people stand. */
export interface SeamGroup {
  readonly area: string;
  readonly nextPayer: string;
  /** The next payer's programme in this installation, or null. */
  readonly to: string | null;
  readonly handedOn: CivilDate | null;
  readonly people: number;
  /** Of the unknown: people in the file whom no name here follows. */
  readonly unnamed: number;
  readonly counts: SeamCounts;
  readonly task: SeamTask | null;
}

export interface Seam {
  readonly programme: string;
  readonly endsOn: CivilDate;
  readonly next: Month;
  readonly dueOn: CivilDate;
  readonly today: CivilDate;
  readonly people: number;
  readonly counts: SeamCounts;
  readonly groups: readonly SeamGroup[];
}

interface WatchedGroup {
  readonly choiceId: string;
  readonly area: string;
  /** People in the file that was written; null for whoever sees a part of the kabupaten. */
  readonly persons: number | null;
  readonly to: string | null;
  readonly taker: string;
  readonly given: GivenList | null;
}

interface Watched extends Pick<Seam, 'programme' | 'endsOn' | 'next' | 'dueOn' | 'today'> {
  readonly giver: string;
  readonly memberships: readonly string[];
  readonly groups: ReadonlyMap<string, WatchedGroup>;
  readonly zone: string;
}

async function watched(tx: Tx, { law, programme }: { readonly law: Law; readonly programme: string }): Promise<Watched> {
  const { policy, sponsor, timeZone } = await currentPolicy(tx, programme);
  const { last } = policy.term;
  const next = addMonths(last, 1);
  const today = dateIn(timeZone, tx.at);
  const visible = (await standingChoices(tx, programme, last)).filter(({ choice, persons }) => choice === 'hand-over' && persons !== null);
  const given = new Map(
    (
      await givenLists(
        tx,
        visible.map(({ choiceId }) => choiceId),
      )
    ).map((one) => [one.choiceId, one]),
  );
  // An officer of a kecamatan sees his people, and of the choice for their kabupaten to whom it hands them.
  const within = (await handedWithin(tx, { programme, next })).filter(({ choiceId }) => visible.every((one) => one.choiceId !== choiceId));
  const known = new Set((await programmesKnown(tx)).map((one) => one.programme));
  const groups = new Map<string, WatchedGroup>();
  for (const choice of [...visible.map((one) => ({ ...one, given: given.get(one.choiceId) ?? null })), ...within]) {
    const to = choice.given?.to ?? (known.has(choice.nextPayer ?? '') ? choice.nextPayer : null);
    const taker = to === null ? (choice.nextPayer ?? '') : (await currentPolicy(tx, to)).policy.sponsor.name;
    groups.set(choice.choiceId, { choiceId: choice.choiceId, area: choice.area, persons: choice.persons, to, taker, given: choice.given });
  }
  const memberships = (await latestSnapshots(tx, sponsor, today)).membership.filter(({ asOf }) => asOf >= firstDayOf(next)).map(({ snapshotId }) => snapshotId);
  return {
    programme,
    endsOn: lastDayOf(last),
    next,
    dueOn: dueDate({ law, month: next }).due,
    today,
    giver: policy.sponsor.name,
    memberships,
    groups,
    zone: timeZone,
  };
}

const stageOf = (of: Watched, row: Pick<HandedRow, 'choiceId' | 'heldBy' | 'registered' | 'posted' | 'register' | 'departed'>): SeamStage => {
  const group = of.groups.get(row.choiceId);
  return seamStage({ ...row, held: row.heldBy !== null, here: (group?.to ?? null) !== null, arrived: group?.given?.arrived === true }, of);
};

/** Where everybody who was handed over stands, by kabupaten, with the task while anybody would fall into the gap. Fault: not-found `programme-unknown`. */
export async function seam(tx: Tx, asked: { readonly law: Law; readonly programme: string }): Promise<Seam> {
  const of = await watched(tx, asked);
  const [whole, byChoice] = [noCounts(), new Map([...of.groups.keys()].map((choiceId) => [choiceId, noCounts()]))];
  for (const row of await countHanded(tx, of)) {
    const stage = stageOf(of, row);
    whole[stage] += row.people;
    const counts = byChoice.get(row.choiceId);
    if (counts !== undefined) counts[stage] += row.people;
  }
  const sum = (counts: SeamCounts): number => Object.values(counts).reduce((total, people) => total + people, 0);
  const groups = [...of.groups.values()].map(({ choiceId, area, persons, to, taker, given }): SeamGroup => {
    const counts = byChoice.get(choiceId) ?? noCounts();
    // A file written before people of hand-overs were kept names people nobody can follow here: unknown, not safe.
    const unnamed = Math.max(0, (persons ?? 0) - sum(counts));
    counts.unknown += unnamed;
    whole.unknown += unnamed;
    return {
      area,
      nextPayer: taker,
      to,
      handedOn: given === null ? null : dateIn(of.zone, given.recordedAt as typeof tx.at),
      people: sum(counts),
      unnamed,
      counts,
      task: seamTask(counts, { ...of, taker }),
    };
  });
  const { programme, endsOn, next, dueOn, today } = of;
  return { programme, endsOn, next, dueOn, today, people: sum(whole), counts: whole, groups };
}

/** One person handed over, and where he stands. */
export interface HandedPerson extends Pick<HandedRow, 'area' | 'kpj' | 'name'> {
  readonly stage: SeamStage;
  readonly nextPayer: string;
}

/** People handed over by name, those not paid for first; a page of them. Fault: not-found `programme-unknown`. */
export async function seamPeople(
  tx: Tx,
  asked: { readonly law: Law; readonly programme: string; readonly offset: number; readonly limit: number },
): Promise<readonly HandedPerson[]> {
  const of = await watched(tx, asked);
  const rows = await handedPeople(tx, { ...of, offset: asked.offset, limit: asked.limit });
  return rows.map((row) => ({ area: row.area, kpj: row.kpj, name: row.name, stage: stageOf(of, row), nextPayer: of.groups.get(row.choiceId)?.taker ?? '' }));
}

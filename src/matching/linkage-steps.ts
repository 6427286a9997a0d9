// Decides how persons are proposed for whoever has no NIK that says who he is: near people found in one statement, weighed, the best kept. It never decides for anybody.
import type { CivilDate } from '../kernel/date.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import type { Nik } from '../kernel/nik.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { latestRun } from '../platform/run.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { latestSnapshots, registerRows } from '../registry/registry-steps.ts';
import usualWeights from '../../linkage/weights.json' with { type: 'json' };
import { type DoubtfulRow, type StoredProposal, doubtfulRows, insertProposing, peopleNear, saveProposals, tokensOf, weightsOn } from './linkage-store.ts';
import {
  type DatedWeights,
  type DescribedPerson,
  type ProposedPerson,
  Proposals,
  type RegisteredPerson,
  personScorer,
  usualProposing,
  wideProposing,
} from './person-linkage.ts';

export type { DescribedPerson, ProposedPerson, RegisteredPerson } from './person-linkage.ts';
export { doubtfulCodes, latestProposing } from './linkage-store.ts';

/** The weights that hold for a sponsor today: those it estimated last, else the ones that come with Payung. `name` says which. */
export async function weightsFor(tx: Tx, sponsor: string): Promise<{ readonly name: string; readonly dated: DatedWeights }> {
  const own = await weightsOn(tx, sponsor, tx.at);
  if (own !== null) return { name: own.weightsId, dated: own.content };
  return { name: `linkage/weights.json ${usualWeights.from}`, dated: usualWeights };
}

/** A proposed person with his register entry and sealed NIK (null where the register knows no current one). */
export type PersonProposal = ProposedPerson & { readonly person: RegisteredPerson; readonly token: string | null };

/**
 * Proposes persons of the population register for described people: of each at most five, the likeliest first, none who is hardly one in a hundred.
 * `sponsor` and `on` say whose registers and as of when. The transaction must be one that may write, for it makes temporary tables; call it for up to
 * some thousand described people at a time. Whether one is the person meant is for a person to decide.
 */
export async function proposePersons(
  tx: Tx,
  niks: NikSealer,
  described: readonly DescribedPerson[],
  { sponsor, on }: { readonly sponsor: string; readonly on: CivilDate },
): Promise<ReadonlyMap<number, readonly PersonProposal[]>> {
  const { population } = await latestSnapshots(tx, sponsor, on);
  const { dated } = await weightsFor(tx, sponsor);
  return proposeFrom(tx, niks, described, registerRows(tx, 'population', population), dated);
}

/** How many a search by hand shows at most. */
const mostShown = 10;

/**
 * The persons of `population` (SQL of register rows) whom somebody described by hand may be, the likeliest first, at most ten: found more widely than
 * `proposePersons` finds, because whoever searches knows little and decides himself. Only the year of birth is known where the day is one that says no day.
 * Whoever bears another name is shown only by a NIK one slip from the one written. The transaction must be one that may write.
 */
export async function searchPersons(
  tx: Tx,
  niks: NikSealer,
  described: Omit<DescribedPerson, 'ref'>,
  { sponsor, population }: { readonly sponsor: string; readonly population: string },
): Promise<readonly PersonProposal[]> {
  const { dated } = await weightsFor(tx, sponsor);
  const found = (await proposeFrom(tx, niks, [{ ...described, ref: 0 }], population, dated, true)).get(0) ?? [];
  const levelOf = ({ reasons }: PersonProposal, name: string): string | null => reasons.find(({ comparison }) => comparison === name)?.level ?? null;
  const byNik = (one: PersonProposal): boolean => ['same', 'one-slip'].includes(levelOf(one, 'nik') ?? '');
  const byName = (one: PersonProposal): boolean => !['different', null].includes(levelOf(one, 'name'));
  return found.filter((one) => byNik(one) || byName(one)).slice(0, mostShown);
}

async function proposeFrom(
  tx: Tx,
  niks: NikSealer,
  described: readonly DescribedPerson[],
  rows: string,
  dated: DatedWeights,
  wide = false,
): Promise<ReadonlyMap<number, readonly PersonProposal[]>> {
  const proposals = new Proposals(personScorer(dated), described, wide ? wideProposing : usualProposing);
  for await (const chunk of peopleNear(tx, described, rows, (list) => niks.sealAll(list as readonly Nik[]), wide)) {
    const near = chunk.filter(({ token }) => token !== null);
    const opened = niks.openAll(near.map(({ token }) => token ?? ''));
    const nikOf = new Map(near.map(({ token }, at) => [token, opened[at] ?? null]));
    for (const { ref, person, token } of chunk) proposals.compare(ref, token === null ? person : { ...person, nik: nikOf.get(token) ?? null });
  }
  const found = new Map(described.map(({ ref }) => [ref, proposals.of(ref)]));
  const tokens = await tokensOf(
    tx,
    [...found.values()].flat().map(({ personKey }) => personKey),
  );
  return new Map([...found].map(([ref, people]) => [ref, people.map((one) => ({ ...one, token: tokens.get(one.personKey) ?? null }))]));
}

const describedOf = (row: DoubtfulRow, ref: number, written: string | null): DescribedPerson => ({
  ref,
  name: row.name,
  birthDate: row.birthDate as CivilDate | null,
  sex: row.sex,
  area: row.area,
  motherName: row.motherName,
  birthPlace: row.birthPlace,
  household: row.household,
  written,
});

/** Rows searched for at a time: each search reads the register once. */
const rowsAtATime = 5_000; // not law: rows at a time

/** What a search came to: rows looked at, and for how many somebody was proposed. */
export interface ProposingDone {
  readonly proposingId: string;
  readonly runId: string;
  readonly weights: string;
  readonly rows: number;
  readonly proposed: number;
}

/**
 * Searches the population register for the persons whom the doubtful rows of the newest assessment may mean, and records who was proposed and why.
 * Faults: `programme-unknown`, not-found `nothing-assessed`.
 */
export async function proposeForProgramme(tx: Tx, niks: NikSealer, programme: string, onRow: (rows: number) => void = () => {}): Promise<ProposingDone> {
  const policy = await currentPolicy(tx, programme);
  const run = await latestRun(tx, programme, 'assessment');
  if (run === undefined) throw new Fault('not-found', 'nothing-assessed', { id: 'Program ini belum dinilai.', en: 'This programme is not assessed yet.' });
  const { population } = await latestSnapshots(tx, policy.sponsor, policy.policy.conditionsOn);
  const { name, dated } = await weightsFor(tx, policy.sponsor);
  const proposingId = newKey();
  const rows: DoubtfulRow[] = [];
  for await (const chunk of doubtfulRows(tx, run.runId)) rows.push(...chunk);
  let proposed = 0;
  for (let from = 0; from < rows.length; from += rowsAtATime) {
    const some = rows.slice(from, from + rowsAtATime);
    const written = niks.openAll(some.flatMap(({ token }) => (token === null ? [] : [token])));
    let opened = 0;
    const described = some.map((row, at) => describedOf(row, from + at, row.token === null ? null : (written[opened++] ?? null)));
    const found = await proposeFrom(tx, niks, described, registerRows(tx, 'population', population), dated);
    const stored: StoredProposal[] = [];
    for (const [ref, people] of found) {
      const row = rows[ref] as DoubtfulRow;
      const known = people.filter((one) => one.token !== null);
      if (known.length > 0) proposed += 1;
      for (const [place, { personKey, token, bits, reasons }] of known.entries()) {
        stored.push({
          listId: row.listId,
          rowNo: row.rowNo,
          area: row.area,
          personKey,
          token: token ?? '',
          place: place + 1,
          bits: rounded(bits),
          reasons: reasons.map(({ weight, ...reason }) => ({ ...reason, weight: rounded(weight) })),
        });
      }
    }
    await saveProposals(tx, proposingId, policy.sponsor, stored);
    onRow(from + some.length);
  }
  const snapshots = population.map(({ asOf, digest }) => ({ asOf, digest }));
  const { sponsor, area } = policy;
  await insertProposing(tx, { proposingId, programme, sponsor, area, runId: run.runId, weights: name, snapshots, rows: rows.length, proposed });
  await recordAct(tx, {
    kind: 'persons-proposed',
    subject: proposingId,
    digest: sha256([proposingId, run.runId, name, String(rows.length), String(proposed)].join('\n')),
    sponsor,
    area,
  });
  return { proposingId, runId: run.runId, weights: name, rows: rows.length, proposed };
}

const rounded = (bits: number): number => Math.round(bits * 100) / 100;

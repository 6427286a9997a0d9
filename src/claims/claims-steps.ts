// Finds deaths of people on the list, opens a probable claim for each that was covered, and lets the confirmed dead leave the list.
import type { Actor } from '../kernel/actor.ts';
import { dateIn } from '../kernel/clock.ts';
import type { CivilDate } from '../kernel/date.ts';
import { sha256 } from '../kernel/digest.ts';
import type { Law } from '../law/law.ts';
import type { Coverage } from '../coverage/coverage.ts';
import { coverageOfMany } from '../coverage/coverage-steps.ts';
import { recordDepartures } from '../enrolment/registration-steps.ts';
import { recordActs } from '../platform/act.ts';
import type { Database, Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { Vault } from '../platform/vault.ts';
import { type CurrentPolicy, currentPolicy } from '../programme/programme-steps.ts';
import { latestSnapshots } from '../registry/registry-steps.ts';
import { tellReporters } from './claim-notice-steps.ts';
import { type ClaimSource, type FoundDeath, type NewClaim, deathsOfListed, saveClaims, saveFoundDeaths, stageDead } from './claims-store.ts';
import { deathClaims, opensClaim } from './death-claim.ts';

export { type ClaimRow, type ClaimTotals, claimTotals, claimsOf } from './claims-store.ts';

/** What claims need of the installation. */
export interface ClaimsPort {
  readonly database: Database;
  readonly law: Law;
  readonly vault: Pick<Vault, 'open' | 'seal'>;
}

/** What a search for deaths found: those not known before, those known and without a claim still; of all these the covered (or in arrears the law leaves unsettled), the claims opened, the leavers recorded. */
export interface DeathSearch {
  readonly deaths: number;
  readonly known: number;
  readonly covered: number;
  readonly unsettled: number;
  readonly opened: number;
  readonly departed: number;
}

/**
 * Matches the newest register of deaths with a programme's list. Each death on a day with cover opens a probable claim with its amount by
 * law; every one found leaves the list, so that nobody pays for the dead. Asked again it finds nothing new.
 */
export async function findDeaths(port: ClaimsPort, actor: Actor, programme: string): Promise<DeathSearch> {
  return port.database.transact(actor, async (tx) => {
    const policy = await currentPolicy(tx, programme);
    const today = dateIn(policy.timeZone, tx.at);
    const { deaths: snapshots } = await latestSnapshots(tx, policy.sponsor, today);
    let search: DeathSearch = { deaths: 0, known: 0, covered: 0, unsettled: 0, opened: 0, departed: 0 };
    for await (const found of deathsOfListed(tx, { programme, snapshots: snapshots.map(({ snapshotId }) => snapshotId), which: 'without-claim' })) {
      const more = await openClaims(tx, port, { policy, today }, found);
      search = Object.fromEntries(Object.entries(search).map(([name, count]) => [name, count + more[name as keyof DeathSearch]])) as unknown as DeathSearch;
    }
    return search;
  });
}

/** Opens a claim for each of these deaths that was covered, and lets all of them leave the list. */
async function openClaims(
  tx: Tx,
  port: ClaimsPort,
  { policy, today }: { readonly policy: CurrentPolicy; readonly today: CivilDate },
  found: readonly FoundDeath[],
): Promise<DeathSearch> {
  const { programme, sponsor, timeZone } = policy;
  const deaths = await saveFoundDeaths(tx, { programme, sponsor, knownOn: today }, found);
  const coverage = await coverageOfDeaths(tx, port.law, timeZone, found);
  const covered = found.filter((death) => opensClaim(coverageFor(coverage, death)));
  const calculate = deathClaims(port.law);
  const claims = covered.map((death) => newClaim(calculate, policy, today, death, coverageFor(coverage, death)));
  const opened = await saveClaims(tx, claims);
  const departed = await recordDepartures(
    tx,
    programme,
    found.map((death) => ({ personKey: death.personKey, cause: 'death', happenedOn: death.diedOn, evidence: `${death.source} ${death.reportedOn}` })),
  );
  const fresh = claims.filter(({ claimId }) => opened.has(claimId));
  await recordOpened(tx, fresh);
  await tellReporters(tx, port.vault, fresh);
  const unsettled = covered.filter((death) => coverageFor(coverage, death).jkm.state === 'arrears-unsettled').length;
  return { deaths, known: found.length - deaths, covered: covered.length, unsettled, opened: opened.size, departed };
}

/** Records the opening of claims. */
export const recordOpened = (tx: Tx, claims: readonly NewClaim[]): Promise<void> =>
  recordActs(
    tx,
    claims.map(({ claimId: subject, happenedOn, amount, sponsor, area }) => ({
      kind: 'probable-claim-opened',
      subject,
      digest: sha256(`${happenedOn} ${amount}`),
      sponsor,
      area,
    })),
  );

/** How many known deaths of people on a programme's list fell on a day with cover, whether a claim was opened or not: what the claims opened must equal. */
export async function coveredDeaths(tx: Tx, law: Law, programme: string): Promise<number> {
  const policy = await currentPolicy(tx, programme);
  const { deaths: snapshots } = await latestSnapshots(tx, policy.sponsor, dateIn(policy.timeZone, tx.at));
  let covered = 0;
  for await (const found of deathsOfListed(tx, { programme, snapshots: snapshots.map(({ snapshotId }) => snapshotId), which: 'all' })) {
    const coverage = await coverageOfDeaths(tx, law, policy.timeZone, found);
    covered += found.filter((death) => opensClaim(coverageFor(coverage, death))).length;
  }
  return covered;
}

async function coverageOfDeaths(tx: Tx, law: Law, timeZone: string, deaths: readonly FoundDeath[]): Promise<ReadonlyMap<string, Coverage>> {
  await stageDead(tx, 'people_who_died', deaths);
  const result = new Map<string, Coverage>();
  for await (const chunk of coverageOfMany(tx, { law, people: 'people_who_died', timeZone })) for (const one of chunk) result.set(one.personKey, one.coverage);
  return result;
}

function coverageFor(coverage: ReadonlyMap<string, Coverage>, death: FoundDeath): Coverage {
  const found = coverage.get(death.personKey);
  if (found === undefined) throw new Error('assertion failed: every death asked about has its coverage');
  return found;
}

/** The probable claim of a death by its coverage on the day. */
export function newClaim(
  calculate: ReturnType<typeof deathClaims>,
  policy: Pick<CurrentPolicy, 'programme' | 'sponsor'>,
  today: CivilDate,
  death: Pick<FoundDeath, 'personKey' | 'area' | 'diedOn'>,
  coverage: Coverage,
  source: ClaimSource = 'death-register',
): NewClaim {
  const { claim, calculation } = calculate(death.diedOn, coverage);
  return {
    claimId: newKey(),
    personKey: death.personKey,
    programme: policy.programme,
    sponsor: policy.sponsor,
    area: death.area,
    happenedOn: death.diedOn,
    knownOn: today,
    event: 'death',
    source,
    benefit: claim.benefit,
    amount: claim.amount,
    confidence: claim.confidence,
    calculation,
    conditions: claim.conditions,
    missingDocuments: claim.missingDocuments,
  };
}

// Holds every invariant against the database in one snapshot of it, and names what breaks one.
import { allocationActs, allocationInvariants, allocationRows, allocationRowsUnpublished } from '../allocation/allocation-check-store.ts';
import { claimsActs, claimsInvariants } from '../claims/claims-check-store.ts';
import { checkLedgers, checkRosters } from '../contributions/contributions-check-steps.ts';
import { contributionsActs, contributionsInvariants } from '../contributions/contributions-check-store.ts';
import { coverageInvariants } from '../coverage/coverage-check-store.ts';
import { assessmentRows, assessmentRowsUnpublished, eligibilityActs, eligibilityInvariants } from '../eligibility/eligibility-check-store.ts';
import { enrolmentActs, enrolmentInvariants, signaturesByProposer } from '../enrolment/enrolment-check-store.ts';
import { checkLists } from '../enrolment/list-check-steps.ts';
import { answersByReceiver, grievanceActs } from '../grievance/grievance-check-store.ts';
import { intakeActs, intakeInvariants } from '../intake/intake-check-store.ts';
import type { Actor } from '../kernel/actor.ts';
import { dateIn } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import type { Invariant, InvariantChecked } from '../kernel/invariant.ts';
import { matchingActs } from '../matching/matching-check-store.ts';
import { dataFolderClosed } from '../platform/closed-folder.ts';
import type { Database, Tx } from '../platform/database.ts';
import { checkInvariant, prepareToCheck } from '../platform/invariants.ts';
import { scanForNiks } from '../platform/nik-scan.ts';
import { type EvidencePort, checkEvidence } from '../platform/run-evidence.ts';
import { programmeActs, programmeInvariants } from '../programme/programme-check-store.ts';
import { programmesKnown } from '../programme/programme-steps.ts';
import { registryActs } from '../registry/registry-check-store.ts';
import { rosterInvariants } from '../roster/roster-check-store.ts';
import { reportingActs, reportingInvariants } from './reporting-check-store.ts';

export type { InvariantChecked } from '../kernel/invariant.ts';

/** What the check needs of the installation. */
export interface CheckPort extends Pick<EvidencePort, 'dataDir'> {
  readonly database: Database;
}

/** What was found, invariant by invariant. */
export interface Checked {
  readonly holds: boolean;
  /** No programme is recorded: what holds, holds of nothing. */
  readonly empty: boolean;
  readonly invariants: readonly InvariantChecked[];
}

/** What queries can check, in the order of the chain; an invariant of several rooms is put together here. */
const invariants: readonly Invariant[] = [
  ...programmeInvariants,
  ...rosterInvariants,
  ...intakeInvariants,
  ...eligibilityInvariants,
  ...allocationInvariants,
  {
    code: 'published-runs-have-their-rows',
    id: 'Setiap run terbit punya tepat baris-barisnya',
    en: 'Every published run has exactly its rows',
    queries: [...assessmentRows, ...allocationRows],
  },
  {
    code: 'no-rows-without-completion',
    id: 'Tidak ada baris dari run yang tidak selesai',
    en: 'No rows stand of a run that was never finished',
    queries: [...assessmentRowsUnpublished, ...allocationRowsUnpublished],
  },
  ...enrolmentInvariants,
  ...contributionsInvariants,
  ...coverageInvariants,
  ...claimsInvariants,
  {
    code: 'nobody-approves-his-own',
    id: 'Yang mengusulkan tidak menandatangani; yang menerima keberatan tidak memutusnya',
    en: 'Nobody signs what he proposed or resolves what he received',
    queries: [...signaturesByProposer, ...answersByReceiver],
  },
  ...reportingInvariants,
  {
    code: 'every-act-is-recorded',
    id: 'Setiap keputusan punya catatan tindakannya',
    en: 'Every decision has its act in the log',
    queries: [
      ...programmeActs,
      ...registryActs,
      ...intakeActs,
      ...matchingActs,
      ...eligibilityActs,
      ...allocationActs,
      ...enrolmentActs,
      ...contributionsActs,
      ...claimsActs,
      ...grievanceActs,
      ...reportingActs,
    ],
  },
];

type Check = (tx: Tx, port: CheckPort) => Promise<InvariantChecked>;

/** Every check by its invariant's code, in the order they are told. */
const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ...invariants.map((invariant) => [invariant.code, (tx) => checkInvariant(tx, invariant)] as const satisfies readonly [string, Check]),
  ['signed-lists-unchanged', checkLists],
  ['final-rosters-unchanged', checkRosters],
  ['ledger-agrees', checkLedgers],
  ['no-nik-in-clear', scanForNiks],
  ['evidence-as-recorded', (tx, port) => checkEvidence(tx, port, dateIn('UTC', tx.at))],
  ['data-folder-closed', (_, { dataDir }) => dataFolderClosed(dataDir)],
]);

/** The codes of all invariants. */
export const invariantCodes: readonly string[] = [...checks.keys()];

/** What to check, and who is told how many are done. All invariants when `only` names none. */
export interface CheckRequest {
  readonly only?: readonly string[];
  readonly onChecked?: (done: number) => void;
}

/** Holds invariants in the caller's transaction. Faults: forbidden `check-needs-the-whole`, not-found `invariant-unknown`. */
export async function checkIn(tx: Tx, port: CheckPort, { only = [], onChecked = () => {} }: CheckRequest = {}): Promise<Checked> {
  if (tx.actor.sponsor !== '*' || tx.actor.area !== '*') {
    throw new Fault('forbidden', 'check-needs-the-whole', {
      id: 'Pemeriksaan membandingkan jumlah seluruhnya; hanya yang boleh melihat semuanya dapat menjalankannya.',
      en: 'The check compares whole sums; only somebody who may see everything can run it.',
    });
  }
  const unknown = only.find((code) => !checks.has(code));
  if (unknown !== undefined) {
    throw new Fault('not-found', 'invariant-unknown', {
      id: `Tidak ada jaminan "${unknown}". Yang ada: ${invariantCodes.join(', ')}.`,
      en: `There is no invariant "${unknown}". There are: ${invariantCodes.join(', ')}.`,
    });
  }
  await prepareToCheck(tx);
  const found: InvariantChecked[] = [];
  for (const [code, check] of checks) {
    if (only.length > 0 && !only.includes(code)) continue;
    found.push(await check(tx, port));
    onChecked(found.length);
  }
  return { holds: found.every(({ broken }) => broken === 0), empty: (await programmesKnown(tx)).length === 0, invariants: found };
}

/** Holds invariants in one snapshot of the database. Faults as `checkIn`. */
export const checkInvariants = (port: CheckPort, actor: Actor, request: CheckRequest = {}): Promise<Checked> =>
  port.database.read(actor, (tx) => checkIn(tx, port, request));

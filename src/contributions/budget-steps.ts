// Tells a programme's budget whole (limit, commitments, invoices, payments, remainder, forecast) and what a proposed version would do, before it is approved.
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { owedFor } from '../enrolment/owed.ts';
import { type Rupiah, total } from '../kernel/money.ts';
import { monthsFrom } from '../kernel/month.ts';
import type { Law } from '../law/law.ts';
import type { Tx } from '../platform/database.ts';
import { type BudgetVersion, approveVersion, budgetVersion, versionsOf } from '../programme/budget-version-steps.ts';
import type { ProgrammeFile } from '../programme/policy.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { type BudgetLineState, type Forecast, type LineEffect, effectOn, forecast } from './budget.ts';
import { lineStates, placesTaken } from './budget-store.ts';

export interface Budget {
  readonly lines: readonly BudgetLineState[];
  readonly forecast: Forecast;
  readonly versions: readonly (BudgetVersion & { readonly effects: readonly LineEffect[] })[];
}

/** A programme's budget as it stands. Fault: not-found `programme-unknown`. */
export async function budgetOf(tx: Tx, of: { readonly law: Law; readonly programme: string }): Promise<Budget> {
  const { policy } = await currentPolicy(tx, of.programme);
  const lines = await lineStates(tx, of.programme);
  const { validated, held, closed } = await placesTaken(tx, of.programme);
  const monthsLeft = monthsFrom(policy.term.first, policy.term.last).filter((month) => !closed.has(month)).length;
  const versions = await versionsOf(tx, { programme: of.programme });
  return {
    lines,
    forecast: forecast({
      limit: total(lines.map(({ limit }) => limit)),
      committed: total(lines.map(({ committed }) => committed)),
      places: policy.places.total,
      validated: Math.max(validated, held),
      held,
      monthsLeft,
      monthly: monthlyCost(of.law, policy),
    }),
    versions: versions.map((version) => ({ ...version, effects: effectsOf(version, lines) })),
  };
}

/** What one more person costs the programme's lines a month, in rupiah. */
function monthlyCost(law: Law, policy: ProgrammeFile): Rupiah {
  const own = new Set(policy.budget.map(({ line }) => line));
  return total(owedFor(policy, law, policy.term.last).covers.flatMap(({ shares }) => shares.filter(({ line }) => own.has(line)).map(({ amount }) => amount)));
}

function effectsOf(version: BudgetVersion, lines: readonly BudgetLineState[]): readonly LineEffect[] {
  return version.lines.flatMap(({ line, jkk, jkm }) => {
    const state = lines.find((one) => one.line === line);
    return state === undefined ? [] : [effectOn(state, { jkk, jkm })];
  });
}

/** What a version does to its lines and people, and the digest of that: an approval names it. */
export async function budgetEffects(
  tx: Tx,
  versionId: string,
): Promise<{ readonly version: BudgetVersion; readonly effects: readonly LineEffect[]; readonly digest: string }> {
  const version = await budgetVersion(tx, versionId);
  const effects = effectsOf(version, await lineStates(tx, version.programme));
  return { version, effects, digest: sha256(JSON.stringify(effects, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))) };
}

/**
 * Approves a version whose effects were read (their digest). Conflict faults: `effects-moved-on`, `cover-below-commitments`, and those of
 * `approveVersion`.
 */
export async function approveBudget(
  tx: Tx,
  of: { readonly versionId: string; readonly effects: string },
): Promise<{ readonly approved: boolean; readonly version: BudgetVersion }> {
  const { version, effects, digest } = await budgetEffects(tx, of.versionId);
  if (version.approvedBy !== null) return { approved: false, version };
  if (digest !== of.effects)
    throw new Fault('conflict', 'effects-moved-on', {
      id: 'Dampaknya sudah berubah sejak dibaca. Baca lagi, lalu setujui.',
      en: 'Its effects have changed since they were read. Read them again, then approve.',
    });
  const lacking = effects.find(({ missing, missingCover }) => missing === 0n && (missingCover.jkk > 0n || missingCover.jkm > 0n));
  if (lacking !== undefined)
    throw new Fault('conflict', 'cover-below-commitments', {
      id: `Bagian JKK atau JKM mata anggaran ${lacking.line} lebih kecil daripada yang sudah terikat.`,
      en: `The part for JKK or for JKM of line ${lacking.line} is less than what is committed on it.`,
    });
  return { approved: await approveVersion(tx, version, digest), version };
}

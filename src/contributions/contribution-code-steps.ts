// Accepts what a branch answers to a final roster: its contribution code, when persons and amounts agree. Accepted again, it changes nothing.
import path from 'node:path';
import { dateIn } from '../kernel/clock.ts';
import type { CivilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { recordAct } from '../platform/act.ts';
import { readCsvTable } from '../platform/csv.ts';
import type { Tx } from '../platform/database.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { refuseUnknownBranch } from './contributions-steps.ts';
import { anotherCode, codeExpired, codeUsedElsewhere, monthNotOpen, notFinalised, notReached } from './month-faults.ts';
import { type ContributionCode, codeColumns, codeDisagreement, readCode } from './month-files.ts';
import { codeOf, insertCode, latestFinalisation } from './invoice-store.ts';
import { periodsOf } from './month-store.ts';

export interface AcceptedMonth extends ContributionCode {
  readonly branch: string;
  /** False when the same code was accepted before. */
  readonly accepted: boolean;
}

/**
 * Accepts the codes of a branch's file, each for the month and NPP it names, as received on a day (today without one): it was valid then. Conflict faults: `code-differs-from-roster` (with both
 * figures), `month-not-finalised`, `month-has-another-code`, `code-expired`, `npp-names-several-branches`; bad-input `code-row-unreadable`, `day-not-reached-yet`; not-found `month-not-open`.
 */
export async function acceptContributionCode(
  tx: Tx,
  of: { readonly programme: string; readonly file: string; readonly branch?: string; readonly on?: CivilDate },
): Promise<readonly AcceptedMonth[]> {
  const { timeZone } = await currentPolicy(tx, of.programme);
  const today = dateIn(timeZone, tx.at);
  const on = of.on ?? today;
  if (on > today) throw notReached(on);
  const accepted: AcceptedMonth[] = [];
  for await (const { rows, lines } of readCsvTable(of.file, { required: codeColumns })) {
    for (const [place, cells] of rows.entries()) {
      const at = { file: path.basename(of.file), row: lines[place] ?? 0 };
      const code = readCode(cells);
      if (code === null)
        throw new Fault(
          'bad-input',
          'code-row-unreadable',
          {
            id: 'Baris kode iuran tidak dapat dibaca; periksa angka dan tanggalnya.',
            en: 'The row of the contribution code cannot be read; check its figures and dates.',
          },
          at,
        );
      accepted.push(await acceptOne(tx, of, code, on));
    }
  }
  return accepted;
}

async function acceptOne(tx: Tx, of: { programme: string; branch?: string }, code: ContributionCode, on: CivilDate): Promise<AcceptedMonth> {
  const periods = (await periodsOf(tx, of.programme, code.month, of.branch)).filter(({ npp }) => npp === code.npp);
  const [period] = periods;
  if (period === undefined && of.branch !== undefined) await refuseUnknownBranch(tx, { programme: of.programme, month: code.month, branch: of.branch });
  if (period === undefined) throw monthNotOpen(`NPP ${code.npp}`, code.month);
  if (periods.length > 1) {
    throw new Fault('conflict', 'npp-names-several-branches', {
      id: `NPP ${code.npp} dipakai beberapa cabang (${periods.map(({ branch }) => branch).join(', ')}); sebutkan cabangnya.`,
      en: `The NPP ${code.npp} belongs to several branches (${periods.map(({ branch }) => branch).join(', ')}); name the branch.`,
    });
  }
  const finalisation = await latestFinalisation(tx, period.periodId);
  if (finalisation === null) throw notFinalised(period.branch, period.month);
  const disagreement = codeDisagreement(code, finalisation);
  if (disagreement !== null) throw disagreement;
  const standing = await codeOf(tx, finalisation.finalisationId);
  if (standing !== null && standing.code !== code.code) throw anotherCode(period, standing.code);
  if (standing === null) {
    if (code.expiresOn < on) throw codeExpired(code);
    if (!(await insertCode(tx, period, finalisation.finalisationId, code))) throw codeUsedElsewhere(code);
    await recordAct(tx, {
      kind: 'contribution-code-accepted',
      subject: code.code,
      digest: finalisation.rosterDigest,
      sponsor: period.sponsor,
      area: period.area,
    });
  }
  return { ...code, branch: period.branch, accepted: standing === null };
}

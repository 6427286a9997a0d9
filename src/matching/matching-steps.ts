// Decides how a doubtful match is settled by a person: on evidence, under their name, and counted from then on.
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { IdentityVerdict } from './match.ts';
import { candidateOf, insertDecision } from './matching-store.ts';

/** What was decided about a row: whether `personKey` (the holder of its NIK) is the person written there, and on which evidence. */
export interface Confirmation {
  readonly listId: string;
  readonly rowNo: number;
  readonly personKey: string;
  readonly verdict: IdentityVerdict;
  /** What was looked at (`KTP dan KK dilihat …`); never empty, and no NIK in it. */
  readonly evidence: string;
}

/**
 * Records the decision and its act; the last decision about a row counts. Faults: `row-not-found`, `row-has-no-nik`,
 * `person-not-of-this-row` (conflict), `evidence-missing`, `nik-in-evidence`.
 */
export async function confirmIdentity(tx: Tx, confirmation: Confirmation): Promise<{ readonly decisionId: string }> {
  const { listId, rowNo, personKey, verdict } = confirmation;
  const evidence = confirmation.evidence.trim();
  if (evidence === '') {
    throw new Fault('bad-input', 'evidence-missing', {
      id: 'Tulis apa yang diperiksa, misalnya: KTP dan KK dilihat di kantor desa.',
      en: 'Write what was looked at, for example: identity card and family card seen at the village office.',
    });
  }
  if (/\d(?:[ .-]?\d){13,}/.test(evidence)) {
    throw new Fault('bad-input', 'nik-in-evidence', {
      id: 'Jangan tulis NIK atau nomor KK di dalam keterangan.',
      en: 'Do not write a NIK or family card number in the evidence.',
    });
  }
  const candidate = await candidateOf(tx, listId, rowNo);
  if (candidate === null) {
    throw new Fault('not-found', 'row-not-found', { id: `Baris ${rowNo} tidak ada di daftar itu.`, en: `There is no row ${rowNo} in that list.` });
  }
  if (!candidate.hasNik) {
    throw new Fault('conflict', 'row-has-no-nik', {
      id: `Baris ${rowNo} tidak punya NIK yang terbaca; betulkan NIK dan kirim lagi daftarnya.`,
      en: `Row ${rowNo} has no readable NIK; correct the NIK and hand the list in again.`,
    });
  }
  if (candidate.personKey !== personKey) {
    throw new Fault('conflict', 'person-not-of-this-row', {
      id: `NIK di baris ${rowNo} bukan milik orang itu.`,
      en: `The NIK in row ${rowNo} is not that person's.`,
    });
  }
  const decisionId = newKey();
  await insertDecision(tx, { decisionId, listId, rowNo, personKey, verdict, evidence }, candidate);
  await recordAct(tx, {
    kind: 'identity-decided',
    subject: decisionId,
    digest: sha256([decisionId, listId, String(rowNo), personKey, verdict, sha256(evidence)].join('\n')),
    sponsor: candidate.sponsor,
    area: candidate.area,
  });
  return { decisionId };
}

// Decides how a doubtful match is settled by a person: on evidence, under their name, and counted from then on.
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { IdentityVerdict } from './match.ts';
import { candidateOf, insertDecision, proposedFor } from './matching-store.ts';

/** What was decided about a row: whether `personKey` (the holder of its NIK, or somebody proposed for it) is the person written there, and on which evidence. */
export interface Confirmation {
  readonly listId: string;
  readonly rowNo: number;
  readonly personKey: string;
  readonly verdict: IdentityVerdict;
  /** What was looked at (`KTP dan KK dilihat …`); never empty, and no NIK in it. */
  readonly evidence: string;
}

/** What was looked at, without blanks around it; a fault when nothing was written, or a NIK. */
export function checkedEvidence(text: string): string {
  const evidence = text.trim();
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
  return evidence;
}

/**
 * Records the decision and its act; the last decision about a row counts. Faults: `row-not-found`, `row-has-no-nik`,
 * `person-not-of-this-row` (both conflict, for somebody who was not proposed), `evidence-missing`, `nik-in-evidence`.
 */
export async function confirmIdentity(tx: Tx, confirmation: Confirmation): Promise<{ readonly decisionId: string }> {
  const { listId, rowNo, personKey, verdict } = confirmation;
  const evidence = checkedEvidence(confirmation.evidence);
  const candidate = await candidateOf(tx, listId, rowNo);
  if (candidate === null) {
    throw new Fault('not-found', 'row-not-found', { id: `Baris ${rowNo} tidak ada di daftar itu.`, en: `There is no row ${rowNo} in that list.` });
  }
  const proposal = candidate.personKey === personKey ? null : await proposedFor(tx, listId, rowNo, personKey);
  if (candidate.personKey !== personKey && proposal === null) {
    if (!candidate.hasNik) {
      throw new Fault('conflict', 'row-has-no-nik', {
        id: `Baris ${rowNo} tidak punya NIK yang terbaca, dan orang itu tidak diusulkan untuknya; cari orangnya dulu, atau betulkan NIK dan kirim lagi daftarnya.`,
        en: `Row ${rowNo} has no readable NIK, and that person was not proposed for it; search first, or correct the NIK and hand the list in again.`,
      });
    }
    throw new Fault('conflict', 'person-not-of-this-row', {
      id: `NIK di baris ${rowNo} bukan milik orang itu, dan ia tidak diusulkan untuk baris itu.`,
      en: `The NIK in row ${rowNo} is not that person's, and he was not proposed for it.`,
    });
  }
  const decisionId = newKey();
  await insertDecision(
    tx,
    {
      decisionId,
      listId,
      rowNo,
      personKey,
      verdict,
      evidence,
      proposed: proposal !== null,
      personToken: verdict === 'same-person' ? (proposal ?? null) : null,
    },
    candidate,
  );
  await recordAct(tx, {
    kind: 'identity-decided',
    subject: decisionId,
    digest: sha256([decisionId, listId, String(rowNo), personKey, verdict, sha256(evidence)].join('\n')),
    sponsor: candidate.sponsor,
    area: candidate.area,
  });
  return { decisionId };
}

// Takes objections to a decision and answers them: dismissed with an explanation, or reopened by settling upstream what was in doubt.
import type { CivilDate } from '../kernel/date.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { holdsLongNumber } from '../kernel/long-number.ts';
import { confirmIdentity } from '../matching/matching-steps.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { Law } from '../law/law.ts';
import type { Channel } from './complaint.ts';
import { objectionReceipt } from './complaint-steps.ts';
import { decisionAbout, objectionOf, saveObjection, saveResolution } from './grievance-store.ts';

export { type ObjectionRow, objectionsAbout, objectionsIn } from './grievance-store.ts';

/** Where an objection stands, or null where the actor sees none. */
export async function placeOfObjection(tx: Tx, objectionId: string): Promise<{ readonly sponsor: string; readonly area: string } | null> {
  const found = await objectionOf(tx, objectionId);
  return found === undefined ? null : { sponsor: found.sponsor, area: found.area };
}

const noNumbers = (text: string, field: 'statement' | 'explanation' | 'evidence'): void => {
  if (!holdsLongNumber(text)) return;
  throw new Fault('bad-input', `nik-in-${field}`, {
    id: 'Jangan tulis NIK atau nomor KK di dalam uraian.',
    en: 'Do not write a NIK or family card number in the text.',
  });
};

/** Records an objection to a refused or waiting row, of the named run or of the latest that judged it; the receipt it is followed by is told once. Faults: not-found `decision-unknown`, conflict `nothing-to-object-to`, bad-input `statement-missing`. */
export async function fileObjection(
  tx: Tx,
  of: {
    law: Law;
    listId: string;
    rowNo: number;
    runId?: string | undefined;
    programme?: string | undefined;
    channel: Channel;
    statement: string;
    receivedOn: CivilDate;
  },
): Promise<{ readonly objectionId: string; readonly receipt: string; readonly dueOn: CivilDate }> {
  if (of.statement.trim() === '') throw new Fault('bad-input', 'statement-missing', { id: 'Tulis isi keberatannya.', en: 'Write what the objection says.' });
  noNumbers(of.statement, 'statement');
  const decision = await decisionAbout(tx, of);
  if (decision === undefined) {
    throw new Fault('not-found', 'decision-unknown', {
      id: 'Keputusan tentang baris itu tidak ditemukan. Periksa nomor daftar dan barisnya; baris yang belum dinilai belum dapat dikeberatani.',
      en: 'There is no published decision about that row. Check the list and the row; a row not assessed yet cannot be objected to.',
    });
  }
  if (decision.outcome === 'accept') {
    throw new Fault('conflict', 'nothing-to-object-to', {
      id: 'Baris ini diterima; tidak ada yang perlu dikeberatani.',
      en: 'This row was accepted; there is nothing to object to.',
    });
  }
  const objectionId = newKey();
  const { receipt, receiptHash, dueOn } = objectionReceipt(of.law, of.receivedOn);
  const { runId, programme, sponsor, area } = decision;
  await saveObjection(tx, { ...of, objectionId, runId, programme, sponsor, area, receiptHash, dueOn });
  await recordAct(tx, { kind: 'objection-filed', subject: objectionId, digest: sha256(of.statement), sponsor: decision.sponsor, area: decision.area });
  return { objectionId, receipt, dueOn };
}

/** How an objection is answered; to reopen, a person vouches that the row means the holder of its NIK. */
export type Answer =
  | { readonly outcome: 'dismissed'; readonly explanation: string }
  | { readonly outcome: 'reopened'; readonly explanation: string; readonly personKey: string; readonly evidence: string };

/** Answers an objection, once, by somebody else than who received it; a reopened row is judged anew in the next assessment. */
export async function resolveObjection(tx: Tx, of: { objectionId: string; answer: Answer; resolvedOn: CivilDate }): Promise<void> {
  const objection = await objectionOf(tx, of.objectionId);
  if (objection === undefined) throw new Fault('not-found', 'objection-unknown', { id: 'Keberatan itu tidak ada.', en: 'There is no such objection.' });
  if (objection.outcome !== null)
    throw new Fault('conflict', 'objection-already-answered', { id: 'Keberatan itu sudah dijawab.', en: 'That objection has been answered already.' });
  if (objection.receivedBy === tx.actor.id) {
    throw new Fault('forbidden', 'receiver-may-not-resolve', {
      id: 'Yang menerima keberatan tidak boleh memutusnya. Mintalah petugas lain.',
      en: 'Whoever received an objection may not decide it. Ask another officer.',
    });
  }
  noNumbers(of.answer.explanation, 'explanation');
  if (of.answer.outcome === 'reopened') noNumbers(of.answer.evidence, 'evidence');
  await saveResolution(tx, {
    objectionId: of.objectionId,
    sponsor: objection.sponsor,
    area: objection.area,
    outcome: of.answer.outcome,
    explanation: of.answer.explanation,
    receivedBy: objection.receivedBy,
    resolvedOn: of.resolvedOn,
  });
  if (of.answer.outcome === 'reopened') {
    await confirmIdentity(tx, {
      listId: objection.listId,
      rowNo: objection.rowNo,
      personKey: of.answer.personKey,
      verdict: 'same-person',
      evidence: of.answer.evidence,
    });
  }
  await recordAct(tx, {
    kind: `objection-${of.answer.outcome}`,
    subject: of.objectionId,
    digest: sha256(of.answer.explanation),
    sponsor: objection.sponsor,
    area: objection.area,
  });
}

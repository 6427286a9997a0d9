// Decides how somebody settles whether two people of the register are one: on evidence, once, and one key means the person from then on.
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import { beginMeaning, keysHeld } from '../registry/one-person-store.ts';
import { addIdentitiesAlone } from '../registry/person-store.ts';
import { checkedEvidence } from './matching-steps.ts';
import { type TwinVerdict, insertTwinDecision, monthsHeldByAnybody, proposedTwin, standingDecision, standingOnePersons } from './twin-decision-store.ts';
import { tokensUnder } from './twin.ts';

/** What was decided about a pair, in any order of its keys. `keep` is the key that means the person from now on; `replaces` the decision seen before. */
export interface TwinSettling {
  readonly one: string;
  readonly other: string;
  readonly verdict: TwinVerdict;
  readonly keep: string | null;
  readonly evidence: string;
  readonly replaces: string | null;
}

export interface TwinSettled {
  readonly decisionId: string;
  readonly keptKey: string | null;
  /** Months for which somebody pays under both keys, whoever it is: differences to settle. */
  readonly monthsUnderBoth: readonly string[];
}

/**
 * Records whether two people are one. `same-person`: the NIKs of the dropped key mean the kept one from today on, as dated rows; nothing else moves.
 * `different-person` in the place of that: they mean their own key again. Faults: `pair-not-proposed`, conflict `pair-decided-already`,
 * `known-under-another-key`, `kept-key-holds-nothing`; bad-input `keep-missing`, `evidence-missing`, `nik-in-evidence`.
 */
export async function settleTwins(tx: Tx, settling: TwinSettling): Promise<TwinSettled> {
  const [oneKey = '', otherKey = ''] = [settling.one, settling.other].sort();
  const evidence = checkedEvidence(settling.evidence);
  const { verdict, replaces } = settling;
  const keptKey = verdict === 'same-person' ? settling.keep : null;
  if (verdict === 'same-person' && keptKey !== oneKey && keptKey !== otherKey) throw keepMissing();
  // Registers and lists turn NIKs into keys meanwhile: they come before or after, never between.
  await addIdentitiesAlone(tx);
  const pair = await proposedTwin(tx, oneKey, otherKey);
  if (pair === null) throw notProposed();
  const before = await standingDecision(tx, oneKey, otherKey);
  if ((before?.decisionId ?? null) !== replaces) throw decidedAlready(before);
  const held = await monthsHeldByAnybody(tx, [oneKey, otherKey]);
  const tokenOf = (key: string): string => (key === oneKey ? pair.oneToken : pair.otherToken);
  const decisions = await standingOnePersons(tx);
  const decisionId = newKey();
  if (keptKey !== null) {
    const dropped = keptKey === oneKey ? otherKey : oneKey;
    const current = await keysHeld(tx, [pair.oneToken, pair.otherToken]);
    if (current.get(pair.oneToken) !== oneKey || current.get(pair.otherToken) !== otherKey) throw otherKeyNow();
    if (held.has(dropped) && !held.has(keptKey)) throw holdsNothing();
    const source = 'same-person' as const;
    await beginMeaning(
      tx,
      pair.sponsor,
      tokensUnder(decisions, dropped, tokenOf(dropped)).map((token) => ({ token, personKey: keptKey, source })),
    );
  } else if (before !== null && before.keptKey !== null) {
    const dropped = before.keptKey === oneKey ? otherKey : oneKey;
    const [own = '', ...others] = tokensUnder(decisions, dropped, tokenOf(dropped));
    await beginMeaning(tx, pair.sponsor, [
      { token: own, personKey: dropped, source: 'different-person' },
      ...others.map((token) => ({ token, personKey: dropped, source: 'same-person' as const })),
    ]);
  }
  if (!(await insertTwinDecision(tx, { decisionId, oneKey, otherKey, verdict, keptKey, evidence, replaces }, pair))) throw decidedAlready(null);
  await recordAct(tx, {
    kind: 'twins-decided',
    subject: decisionId,
    digest: sha256([decisionId, oneKey, otherKey, verdict, keptKey ?? '', sha256(evidence)].join('\n')),
    sponsor: pair.sponsor,
    area: pair.area,
  });
  const [one = [], other = []] = [held.get(oneKey), held.get(otherKey)];
  return { decisionId, keptKey, monthsUnderBoth: verdict === 'same-person' ? one.filter((month) => other.includes(month)) : [] };
}

const keepMissing = (): Fault =>
  new Fault('bad-input', 'keep-missing', {
    id: 'Pilih yang mana dari kedua orang itu yang dipakai selanjutnya.',
    en: 'Say which of the two is the person from now on.',
  });
const notProposed = (): Fault =>
  new Fault('not-found', 'pair-not-proposed', {
    id: 'Pasangan itu tidak diusulkan; cari dulu: payung identity twins.',
    en: 'That pair was not proposed; search first: payung identity twins.',
  });
const decidedAlready = (before: { readonly author: string; readonly verdict: string } | null): Fault =>
  new Fault('conflict', 'pair-decided-already', {
    id: `Pasangan ini sudah diputuskan${before === null ? '' : ` (${before.verdict}) oleh ${before.author}`}. Lihat keputusan itu; untuk menggantinya, sebut nomornya.`,
    en: `This pair was decided already${before === null ? '' : ` (${before.verdict}) by ${before.author}`}. Look at that decision; to replace it, name it.`,
  });
const otherKeyNow = (): Fault =>
  new Fault('conflict', 'known-under-another-key', {
    id: 'Salah satunya sudah dinyatakan orang yang sama dengan orang lain. Cari lagi, lalu putuskan pasangan yang baru.',
    en: 'One of them was found to be one with somebody else already. Search again and decide about the new pair.',
  });
const holdsNothing = (): Fault =>
  new Fault('conflict', 'kept-key-holds-nothing', {
    id: 'Iuran dibayar untuk orang yang hendak dilepas, bukan untuk yang dipakai. Pilih orang yang iurannya dibayar.',
    en: 'Contributions are paid for the one to be dropped, not for the one kept. Keep the one who is paid for.',
  });

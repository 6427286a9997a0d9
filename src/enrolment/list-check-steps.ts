// Checks that no list changed since it was proposed: its digest taken again from its rows, its counts, and the signature over it.
import { spkiSignatureHolds } from '../kernel/ed25519.ts';
import { type Breach, type InvariantChecked, checked } from '../kernel/invariant.ts';
import type { Tx } from '../platform/database.ts';
import { type ProposedList, proposedLists } from './enrolment-check-store.ts';
import { listedDigest } from './listed-digest-steps.ts';

const unchanged = {
  code: 'signed-lists-unchanged',
  id: 'Daftar yang diusulkan dan ditandatangani tidak pernah berubah',
  en: 'A list proposed and signed never changes',
};

/** Every instrument: the digest of its rows as they stand, how many it adds and removes, and its Ed25519 signature. */
export async function checkLists(tx: Tx): Promise<InvariantChecked> {
  const breaches: Breach[] = [];
  const say = ({ instrumentId, number }: ProposedList, table: string, id: string, en: string): void => {
    breaches.push({ table, key: instrumentId, id: `${number}: ${id}`, en: `${number}: ${en}` });
  };
  for (const list of await proposedLists(tx)) {
    const { digest: now, additions, removals } = await listedDigest(tx, list.instrumentId);
    if (now !== list.listDigest) {
      say(
        list,
        'enrolment.determination',
        `sidik daftar kini ${now}, diusulkan ${list.listDigest}`,
        `its list digest is ${now} now, proposed was ${list.listDigest}`,
      );
    } else if (additions !== list.additions || removals !== list.removals) {
      const [stored, said] = [`+${additions} -${removals}`, `+${list.additions} -${list.removals}`];
      say(list, 'enrolment.instrument', `tercatat ${said}, daftarnya ${stored}`, `recorded ${said}, its list has ${stored}`);
    }
    if (!signatureHolds(list)) {
      say(list, 'enrolment.signature', 'tanda tangan tidak cocok dengan sidik daftar', 'the signature does not fit the list digest');
    }
  }
  return checked(unchanged, breaches);
}

/** Whether the signature is of the digest by the key beside it; an unsigned list has none to fail. */
function signatureHolds({ publicKey, signature, listDigest }: ProposedList): boolean {
  if (publicKey === null || signature === null) return true;
  return spkiSignatureHolds(Buffer.from(listDigest, 'utf8'), Buffer.from(signature, 'base64'), Buffer.from(publicKey, 'base64'));
}

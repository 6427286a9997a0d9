// Checks what queries cannot say of contribution months: the digest of every final roster taken again, and the ledger against the books.
import { RowDigest } from '../kernel/digest.ts';
import { type Breach, type InvariantChecked, checked } from '../kernel/invariant.ts';
import { rupiahText } from '../kernel/money.ts';
import type { Tx } from '../platform/database.ts';
import { programmesKnown } from '../programme/programme-steps.ts';
import { rosterDigests, streamCharges } from './contributions-check-store.ts';
import { ledgerCheck } from './reconciliation-steps.ts';

/** Every final roster has the digest it was finalised under. */
export async function checkRosters(tx: Tx): Promise<InvariantChecked> {
  const recorded = new Map(await rosterDigests(tx));
  const breaches: Breach[] = [];
  const judge = (id: string, now: string | null): void => {
    const said = recorded.get(id) ?? '-';
    recorded.delete(id);
    if (said === now) return;
    breaches.push({
      table: 'contributions.charge',
      key: id,
      id: `sidik daftar final kini ${now ?? '-'}, saat difinalkan ${said}`,
      en: `the digest of the final roster is ${now ?? '-'} now, when finalised it was ${said}`,
    });
  };
  let current = '';
  let digest = new RowDigest();
  for await (const chunk of streamCharges(tx)) {
    for (const [id, ...fields] of chunk) {
      if (id !== current && current !== '') judge(current, digest.finish());
      if (id !== current) digest = new RowDigest();
      current = id ?? '';
      digest.add(fields);
    }
  }
  if (current !== '') judge(current, digest.finish());
  for (const id of [...recorded.keys()]) judge(id, null);
  return checked(
    {
      code: 'final-rosters-unchanged',
      id: 'Daftar final tidak pernah berubah',
      en: 'A final roster never changes',
    },
    breaches,
  );
}

/** The ledger of every programme is balanced and says what the contribution tables say. */
export async function checkLedgers(tx: Tx): Promise<InvariantChecked> {
  const breaches: Breach[] = [];
  for (const { programme } of await programmesKnown(tx)) {
    for (const { code, subject, ledger, books } of (await ledgerCheck(tx, programme)).broken) {
      const [one, other] = [rupiahText(ledger), rupiahText(books)];
      breaches.push({
        table: 'ledger.transfer',
        key: `${programme}/${code}/${subject}`,
        id: `buku besar ${one}, tabel iuran ${other}`,
        en: `the ledger says ${one}, the contribution tables ${other}`,
      });
    }
  }
  return checked(
    { code: 'ledger-agrees', id: 'Buku besar seimbang dan sama dengan tabel iuran', en: 'The ledger is balanced and says what the contribution tables say' },
    breaches,
  );
}

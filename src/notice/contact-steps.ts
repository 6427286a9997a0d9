// Records by which mobile number a person wants to be told, or that he no longer does; the number rests sealed, the latest word counts.
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { type Nik, maskNik } from '../kernel/nik.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import type { Vault } from '../platform/vault.ts';
import { saveContact } from './notice-store.ts';
import { maskPhone, readPhone } from './phone.ts';

/** Where somebody is on a signed list that the actor sees; undefined where he is on none. The composition root knows whom to ask. */
export type PlaceOfPerson = (
  tx: Tx,
  niks: NikSealer,
  nik: Nik,
) => Promise<{ readonly personKey: string; readonly sponsor: string; readonly area: string } | undefined>;

/** As it is told back: both numbers masked; `to` is null where there is none from now on. */
export interface ContactTold {
  readonly nik: string;
  readonly to: string | null;
}

/**
 * Records a number, or with `phone` null that there is none from now on. Faults: bad-input `phone-not-mobile`; not-found `person-not-on-list`, also for whom
 * the actor does not see.
 */
export async function recordContact(
  tx: Tx,
  port: { readonly vault: Pick<Vault, 'seal'>; readonly niks: NikSealer; readonly placeOf: PlaceOfPerson },
  of: { readonly nik: Nik; readonly phone: string | null },
): Promise<ContactTold> {
  const phone = of.phone === null ? null : readPhone(of.phone);
  if (of.phone !== null && phone === null) {
    throw new Fault(
      'bad-input',
      'phone-not-mobile',
      { id: 'Tulis nomor HP Indonesia, misalnya 0812 3456 7890.', en: 'Write a mobile number of Indonesia, such as 0812 3456 7890.' },
      { column: 'phone' },
    );
  }
  const place = await port.placeOf(tx, port.niks, of.nik);
  if (place === undefined) {
    throw new Fault(
      'not-found',
      'person-not-on-list',
      {
        id: 'Orang itu tidak ada dalam daftar yang ditandatangani di wilayah Anda. Periksa NIK-nya.',
        en: 'That person is on no signed list of your area. Look at the NIK.',
      },
      { column: 'nik' },
    );
  }
  const { personKey, sponsor, area } = place;
  const recipient = phone === null ? null : port.vault.seal(Buffer.from(phone, 'utf8'));
  const contactId = await saveContact(tx, { personKey, sponsor, area, recipient });
  await recordAct(tx, { kind: phone === null ? 'contact-ended' : 'contact-recorded', subject: contactId, digest: sha256(contactId), sponsor, area });
  return { nik: maskNik(of.nik), to: phone === null ? null : maskPhone(phone) };
}

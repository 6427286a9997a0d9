// Decides how a name to sign in by is written, and that people and programs are called by names they are found under.
import { Fault } from '../kernel/fault.ts';

const form = /^[a-z][a-z0-9.-]{1,39}$/;

/** The name as it is kept. Fault: bad-input `sign-in-name-wrong`. */
export function signInName(typed: string): string {
  const name = typed.normalize('NFKC').trim().toLowerCase();
  if (form.test(name)) return name;
  throw new Fault(
    'bad-input',
    'sign-in-name-wrong',
    {
      id: 'Nama masuk: huruf kecil, angka, titik atau garis, tanpa spasi, 2 sampai 40 huruf, misalnya maria.bere.',
      en: 'A sign-in name: small letters, digits, dots or dashes, no spaces, 2 to 40 characters, for example maria.bere.',
    },
    { column: 'name' },
  );
}

/** What somebody typed to sign in, as it would be kept; whatever it is, so that no answer differs. */
export const typedName = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase().slice(0, 200);

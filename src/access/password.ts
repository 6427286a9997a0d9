// Decides which passwords are taken: long enough, not too long to work on, not the name itself (NIST SP 800-63B, 5.1.1.2: no rules of composition).
import { Fault } from '../kernel/fault.ts';
import { settings } from './settings.ts';

/** One password is one text, however a keyboard composes its letters. */
export const plainPassword = (typed: string): string => typed.normalize('NFKC');

/** The password as it is hashed. Faults: bad-input `password-too-short`, `password-too-long`, `password-holds-name`. */
export function newPassword(typed: string, signInName: string): string {
  const password = plainPassword(typed);
  const { length } = Array.from(password);
  const refuse = (code: string, id: string, en: string): Fault => new Fault('bad-input', code, { id, en }, { column: 'password' });
  if (length < settings.passwordShortest) {
    throw refuse(
      'password-too-short',
      `Kata sandi paling sedikit ${settings.passwordShortest} huruf. Beberapa kata yang mudah Anda ingat sudah baik.`,
      `A password has at least ${settings.passwordShortest} characters. A few words you remember easily are good.`,
    );
  }
  if (length > settings.passwordLongest) {
    throw refuse(
      'password-too-long',
      `Kata sandi paling banyak ${settings.passwordLongest} huruf.`,
      `A password has at most ${settings.passwordLongest} characters.`,
    );
  }
  if (password.toLowerCase().includes(signInName) && length - signInName.length < settings.passwordShortest) {
    throw refuse('password-holds-name', 'Kata sandi tidak boleh dibuat dari nama masuk Anda.', 'The password may not be made from your sign-in name.');
  }
  return password;
}

// Decides whether an agreement (PKS; Permendagri 102/2019 for population data) allows a register to be held or asked on a day.
import type { CivilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { type Register, registerForms } from './registers.ts';

/** The two lawful ways a register reaches a sponsor: a dated copy it may hold, or answers to lists it sends. */
export type Basis = 'snapshot' | 'exchange';

/** An agreement with a register's holder. `permittedFields` are headers of the register's file. */
export interface Agreement {
  readonly agreement: string;
  readonly register: Register;
  readonly sponsor: string;
  readonly counterpart: string;
  readonly purpose: string;
  readonly permittedFields: readonly string[];
  readonly basis: Basis;
  readonly validFrom: CivilDate;
  readonly validTo: CivilDate;
}

/** What somebody wants to do under it. */
export interface AgreementUse {
  readonly register: Register;
  readonly sponsor: string;
  readonly basis: Basis;
  readonly on: CivilDate;
}

const basisWords = { snapshot: { id: 'menyimpan salinan', en: 'holding a copy' }, exchange: { id: 'bertukar daftar', en: 'exchanging lists' } } as const;

/** The fault that keeps the agreement from being used so, or null. All are of kind `forbidden`; the remedy is another agreement or another date. */
export function agreementFault(agreement: Agreement, use: AgreementUse): Fault | null {
  const name = agreement.agreement;
  const forbid = (code: string, id: string, en: string): Fault => new Fault('forbidden', code, { id, en });
  if (agreement.register !== use.register) {
    const [ours, wanted] = [registerForms[agreement.register].name, registerForms[use.register].name];
    return forbid(
      'agreement-for-another-register',
      `Perjanjian ${name} mengatur ${ours.id}, bukan ${wanted.id}. Pakai perjanjian yang sesuai.`,
      `Agreement ${name} is about ${ours.en}, not ${wanted.en}. Use the agreement that fits.`,
    );
  }
  if (agreement.sponsor !== use.sponsor) {
    return forbid(
      'agreement-of-another-sponsor',
      `Perjanjian ${name} milik ${agreement.sponsor}, bukan ${use.sponsor}. Pakai perjanjian milik ${use.sponsor}.`,
      `Agreement ${name} belongs to ${agreement.sponsor}, not ${use.sponsor}. Use an agreement of ${use.sponsor}.`,
    );
  }
  if (agreement.basis !== use.basis) {
    return forbid(
      'agreement-for-another-use',
      `Perjanjian ${name} mengizinkan ${basisWords[agreement.basis].id}, bukan ${basisWords[use.basis].id}.`,
      `Agreement ${name} permits ${basisWords[agreement.basis].en}, not ${basisWords[use.basis].en}.`,
    );
  }
  if (use.on < agreement.validFrom) {
    return forbid(
      'agreement-not-yet-valid',
      `Perjanjian ${name} baru berlaku mulai ${agreement.validFrom}; keadaan data ${use.on}.`,
      `Agreement ${name} is valid from ${agreement.validFrom} only; the register speaks of ${use.on}.`,
    );
  }
  if (use.on > agreement.validTo) {
    return forbid(
      'agreement-expired',
      `Perjanjian ${name} berakhir ${agreement.validTo}, sebelum ${use.on}. Perpanjang perjanjian, lalu catat yang baru.`,
      `Agreement ${name} expired on ${agreement.validTo}, before ${use.on}. Renew it and record the new one.`,
    );
  }
  return null;
}

/** The fault in a new agreement's own words, or null: dates in order, fields that exist, the identity number among them. */
export function newAgreementFault(agreement: Agreement): Fault | null {
  const known = registerForms[agreement.register].columns.map(({ header }) => header);
  const unknown = agreement.permittedFields.filter((field) => !known.includes(field));
  if (unknown.length > 0) {
    return new Fault('bad-input', 'agreement-field-unknown', {
      id: `Kolom tidak dikenal: ${unknown.join(', ')}. Kolom yang ada: ${known.join(', ')}.`,
      en: `Unknown fields: ${unknown.join(', ')}. The fields are: ${known.join(', ')}.`,
    });
  }
  if (!agreement.permittedFields.includes('nik')) {
    return new Fault('bad-input', 'agreement-without-nik', {
      id: 'Perjanjian tanpa kolom nik tidak dapat dipakai: barisnya tidak dapat dikenali.',
      en: 'An agreement without the field nik cannot be used: its rows could not be told apart.',
    });
  }
  if (agreement.validTo < agreement.validFrom) {
    return new Fault('bad-input', 'agreement-ends-before-it-begins', {
      id: `Perjanjian berakhir ${agreement.validTo}, sebelum mulai ${agreement.validFrom}.`,
      en: `The agreement ends on ${agreement.validTo}, before it begins on ${agreement.validFrom}.`,
    });
  }
  return null;
}

/** Whether a recorded agreement says exactly this. */
export const sameAgreement = (agreement: Agreement, recorded: Agreement | undefined): boolean =>
  recorded !== undefined &&
  (['register', 'sponsor', 'counterpart', 'purpose', 'basis', 'validFrom', 'validTo'] as const).every((field) => recorded[field] === agreement[field]) &&
  recorded.permittedFields.join('\n') === agreement.permittedFields.join('\n');

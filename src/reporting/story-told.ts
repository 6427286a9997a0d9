// Decides in which words a story tells what registers, verdicts, decrees and claims hold as codes.
import { claimWords } from '../claims/claims-words.ts';
import { paperWords } from '../claims/checklist.ts';
import { resolutionWords } from '../grievance/complaint-words.ts';
import type { Law } from '../law/law.ts';
import type { Bilingual } from '../law/parameter.ts';
import { statuses } from '../matching/person-words.ts';
import { registerForms, registerNamed } from '../registry/registers.ts';

type Words = Readonly<Record<string, Bilingual>>;
const same = (text: string): Bilingual => ({ id: text, en: text });
const from =
  (words: Words) =>
  (code: string): Bilingual =>
    words[code] ?? same(code);

/** What became of a row. */
export const toldOutcome = from({
  accept: { id: 'diterima', en: 'accepted' },
  reject: { id: 'ditolak', en: 'refused' },
  review: { id: 'diperiksa', en: 'to review' },
});

/** Why somebody left a list or was taken off it. */
export const toldCause = from({
  death: { id: 'meninggal', en: 'death' },
  moved: { id: 'pindah', en: 'moved' },
  withdrawn: { id: 'mengundurkan diri', en: 'withdrew' },
  'registration-refused': { id: 'pendaftaran ditolak', en: 'registration refused' },
  revoked: { id: 'keputusan dicabut', en: 'decree revoked' },
});

export const toldResolution = from(resolutionWords);
export const toldBenefit = from(claimWords.benefits);

/** How sure a claim is. */
export const toldConfidence = from({
  statute: { id: 'menurut peraturan', en: 'by statute' },
  secondary: { id: 'menurut sumber lain', en: 'by another source' },
  unverified: { id: 'belum pasti', en: 'unverified' },
});

export const toldPaper = (law: Law, code: string): Bilingual => paperWords(law, code) ?? same(code);

/** A register by its name. */
export function toldRegister(register: string): Bilingual {
  const known = registerNamed(register);
  return known === null ? same(register) : registerForms[known].name;
}

/** What a story tells of a register's row; names of relatives and addresses prove no decision and stay in the register. */
export const toldFields: readonly (readonly [field: string, label: Bilingual])[] = [
  ['name', { id: 'nama', en: 'name' }],
  ['status', { id: 'status', en: 'status' }],
  ['decile', { id: 'desil', en: 'decile' }],
  ['segment', { id: 'segmen', en: 'segment' }],
  ['active', { id: 'aktif', en: 'active' }],
  ['payer_kind', { id: 'pembayar', en: 'payer' }],
  ['payer_name', { id: 'nama pembayar', en: "payer's name" }],
  ['since', { id: 'sejak', en: 'since' }],
  ['service', { id: 'dinas', en: 'service' }],
  ['died_on', { id: 'meninggal', en: 'died' }],
  ['reported_on', { id: 'dilaporkan', en: 'reported' }],
];

const values: Readonly<Record<string, Words>> = {
  status: statuses,
  segment: Object.fromEntries(['pu', 'bpu', 'pmi'].map((code) => [code, same(code.toUpperCase())])),
  active: { true: { id: 'ya', en: 'yes' }, false: { id: 'tidak', en: 'no' } },
  payer_kind: { employer: { id: 'perusahaan', en: 'employer' }, self: { id: 'sendiri', en: 'self' }, government: { id: 'pemerintah', en: 'government' } },
  service: {
    ...Object.fromEntries(['asn', 'tni'].map((code) => [code, same(code.toUpperCase())])),
    polri: same('Polri'),
    pension: { id: 'pensiunan', en: 'pensioner' },
  },
};

/** A value of a register's row in words. */
export const toldValue = (field: string, value: unknown): Bilingual => values[field]?.[String(value)] ?? same(String(value));

// Decides the words of what was disclosed: by which act, and which fields were looked at.
import { paperWords } from '../claims/checklist.ts';
import type { Law } from '../law/law.ts';
import type { Bilingual } from '../law/parameter.ts';

/** Acts that disclose, by the words of their command. */
export const disclosingActs = {
  coverage: { id: 'mencari perlindungan', en: 'asked for coverage' },
  explain: { id: 'mencari riwayat', en: 'asked for the story' },
  letter: { id: 'membuat surat jawaban', en: 'made the answer letter' },
  'claims estimate': { id: 'menghitung perkiraan santunan', en: 'estimated the benefit' },
  'claims reveal': { id: 'membuka nama dan rekening keluarga', en: "showed the family's names and accounts" },
  'claims paper-open': { id: 'membuka dokumen klaim', en: 'opened a paper of a claim' },
  'claims bundle': { id: 'membuat berkas klaim untuk cabang', en: "made a claim's file for the branch" },
  'claims search': { id: 'mencari siapa yang dimaksud sebuah laporan', en: 'searched for whom a report means' },
  'notice contact': { id: 'mencatat cara menghubungi', en: 'recorded how to reach the person' },
  'reveal row': { id: 'membuka NIK satu baris', en: 'showed the NIK of a row' },
  'reveal trail': { id: 'melihat jejak', en: 'looked at the trail' },
} as const satisfies Record<string, Bilingual>;

/** What is looked at or shown. */
export const disclosedFields = {
  nik: { id: 'NIK', en: 'NIK' },
  kpj: { id: 'KPJ', en: 'KPJ' },
  name: { id: 'nama', en: 'name' },
  'name-masked': { id: 'nama (disamarkan)', en: 'name (masked)' },
  'birth-year': { id: 'tahun lahir', en: 'year of birth' },
  village: { id: 'desa', en: 'village' },
  account: { id: 'rekening', en: 'bank account' },
  telephone: { id: 'telepon', en: 'telephone' },
  children: { id: 'anak', en: 'children' },
  contact: { id: 'cara menghubungi', en: 'contact' },
  coverage: { id: 'perlindungan', en: 'coverage' },
  estimate: { id: 'perkiraan santunan', en: 'estimate' },
  letter: { id: 'surat jawaban', en: 'answer letter' },
  story: { id: 'riwayat', en: 'story' },
  trail: { id: 'jejak', en: 'trail' },
} as const satisfies Record<string, Bilingual>;

/** Whether it was searched or what is masked was shown. */
export const disclosureKinds = {
  search: { id: 'dicari', en: 'searched' },
  reveal: { id: 'dibuka', en: 'shown' },
} as const satisfies Record<string, Bilingual>;

/** A field in words: its own, or those of a claim's paper by the law; the code itself where nobody knows it any more. */
export const fieldWords = (law: Law, code: string): Bilingual =>
  disclosedFields[code as keyof typeof disclosedFields] ?? paperWords(law, code) ?? { id: code, en: code };

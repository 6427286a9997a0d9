// Decides what the pages of runs and invariants say.
import type { Bilingual } from '../law/parameter.ts';

export const runWords = {
  title: { id: 'Run dan bukti', en: 'Runs and their evidence' },
  lead: {
    id: 'Setiap penilaian dan pembagian tempat tercatat sebagai run: apa yang masuk, apa yang keluar, dan buktinya. Siapa pun yang berhak dapat memutuskannya ulang.',
    en: 'Every assessment and every allocation is recorded as a run: what went in, what came out, and its evidence. Whoever may see it can decide it again.',
  },
  none: { id: 'Belum ada run.', en: 'No runs yet.' },
  all: { id: 'Run, terbaru dahulu', en: 'Runs, newest first' },
  more: { id: 'Tampilkan lebih banyak', en: 'Show more' },
  checkAll: { id: 'Periksa setiap jaminan', en: 'Check every invariant' },
  run: { id: 'Run', en: 'Run' },
  finished: { id: 'Selesai', en: 'Finished' },
  author: { id: 'Dicatat oleh', en: 'Author' },
  cameOut: { id: 'Yang keluar', en: 'What came out' },
  wentIn: { id: 'Yang masuk', en: 'What went in' },
  evidence: { id: 'Bukti', en: 'Evidence' },
  evidenceRows: { id: 'Baris bukti', en: 'Rows of evidence' },
  keptUntil: { id: 'Disimpan sampai', en: 'Kept until' },
  runHash: { id: 'Hash run', en: 'Run hash' },
  programme: { id: 'Program', en: 'Programme' },
  policy: { id: 'Versi kebijakan', en: 'Policy version' },
  law: { id: 'Versi aturan', en: 'Law version' },
  seed: { id: 'Benih undian', en: 'Seed of the draw' },
  input: { id: 'Masukan', en: 'Input' },
  entries: { id: 'Isi', en: 'Entries' },
  number: { id: 'Banyaknya', en: 'How many' },
  noInputs: { id: 'Tidak ada masukan tercatat.', en: 'No inputs are recorded.' },
  file: { id: 'Berkas (tersegel)', en: 'File (sealed)' },
  digest: { id: 'Sidik (SHA-256)', en: 'Digest (SHA-256)' },
  size: { id: 'Ukuran (byte)', en: 'Size (bytes)' },
  noEvidence: {
    id: 'Run ini dibuat sebelum bukti disimpan, jadi tidak dapat diulang.',
    en: 'This run was made before evidence was kept, so it cannot be repeated.',
  },
  json: { id: 'Run ini untuk mesin (JSON)', en: 'This run for machines (JSON)' },
  allRuns: { id: 'Semua run program ini', en: 'All runs of this programme' },
  verifyTitle: { id: 'Periksa ulang', en: 'Verify' },
  verifyLead: {
    id: 'Run diputuskan ulang dari buktinya, menurut kebijakan dan aturan waktu itu, lalu setiap baris dan hash-nya dibandingkan dengan yang tersimpan. Tidak ada yang diubah. Lamanya kira-kira seperti run itu sendiri.',
    en: 'The run is decided again from its evidence, under the policy and law of its time; then every row and the hash are compared with what is stored. Nothing is changed. It takes about as long as the run itself.',
  },
  verify: { id: 'Periksa ulang', en: 'Verify' },
  verified: { id: 'Run diperiksa ulang.', en: 'The run was verified.' },
  differs: { id: '{differing} baris berbeda.', en: '{differing} rows differ.' },
  hashDiffers: { id: 'Hash-nya berbeda.', en: 'The hash differs.' },
  holds: {
    id: 'Cocok: {rows} baris diputuskan ulang dari bukti dengan hasil yang sama.',
    en: 'Holds: {rows} rows decided again from the evidence with the same result.',
  },
  holdsNot: {
    id: 'Tidak cocok: {differing} baris berbeda dari {rows} yang diputuskan ulang.',
    en: 'Does not hold: {differing} rows differ of {rows} decided again.',
  },
  hashRecorded: { id: 'Hash tercatat', en: 'Hash recorded' },
  hashDecided: { id: 'Hash dari bukti', en: 'Hash from the evidence' },
  hashStored: { id: 'Hash baris tersimpan', en: 'Hash of the rows stored' },
  same: { id: 'sama', en: 'the same' },
  other: { id: 'berbeda', en: 'different' },
  differing: { id: 'Baris yang berbeda', en: 'Rows that differ' },
  firstOf: { id: 'Ditampilkan {shown} yang pertama dari {differing}.', en: 'The first {shown} of {differing} are shown.' },
  row: { id: 'Baris', en: 'Row' },
  field: { id: 'Isian', en: 'Field' },
  decided: { id: 'Dari bukti', en: 'From the evidence' },
  stored: { id: 'Tersimpan', en: 'Stored' },
  changed: { id: 'Masukan yang berubah sejak itu', en: 'Inputs that changed since' },
  changedLead: {
    id: 'Untuk diketahui saja: run ini tetap berlaku. Run baru akan memakai masukan yang sekarang.',
    en: 'For information only: this run stands. A new run would go from the inputs of now.',
  },
  unchanged: { id: 'Masukan hari ini sama dengan masukan run ini.', en: 'The inputs of today are those of this run.' },
  before: { id: 'Dahulu', en: 'Then' },
  now: { id: 'Kini', en: 'Now' },
} as const satisfies Record<string, Bilingual>;

export const checkWords = {
  title: { id: 'Pemeriksaan menyeluruh', en: 'Check of everything' },
  lead: {
    id: 'Setiap jaminan, yaitu hal yang harus selalu benar, dibandingkan dengan seluruh isi basis data. Baris yang melanggarnya disebut satu per satu.',
    en: 'Every invariant, that is, whatever must always hold, is held against the whole database. A row that breaks one is named.',
  },
  formLead: {
    id: 'Tidak ada yang diubah. Pada basis data yang besar, pemeriksaan memakan waktu beberapa menit.',
    en: 'Nothing is changed. On a large database the check takes some minutes.',
  },
  which: { id: 'Jaminan', en: 'Invariant' },
  every: { id: 'semua {number} jaminan', en: 'all {number} invariants' },
  start: { id: 'Periksa', en: 'Check' },
  done: { id: 'Pemeriksaan selesai.', en: 'The check is done.' },
  holds: { id: 'Semua {number} jaminan terpenuhi.', en: 'All {number} invariants hold.' },
  empty: {
    id: 'Belum ada program di sini, jadi belum ada yang dapat diperiksa.',
    en: 'There is no programme here yet, so there is nothing to check.',
  },
  holdsOne: { id: 'Jaminan ini terpenuhi.', en: 'This invariant holds.' },
  broken: { id: '{broken} dari {number} jaminan dilanggar.', en: '{broken} of {number} invariants are broken.' },
  result: { id: 'Hasil pemeriksaan', en: 'What was found' },
  fulfilled: { id: 'Terpenuhi', en: 'Holds' },
  yes: { id: 'ya', en: 'yes' },
  no: { id: 'tidak', en: 'no' },
  breaking: { id: 'Baris yang melanggar', en: 'Rows that break it' },
  breaches: { id: 'Baris yang melanggar: {code}', en: 'Rows that break {code}' },
  firstOf: { id: 'Ditampilkan {shown} yang pertama dari {broken}.', en: 'The first {shown} of {broken} are shown.' },
  table: { id: 'Tabel', en: 'Table' },
  key: { id: 'Kunci', en: 'Key' },
  wrong: { id: 'Yang salah', en: 'What is wrong' },
} as const satisfies Record<string, Bilingual>;

const kinds: Readonly<Record<string, Bilingual>> = {
  assessment: { id: 'Penilaian calon', en: 'Assessment of candidates' },
  allocation: { id: 'Pembagian tempat', en: 'Allocation of places' },
};
const counts: Readonly<Record<string, Bilingual>> = {
  rows: { id: 'Baris', en: 'Rows' },
  accept: { id: 'Diterima', en: 'Accepted' },
  reject: { id: 'Ditolak', en: 'Refused' },
  review: { id: 'Diperiksa', en: 'To review' },
  candidates: { id: 'Calon diterima', en: 'Accepted candidates' },
  placed: { id: 'Mendapat tempat', en: 'Given a place' },
  reserve: { id: 'Cadangan', en: 'Reserve' },
};
const inputs: Readonly<Record<string, Bilingual>> = {
  lists: { id: 'Daftar desa', en: 'Village lists' },
  decisions: { id: 'Keputusan identitas', en: 'Identity decisions' },
  registers: { id: 'Register', en: 'Register' },
  policy: { id: 'Kebijakan', en: 'Policy' },
  assessment: { id: 'Penilaian (hash run)', en: 'Assessment (run hash)' },
  quotas: { id: 'Kuota kabupaten/kota', en: 'Quotas of kabupaten/kota' },
  law: { id: 'Aturan', en: 'The law' },
};

const asWritten = (name: string): Bilingual => ({ id: name, en: name });
export const kindWord = (kind: string): Bilingual => kinds[kind] ?? asWritten(kind);
export const countWord = (name: string): Bilingual => counts[name] ?? asWritten(name);
/** The word of an input by the first part of its name, and the rest of the name. */
export function inputWord(name: string): readonly [word: Bilingual, rest: string] {
  const [, first = '', rest = ''] = /^([\w-]+)[. ]?(.*)$/s.exec(name) ?? [];
  return [inputs[first] ?? asWritten(first), rest];
}

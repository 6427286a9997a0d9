// Decides how pages speak: Indonesian first, English second, with the words every page shares.
import type { Bilingual } from '../law/parameter.ts';
import type { Locale } from '../platform/rendering.ts';

export type { Bilingual } from '../law/parameter.ts';
export type { Locale } from '../platform/rendering.ts';

/** Says a text in the reader's language; `{name}` in it is replaced by the value of that name. */
export type Say = (text: Bilingual, values?: Readonly<Record<string, string | number>>) => string;

/** The voice of one language. */
export const speaker =
  (locale: Locale): Say =>
  (text, values = {}) =>
    text[locale].replace(/\{(\w+)\}/g, (written, name: string) => String(values[name] ?? written));

/** The other language, for the switch. */
export const otherLocale = (locale: Locale): Locale => (locale === 'id' ? 'en' : 'id');

/** Indonesian with English beside it, as a terminal is told. */
export const bothWords = ({ id, en }: Bilingual): string => (id === en ? id : `${id} / ${en}`);

/** The words of a code, or the code itself where it has none. */
export const wordsOf = (words: Readonly<Record<string, Bilingual>>, code: string): Bilingual => words[code] ?? { id: code, en: code };

/** Words of the frame around every page. */
export const frameWords = {
  product: { id: 'Payung', en: 'Payung' },
  tagline: { id: 'Perlindungan pekerja rentan', en: 'Protection for vulnerable workers' },
  skip: { id: 'Langsung ke isi', en: 'Skip to content' },
  navigation: { id: 'Navigasi utama', en: 'Main navigation' },
  language: { id: 'Bahasa', en: 'Language' },
  programmes: { id: 'Program', en: 'Programmes' },
  explain: { id: 'Penjelasan per orang', en: 'Explain one person' },
  glassesToReview: { id: '{count} akses darurat belum dinilai', en: '{count} broken glasses are not judged yet' },
  cases: { id: 'Kasus dan petugasnya', en: 'Cases and their officers' },
  reveals: { id: 'Data yang dibuka', en: 'What was disclosed' },
  glasses: { id: 'Akses darurat yang dipakai', en: 'Broken glasses' },
  breakGlass: { id: 'Akses darurat', en: 'Break the glass' },
  onlyThese: { id: 'hanya untuk', en: 'only for' },
  lawful: {
    id: 'Perlindungan hanya dihitung dari iuran yang sudah diposting BPJS Ketenagakerjaan, bukan dari SK atau peluncuran.',
    en: 'Protection is counted only from contributions posted by BPJS Ketenagakerjaan, never from a decree or a launch.',
  },
  withheld: { id: 'disembunyikan', en: 'withheld' },
  none: { id: 'tidak ada', en: 'none' },
  home: { id: 'Ke halaman awal', en: 'To the first page' },
  place: { id: 'Tempat', en: 'Place' },
  code: { id: 'Kode', en: 'Code' },
  incident: { id: 'Nomor kejadian (sebutkan saat melapor)', en: 'Incident number (quote it when you report)' },
  formFaults: { id: 'Ada yang perlu diperbaiki', en: 'Something needs correcting' },
  registers: { id: 'Register', en: 'Registers' },
  coverage: { id: 'Perlindungan', en: 'Coverage' },
  law: { id: 'Aturan', en: 'The law' },
  check: { id: 'Pemeriksaan', en: 'Checks' },
  actingAs: { id: 'Bertindak sebagai', en: 'Acting as' },
  change: { id: 'ganti', en: 'change' },
  accounts: { id: 'Akun petugas', en: 'Accounts' },
  signOut: { id: 'Keluar', en: 'Sign out' },
  signIn: { id: 'Masuk', en: 'Sign in' },
  optional: { id: 'boleh kosong', en: 'optional' },
  back: { id: 'Kembali', en: 'Back' },
  page: { id: 'Halaman {page} dari {pages}', en: 'Page {page} of {pages}' },
  previous: { id: 'Sebelumnya', en: 'Previous' },
  next: { id: 'Berikutnya', en: 'Next' },
  pager: { id: 'Halaman daftar', en: 'Pages of the list' },
  filter: { id: 'Saring', en: 'Filter' },
  counting: {
    id: 'Angka ini sedang dihitung; halaman ini memuat ulang sendiri sampai selesai.',
    en: 'These figures are being counted; this page reloads itself until they are there.',
  },
  stopReloading: { id: 'Berhenti memuat ulang', en: 'Stop reloading' },
  done: { id: 'Selesai', en: 'Done' },
  inProgramme: { id: 'Halaman program', en: 'Pages of the programme' },
  download: { id: 'Unduh', en: 'Download' },
  object: { id: 'Ajukan keberatan', en: 'Object' },
  unverified: { id: 'belum pasti', en: 'unverified' },
  scrollable: { id: 'tabel, dapat digeser ke samping', en: 'table, scrolls sideways' },
} as const satisfies Record<string, Bilingual>;

/** What a search for one person and a masked field shown are asked. */
export const searchWords = {
  reason: { id: 'Untuk apa', en: 'What for' },
  reasonHint: {
    id: 'Pencarian ini dicatat; orangnya berhak tahu siapa yang mencari dan untuk apa',
    en: 'This search is recorded; the person has a right to know who searched, and what for',
  },
} as const satisfies Record<string, Bilingual>;

/** How sure a rule is, by confidence. */
export const confidenceWords: Readonly<Record<string, Bilingual>> = {
  statute: { id: 'menurut peraturan', en: 'by statute' },
  secondary: { id: 'menurut sumber lain', en: 'by another source' },
  unverified: { id: 'belum pasti', en: 'unverified' },
};

/** How a row ended. */
export const outcomeWords: Readonly<Record<string, Bilingual>> = {
  accept: { id: 'diterima', en: 'accepted' },
  reject: { id: 'ditolak', en: 'refused' },
  review: { id: 'diperiksa', en: 'to review' },
};

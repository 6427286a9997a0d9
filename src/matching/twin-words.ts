// Decides the words of the page on which two people who are likely one stand side by side.
import { personWords } from './person-words.ts';

export const twinWords = {
  ...personWords,
  title: { id: 'Satu orang, dua NIK', en: 'One person, two NIKs' },
  lead: {
    id: 'Pasangan orang di data kependudukan yang mungkin satu orang. Sistem hanya mengusulkan; petugas yang memeriksa berkas memutuskan. Sesudah itu kedua NIK menunjuk satu orang, dan iuran yang sudah dibayar untuk keduanya tetap terlihat sebagai selisih.',
    en: 'Pairs of people of the population register who may be one. The system only proposes; an officer who sees the papers decides. From then on both NIKs mean one person, and contributions already paid for both stay visible as a difference.',
  },
  search: { id: 'Cari pasangan', en: 'Search for pairs' },
  searchLead: {
    id: 'Membandingkan nama, tanggal lahir, desa, kartu keluarga dan NIK yang hampir sama. Pasangan yang sudah diputuskan tidak diusulkan lagi.',
    en: 'Compares names, birth dates, villages, family cards and NIKs that are nearly the same. Pairs already decided are not proposed again.',
  },
  scope: { id: 'Siapa yang dibandingkan', en: 'Who is compared' },
  ofProgramme: { id: 'orang di daftar program ini', en: 'people in the lists of this programme' },
  ofRegister: { id: 'seluruh register (lama)', en: 'the whole register (takes long)' },
  found: { id: '{compared} pasang dibandingkan, {found} mungkin satu orang.', en: '{compared} pairs compared, {found} likely one person.' },
  none: { id: 'Belum ada pencarian.', en: 'No search yet.' },
  empty: { id: 'Tidak ada pasangan yang menunggu.', en: 'No pairs are waiting.' },
  count: { id: '{all} pasang, {open} belum diputuskan', en: '{all} pairs, {open} not decided' },
  searched: { id: 'Dicari {on}; {compared} pasang dibandingkan; bobot: {weights}.', en: 'Searched {on}; {compared} pairs compared; weights: {weights}.' },
  leftOut: {
    id: '{count} pasang lagi tidak disimpan; putuskan dulu yang ini, lalu cari lagi.',
    en: '{count} more pairs are not kept; decide these first, then search again.',
  },
  months: { id: 'Bulan yang ditanggung', en: 'Months paid for' },
  twice: { id: 'Ditanggung dua kali bila satu orang: {months}.', en: 'Paid for twice if they are one: {months}.' },
  probability: { id: 'Peluang satu orang', en: 'Likelihood of one person' },
  decided: { id: 'Diputuskan: {verdict}, oleh {by}.', en: 'Decided: {verdict}, by {by}.' },
  kept: { id: 'Yang dipakai: orang {place}.', en: 'Kept: person {place}.' },
  decide: { id: 'Putuskan', en: 'Decide' },
  decideLead: {
    id: 'Tulis yang diperiksa; jangan tulis NIK atau nomor KK. Bila satu orang, pilih yang dipakai selanjutnya.',
    en: 'Write what was looked at; no NIK or family card number. If they are one, say which is kept.',
  },
  verdict: { id: 'Putusan', en: 'Verdict' },
  verdicts: {
    'same-person': { id: 'satu orang', en: 'one person' },
    'different-person': { id: 'dua orang berbeda', en: 'two people' },
  },
  keep: { id: 'Yang dipakai (bila satu orang)', en: 'Kept (if one person)' },
  evidence: { id: 'Yang diperiksa', en: 'What was looked at' },
  recorded: { id: 'Keputusan dicatat. Nilai lagi supaya berlaku.', en: 'The decision is recorded. Assess again for it to count.' },
} as const;

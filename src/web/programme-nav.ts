// Decides which pages a programme has, in the order of the chain, and what each is called.
import type { Bilingual } from './words.ts';

/** A page of a programme; its key is the end of its address. */
export const programmePages = {
  '': { id: 'Ringkasan', en: 'Overview' },
  policy: { id: 'Kebijakan', en: 'Policy' },
  lists: { id: 'Daftar desa', en: 'Village lists' },
  villages: { id: 'Desa', en: 'Villages' },
  rounds: { id: 'Musyawarah desa', en: 'Village meetings' },
  assessment: { id: 'Penilaian', en: 'Assessment' },
  allocation: { id: 'Pembagian tempat', en: 'Places' },
  instruments: { id: 'SK', en: 'Decrees' },
  enrolment: { id: 'Pendaftaran', en: 'Registration' },
  months: { id: 'Bulan iuran', en: 'Months' },
  claims: { id: 'Klaim', en: 'Claims' },
  objections: { id: 'Keberatan', en: 'Objections' },
  complaints: { id: 'Pengaduan', en: 'Complaints' },
  files: { id: 'Berkas', en: 'Files' },
  runs: { id: 'Run', en: 'Runs' },
  account: { id: 'Akun publik', en: 'Public account' },
} as const satisfies Record<string, Bilingual>;

export type ProgrammePage = keyof typeof programmePages;

// Decides which pages a programme has, in the order of the chain, under which of a few heads each stands, and what each is called.
import type { Bilingual } from './words.ts';

/** A page of a programme; its key is the end of its address. */
export const programmePages = {
  '': { id: 'Ringkasan', en: 'Overview' },
  policy: { id: 'Kebijakan', en: 'Policy' },
  budget: { id: 'Anggaran', en: 'Budget' },
  'what-if': { id: 'Seandainya', en: 'What if' },
  lists: { id: 'Daftar desa', en: 'Village lists' },
  villages: { id: 'Pelacak desa', en: 'Tracker' },
  rounds: { id: 'Musyawarah desa', en: 'Village meetings' },
  identity: { id: 'Siapa orangnya', en: 'Who it is' },
  twins: { id: 'Dua NIK', en: 'Two NIKs' },
  assessment: { id: 'Penilaian', en: 'Assessment' },
  allocation: { id: 'Pembagian tempat', en: 'Places' },
  instruments: { id: 'SK', en: 'Decrees' },
  letter: { id: 'Surat jawaban', en: 'Letter' },
  enrolment: { id: 'Pendaftaran', en: 'Registration' },
  cards: { id: 'Kartu', en: 'Cards' },
  watch: { id: 'Pantauan', en: 'Watch' },
  'year-end': { id: 'Akhir tahun', en: "Year's end" },
  months: { id: 'Bulan iuran', en: 'Months' },
  calendar: { id: 'Kalender', en: 'Calendar' },
  books: { id: 'Buku besar', en: 'Books' },
  closing: { id: 'Penutupan', en: 'Closing' },
  claims: { id: 'Klaim', en: 'Claims' },
  objections: { id: 'Keberatan', en: 'Objections' },
  complaints: { id: 'Pengaduan', en: 'Complaints' },
  notices: { id: 'Pesan', en: 'Messages' },
  account: { id: 'Akun publik', en: 'Public account' },
  files: { id: 'Berkas', en: 'Files' },
  runs: { id: 'Run', en: 'Runs' },
} as const satisfies Record<string, Bilingual>;

export type ProgrammePage = keyof typeof programmePages;

/** A head of the navigation, leading to the first of its pages. */
export interface ProgrammeHead extends Bilingual {
  readonly pages: readonly [ProgrammePage, ...ProgrammePage[]];
}

/** The heads, in the order of the chain: a screen shows these, and the pages under the one it is in. */
export const programmeHeads: readonly ProgrammeHead[] = [
  { id: 'Ringkasan', en: 'Overview', pages: [''] },
  { id: 'Rencana', en: 'Plan', pages: ['policy', 'budget', 'what-if'] },
  { id: 'Daftar', en: 'Lists', pages: ['lists', 'villages', 'rounds', 'identity', 'twins', 'assessment'] },
  { id: 'Penetapan', en: 'Decision', pages: ['allocation', 'instruments', 'letter'] },
  { id: 'Perlindungan', en: 'Protection', pages: ['enrolment', 'cards', 'watch', 'year-end', 'notices'] },
  { id: 'Iuran', en: 'Money', pages: ['months', 'calendar', 'books', 'closing'] },
  { id: 'Keluarga', en: 'Families', pages: ['claims', 'objections', 'complaints'] },
  { id: 'Pertanggungjawaban', en: 'Account', pages: ['account', 'files', 'runs'] },
];

/** What a page of a programme tells its frame. */
export const programmeFrame = <Page extends ProgrammePage>(title: string, programme: string, page: Page) =>
  ({ title, audience: 'office', here: 'programmes', programme: { name: programme, page } }) as const;

/** The address of a page of a programme. */
export const pageAddress = (programme: string, page: ProgrammePage): string => `/programmes/${programme}${page === '' ? '' : `/${page}`}`;

/** The heads with those of their pages a reader may open; a head without any is left out. */
export const headsOpen = (mayOpen: (page: ProgrammePage) => boolean): readonly ProgrammeHead[] =>
  programmeHeads.flatMap((head) => {
    const [first, ...rest] = head.pages.filter(mayOpen);
    return first === undefined ? [] : [{ ...head, pages: [first, ...rest] as const }];
  });

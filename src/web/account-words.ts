// Decides the words of the pages about programmes and their public account.
import type { Bilingual } from './words.ts';

export const programmeWords = {
  heading: { id: 'Program perlindungan', en: 'Protection programmes' },
  lead: {
    id: 'Dari daftar desa sampai perlindungan yang dibayar dan dapat dibuktikan.',
    en: 'From a village list to a protection that is paid for and can be proved.',
  },
  term: { id: 'Masa perlindungan', en: 'Term of protection' },
  published: { id: '{protected} dari {places} pekerja terlindungi', en: '{protected} of {places} workers protected' },
  publishedOn: { id: 'menurut akun publik per {date}', en: 'by the public account as of {date}' },
  publishedWithheld: { id: 'Berapa dari {places} pekerja terlindungi disembunyikan', en: 'How many of {places} workers are protected is withheld' },
  notPublished: { id: 'Akun publik belum diterbitkan', en: 'No public account published yet' },
  overview: { id: 'Keadaan sekarang', en: 'The state today' },
  account: { id: 'Akun publik', en: 'Public account' },
  record: { id: 'Catat program', en: 'Record a programme' },
  emptyHeading: { id: 'Belum ada program di sini', en: 'No programme here yet' },
  emptyLead: {
    id: 'Payung sudah berjalan dan siap dipakai. Pilih salah satu jalan di bawah, jalankan perintahnya di terminal, lalu muat ulang halaman ini.',
    en: 'Payung is running and ready. Choose one of the ways below, run its command in a terminal, then reload this page.',
  },
  tryHeading: { id: 'Ingin melihat dulu', en: 'See it first' },
  tryText: {
    id: 'Memainkan satu provinsi dari awal sampai akhir, dengan orang-orang rekaan.',
    en: 'Plays one province from beginning to end, with invented people.',
  },
  startHeading: { id: 'Mulai dengan program sendiri', en: 'Start with your own programme' },
  stepRecord: { id: 'Catat programnya: masa, anggaran, kuota, syarat.', en: 'Record the programme: term, budget, places, conditions.' },
  stepShow: { id: 'Periksa kuota tiap kabupaten/kota.', en: 'Check the places of each kabupaten.' },
  stepRest: { id: 'Lihat perintah selanjutnya: register, daftar desa, seleksi.', en: 'See the commands that follow: registers, village lists, selection.' },
} as const satisfies Record<string, Bilingual>;

export const accountWords = {
  stateOn: { id: 'Keadaan per {date}', en: 'As of {date}' },
  answer: {
    id: '{protected} dari {places} pekerja yang dijanjikan terlindungi pada {date}.',
    en: '{protected} of the {places} workers promised are protected on {date}.',
  },
  answerWithheld: {
    id: 'Berapa dari {places} pekerja yang dijanjikan terlindungi pada {date} tidak ditampilkan, karena begitu sedikit orang dapat ditunjuk oleh angkanya.',
    en: 'How many of the {places} workers promised are protected on {date} is not shown: a count of so few people could point to them.',
  },
  pathHeading: { id: 'Dari janji sampai perlindungan', en: 'From promise to protection' },
  promised: { id: 'Dijanjikan', en: 'Promised' },
  listed: { id: 'Tercantum dalam SK', en: 'Listed in a signed decree' },
  registered: { id: 'Terdaftar di BPJS', en: 'Registered with BPJS' },
  protected: { id: 'Terlindungi', en: 'Protected' },
  protectedToday: { id: 'Terlindungi hari ini', en: 'Protected today' },
  protectedAtEnd: { id: 'Terlindungi pada hari terakhir', en: 'Protected on the last day' },
  ended: {
    id: 'Program ini berakhir pada {date}. Yang terlindungi dihitung pada hari itu; uang dan keluarga dihitung sampai sekarang.',
    en: 'This programme ended on {date}. The protected are counted on that day; money and families are counted up to now.',
  },
  ofPromised: { id: '{share} dari yang dijanjikan', en: '{share} of the promise' },
  places: { id: 'tempat menurut kuota', en: 'places by quota' },
  moneyHeading: { id: 'Uang', en: 'Money' },
  posted: { id: 'Iuran yang sudah diposting', en: 'Contributions posted' },
  budget: { id: 'Anggaran', en: 'Budget' },
  ofBudget: { id: '{share} dari anggaran {budget}', en: '{share} of the budget of {budget}' },
  personMonths: { id: 'Bulan-orang dibayar', en: 'Person-months paid' },
  personMonthsNote: { id: 'satu orang, satu bulan, JKK dan JKM', en: 'one person, one month, JKK and JKM' },
  familiesHeading: { id: 'Keluarga', en: 'Families' },
  deaths: { id: 'Peserta meninggal', en: 'Members who died' },
  deathsNote: {
    id: 'meninggal sampai {day}, menurut yang sudah dicatat ketika akun ini dihitung',
    en: 'who died by {day}, by what was recorded when this account was counted',
  },
  claims: { id: 'Keluarga ditemukan berhak', en: 'Families found entitled' },
  expectedNote: {
    id: 'Dari umur dan jenis kelamin peserta dapat diperkirakan {low} sampai {high} kematian (95 dari 100; tabel kematiannya belum dipastikan); {deaths} ditemukan.',
    en: 'By age and sex of the members {low} to {high} deaths are to be expected (95 of 100; the table of mortality is not confirmed); {deaths} were found.',
  },
  expectedNoteWithheld: {
    id: 'Dari umur dan jenis kelamin peserta dapat diperkirakan {low} sampai {high} kematian (95 dari 100; tabel kematiannya belum dipastikan).',
    en: 'By age and sex of the members {low} to {high} deaths are to be expected (95 of 100; the table of mortality is not confirmed).',
  },
  reportDeath: { id: 'Laporkan kematian atau kecelakaan kerja', en: 'Report a death or work accident' },
  claimsNote: {
    id: 'diketahui sampai {day}; santunan yang mungkin menjadi hak mereka: {amount}. Yang diketahui sesudahnya belum dihitung di sini',
    en: 'known by {day}; benefits probably due to them: {amount}. What became known later is not counted here',
  },
  withoutClaim: { id: 'Kematian tanpa klaim', en: 'Deaths without a claim' },
  withoutClaimNote: {
    id: 'sudah dicatat; santunannya belum dihitung sampai {day}, atau peserta tidak terlindungi pada hari ia meninggal',
    en: 'recorded; the benefit was not worked out by {day}, or the member was not protected on the day of death',
  },
  areasHeading: { id: 'Menurut kabupaten/kota', en: 'By kabupaten and kota' },
  chartTitle: { id: 'Terlindungi dari yang dijanjikan, tiap kabupaten/kota', en: 'Protected of promised, by kabupaten and kota' },
  area: { id: 'Kabupaten/kota', en: 'Kabupaten/kota' },
  postedShort: { id: 'Iuran diposting', en: 'Posted' },
  claimsShort: { id: 'Keluarga berhak', en: 'Families' },
  total: { id: 'Jumlah', en: 'Total' },
  withheldNote: {
    id: 'Disembunyikan: di bawah {threshold} orang, angka dapat menunjuk orang tertentu, jadi tidak ditampilkan, juga sebagai jumlah. Angka lain ikut disembunyikan bila yang tidak ditampilkan dapat dihitung darinya: seluruh baris kabupaten itu dengan bulan dan uangnya, dan bila perlu baris lain.',
    en: 'Withheld: a count under {threshold} could point to a person and is not shown, nor as a total. Other figures are withheld where what is not shown would follow from them: the whole row of that kabupaten with its months and money, and where needed another row.',
  },
  publicHeading: { id: 'Akun publik', en: 'Public account' },
  notPublishedLead: {
    id: 'Akun publik program ini belum diterbitkan. Setelah diterbitkan, angkanya tampil di sini dan tidak berubah sampai penerbitan berikutnya.',
    en: 'The public account of this programme is not published yet. Once it is, its figures stand here unchanged until the next publication.',
  },
  complain: { id: 'Mengadu atau melihat jawaban pengaduan', en: 'Complain, or see the answer to a complaint' },
  seePublic: { id: 'Buka akun publik', en: 'Open the public account' },
  seeCoverage: { id: 'Perlindungan pada satu hari', en: 'Coverage on a day' },
  publish: { id: 'Terbitkan', en: 'Publish' },
  publishLead: {
    id: 'Akun publik dibekukan saat diterbitkan, di bawah sidiknya; angka kecil disembunyikan supaya tidak menunjuk orang.',
    en: 'The public account is frozen under its digest when published; small counts are withheld so that they point to nobody.',
  },
  publishOn: { id: 'Keadaan per tanggal', en: 'As of' },
  publishOnHint: { id: 'Bila kosong: hari ini', en: 'Left empty: today' },
  publishedNow: { id: 'Akun publik per {date} diterbitkan.', en: 'The public account as of {date} is published.' },
  seeOverview: { id: 'Buka keadaan sekarang', en: 'Open the state today' },
  meaningHeading: { id: 'Apa arti angka-angka ini', en: 'What these numbers mean' },
  promisedMeans: {
    id: 'Jumlah tempat yang disediakan pemerintah untuk program ini, dibagi per kabupaten/kota.',
    en: 'The places the government set aside for this programme, shared among the kabupaten.',
  },
  listedMeans: {
    id: 'Orang yang pernah tercantum dalam Surat Keputusan yang sudah ditandatangani, termasuk pengganti yang masuk kemudian; karena itu dapat melebihi jumlah tempat. Namanya tidak dibuka di sini.',
    en: 'People ever named in a signed decree, replacements who came later among them; so there may be more of them than places. Names are not shown here.',
  },
  registeredMeans: {
    id: 'Orang yang sudah diterima BPJS Ketenagakerjaan sebagai peserta. Terdaftar belum berarti terlindungi.',
    en: 'People whom BPJS Ketenagakerjaan accepted as members. Registered does not yet mean protected.',
  },
  protectedMeans: {
    id: 'Orang yang iurannya sudah diterima dan diposting BPJS Ketenagakerjaan sehingga pada tanggal itu ia dijamin bila kecelakaan kerja (JKK) atau meninggal (JKM). Hanya angka ini yang berarti perlindungan.',
    en: 'People whose contribution BPJS Ketenagakerjaan received and posted, so that on that day they are covered for work accident (JKK) and death (JKM). Only this number means protection.',
  },
  postedMeans: {
    id: 'Uang pemerintah yang sudah sampai dan diposting BPJS Ketenagakerjaan sebagai iuran, orang demi orang, bulan demi bulan.',
    en: 'Government money that arrived and that BPJS Ketenagakerjaan posted as contributions, person by person, month by month.',
  },
  claimsMeans: {
    id: 'Keluarga dari peserta yang meninggal, yang menurut hukum mungkin berhak atas santunan. Angkanya perkiraan sampai BPJS Ketenagakerjaan memutuskan.',
    en: 'Families of members who died and who probably have a right to a benefit by law. An estimate until BPJS Ketenagakerjaan decides.',
  },
  withoutClaimMeans: {
    id: 'Kematian peserta yang sudah dicatat dan belum mempunyai klaim yang mungkin sampai tanggal akun ini: santunannya belum dihitung, atau peserta tidak terlindungi pada hari ia meninggal.',
    en: 'Deaths of members that are recorded and for which no probable claim stood by the day of this account: the benefit was not worked out yet, or the member was not protected on the day of death.',
  },
  notReached: { id: 'Belum terjangkau', en: 'Not reached' },
  notReachedMeans: {
    id: 'Keluarga peserta terlindungi yang kematiannya belum dilaporkan siapa pun. Berapa banyaknya tidak diketahui, jadi tidak ada angkanya di sini; kematian yang dapat diperkirakan menurut umur menunjukkan kira-kiranya.',
    en: 'Families of protected members whose death nobody has reported. How many there are is not known, so no figure stands here; the deaths to expect by age tell roughly.',
  },
  proofHeading: { id: 'Dari mana angka ini', en: 'Where these numbers come from' },
  sources: {
    id: 'Dihitung dari {lists} daftar usulan desa berisi {rows} baris, dan dari surat keputusan berikut.',
    en: 'Counted from {lists} candidate lists with {rows} rows, and from these signed decrees.',
  },
  noInstruments: { id: 'Belum ada surat keputusan yang ditandatangani.', en: 'No decree is signed yet.' },
  number: { id: 'Nomor', en: 'Number' },
  signedOn: { id: 'Ditandatangani', en: 'Signed' },
  digest: { id: 'Sidik daftar (SHA-256)', en: 'Digest of the list (SHA-256)' },
  digestMeans: {
    id: 'Sidik daftar adalah ringkasan matematis dari daftar nama. Bila satu huruf saja berubah, sidiknya berubah; jadi siapa pun yang berhak memegang daftarnya dapat membuktikan bahwa daftar itu tidak diubah setelah ditandatangani.',
    en: 'The digest is a mathematical summary of the list of names. Change one letter and it changes; so whoever may hold the list can prove that it was not changed after signing.',
  },
  openData: { id: 'Data terbuka (JSON)', en: 'Open data (JSON)' },
} as const satisfies Record<string, Bilingual>;

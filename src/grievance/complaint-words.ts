// Words of complaints and of the answers to objections, on pages and at the command line, Indonesian first.
export const complaintWords = {
  title: { id: 'Pengaduan', en: 'Complaints' },
  lead: {
    id: 'Yang belum dijawab dahulu. Isi pengaduan terbatas hanya terbaca oleh petugas yang ditunjuk; jawaban dibaca pengadu dengan nomor tanda terimanya.',
    en: 'The unanswered first. The words of restricted complaints are read by named officers alone; the author reads the answer by his receipt number.',
  },
  none: { id: 'Belum ada pengaduan.', en: 'No complaints yet.' },
  take: { id: 'Catat pengaduan lewat telepon atau surat', en: 'Record a complaint by telephone or letter' },
  publicTitle: { id: 'Mengadu', en: 'Complain' },
  publicLead: {
    id: 'Tentang kartu, data, iuran, santunan, pungutan, atau petugas. Nama tidak wajib. Anda mendapat nomor tanda terima untuk melihat jawabannya.',
    en: 'About cards, data, contributions, benefits, money asked for, or officers. Your name is not needed. You get a receipt number to see the answer.',
  },
  noNik: { id: 'Jangan tulis NIK atau nomor KK.', en: 'Do not write a NIK or family card number.' },
  restrictedHint: {
    id: 'Pungutan, penyelewengan dan kekerasan hanya dibaca petugas yang ditunjuk.',
    en: 'Money taken, corruption and violence are read by named officers alone.',
  },
  kind: { id: 'Tentang apa', en: 'About what' },
  statement: { id: 'Apa yang terjadi', en: 'What happened' },
  contact: { id: 'Cara menghubungi Anda', en: 'How to reach you' },
  reached: { id: 'Dihubungi lewat', en: 'Reached by' },
  open: { id: 'Jawab atau teruskan', en: 'Answer or hand on' },
  contactHint: { id: 'Telepon atau nama; disimpan tersegel', en: 'Telephone or name; kept sealed' },
  area: { id: 'Kabupaten/kota kejadian', en: 'Kabupaten or city where it happened' },
  anywhere: { id: 'tidak disebut', en: 'not said' },
  channel: { id: 'Disampaikan lewat', en: 'Received by' },
  channels: {
    web: { id: 'halaman web', en: 'web' },
    phone: { id: 'telepon', en: 'telephone' },
    paper: { id: 'surat', en: 'letter' },
    village: { id: 'kantor desa', en: 'village office' },
  },
  on: { id: 'Tanggal diterima', en: 'Date received' },
  send: { id: 'Kirim pengaduan', en: 'Send the complaint' },
  record: { id: 'Catat pengaduan', en: 'Record the complaint' },
  received: { id: 'Pengaduan diterima', en: 'The complaint is received' },
  receipt: { id: 'Nomor tanda terima', en: 'Receipt number' },
  keep: {
    id: 'Catat nomor ini sekarang: nomor ini tidak ditampilkan lagi, dan hanya dengan nomor ini jawabannya dapat dilihat.',
    en: 'Write this number down now: it is not shown again, and the answer is seen by it alone.',
  },
  answeredBy: { id: 'Dijawab paling lambat', en: 'Answered by' },
  unsure: { id: 'waktu jawab usulan, belum ditetapkan dengan peraturan', en: 'a proposed answer time, not yet settled by a rule' },
  followTitle: { id: 'Melihat jawaban', en: 'See the answer' },
  follow: { id: 'Lihat', en: 'See' },
  state: { id: 'Keadaan', en: 'State' },
  states: {
    waiting: { id: 'menunggu jawaban', en: 'waiting for an answer' },
    overdue: { id: 'lewat waktu jawab', en: 'past its answer time' },
    'handed-on': { id: 'diteruskan', en: 'handed on' },
    answered: { id: 'sudah dijawab', en: 'answered' },
  },
  receivedOn: { id: 'Diterima', en: 'Received' },
  anonymous: { id: 'tanpa nama', en: 'without a name' },
  restricted: { id: 'terbatas: isi hanya untuk petugas yang ditunjuk', en: 'restricted: words for named officers alone' },
  notYours: {
    id: 'Isi tidak ditampilkan. Pejabat menunjuk petugas di halaman Kasus.',
    en: 'The words are not shown. A superior names officers on the page Cases.',
  },
  events: {
    answered: { id: 'Jawab', en: 'Answer' },
    'handed-on': { id: 'Teruskan', en: 'Hand on' },
    'taken-up-again': { id: 'Buka kembali', en: 'Take up again' },
  },
  done: {
    answered: { id: 'dijawab', en: 'answered' },
    'handed-on': { id: 'diteruskan', en: 'handed on' },
    'taken-up-again': { id: 'dibuka kembali', en: 'taken up again' },
  },
  event: { id: 'Perbuatan', en: 'What is done' },
  words: { id: 'Yang dibaca pengadu', en: 'What its author reads' },
  treat: { id: 'Kirim', en: 'Send' },
  treated: { id: 'Dicatat; pengadu membacanya dengan nomor tanda terimanya.', en: 'Recorded; its author reads it by the receipt number.' },
  assign: { id: 'Tunjuk petugas', en: 'Name an officer' },
  back: { id: 'Kembali', en: 'Back' },
} as const;

/** How an objection was answered. */
export const resolutionWords = {
  dismissed: { id: 'dijawab', en: 'answered' },
  reopened: { id: 'dibuka kembali', en: 'reopened' },
} as const;

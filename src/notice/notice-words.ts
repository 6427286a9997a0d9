// Decides what kinds and states of messages are called, on pages and at the command line.
import type { NoticeKind, NoticeState } from './notice.ts';

interface Bilingual {
  readonly id: string;
  readonly en: string;
}

export const noticeKindWords: Readonly<Record<NoticeKind, Bilingual>> = {
  enrolled: { id: 'terdaftar', en: 'registered' },
  'card-ready': { id: 'kartu dapat diambil', en: 'card ready' },
  'contribution-late': { id: 'iuran terlambat', en: 'contribution late' },
  'protection-ending': { id: 'perlindungan akan berakhir', en: 'protection ending' },
  'possible-claim': { id: 'mungkin berhak santunan', en: 'possible claim' },
  'document-missing': { id: 'berkas belum lengkap', en: 'paper missing' },
  'claim-paid': { id: 'santunan dibayar', en: 'claim paid' },
  'complaint-answered': { id: 'pengaduan dijawab', en: 'complaint answered' },
};

export const noticeStateWords: Readonly<Record<NoticeState, Bilingual>> = {
  waiting: { id: 'menunggu', en: 'waiting' },
  sent: { id: 'terkirim', en: 'sent' },
  delivered: { id: 'sampai', en: 'delivered' },
  refused: { id: 'ditolak gerbang', en: 'refused by the gateway' },
  'given-up': { id: 'tidak dicoba lagi', en: 'given up' },
};

// Decides the words of the page about columns.
import type { Bilingual } from '../law/parameter.ts';

export const columnsWords = {
  columns: { id: 'Arti kolom', en: 'Columns as understood' },
  lead: {
    id: 'Begini setiap kolom daftar ini dipahami. Bila keliru, katakan arti yang benar: itu diingat untuk kantor pengirim, dan daftar dibaca ulang.',
    en: 'This is how each column of this list was understood. Where it is wrong, say what it means: that is remembered for the sender, and the list is read again.',
  },
  back: { id: 'Kembali ke daftar', en: 'Back to the list' },
  template: { id: 'Unduh templat daftar (.xlsx)', en: 'Download the template (.xlsx)' },
  notKept: { id: 'Pembacaan daftar ini tidak tersimpan.', en: 'The reading of this list was not kept.' },
  headerRow: { id: 'Judul kolom di baris {row}; {rows} baris orang.', en: 'Column titles in row {row}; {rows} rows of people.' },
  noHeader: { id: 'Tidak ada judul kolom; kolom dibaca dari isinya.', en: 'No column titles; the columns were read by what they hold.' },
  letter: { id: 'Kolom', en: 'Column' },
  label: { id: 'Judul', en: 'Label' },
  meaning: { id: 'Dibaca sebagai', en: 'Read as' },
  how: { id: 'Karena', en: 'Because' },
  unlabelled: { id: '(tanpa judul)', en: '(no label)' },
  unused: { id: 'tidak dipakai', en: 'not used' },
  similar: { id: 'judul mirip', en: 'a label like it' },
  remembered: { id: 'diingat dari pembetulan', en: 'remembered from a correction' },
  content: { id: 'isi kolom', en: 'what it holds' },
  passedOver: { id: '{rows} baris bukan orang', en: '{rows} rows that are no people' },
  row: { id: 'Baris {row}', en: 'Row {row}' },
  'why-title': { id: 'judul daftar', en: 'title' },
  'why-header': { id: 'judul kolom', en: 'column titles' },
  'why-column-numbers': { id: 'nomor kolom', en: 'column numbers' },
  'why-sum': { id: 'jumlah', en: 'sum' },
  'why-heading': { id: 'judul kelompok', en: 'heading of a group' },
  'why-signature': { id: 'tanda tangan', en: 'signatures' },
  correct: { id: 'Betulkan arti kolom', en: 'Correct a column' },
  correctLead: {
    id: 'Daftar yang belum ditandatangani dibaca ulang; pembacaan lama ditarik.',
    en: 'A list no signed decree rests on is read again; the old reading is withdrawn.',
  },
  corrected: { id: 'Arti kolom diingat, dan {rows} baris dibaca ulang.', en: 'The meaning is remembered, and {rows} rows were read again.' },
} as const satisfies Record<string, Bilingual>;

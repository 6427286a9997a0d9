// Decides the words of the pages about statements, reversals and credits.
import type { Bilingual } from '../law/parameter.ts';

export const paymentWords = {
  reverse: { id: 'Batalkan atau pindahkan pembayaran', en: 'Take a payment back, or move it' },
  reverseLead: {
    id: 'Fakta yang salah tidak dihapus: dibatalkan dengan alasan. Bila tercatat di bulan yang salah, sebutkan tagihan yang benar.',
    en: 'A wrong fact is not deleted: it is taken back with a reason. If it stands under the wrong month, name the right invoice.',
  },
  reason: { id: 'Alasan', en: 'Reason' },
  to: { id: 'Tagihan yang benar', en: 'The right invoice' },
  toHint: { id: 'Kosong: hanya dibatalkan', en: 'Empty: only taken back' },
  reversed: { id: 'Dibatalkan: {fact} {amount}.', en: 'Taken back: {fact} {amount}.' },
  reversedBefore: { id: 'Sudah dibatalkan sebelumnya; tidak ada yang berubah.', en: 'Taken back before; nothing changed.' },
  bank: { id: 'Rekening koran', en: 'Bank statements' },
  bankLead: {
    id: 'Setiap baris rekening koran, sekali saja: apa yang dibuktikannya, atau mengapa masih menjadi tugas.',
    en: 'Every line of the bank statements, once: what it proves, or why it is still a task.',
  },
  bankNone: { id: 'Belum ada rekening koran yang diimpor.', en: 'No bank statement was imported yet.' },
  day: { id: 'Tanggal', en: 'Day' },
  debit: { id: 'Debit', en: 'Debit' },
  credit: { id: 'Kredit', en: 'Credit' },
  description: { id: 'Uraian', en: 'Description' },
  proves: { id: 'Membuktikan', en: 'Proves' },
  bankProfile: { id: 'Bank', en: 'Bank' },
  bankProfileHint: { id: 'Kosong: dikenali dari kolomnya', en: 'Empty: recognised by its columns' },
  statementRead: {
    id: '{rows} baris ({profile}): {paid} debit membayar, {known} sudah tercatat, {returned} dikembalikan, {credits} bukan debit.',
    en: '{rows} rows ({profile}): {paid} debits paid, {known} known before, {returned} came back, {credits} no debits.',
  },
  overpaid: { id: 'Lebih debit {amount}: dicatat sebagai kelebihan bayar', en: '{amount} debited beyond the orders: kept as a credit' },
  statementProblem: { id: 'Baris {line}, {amount}: {problem}', en: 'Row {line}, {amount}: {problem}' },
  statementLine: { id: 'Baris {line}: {problem}', en: 'Row {line}: {problem}' },
  credits: { id: 'Kelebihan bayar', en: 'Credits' },
  creditsLead: {
    id: 'Uang pemerintah yang dipegang BPJS melebihi yang harus dibayar. Menurut perjanjian: {rule}.',
    en: "The government's money the administrator holds beyond what was owed. By the agreement: {rule}.",
  },
  creditsNone: { id: 'Tidak ada kelebihan bayar.', en: 'There are no credits.' },
  cause: { id: 'Sebab', en: 'Cause' },
  used: { id: 'Terpakai', en: 'Used' },
  left: { id: 'Sisa', en: 'Left' },
  carry: { id: 'Pakai untuk tagihan bulan', en: 'Use for the invoices of' },
  carryLead: {
    id: 'Tagihan yang belum di-SP2D dibayar dari kelebihan, yang tertua dahulu.',
    en: 'Invoices not ordered yet are paid out of credits, the oldest first.',
  },
  month: { id: 'Bulan', en: 'Month' },
  carried: { id: '{invoices} tagihan dibayar dari kelebihan, {amount}.', en: '{invoices} invoices paid out of credits, {amount}.' },
} as const satisfies Record<string, Bilingual>;

/** What the agreement says of credits. */
export const creditRules: Readonly<Record<string, Bilingual>> = {
  'carry-forward': { id: 'dibawa ke bulan berikut', en: 'carried forward' },
  refund: { id: 'dikembalikan ke kas daerah', en: 'refunded' },
  'not-agreed': { id: 'belum disepakati', en: 'not agreed yet' },
};

/** Why a credit came about. */
export const creditSources: Readonly<Record<string, Bilingual>> = {
  overpayment: { id: 'lebih debit', en: 'debited beyond the orders' },
  'paid-for-the-dead': { id: 'dibayar untuk yang sudah meninggal', en: 'paid for the dead' },
  'paid-twice': { id: 'dibayar dua kali', en: 'paid twice' },
  'paid-by-two-payers': { id: 'dibayar dua pihak', en: 'paid by two payers' },
  'posted-under-another-name': { id: 'diposting atas nama lain', en: 'posted under another name' },
};

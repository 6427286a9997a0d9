// Decides the remedies that several findings share.

export const typeAgain = {
  remedyId: 'Ubah format kolom NIK menjadi Teks, lalu ketik ulang NIK dari KTP atau KK.',
  remedyEn: 'Format the NIK column as Text, then type the NIK again from the identity card or family card.',
};
export const fromCard = {
  remedyId: 'Tulis 16 angka NIK seperti di KTP atau KK.',
  remedyEn: 'Write the 16 digits of the NIK as on the identity card or family card.',
};
export const writeDate = {
  remedyId: 'Tulis tanggal lahir seperti di KTP: tanggal-bulan-tahun, misalnya 31-07-1985.',
  remedyEn: 'Write the birth date as on the identity card: day-month-year, for example 31-07-1985.',
};
export const checkDate = {
  remedyId: 'Periksa tanggal lahir dengan KTP; tulis tanggal-bulan-tahun, misalnya 31-07-1985.',
  remedyEn: 'Check the birth date against the identity card; write day-month-year, for example 31-07-1985.',
};
export const nothing = { remedyId: '', remedyEn: '' };

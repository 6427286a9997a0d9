// Decides the words of one's own account, in both languages.

export const meWords = {
  title: { id: 'Akun saya', en: 'My account' },
  name: { id: 'Nama', en: 'Name' },
  duty: { id: 'Wewenang', en: 'Duty' },
  noDuty: { id: 'belum dipilih', en: 'not chosen yet' },
  roles: { id: 'Peran', en: 'Roles' },
  changeDuty: { id: 'Pilih wewenang lain', en: 'Choose another duty' },
  sessions: { id: 'Sesi saya', en: 'My sessions' },
  endOthers: { id: 'Akhiri semua sesi lain', en: 'End all other sessions' },
  password: { id: 'Kata sandi', en: 'Password' },
  passwordLead: { id: 'Sesudah diganti, semua sesi lain berakhir.', en: 'Once changed, every other session ends.' },
  oldPassword: { id: 'Kata sandi sekarang', en: 'Present password' },
  change: { id: 'Ganti kata sandi', en: 'Change the password' },
  changed: { id: 'Kata sandi sudah diganti; sesi lain sudah berakhir.', en: 'The password is changed; other sessions are over.' },
  codes: { id: 'Kode pemulihan', en: 'Recovery codes' },
  codesLeft: { id: 'Yang tersisa: {left}.', en: 'Left: {left}.' },
  codesLead: { id: 'Kode baru menggantikan semua kode lama.', en: 'New codes replace all old ones.' },
  renew: { id: 'Buat kode baru', en: 'Make new codes' },
  dutyTitle: { id: 'Bertindak dengan wewenang apa', en: 'Under which duty you act' },
  dutyLead: {
    id: 'Akun Anda diberi wewenang di beberapa wilayah. Anda bekerja dengan satu pada satu waktu; setiap perbuatan dicatat atas akun Anda.',
    en: 'Your account was granted more than one scope. You work under one at a time; every act is recorded under your account.',
  },
  nothingGranted: {
    id: 'Akun ini belum diberi peran. Mintalah administrator instansi Anda memberinya.',
    en: 'This account has no role yet. Ask the administrator of your office to grant one.',
  },
  take: { id: 'Pakai', en: 'Take up' },
} as const;

// Decides the words of sign-in, in both languages.

export const words = {
  signIn: { id: 'Masuk', en: 'Sign in' },
  signInLead: {
    id: 'Untuk petugas. Akun anggaran dan perlindungan untuk umum dapat dibaca tanpa masuk.',
    en: 'For officers. The public account of money and protection can be read without signing in.',
  },
  noAccounts: {
    id: 'Belum ada akun di sini. Buka tautan sekali pakai yang dicetak di konsol oleh `payung serve` untuk membuat akun administrator pertama.',
    en: 'There is no account here yet. Open the one-time link that `payung serve` printed on the console to make the first administrator’s account.',
  },
  name: { id: 'Nama masuk', en: 'Sign-in name' },
  password: { id: 'Kata sandi', en: 'Password' },
  newPassword: { id: 'Kata sandi baru', en: 'New password' },
  passwordHint: {
    id: 'Paling sedikit 12 huruf; beberapa kata yang mudah Anda ingat sudah baik. Tidak ada syarat angka atau tanda.',
    en: 'At least 12 characters; a few words you remember easily are good. No digits or signs are asked for.',
  },
  orProvider: { id: 'Masuk dengan akun instansi', en: 'Sign in with your office account' },
  second: { id: 'Langkah kedua', en: 'Second step' },
  secondLead: {
    id: 'Tulis enam angka yang sekarang ditunjukkan aplikasi kode Anda. Bila ponsel hilang, tulis satu kode pemulihan.',
    en: 'Write the six digits your authenticator app shows now. If your phone is lost, write one recovery code.',
  },
  code: { id: 'Kode', en: 'Code' },
  enrol: { id: 'Pasang aplikasi kode', en: 'Set up your authenticator' },
  enrolLead: {
    id: 'Pindai gambar ini dengan aplikasi kode (TOTP) di ponsel Anda, atau ketik teks di bawahnya. Lalu tulis enam angka yang ditunjukkannya.',
    en: 'Scan this picture with an authenticator app (TOTP) on your phone, or type the text below it. Then write the six digits it shows.',
  },
  picture: { id: 'Gambar kode QR untuk aplikasi kode', en: 'QR picture for the authenticator app' },
  seed: { id: 'Teks untuk diketik', en: 'Text to type' },
  confirm: { id: 'Pasang', en: 'Set up' },
  go: { id: 'Lanjut', en: 'Go on' },
  codes: { id: 'Kode pemulihan', en: 'Recovery codes' },
  codesLead: {
    id: 'Setiap kode dipakai sekali, bila ponsel Anda hilang. Catat atau cetak sekarang: kode ini tidak ditunjukkan lagi.',
    en: 'Each code works once, if you lose your phone. Write them down or print them now: they are not shown again.',
  },
  codesKept: { id: 'Sudah saya catat, lanjut', en: 'I have written them down, go on' },
  codesLeft: { id: 'Kode pemulihan yang tersisa: {left}.', en: 'Recovery codes left: {left}.' },
  welcome: { id: 'Selamat datang', en: 'Welcome' },
  first: { id: 'Administrator pertama', en: 'First administrator' },
  firstLead: {
    id: 'Tautan ini membuat akun administrator pertama, sekali saja. Sesudah kata sandi, Anda memasang aplikasi kode.',
    en: 'This link makes the first administrator’s account, once. After the password you set up an authenticator app.',
  },
  welcomeLead: {
    id: 'Tulis kata sandi baru untuk akun {name}. Aplikasi kode dipasang sesudahnya; sesi lama berakhir.',
    en: 'Write a new password for the account {name}. The authenticator is set up after it; older sessions end.',
  },
  enterLead: {
    id: 'Tautan ini masuk sekali sebagai {name}, tanpa kata sandi. Hanya untuk peragaan.',
    en: 'This link signs in once as {name}, without a password. For the demonstration only.',
  },
  displayName: { id: 'Nama atau jabatan yang ditunjukkan', en: 'Name or office that is shown' },
  make: { id: 'Buat akun', en: 'Make the account' },
  set: { id: 'Simpan', en: 'Save' },
  signedOut: { id: 'Anda sudah keluar.', en: 'You are signed out.' },
} as const;

// Decides the words of the pages on which it is followed which village answered.
import type { Bilingual } from '../law/parameter.ts';
import type { VillageState } from './tracker.ts';

export const stateWords: Readonly<Record<VillageState, Bilingual>> = {
  waiting: { id: 'ditunggu', en: 'waited for' },
  received: { id: 'diterima', en: 'received' },
  'received-late': { id: 'diterima terlambat', en: 'received late' },
  corrected: { id: 'diperbaiki', en: 'corrected' },
  late: { id: 'terlambat', en: 'late' },
  freed: { id: 'tempat dibebaskan', en: 'places freed' },
  unasked: { id: 'tidak diminta', en: 'not asked' },
};

export const trackerWords = {
  title: { id: 'Desa', en: 'Villages' },
  lead: {
    id: 'Desa mana yang diminta, sudah menjawab, sudah memperbaiki, atau terlambat; keadaan {date}.',
    en: 'Which villages were asked, answered, corrected or are late; as of {date}.',
  },
  ask: { id: 'Minta daftar', en: 'Ask for lists' },
  askLead: {
    id: 'Setiap desa di wilayah ini diminta menyerahkan daftar sampai tenggat. Tanpa jumlah tempat, kuota kabupaten dibagi rata kepada desanya.',
    en: 'Every village of the area is asked for its list by the deadline. Without a number of places, the quota of the kabupaten is kept in even shares.',
  },
  deadline: { id: 'Tenggat', en: 'Deadline' },
  area: { id: 'Kode wilayah', en: 'Area code' },
  areaHint: { id: 'Kabupaten (4 angka), kecamatan (6) atau desa (10); kosong: semua', en: 'Kabupaten (4 digits), district (6) or village (10); empty: all' },
  places: { id: 'Tempat tiap desa', en: 'Places a village' },
  asked: { id: '{asked} desa diminta; {standing} sudah diminta sebelumnya.', en: '{asked} villages asked; {standing} had been asked before.' },
  free: { id: 'Bebaskan tempat', en: 'Free places' },
  freeLead: {
    id: 'Tempat desa yang tidak menjawab sampai tenggat menjadi bebas bagi orang lain pada pembagian berikutnya. Keputusan ini dicatat dengan alasannya.',
    en: 'Places of villages that did not answer in time are free for others when places are next shared. The decision is recorded with its reason.',
  },
  reason: { id: 'Mengapa', en: 'Why' },
  freed: { id: '{places} tempat dari {villages} desa dibebaskan.', en: '{places} places of {villages} villages are free.' },
  kabupaten: { id: 'Kabupaten/kota', en: 'Kabupaten' },
  village: { id: 'Desa', en: 'Village' },
  villages: { id: 'Desa', en: 'Villages' },
  waiting: { id: 'Ditunggu', en: 'Waited for' },
  received: { id: 'Diterima', en: 'Received' },
  corrected: { id: 'Diperbaiki', en: 'Corrected' },
  late: { id: 'Terlambat', en: 'Late' },
  lateplaces: { id: 'Tempat terlambat', en: 'Places late' },
  freedPlaces: { id: 'Tempat dibebaskan', en: 'Places freed' },
  state: { id: 'Keadaan', en: 'State' },
  rows: { id: 'Baris', en: 'Rows' },
  toMend: { id: 'Perlu dibetulkan', en: 'To mend' },
  corrections: { id: 'Perbaikan', en: 'Corrections' },
  kept: { id: 'Tempat', en: 'Places' },
  none: { id: 'Belum ada desa yang diminta atau menjawab.', en: 'No village was asked or answered yet.' },
  all: { id: 'Semua kabupaten/kota', en: 'All kabupaten' },
} as const satisfies Record<string, Bilingual>;

// Decides the words by which persons of the population register are set side by side, whatever they are compared for.
import type { Bilingual } from '../law/parameter.ts';

/** What is shown of a person, line by line. */
export const personWords = {
  all: { id: 'Lihat juga yang sudah diputuskan', en: 'Show those decided as well' },
  field: { id: 'Isian', en: 'Field' },
  person: { id: 'Orang {place}', en: 'Person {place}' },
  nik: { id: 'NIK', en: 'NIK' },
  name: { id: 'Nama', en: 'Name' },
  birthDate: { id: 'Tanggal lahir', en: 'Birth date' },
  sex: { id: 'Jenis kelamin', en: 'Sex' },
  birthPlace: { id: 'Tempat lahir', en: 'Birth place' },
  motherName: { id: 'Nama ibu', en: 'Mother’s name' },
  area: { id: 'Desa', en: 'Village' },
  status: { id: 'Status', en: 'Status' },
} as const;

/** Whether somebody lives here, by the register. */
export const statuses: Readonly<Record<string, Bilingual>> = {
  resident: { id: 'penduduk', en: 'resident' },
  moved: { id: 'pindah', en: 'moved' },
  deceased: { id: 'meninggal', en: 'deceased' },
};

/** Shares of what is never certain end below the whole. */
export const likelihood = (share: number, locale: 'id' | 'en'): string => {
  const text = (Math.min(share, 0.999) * 100).toFixed(1); // not law: percent
  return `${share > 0.999 ? '> ' : ''}${locale === 'id' ? text.replace('.', ',') : text} %`;
};

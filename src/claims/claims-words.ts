// Decides the words of a probable claim: its benefit and the conditions it hangs on, on pages and at the command line.
import type { Bilingual } from '../law/parameter.ts';

export const claimWords = {
  benefits: {
    full: { id: 'santunan penuh', en: 'full benefit' },
    'funeral-only': { id: 'pemakaman saja', en: 'funeral only' },
    'work-accident': { id: 'kecelakaan kerja', en: 'work accident' },
  },
  conditions: {
    'accident-by-work': { id: 'Kecelakaan terjadi karena kerja.', en: 'The accident was by work.' },
    'death-outside-work': {
      id: 'Meninggal bukan karena kecelakaan kerja. Bila karena kerja, santunannya JKK dan lebih besar.',
      en: 'The death was not at work. If it was, the benefit is JKK and larger.',
    },
    'month-of-death-not-yet-paid': {
      id: 'Iuran bulan kematian belum dibayar; apakah tetap dijamin belum dipastikan.',
      en: 'The month of death is not paid; whether it is still covered is not settled.',
    },
    'three-month-counting-unsettled': {
      id: 'Cara menghitung tiga bulan masa tunggu belum dipastikan.',
      en: 'How the three waiting months are counted is not settled.',
    },
  },
} as const;

/** A condition in words, or its code where it has none. */
export const conditionText = (code: string): Bilingual => claimWords.conditions[code as keyof typeof claimWords.conditions] ?? { id: code, en: code };

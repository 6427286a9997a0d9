// Decides what can have changed between two snapshots of a register, in the order it is told, and what each change is called.
import type { Register } from './registers.ts';

interface ChangeWords {
  readonly id: string;
  readonly en: string;
}

/** The changes of each register. */
export const changes = {
  population: {
    died: { id: 'meninggal', en: 'died' },
    'no-longer-dead': { id: 'tidak lagi tercatat meninggal', en: 'no longer recorded as dead' },
    'moved-away': { id: 'pindah keluar', en: 'moved away' },
    'village-changed': { id: 'pindah desa', en: 'changed village' },
    'name-corrected': { id: 'nama diperbaiki', en: 'name corrected' },
    'birth-date-corrected': { id: 'tanggal lahir diperbaiki', en: 'birth date corrected' },
    new: { id: 'baru', en: 'new' },
    lost: { id: 'tidak ada lagi', en: 'no longer there' },
  },
  'social-register': {
    'decile-up': { id: 'desil naik', en: 'decile went up' },
    'decile-down': { id: 'desil turun', en: 'decile went down' },
    'disability-changed': { id: 'disabilitas berubah', en: 'disability changed' },
    new: { id: 'baru', en: 'new' },
    lost: { id: 'tidak ada lagi', en: 'no longer there' },
  },
  membership: {
    'became-active': { id: 'menjadi aktif', en: 'became active' },
    'became-inactive': { id: 'menjadi tidak aktif', en: 'became inactive' },
    'payer-changed': { id: 'pembayar berubah', en: 'payer changed' },
    new: { id: 'baru', en: 'new' },
    lost: { id: 'tidak ada lagi', en: 'no longer there' },
  },
  'public-servants': {
    'service-changed': { id: 'jenis berubah', en: 'service changed' },
    new: { id: 'baru', en: 'new' },
    lost: { id: 'tidak ada lagi', en: 'no longer there' },
  },
  deaths: {
    'date-changed': { id: 'tanggal meninggal berubah', en: 'date of death changed' },
    new: { id: 'baru tercatat', en: 'newly recorded' },
    lost: { id: 'dicabut', en: 'withdrawn' },
  },
} as const satisfies Readonly<Record<Register, Readonly<Record<string, ChangeWords>>>>;

/** What a change is called; its code when nobody knows it. */
export const changeWords = (register: Register, change: string): ChangeWords =>
  (changes[register] as Readonly<Record<string, ChangeWords>>)[change] ?? { id: change, en: change };

// Decides the words for what an instrument lacks, each with what to do about it.
import type { Bilingual } from '../law/parameter.ts';

export const groundWords = {
  regulation: {
    missing: {
      id: 'Peraturan (Pergub/Perbup) yang mendasarinya belum dicatat. Catat dengan: payung determine basis.',
      en: 'The regulation it rests on is not recorded. Record it with: payung determine basis.',
    },
    notInForce: (numbers: string, day: string): Bilingual => ({
      id: `Peraturan yang tercatat (${numbers}) belum ada saat penandatanganan atau tidak berlaku pada ${day}. Catat peraturan yang berlaku, atau ubah tanggal berlakunya.`,
      en: `The regulations recorded (${numbers}) were not made by the day of signing or are not in force on ${day}. Record the one in force, or change the effective date.`,
    }),
  },
  agreement: {
    missing: {
      id: 'Perjanjian kerja sama (PKS) dengan BPJS Ketenagakerjaan belum dicatat. Catat dengan: payung determine basis.',
      en: 'The agreement with the administrator is not recorded. Record it with: payung determine basis.',
    },
    notInForce: (numbers: string, day: string): Bilingual => ({
      id: `PKS yang tercatat (${numbers}) belum ada saat penandatanganan atau tidak berlaku pada ${day}. Catat PKS yang berlaku, atau ubah tanggal berlakunya.`,
      en: `The agreements recorded (${numbers}) were not made by the day of signing or are not in force on ${day}. Record the one in force, or change the effective date.`,
    }),
  },
  review: {
    missing: {
      id: 'Belum ditelaah biro hukum. Catat telaahnya dengan: payung determine review.',
      en: 'The legal office has not reviewed it. Record the review with: payung determine review.',
    },
    objects: (remark: string): Bilingual => ({
      id: `Biro hukum berkeberatan: ${remark}. Perbaiki lalu minta telaah lagi, atau tarik usulan ini.`,
      en: `The legal office objects: ${remark}. Mend it and ask for another review, or withdraw the proposal.`,
    }),
  },
} as const;

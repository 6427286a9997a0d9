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

/** What is said around the second approval of late additions. */
export const secondApprovalWords = {
  missing: (number: string, late: number): Bilingual => ({
    id: `${late} tambahan dalam ${number} terlambat untuk santunan kematian penuh dan belum disetujui pejabat kedua. Mintalah pejabat yang tidak mengusulkan dan tidak akan menandatangani: payung determine approve ${number} --remark ….`,
    en: `${late} additions of ${number} come too late for the full death benefit and no second official has approved them. Ask one who neither proposed nor will sign: payung determine approve ${number} --remark ….`,
  }),
  proposer: {
    id: 'Yang mengusulkan tidak boleh memberi persetujuan kedua. Mintalah pejabat lain.',
    en: 'Whoever proposed an instrument may not give the second approval. Ask another official.',
  },
  signer: {
    id: 'Yang memberi persetujuan kedua tidak boleh menandatangani keputusan yang sama. Mintalah pejabat lain.',
    en: 'Whoever gave the second approval may not sign the same instrument. Ask another official.',
  },
  noneLate: (number: string): Bilingual => ({
    id: `Tidak ada tambahan yang terlambat dalam ${number}; persetujuan kedua tidak diperlukan.`,
    en: `No addition of ${number} is late; a second approval is not needed.`,
  }),
  approvedBefore: (number: string): Bilingual => ({
    id: `Tambahan terlambat dalam ${number} sudah disetujui; lihat: payung determine tell ${number}.`,
    en: `The late additions of ${number} are approved already; see: payung determine tell ${number}.`,
  }),
} as const;

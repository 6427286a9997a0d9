// Decides on which conditions a worker's children get the scholarship: at once after a work accident, only after 36 paid months otherwise (PP 82/2019).
import type { CivilDate } from '../kernel/date.ts';
import { type Rupiah, rupiahText, total } from '../kernel/money.ts';
import { type Citation, type Law, LawReading } from './law.ts';
import type { Bilingual, Item, SchoolLevel } from './parameter.ts';

/** Why the worker died or was disabled: by work (JKK) or otherwise (JKM). */
export type BenefitProgramme = 'jkk' | 'jkm';

/** The conditional entitlement, its ceiling in rupiah, and a sentence that never promises more than the law gives. */
export interface Scholarship {
  readonly entitled: boolean;
  readonly minimumMonths: number;
  readonly paidMonths: number;
  readonly maxChildren: number;
  readonly perChild: Rupiah;
  readonly maximum: Rupiah;
  readonly ageLimit: number;
  readonly levels: readonly SchoolLevel[];
  readonly conditions: readonly Item[];
  readonly documents: readonly Item[];
  readonly text: Bilingual;
  readonly citations: readonly Citation[];
}

/** The scholarship after a death (or, under JKK, total permanent disability) on a date, given the months paid until then. */
export function scholarship(of: { readonly law: Law; readonly programme: BenefitProgramme; readonly on: CivilDate; readonly paidMonths: number }): Scholarship {
  const reading = new LawReading(of.law, of.on);
  const minimumMonths = reading.take(`${of.programme}-scholarship-minimum-months`, 'months');
  if (of.programme === 'jkm') reading.take('jkm-scholarship-continuity', 'choice');
  const maxChildren = reading.take('scholarship-max-children', 'people');
  const levels = reading.take('scholarship-levels', 'school-levels');
  const ageLimit = reading.take('scholarship-age-limit', 'years');
  const conditions = reading.take('scholarship-conditions', 'items');
  const documents = reading.take('documents-scholarship', 'items');
  const perChild = total(levels.map((level) => level.yearly * BigInt(level.years)));
  const maximum = reading.take('scholarship-maximum', 'rupiah');
  const entitled = of.paidMonths >= minimumMonths;
  const limits = {
    id: `paling banyak ${maxChildren} anak, seluruhnya paling tinggi ${rupiahText(maximum)}, sampai usia ${ageLimit} tahun`,
    en: `at most ${maxChildren} children, ${rupiahText(maximum)} in all, until age ${ageLimit}`,
  };
  return {
    entitled,
    minimumMonths,
    paidMonths: of.paidMonths,
    maxChildren,
    perChild,
    maximum,
    ageLimit,
    levels,
    conditions,
    documents,
    text: entitled
      ? {
          id: `Beasiswa dapat diajukan bila syarat anak terpenuhi: ${limits.id}.`,
          en: `The scholarship may be applied for if the children meet the conditions: ${limits.en}.`,
        }
      : {
          id: `Tidak ada beasiswa: perlu ${minimumMonths} bulan iuran, baru ${of.paidMonths} bulan dibayar.`,
          en: `No scholarship: ${minimumMonths} months of contributions are needed, ${of.paidMonths} are paid.`,
        },
    citations: reading.citations,
  };
}

// Decides how late additions are told: on a proposal, in an annex and in the story of a person, in plain Indonesian and in English.
import type { Counting } from '../law/full-benefit.ts';
import type { Bilingual, Confidence } from '../law/parameter.ts';
import type { TermReach } from '../law/reach-in-term.ts';
import type { LateTold } from './late-additions.ts';

export const countingWords: Readonly<Record<Counting, Bilingual>> = {
  'posted-months': { id: 'bulan iuran mana pun', en: 'any paid months' },
  'consecutive-months': { id: 'bulan berturut-turut', en: 'months in a row' },
  'ninety-days': { id: 'hari sejak iuran pertama', en: 'days since the first contribution' },
};

/** How sure a rule is, in the words of the pages. */
export const sureWords: Readonly<Record<Confidence, Bilingual>> = {
  statute: { id: 'menurut peraturan', en: 'by statute' },
  secondary: { id: 'menurut sumber lain, naskahnya belum dibaca', en: 'by another source, the text was not read' },
  unverified: { id: 'cara menghitungnya belum pasti', en: 'how it is counted is not settled' },
};

/** The rule behind the late additions of an instrument, as one sentence. */
export const lateRule = ({ from, last, months, article, confidence }: LateTold): Bilingual => ({
  id: `Sejak ${from}, ${months} bulan iuran tidak muat lagi sampai ${last}: bila meninggal bukan karena kerja, hanya biaya pemakaman, kecuali iuran dilanjutkan tahun berikutnya (${article}; ${sureWords[confidence].id}).`,
  en: `From ${from} on, ${months} paid months no longer fit until ${last}: a death outside work gives funeral money only, unless contributions go on next year (${article}; ${sureWords[confidence].en}).`,
});

/** What the other ways of counting say, where they say otherwise; null where all agree. */
export function otherReadings({ from, readings }: LateTold): Bilingual | null {
  const other = readings.filter((one) => one.from !== from);
  if (other.length === 0) return null;
  const told = (locale: 'id' | 'en', since: string, never: string): string =>
    other.map((one) => `${countingWords[one.counting][locale]}: ${one.from === null ? never : `${since} ${one.from}`}`).join('; ');
  return {
    id: `Menurut cara menghitung lain: ${told('id', 'sejak', 'tidak ada yang terlambat')}.`,
    en: `Counted otherwise: ${told('en', 'from', 'none are late')}.`,
  };
}

/** The lines an instrument's late additions are told by at the command line. */
export const lateLines = (late: LateTold | null): readonly string[] =>
  late === null
    ? []
    : [
        `${late.people} tambahan terlambat / late additions. ${lateRule(late).id}`,
        ...[otherReadings(late)?.id ?? []].flat(),
        ...late.kabupaten.map(({ name, people, firstMonth }) => `  ${name}: ${people} orang mulai / from ${firstMonth}`),
      ];

/** What is told of a person's months in a term; null where every way of counting reaches the full benefit. */
export function reachWords({ first, last, reached, settled, readings, months, article, confidence }: TermReach): Bilingual | null {
  if (reached && settled) return null;
  const not = (locale: 'id' | 'en'): string =>
    readings
      .filter((one) => one.reached !== reached)
      .map((one) => countingWords[one.counting][locale])
      .join(', ');
  const rule = { id: `(${article}; ${sureWords[confidence].id})`, en: `(${article}; ${sureWords[confidence].en})` };
  if (reached) {
    return {
      id: `Bulan iuran ${first} sampai ${last} cukup untuk santunan kematian penuh bila yang dihitung ${months} bulan, tetapi tidak bila yang dihitung ${not('id')} ${rule.id}.`,
      en: `The months ${first} to ${last} suffice for the full death benefit when ${months} months are counted, but not by ${not('en')} ${rule.en}.`,
    };
  }
  const otherwise = settled ? { id: '', en: '' } : { id: ` Bila yang dihitung ${not('id')}, cukup.`, en: ` Counted by ${not('en')}, they suffice.` };
  return {
    id: `Bulan iuran ${first} sampai ${last} kurang dari yang diperlukan (${months} bulan): bila meninggal bukan karena kerja, hanya biaya pemakaman, kecuali iuran dilanjutkan tahun berikutnya ${rule.id}.${otherwise.id}`,
    en: `The months ${first} to ${last} are fewer than it takes (${months}): a death outside work gives funeral money only, unless contributions go on next year ${rule.en}.${otherwise.en}`,
  };
}

// Decides which papers a claim needs: those of its benefit, those its heirs make necessary, and which of them are there.
import type { CivilDate } from '../kernel/date.ts';
import type { Rupiah } from '../kernel/money.ts';
import type { HeirComplication } from '../law/heirs.ts';
import { type Law, LawReading } from '../law/law.ts';
import type { Bilingual, Item } from '../law/parameter.ts';

/** What makes a path of papers of its own, beyond what `heirsOf` sees. */
export const complications = [
  'several-heirs',
  'minor-heir',
  'missing-heir',
  'disputed-heirs',
  'unregistered-marriage',
  'who-buried',
  'civil-data-differs',
] as const;
export type Complication = (typeof complications)[number];

export interface ChecklistFacts {
  readonly event: 'death' | 'accident';
  readonly on: CivilDate;
  readonly amount: Rupiah;
  readonly complications: readonly (Complication | HeirComplication)[];
  readonly spouse: boolean;
  readonly papers: readonly string[];
}

export interface ChecklistPaper extends Item {
  readonly needed: boolean;
  readonly there: boolean;
}

/** The papers in the order of the law, special ones after; `needed` false where only an officer of the administrator may ask for it. */
export function checklist(law: Law, facts: ChecklistFacts): readonly ChecklistPaper[] {
  const reading = new LawReading(law, facts.on);
  const npwp = facts.amount > reading.take('npwp-threshold', 'rupiah');
  const of = new Set<string>(facts.complications);
  const needless = new Set<string>(['extra-on-demand', 'police-report', 'receipts']);
  const absent = (code: string) => (code === 'npwp' && !npwp) || (code === 'marriage-book' && (!facts.spouse || of.has('unregistered-marriage')));
  const special = complications.filter((one) => of.has(one)).flatMap((one) => [...reading.take(`documents-${one}`, 'items')]);
  const papers = [...reading.take(facts.event === 'death' ? 'documents-jkm' : 'documents-jkk', 'items').filter(({ code }) => !absent(code)), ...special];
  const there = new Set(facts.papers);
  return papers.map((paper) => ({ ...paper, needed: !needless.has(paper.code), there: there.has(paper.code) }));
}

/** The needed papers that are not there. */
export const missingPapers = (papers: readonly ChecklistPaper[]): readonly ChecklistPaper[] => papers.filter(({ needed, there }) => needed && !there);

/** What a paper is called, whichever list of papers of the law names it; null where none does. */
export function paperWords(law: Law, code: string): Bilingual | null {
  for (const parameter of law.parameters.values()) {
    if (parameter.unit !== 'items' || !parameter.name.startsWith('documents-')) continue;
    for (const { value } of parameter.values) {
      const found = (value as readonly Item[]).find((item) => item.code === code);
      if (found !== undefined) return found;
    }
  }
  return null;
}

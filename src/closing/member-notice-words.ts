// Decides what is said of the messages prepared, also where there was nothing to prepare and why.
import type { Bilingual } from '../law/parameter.ts';

/** What came of preparing messages: how many wait to be sent; else why none. After the term (`told` is empty) members are told nothing. */
export function preparedText({
  told,
}: {
  readonly told: readonly { readonly people: number; readonly withoutContact: number; readonly queued: number }[];
}): Bilingual {
  const sum = (of: 'people' | 'withoutContact' | 'queued'): number => told.reduce((total, one) => total + one[of], 0);
  const queued = sum('queued');
  if (queued > 0) return { id: `${queued} pesan disiapkan.`, en: `${queued} messages prepared.` };
  if (told.length === 0) {
    return {
      id: 'Tidak ada pesan yang disiapkan: masa program sudah berakhir.',
      en: 'No message was prepared: the term of the programme is over.',
    };
  }
  if (sum('people') === 0) {
    return { id: 'Tidak ada pesan yang disiapkan: tidak ada yang perlu diberi tahu hari ini.', en: 'No message was prepared: there is nobody to tell today.' };
  }
  const without = sum('withoutContact');
  return {
    id: `Tidak ada pesan yang disiapkan: yang perlu diberi tahu sudah diberi tahu${without === 0 ? '' : `, atau tidak mempunyai nomor (${without})`}.`,
    en: `No message was prepared: whoever is to be told has been told${without === 0 ? '' : `, or has no number (${without})`}.`,
  };
}

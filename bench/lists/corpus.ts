// Decides the corpus of hostile lists: every case, its file and its truth, as a table a reviewer can read (truth.tsv).
import { bookCases } from './book-cases.ts';
import type { Case } from './case.ts';
import { columnCases } from './column-cases.ts';
import { csvContentCases, csvFormCases } from './csv-cases.ts';
import { layoutCases } from './layout-cases.ts';
import { oddCases } from './odd-cases.ts';
import { refusedCases } from './refused-cases.ts';
import { underTableCases } from './under-table-cases.ts';
import { villageCases } from './village-cases.ts';

export const corpus: readonly Case[] = [
  ...csvFormCases,
  ...csvContentCases,
  ...layoutCases,
  ...columnCases,
  ...underTableCases,
  ...villageCases,
  ...oddCases,
  ...bookCases,
  ...refusedCases,
];

/** The truth as a table: file, sheet, row as a person sees it, outcome (`refused` for a whole file), codes. */
export const truthTable = (cases: readonly Case[] = corpus): string =>
  [
    'file\tsheet\trow\toutcome\tcodes',
    ...cases.flatMap(({ file, refused, rows }) =>
      refused === null
        ? rows.map(({ sheet, row, outcome, codes }) => [file, sheet, row, outcome, codes.join(' ')].join('\t'))
        : [[file, '', '', 'refused', refused].join('\t')],
    ),
    '',
  ].join('\n');

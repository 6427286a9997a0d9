// Decides what is measured against the database: each thing with the state it begins in, its floor, and the product's steps.
import path from 'node:path';
import { readCsvTable } from '../src/platform/csv.ts';
import { writeCsv } from '../src/platform/csv-write.ts';
import { postingColumns } from '../src/contributions/posting-row.ts';
import { rosterColumns } from '../src/contributions/month-files.ts';
import { deathsFloor, intakeFloor, monthFilesFloor, monthFloor, reconciliationFloor, registerFloor, selectionFloor, socialFloor } from './floors.ts';
import { keptPapers, papersIn, runMonth } from './month.ts';
import { findDeaths } from '../src/claims/claims-steps.ts';
import { askedAt, programme } from './plan.ts';
import { handIn, load, reconcile, select } from './steps.ts';
import { office } from './workplace.ts';
import type { Ground, Thing } from './ground.ts';

async function monthFiles({ added, scratch }: Ground): Promise<void> {
  for (const { branch, roster, postings } of await papersIn(added)) {
    const rows = async function* () {
      for await (const batch of readCsvTable(roster, { required: rosterColumns })) yield* batch.rows;
    };
    await writeCsv(path.join(scratch, `${branch}.csv`), rosterColumns, rows(), { guardFormulas: true });
    for (const file of postings) for await (const batch of readCsvTable(file, { required: postingColumns })) void batch;
  }
}

export const things: readonly Thing[] = [
  {
    name: 'register-load',
    group: 'register-load',
    before: 'founded',
    after: 'population',
    floor: registerFloor,
    real: ({ workplace, inputs }) => load(workplace, inputs, 'population'),
  },
  {
    name: 'register-load-narrow',
    group: 'register-load',
    before: 'population',
    after: 'social',
    floor: socialFloor,
    real: ({ workplace, inputs }) => load(workplace, inputs, 'social-register'),
  },
  { name: 'intake', group: 'intake', before: 'known', after: 'listed', floor: intakeFloor, real: ({ workplace, inputs }) => handIn(workplace, inputs) },
  { name: 'selection', group: 'selection', before: 'listed', after: 'selected', floor: selectionFloor, real: ({ workplace }) => select(workplace) },
  {
    name: 'month',
    group: 'month',
    before: 'registered',
    after: 'posted',
    played: true,
    floor: monthFloor,
    real: async ({ workplace, added, scratch }) => runMonth(workplace, scratch, await keptPapers(added)),
  },
  {
    name: 'reconciliation',
    group: 'month',
    before: 'reversed',
    after: 'reconciled',
    floor: reconciliationFloor,
    real: ({ workplace }) => reconcile(workplace),
  },
  {
    name: 'deaths',
    group: 'deaths',
    before: 'mourned',
    after: 'claimed',
    floor: deathsFloor,
    real: ({ workplace }) => {
      workplace.clock.set(askedAt);
      return findDeaths(workplace, office, programme);
    },
  },
  { name: 'month-files', group: 'month', before: 'founded', after: 'posted', played: true, floor: monthFilesFloor, real: monthFiles },
];

// Writes the annex of a list, whole for the archive or masked for the public, as PDF or workbook, and records the copy before it is handed out.
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Actor } from '../kernel/actor.ts';
import { Fault, assert } from '../kernel/fault.ts';
import type { Law } from '../law/law.ts';
import { type Through, markOf, reasonGiven, recordFileCopy } from '../permission/reveal-steps.ts';
import type { Database, Tx } from '../platform/database.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { writeXlsx } from '../platform/xlsx-write.ts';
import { regionNames, recordedPolicy } from '../programme/programme-steps.ts';
import {
  type AnnexGroup,
  type AnnexKind,
  type AnnexPerson,
  type PlaceNames,
  annexColumns,
  annexRow,
  kabupatenText,
  publicAreas,
  toldGroups,
  villageText,
} from './annex.ts';
import { annexWords } from './annex-head.ts';
import { writeAnnexPdf } from './annex-pdf-client.ts';
import { annexFields, annexGroups, streamAnnex } from './annex-store.ts';
import { type InstrumentRow, instrumentOf } from './instrument-store.ts';
import { toldLate } from './late-additions.ts';
import { lateAdditionsOf, secondApprovalOf } from './second-approval-store.ts';

export type AnnexForm = 'pdf' | 'xlsx';

/** An annex as written. */
export interface WrittenAnnex {
  readonly path: string;
  readonly people: number;
  readonly pages: number | null;
  readonly bytes: number;
  readonly digest: string;
  readonly exportId: string;
}

/** What annexes need of the installation. */
export interface AnnexPort {
  readonly database: Database;
  readonly niks: Pick<NikSealer, 'openAll'>;
  readonly law: Law;
}

/**
 * Writes the annex of an instrument into `folder`. It says what the signature commits to (the village's rows), so it is the same after registers were
 * replaced. A full copy names people and needs a reason; every copy is recorded. Faults: not-found `instrument-unknown`, `list-without-people`;
 * bad-input `reason-missing`.
 */
export async function writeAnnex(
  port: AnnexPort,
  actor: Actor,
  of: {
    readonly instrumentId: string;
    readonly kind: AnnexKind;
    readonly form: AnnexForm;
    readonly folder: string;
    readonly reason: string | undefined;
    readonly through: Through;
    readonly at: string;
  },
): Promise<WrittenAnnex> {
  const reason = of.kind === 'full' ? reasonGiven(of.reason) : 'salinan untuk umum, nama disamarkan / public copy, names masked';
  const { exportId, mark } = markOf(actor.id, of.at);
  await mkdir(of.folder, { recursive: true });
  const waiting = path.join(of.folder, `${exportId}.new`);
  try {
    const written = await port.database.read(actor, (tx) => write(tx, port, of, waiting, of.kind === 'full' ? mark : 'Salinan untuk umum'));
    const fileName = `${written.programme}_${safe(written.number)}_lampiran-${of.kind === 'full' ? 'lengkap' : 'umum'}.${of.form}`;
    await port.database.transact(actor, (tx) =>
      recordFileCopy(tx, exportId, {
        act: 'determine annex',
        owner: written.programme,
        folder: 'annex',
        fileName,
        digest: written.digest,
        bytes: written.bytes,
        people: of.kind === 'full' ? written.people : null,
        reason,
        mark,
        subject: of.instrumentId,
        through: of.through,
      }),
    );
    const target = path.join(of.folder, fileName);
    await rename(waiting, target);
    return { path: target, people: written.people, pages: written.pages, bytes: written.bytes, digest: written.digest, exportId };
  } finally {
    await rm(waiting, { force: true });
  }
}

const safe = (text: string): string => text.replace(/[^A-Za-z0-9-]+/g, '-');

async function write(tx: Tx, port: AnnexPort, of: { instrumentId: string; kind: AnnexKind; form: AnnexForm }, target: string, mark: string) {
  const instrument = await instrumentOf(tx, of.instrumentId);
  if (instrument === undefined) throw new Fault('not-found', 'instrument-unknown', { id: 'Keputusan itu tidak ada.', en: 'There is no such instrument.' });
  const counted = await annexGroups(tx, of.instrumentId);
  const people = counted.reduce((sum, group) => sum + group.people, 0);
  if (people === 0) {
    throw new Fault('not-found', 'list-without-people', {
      id: `${instrument.number} tidak menetapkan atau mengeluarkan siapa pun yang dapat dilihat akun ini, jadi tidak ada lampirannya.`,
      en: `${instrument.number} adds or removes nobody this account may see, so there is no annex.`,
    });
  }
  if (people !== instrument.additions + instrument.removals) throw partOnly(instrument, people);
  const { policy } = await recordedPolicy(tx, instrument.programme, instrument.policyVersion);
  const names = await placeNames(tx, instrument.area);
  const told = of.kind === 'public' ? publicAreas(counted, policy.publicationThreshold) : new Map<string, string>();
  const groups = toldGroups(counted, told);
  const late = toldLate(port.law, { term: policy.term, groups: await lateAdditionsOf(tx, of.instrumentId), names });
  const approved = (await secondApprovalOf(tx, of.instrumentId)) !== undefined;
  const head = annexWords({ ...instrument, programmeTitle: policy.title.id, late, approved }, of.kind, groups, names, mark);
  const rows = peopleRows(port, of.kind, streamAnnex(tx, of.instrumentId, told));
  const { programme, number, signedOn, proposedAt } = instrument;
  if (of.form === 'pdf') {
    const madeAt = new Date(signedOn === null ? proposedAt : `${signedOn}T00:00:00Z`);
    const pdf = await writeAnnexPdf(target, { ...head, madeAt }, groups, names, rows);
    assert(pdf.rows === people, `${pdf.rows} of ${people} people are in the annex`);
    return { programme, number, people, pages: pdf.pages, bytes: pdf.bytes, digest: pdf.sha256 };
  }
  const book = await writeXlsx(target, [
    {
      name: 'KETERANGAN',
      header: ['KETERANGAN', 'ISI'],
      widths: [28, 100],
      rows: [
        ['Lampiran', head.title.join(' ')],
        ...head.facts.map((fact) => [...fact]),
        ['Tanda tangan', instrument.signature],
        ['Kunci publik', instrument.publicKey],
        ['Salinan untuk', mark],
      ],
    },
    {
      name: 'REKAPITULASI',
      header: ['KABUPATEN/KOTA', 'DITAMBAHKAN', 'DIKELUARKAN', ...(late === null ? [] : ['DITAMBAHKAN TERLAMBAT'])],
      widths: [40, 16, 16, ...(late === null ? [] : [24])],
      rows: head.recap.map((row) => row.slice(0, late === null ? 3 : 4)),
    },
    { name: 'LAMPIRAN', header: [...annexColumns[of.kind], 'DESA/KELURAHAN', 'KABUPATEN/KOTA', 'PERUBAHAN'], rows: withPlaces(rows, groups, names) },
  ]);
  return { programme, number, people, pages: null, bytes: book.bytes, digest: book.sha256 };
}

const partOnly = (instrument: InstrumentRow, people: number): Fault =>
  new Fault('forbidden', 'annex-beyond-area', {
    id: `Akun ini hanya melihat ${people} orang dari ${instrument.additions + instrument.removals} dalam ${instrument.number}; lampiran hanya dibuat utuh.`,
    en: `This account sees only ${people} of the ${instrument.additions + instrument.removals} people of ${instrument.number}; an annex is written whole or not at all.`,
  });

/** Names of the kabupaten, kecamatan and villages of an area, by code. */
async function placeNames(tx: Tx, area: string): Promise<PlaceNames> {
  const within = area.slice(0, 2);
  return new Map([
    ...(await regionNames(tx, 'kabupaten', within)),
    ...(await regionNames(tx, 'kecamatan', within)),
    ...(await regionNames(tx, 'village', within)),
  ]);
}

const place = Object.fromEntries(annexFields.map((column, index) => [column, index])) as Record<(typeof annexFields)[number], number>;

/** The cells of each person, numbered; a chunk of NIKs is opened at a time, and none for the public. */
async function* peopleRows(
  port: AnnexPort,
  kind: AnnexKind,
  chunks: AsyncIterable<ReadonlyArray<ReadonlyArray<string | null>>>,
): AsyncGenerator<readonly string[], void, undefined> {
  let number = 0;
  for await (const chunk of chunks) {
    const niks = kind === 'public' ? [] : port.niks.openAll(chunk.map((row) => row[place.token] ?? ''));
    for (const [index, row] of chunk.entries()) {
      const person: AnnexPerson = {
        change: row[place.change] === 'remove' ? 'remove' : 'add',
        area: row[place.area] ?? '',
        nik: niks[index] ?? null,
        name: row[place.name] ?? '',
        sex: row[place.sex] ?? '',
        address: row[place.address] ?? '',
        firstMonth: row[place.first_month] ?? '',
        lastMonth: row[place.last_month] ?? '',
        cause: row[place.cause] ?? null,
      };
      yield annexRow(kind, (number += 1), person);
    }
  }
}

/** The rows with the place and change of their group, as a workbook needs them on every row. */
async function* withPlaces(
  rows: AsyncIterable<readonly string[]>,
  groups: readonly AnnexGroup[],
  names: PlaceNames,
): AsyncGenerator<readonly string[], void, undefined> {
  let [group, left] = [-1, 0];
  let cells: readonly string[] = [];
  for await (const row of rows) {
    if (left === 0) {
      const next = groups[(group += 1)];
      assert(next !== undefined, 'a list has no more people than its villages');
      left = next.people;
      cells = [villageText(names, next.area), kabupatenText(names, next.area), next.change === 'add' ? 'ditambahkan' : 'dikeluarkan'];
    }
    left -= 1;
    yield [...row, ...cells];
  }
}

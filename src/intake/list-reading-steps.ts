// Reads what is handed in, a chunk of files at a time, into lists whose numbers are sealed; a file that cannot be read is told and left out.
import type { Actor } from '../kernel/actor.ts';
import type { CivilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { plainFileName, refuseHiddenName } from '../kernel/file-name.ts';
import { refuseNik } from '../kernel/plausible-nik.ts';
import type { Nik } from '../kernel/nik.ts';
import { newKey } from '../platform/key.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import type { Vault } from '../platform/vault.ts';
import { areaFrom } from './area-of-file.ts';
import type { Region, SealedList, SealedRow } from './intake-store.ts';
import { type FoundList, asFileFault, findList, nameOf, rowsOf } from './list-file-client.ts';
import type { Taught } from './header.ts';
import { readList } from './list.ts';
import type { CandidateRow } from './row.ts';
import { referencesIn } from './row-reference.ts';

/** One transaction holds as many files as this, or as much of them. */
const chunkLimits = { files: 200, bytes: 4 * 1024 * 1024 };

/** A file that is there, for an area the actor may hand in for. */
export interface RequestedFile {
  readonly path: string;
  readonly area: string;
  readonly found: FoundList;
}

/** A file left out, and why. */
export interface RefusedFile {
  readonly file: string;
  readonly fault: Fault;
}

/** How many files are under way at once: enough that the processor never waits for the disk, few enough that large files do not pile up. */
const underWay = 4;

/** The work on each item, in the items' order, with the next few already begun. */
async function* inOrder<Item, Result>(items: Iterable<Item>, work: (item: Item) => Promise<Result>): AsyncGenerator<Result> {
  const begun: Promise<Result>[] = [];
  for (const item of items) {
    const result = work(item);
    result.catch(() => {}); // thrown when its turn comes
    begun.push(result);
    if (begun.length === underWay) yield await (begun.shift() as Promise<Result>);
  }
  for (const result of begun) yield await result;
}

/** Reads and hashes the files, in their order, gathered into chunks; `taken` counts the refused ones too. */
export async function* chunksOf(
  files: readonly { readonly path: string; readonly area: string }[],
  actor: Actor,
  region: Region,
  refused: RefusedFile[],
): AsyncGenerator<{ files: RequestedFile[]; taken: number }> {
  let chunk: RequestedFile[] = [];
  let [taken, bytes] = [0, 0];
  const found = inOrder(files, async ({ path, area }): Promise<RequestedFile | RefusedFile> => {
    try {
      refuseHiddenName(nameOf(path));
      refuseNik(nameOf(path), 'file');
      const list = await findList(path);
      return { path, area: areaWithin(actor, region, area, list.name), found: list };
    } catch (error) {
      return { file: plainFileName(nameOf(path)), fault: asFileFault(error, nameOf(path)) };
    }
  });
  for await (const file of found) {
    taken += 1;
    if ('fault' in file) refused.push(file);
    else {
      chunk.push(file);
      bytes += file.found.bytes.length;
    }
    if (chunk.length < chunkLimits.files && bytes < chunkLimits.bytes) continue;
    yield { files: chunk, taken };
    [chunk, taken, bytes] = [[], 0, 0];
  }
  if (taken > 0) yield { files: chunk, taken };
}

/** The lists of a chunk as they are to be written. `on` is the day they were received, `taught` what their sender's labels mean. */
export async function readChunk(
  port: { readonly niks: NikSealer; readonly vault: Vault },
  files: readonly RequestedFile[],
  on: CivilDate,
  refused: RefusedFile[],
  taught: Taught,
): Promise<readonly SealedList[]> {
  const lists: SealedList[] = [];
  const read = inOrder(files, async ({ area, found }): Promise<SealedList | RefusedFile> => {
    try {
      const { media, rows, hidden } = await rowsOf(found);
      const { rows: listed, ...counts } = readList(found.name, rows, on, taught, hidden);
      const kept = { listId: newKey(), area, fileName: found.name, fileDigest: found.digest, media, sealed: port.vault.seal(found.bytes) };
      const references = referencesIn(rows);
      return { ...kept, ...(references.size === 0 ? {} : { references }), rows: sealRows(port.niks, listed), ...counts };
    } catch (error) {
      return { file: found.name, fault: asFileFault(error, found.name) };
    }
  });
  for await (const list of read) {
    if ('fault' in list) refused.push(list);
    else lists.push(list);
  }
  return lists;
}

/** The rows with tokens in the place of numbers, all of a list in two passes of the cipher. Field by field: what is not named here does not rest. */
function sealRows(niks: NikSealer, rows: readonly CandidateRow[]): readonly SealedRow[] {
  const tokens = sealed(
    niks,
    rows.map(({ nik }) => nik),
  );
  const households = sealed(
    niks,
    rows.map(({ household }) => household),
  );
  const written = sealed(
    niks,
    rows.map((row) => row.written),
  );
  return rows.map((row, place) => ({
    sheet: row.sheet,
    rowNo: row.rowNo,
    token: tokens[place] ?? null,
    household: households[place] ?? null,
    written: written[place] ?? null,
    name: row.name,
    birthPlace: row.birthPlace,
    birthDate: row.birthDate,
    sex: row.sex,
    address: row.address,
    occupation: row.occupation,
    motherName: row.motherName,
    phone: row.phone,
    outcome: row.outcome,
    findings: row.findings,
  }));
}

function sealed(niks: NikSealer, numbers: readonly (Nik | null)[]): readonly (string | null)[] {
  const tokens = niks.sealAll(numbers.filter((number) => number !== null));
  let next = 0;
  return numbers.map((number) => (number === null ? null : (tokens[next++] as string)));
}

function areaWithin(actor: Actor, region: Region, written: string, file: string): string {
  const area = areaFrom(written);
  if (area === null) {
    throw new Fault(
      'bad-input',
      'area-not-a-code',
      {
        id: `Wilayah "${written}" untuk berkas ${file} bukan kode Kemendagri (2, 4, 6 atau 10 angka), misalnya 5311012001. Mulailah nama berkas dengan kode itu, atau beri --area.`,
        en: `The area "${written}" of file ${file} is not a Kemendagri code (2, 4, 6 or 10 digits), for example 5311012001. Begin the file's name with that code, or give --area.`,
      },
      { file },
    );
  }
  if (!area.startsWith(region.code) || (area.length >= 4 && region.kabupaten.size > 0 && !region.kabupaten.has(area.slice(0, 4)))) {
    throw new Fault(
      'bad-input',
      'area-unknown',
      {
        id: `Wilayah ${area} untuk berkas ${file} tidak ada di daerah program ini. Mulailah nama berkas dengan kode wilayahnya, atau beri --area.`,
        en: `The area ${area} of file ${file} is not in the region of this programme. Begin the file's name with its area code, or give --area.`,
      },
      { file },
    );
  }
  if (actor.area === '*' || area.startsWith(actor.area)) return area;
  throw new Fault(
    'forbidden',
    'area-of-another-office',
    { id: `Berkas ${file} untuk wilayah ${area}, di luar wilayah Anda.`, en: `File ${file} is for area ${area}, which is outside yours.` },
    { file },
  );
}

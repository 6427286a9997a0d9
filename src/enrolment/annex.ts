// Decides what an annex of a list says: which columns, by which place, what of a name the public sees, and on which page each row stands.
import { monthFrom } from '../kernel/month.ts';

/** Whom an annex is for: `full` for the archive (NIK, name, address), `public` with masked names and nothing else of a person. */
export type AnnexKind = 'full' | 'public';

/** One person of a list as its signature commits to him. */
export interface AnnexPerson {
  readonly change: 'add' | 'remove';
  /** Kemendagri code of the village. */
  readonly area: string;
  readonly nik: string | null;
  readonly name: string;
  readonly sex: string;
  readonly address: string;
  readonly firstMonth: string;
  readonly lastMonth: string;
  readonly cause: string | null;
}

/** People of one village, added or removed, in the order of the annex. */
export interface AnnexGroup {
  readonly change: 'add' | 'remove';
  readonly area: string;
  readonly people: number;
}

export const annexColumns: Readonly<Record<AnnexKind, readonly string[]>> = {
  full: ['NO', 'NIK', 'NAMA', 'L/P', 'ALAMAT', 'BULAN'],
  public: ['NO', 'NAMA (DISAMARKAN)', 'BULAN'],
};

/** `YOHANES BERE` → `Y*** B***`: the first letter of each word, never how long it is; a word of one letter says nothing. */
export const maskedName = (name: string): string =>
  name
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => {
      const [first = '', ...rest] = word;
      return rest.length === 0 ? '***' : `${first}***`;
    })
    .join(' ');

const causes: Readonly<Record<string, string>> = {
  death: 'meninggal',
  moved: 'pindah',
  withdrawn: 'mengundurkan diri',
  'registration-refused': 'ditolak BPJS',
  revoked: 'dicabut',
};

const shortMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'];

/** `Jul–Des 2025`, or with both years where they differ. */
export function monthsText(first: string, last: string): string {
  const [one, other] = [monthFrom(first), monthFrom(last)];
  const name = (month: string): string => shortMonths[Number(month.slice(5)) - 1] ?? '';
  if (one === other) return `${name(one)} ${one.slice(0, 4)}`;
  if (one.slice(0, 4) === other.slice(0, 4)) return `${name(one)}–${name(other)} ${other.slice(0, 4)}`;
  return `${name(one)} ${one.slice(0, 4)}–${name(other)} ${other.slice(0, 4)}`;
}

/** The cells of a person, in the order of `annexColumns`. The public does not see why somebody left: a cause tells of a family. */
export function annexRow(kind: AnnexKind, number: number, person: AnnexPerson): readonly string[] {
  const months = monthsText(person.firstMonth, person.lastMonth);
  if (kind === 'public') return [String(number), maskedName(person.name), months];
  const cause = person.cause === null ? '' : ` (keluar: ${causes[person.cause] ?? person.cause})`;
  return [String(number), person.nik ?? '', person.name, person.sex, `${person.address}${cause}`, months];
}

/** Names of places by their code. */
export type PlaceNames = ReadonlyMap<string, string>;

/** `Kabupaten Sumba Timur`; the names of the code list hold the word already. */
export const kabupatenText = (names: PlaceNames, area: string): string => names.get(area.slice(0, 4)) ?? area.slice(0, 4);

/** `Desa Rindi, Kec. Rindi (53.11.01.2001)`: a village whose tenth-level digit is 1 is a kelurahan. */
export function villageText(names: PlaceNames, area: string): string {
  if (area.length < 6) return 'Tempat lain (desa dan kecamatan tidak disebut agar orang tidak dikenali)';
  const kecamatan = names.get(area.slice(0, 6)) ?? area.slice(0, 6);
  if (area.length < 10) return `Kec. ${kecamatan} (desa tidak disebut agar orang tidak dikenali)`;
  const kind = area[6] === '1' ? 'Kelurahan' : 'Desa';
  const code = `${area.slice(0, 2)}.${area.slice(2, 4)}.${area.slice(4, 6)}.${area.slice(6)}`;
  return `${kind} ${names.get(area) ?? area}, Kec. ${kecamatan} (${code})`;
}

/** `groups` with the places told for others put together, in the order of the annex. */
export function toldGroups(groups: readonly AnnexGroup[], told: ReadonlyMap<string, string>): readonly AnnexGroup[] {
  const people = new Map<string, number>();
  for (const group of groups) {
    const place = `${group.change}/${told.get(`${group.change}/${group.area}`) ?? group.area}`;
    people.set(place, (people.get(place) ?? 0) + group.people);
  }
  return [...people]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([place, count]) => ({ change: place.startsWith('add/') ? 'add' : 'remove', area: place.slice(place.indexOf('/') + 1), people: count }));
}

/**
 * By `change/area`, the place told instead. Villages with fewer people than the threshold are told by their kecamatan, and a kecamatan still below it by its
 * kabupaten, because a masked name in a place of few people is a name.
 */
export function publicAreas(groups: readonly AnnexGroup[], threshold: number): ReadonlyMap<string, string> {
  const told = new Map<string, string>();
  for (const change of ['add', 'remove'] as const) {
    const few = groups.filter((group) => group.change === change && group.people < threshold);
    const together = new Map<string, number>();
    for (const { area, people } of few) together.set(area.slice(0, 6), (together.get(area.slice(0, 6)) ?? 0) + people);
    for (const { area } of few) {
      const kecamatan = area.slice(0, 6);
      told.set(`${change}/${area}`, (together.get(kecamatan) ?? 0) < threshold ? area.slice(0, 4) : kecamatan);
    }
  }
  return told;
}

/** Heights in points, on A4. */
export const annexPage = { width: 595.28, height: 841.89, margin: 42, top: 92, bottom: 62, row: 12.6, village: 16, kabupaten: 24, closing: 168 } as const;

/** Where something stands in an annex. `rows`: the people numbered `from` to `to` of the group. */
export interface Placement {
  readonly page: number;
  readonly y: number;
  readonly kind: 'kabupaten' | 'village' | 'rows' | 'closing';
  readonly group: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Where everything stands: each kabupaten begins a page, a village's heading keeps two of its rows beside it and stands again where the village goes
 * on, the closing stands whole on the last page. Pages are numbered from `first`.
 */
export function* placements(groups: readonly AnnexGroup[], first: number): Generator<Placement, void, undefined> {
  const end = annexPage.height - annexPage.bottom;
  let page = first - 1;
  let y = end;
  const turn = (): void => {
    page += 1;
    y = annexPage.top;
  };
  let before = '';
  for (const [group, { change, area, people }] of groups.entries()) {
    const kabupaten = `${change}/${area.slice(0, 4)}`;
    if (kabupaten !== before) {
      turn();
      yield { page, y, kind: 'kabupaten', group, from: 0, to: 0 };
      y += annexPage.kabupaten;
      before = kabupaten;
    }
    for (let from = 1; from <= people;) {
      if (y + annexPage.village + Math.min(2, people - from + 1) * annexPage.row > end) turn();
      yield { page, y, kind: 'village', group, from, to: people };
      y += annexPage.village;
      const rows = Math.min(people - from + 1, Math.floor((end - y) / annexPage.row));
      yield { page, y, kind: 'rows', group, from, to: from + rows - 1 };
      y += rows * annexPage.row;
      from += rows;
    }
    y += 4;
  }
  if (y + annexPage.closing > end) turn();
  yield { page, y, kind: 'closing', group: groups.length - 1, from: 0, to: 0 };
}

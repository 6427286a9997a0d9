// Decides the map of the simulated world: the real Kemendagri regions of NTT (idn-area-data), their rough sizes, poverty and cultures, and the older codes NIKs still carry.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { assert } from '../src/kernel/fault.ts';

/** Where a family's names come from. */
export type Culture = 'atoni' | 'tetun' | 'alor' | 'lamaholot' | 'sikka' | 'ende-ngada' | 'manggarai' | 'sumba' | 'rote' | 'sabu';

export interface Regency {
  /** Kemendagri code, 4 digits. */
  readonly code: string;
  readonly name: string;
  /** Seat, as birth places name it. */
  readonly seat: string;
  /** Inhabitants in thousands, rounded (about 2023). */
  readonly thousands: number;
  /** Share of households in deciles 1 to 4. */
  readonly poor: number;
  readonly culture: Culture;
  /** Share of Muslim families. */
  readonly muslim: number;
  /** Index of the kabupaten it was split from, with the year: who registered earlier keeps that code. */
  readonly parent: number | null;
  readonly splitYear: number;
  /** First and one past the last index in `districts` and `villages`. */
  readonly districts: readonly [number, number];
  readonly villages: readonly [number, number];
}

export interface District {
  /** 6 digits. */
  readonly code: string;
  readonly name: string;
}

export interface Village {
  /** 10 digits. */
  readonly code: string;
  readonly name: string;
  readonly district: number;
  readonly regency: number;
  /** Kelurahan (5th level 1xxx) or desa (2xxx). */
  readonly urban: boolean;
}

export interface Regions {
  readonly regencies: readonly Regency[];
  /** NTT's own districts first (`home` of them), then some elsewhere in which people were first registered. */
  readonly districts: readonly District[];
  readonly home: number;
  readonly villages: readonly Village[];
}

// code: seat, thousands, poor, culture, Muslim share, parent, split year
const known: Readonly<Record<string, readonly [string, number, number, Culture, number, (string | null)?, number?]>> = {
  '5301': ['OELAMASI', 380, 0.56, 'atoni', 0.03],
  '5302': ['SOE', 470, 0.63, 'atoni', 0.01],
  '5303': ['KEFAMENANU', 275, 0.58, 'atoni', 0.02],
  '5304': ['ATAMBUA', 231, 0.52, 'tetun', 0.03],
  '5305': ['KALABAHI', 218, 0.57, 'alor', 0.24],
  '5306': ['LARANTUKA', 290, 0.5, 'lamaholot', 0.18],
  '5307': ['MAUMERE', 335, 0.52, 'sikka', 0.1],
  '5308': ['ENDE', 277, 0.55, 'ende-ngada', 0.26],
  '5309': ['BAJAWA', 172, 0.5, 'ende-ngada', 0.05],
  '5310': ['RUTENG', 330, 0.56, 'manggarai', 0.05],
  '5311': ['WAINGAPU', 259, 0.62, 'sumba', 0.05],
  '5312': ['WAIKABUBAK', 152, 0.62, 'sumba', 0.03],
  '5313': ['LEWOLEBA', 143, 0.58, 'lamaholot', 0.25],
  '5314': ['BAA', 150, 0.6, 'rote', 0.05],
  '5315': ['LABUAN BAJO', 272, 0.53, 'manggarai', 0.21],
  '5316': ['MBAY', 166, 0.49, 'ende-ngada', 0.09, '5309', 2007],
  '5317': ['WAIBAKUL', 91, 0.66, 'sumba', 0.02, '5312', 2007],
  '5318': ['TAMBOLAKA', 320, 0.62, 'sumba', 0.02, '5312', 2007],
  '5319': ['BORONG', 290, 0.6, 'manggarai', 0.07, '5310', 2007],
  '5320': ['SEBA', 94, 0.64, 'sabu', 0.02, '5301', 2008],
  '5321': ['BETUN', 194, 0.58, 'tetun', 0.01, '5304', 2012],
  '5371': ['KUPANG', 470, 0.38, 'atoni', 0.13],
};

// Where people of NTT were often first registered: Surabaya, Denpasar, Mataram, Makassar, Balikpapan, Samarinda, Nunukan, Manado, Ambon, Merauke, Timika, Batam.
const elsewhere = ['3578', '5171', '5271', '7371', '6471', '6472', '6503', '7171', '8171', '9301', '9404', '2171'];

const words = (name: string): string =>
  name
    .replace(/^KABUPATEN /, '')
    .toLowerCase()
    .replace(/(^|\s)\S/g, (letter) => letter.toUpperCase());

/** The three fields of a line; names may hold quotes, never commas in NTT. */
function readLines(path: string, keep: (line: string) => boolean): readonly (readonly string[])[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .slice(1)
    .filter(keep)
    .map((line) => line.trim().split(','));
}

let loaded: Regions | undefined;

/** NTT: 22 kabupaten/kota, 315 kecamatan, 3,442 desa and kelurahan, in code order. Read once. */
export function nttRegions(): Regions {
  loaded ??= load('53');
  return loaded;
}

function load(province: string): Regions {
  const folder = join(dirname(createRequire(import.meta.url).resolve('idn-area-data/package.json')), 'data');
  const plain = (code: string | undefined): string => (code ?? '').replaceAll('.', '');
  const within = (line: string): boolean => line.startsWith(`${province}.`);
  const all = readLines(join(folder, 'districts.csv'), (line) => line !== '').map(([code, , name]) => ({ code: plain(code), name: name ?? '' }));
  const home = all.filter((district) => district.code.startsWith(province));
  const foreign = elsewhere.flatMap((code) => all.filter((district) => district.code.startsWith(code)).slice(0, 3));
  const indexOfDistrict = new Map(home.map((district, index) => [district.code, index]));
  const rows = readLines(join(folder, 'villages.csv'), within).map(([code, , name]) => ({ code: plain(code), name: name ?? '' }));
  const regencyRows = readLines(join(folder, 'regencies.csv'), within).map(([code, , name]) => ({ code: plain(code), name: words(name ?? '') }));
  const indexOfRegency = new Map(regencyRows.map((regency, index) => [regency.code, index]));
  const span = (list: readonly { code: string }[], code: string): readonly [number, number] => {
    const first = list.findIndex((each) => each.code.startsWith(code));
    return [first, first + list.filter((each) => each.code.startsWith(code)).length];
  };
  const regencies = regencyRows.map(({ code, name }): Regency => {
    const facts = known[code];
    assert(facts !== undefined, `kabupaten ${code} is known`);
    const [seat, thousands, poor, culture, muslim, parent, splitYear] = facts;
    return {
      code,
      name,
      seat,
      thousands,
      poor,
      culture,
      muslim,
      parent: parent == null ? null : (indexOfRegency.get(parent) ?? null),
      splitYear: splitYear ?? 0,
      districts: span(home, code),
      villages: span(rows, code),
    };
  });
  const villages = rows.map(({ code, name }): Village => ({
    code,
    name,
    district: indexOfDistrict.get(code.slice(0, 6)) ?? 0,
    regency: indexOfRegency.get(code.slice(0, 4)) ?? 0,
    urban: code.charAt(6) === '1',
  }));
  return { regencies, districts: [...home, ...foreign], home: home.length, villages };
}

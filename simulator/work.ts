// Decides what people live from, who serves the state, and who is already a member of BPJS Ketenagakerjaan and at whose expense.
import { assert } from '../src/kernel/fault.ts';
import { ageOnDay, dayOf } from './calendar.ts';
import { below, cumulate, pick, roll } from './chance.ts';
import { formerKpj, kpjOf } from './kpj.ts';
import { decileOf } from './living.ts';
import { isWoman, nikOf, regencyOf } from './people.ts';
import { referenceDay, type World } from './population.ts';
import { why } from './why.ts';

export type Service = 'ASN' | 'TNI' | 'POLRI' | 'PENSIUN';

/** Whether the person serves, or draws a pension from, the state. Few of them are poor. */
export function serviceOf(world: World, i: number): Service | null {
  const bits = roll(world.seed, i, why.service);
  const chance = bits % 1000;
  if (chance >= 120) return null;
  const age = ageOnDay(world.birth[i] as number, referenceDay);
  if (age < 20 || decileOf(world, world.householdOf[i] as number) < 5) return age >= 20 && chance < 8 ? (age >= 59 ? 'PENSIUN' : 'ASN') : null;
  if (age >= 59) return 'PENSIUN';
  if (chance >= 85) return null;
  const kind = (bits >>> 12) % 20;
  return kind < 16 ? 'ASN' : kind < 18 ? 'POLRI' : 'TNI';
}

const menWork: readonly (readonly [string, number])[] = [
  ['PETANI/PEKEBUN', 44],
  ['NELAYAN/PERIKANAN', 8],
  ['BURUH HARIAN LEPAS', 11],
  ['TUKANG OJEK', 6],
  ['SOPIR', 5],
  ['TUKANG BATU', 3],
  ['TUKANG KAYU', 3],
  ['PEDAGANG', 4],
  ['GURU HONORER', 2],
  ['PETERNAK', 3],
  ['WIRASWASTA', 5],
  ['KARYAWAN SWASTA', 4],
  ['BELUM/TIDAK BEKERJA', 2],
];
const womenWork: readonly (readonly [string, number])[] = [
  ['PETANI/PEKEBUN', 40],
  ['PENENUN', 12],
  ['MENGURUS RUMAH TANGGA', 17],
  ['PEDAGANG', 10],
  ['GURU HONORER', 4],
  ['BURUH HARIAN LEPAS', 4],
  ['PENJAHIT', 2],
  ['ASISTEN RUMAH TANGGA', 3],
  ['NELAYAN/PERIKANAN', 1],
  ['WIRASWASTA', 3],
  ['KARYAWAN SWASTA', 3],
  ['BELUM/TIDAK BEKERJA', 1],
];
const menWeights = cumulate(menWork.map(([, weight]) => weight));
const womenWeights = cumulate(womenWork.map(([, weight]) => weight));
const uniforms: Readonly<Record<Service, string>> = {
  ASN: 'PEGAWAI NEGERI SIPIL',
  TNI: 'TENTARA NASIONAL INDONESIA',
  POLRI: 'KEPOLISIAN RI',
  PENSIUN: 'PENSIUNAN',
};

/** Occupation as the population register has it. */
export function occupationOf(world: World, i: number): string {
  const age = ageOnDay(world.birth[i] as number, referenceDay);
  if (age < 6) return 'BELUM/TIDAK BEKERJA';
  const bits = roll(world.seed, i, why.occupation);
  if (age < 18) return bits % 100 < 92 ? 'PELAJAR/MAHASISWA' : 'BELUM/TIDAK BEKERJA';
  const service = serviceOf(world, i);
  if (service !== null) return uniforms[service];
  if (age < 24 && bits % 100 < 22) return 'PELAJAR/MAHASISWA';
  const woman = isWoman(world, i);
  return ((woman ? womenWork : menWork)[pick(bits, woman ? womenWeights : menWeights)] as readonly [string, number])[0];
}

export interface Membership {
  readonly kpj: string;
  readonly segment: 'PU' | 'BPU' | 'JAKON' | 'PMI';
  readonly active: boolean;
  readonly payer: 'PERUSAHAAN' | 'SENDIRI' | 'PEMERINTAH';
  readonly payerName: string;
  /** Days since 1900-01-01; `until` 0 when open. */
  readonly since: number;
  readonly until: number;
}

const companies = [
  'PT FLOBAMORA MANDIRI SENTOSA',
  'PT SASANDO KARYA BERSAMA',
  'CV CENDANA INDAH JAYA',
  'KOPERASI KREDIT TUNAS HARAPAN',
  'PT KOMODO BAHARI LESTARI',
  'CV LONTAR MAS',
  'PT SAVANA SUMBA UTAMA',
  'YAYASAN KASIH ABADI NUSA',
  'CV TENUN NUSANTARA JAYA',
  'PT KELIMUTU BANGUN PERSADA',
  'TOKO SUMBER HIDUP BARU',
  'PT MUTIARA TIMUR RAYA',
];
/** Kabupaten that already pay for their own poor: name and per mille of poor adults. */
const municipal: Readonly<Record<string, readonly [string, number]>> = { '5303': ['Pemkab Timor Tengah Utara', 210], '5315': ['Pemkab Manggarai Barat', 50] };
/** Share of the poor adults whom the kabupaten already pays for. */
export const municipalShare = (code: string): number => (municipal[code]?.[1] ?? 0) / 1000;
const opening = dayOf('2016-01-01');

/** What the administrator's books say of the person: 0 = nothing, 1 = active, 2 = no longer, 3 = active at the expense of the kabupaten. */
export function membershipState(world: World, i: number): 0 | 1 | 2 | 3 {
  const chance = roll(world.seed, i, why.member) % 1000;
  if (chance >= 600) return 0;
  const age = ageOnDay(world.birth[i] as number, referenceDay);
  if (age < 18) return 0;
  if (age >= 65) return chance < 20 ? 2 : 0;
  const poor = decileOf(world, world.householdOf[i] as number) <= 4;
  const actives = poor ? 85 : 190;
  if (chance < actives) return 1;
  if (chance < actives + 50) return 2;
  if (!poor) return 0;
  const paid = municipal[(world.regions.regencies[regencyOf(world, i)] as { code: string }).code];
  return paid !== undefined && chance < actives + 50 + paid[1] ? 3 : 0;
}

/** All memberships of a person, the present one first. */
export function membershipsOf(world: World, i: number): readonly Membership[] {
  const state = membershipState(world, i);
  if (state === 0) return [];
  const bits = roll(world.seed, i, why.memberKind);
  const years = roll(world.seed, i, why.memberSince);
  const kpj = kpjOf(nikOf(world, i));
  assert(kpj !== null, 'everyone has a number waiting');
  if (state === 3) {
    const [payerName] = municipal[(world.regions.regencies[regencyOf(world, i)] as { code: string }).code] as readonly [string, number];
    return [{ kpj, segment: 'BPU', active: true, payer: 'PEMERINTAH', payerName, since: dayOf(`2025-0${1 + below(bits, 6)}-01`), until: dayOf('2025-12-31') }];
  }
  const kind = bits % 100;
  const segment = kind < 55 ? 'PU' : kind < 85 ? 'BPU' : kind < 95 ? 'JAKON' : 'PMI';
  const self = segment === 'BPU' || segment === 'PMI';
  const company = companies[below(roll(world.seed, i, why.payer), companies.length)] as string;
  const since = opening + below(years, 3300);
  const present: Membership = {
    kpj,
    segment,
    active: state === 1,
    payer: self ? 'SENDIRI' : 'PERUSAHAAN',
    payerName: self ? '' : company,
    since,
    until: state === 1 ? 0 : Math.min(since + 180 + ((bits >>> 8) % 900), referenceDay - 30),
  };
  if (state !== 1 || (bits >>> 20) % 20 !== 0) return [present];
  const former: Membership = {
    kpj: formerKpj(i),
    segment: 'PU',
    active: false,
    payer: 'PERUSAHAAN',
    payerName: company,
    since: opening - 900 + below(years, 600),
    until: opening - 30,
  };
  return [present, former];
}

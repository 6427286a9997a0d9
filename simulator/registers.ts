// Decides what the registers say on a day, and writes them: population, DTSEN, BPJS membership, public servants, deaths.
import { join } from 'node:path';
import { dayOf, isoOf } from './calendar.ts';
import { CsvFile } from './csv-file.ts';
import { deathDayOf, reportDayOf, reportedTo, statusOn } from './life.ts';
import { decileOf, dependantsOf, headsAsWoman, inDtsen, isDisabled } from './living.ts';
import { motherNameOf, nameOf } from './names.ts';
import { addressOf, birthPlaceOf, birthDayOf, birthTextOf, familyCardOf, isWoman, maritalStatusOf, nikOf, villageOf } from './people.ts';
import type { World } from './population.ts';
import { membershipState, membershipsOf, occupationOf, serviceOf, type Membership } from './work.ts';

export const populationColumns = 'nik,no_kk,nama,tempat_lahir,tanggal_lahir,jenis_kelamin,status_kawin,nama_ibu,alamat,kode_desa,pekerjaan,status';
export const dtsenColumns = 'nik,desil,disabilitas,perempuan_kepala_keluarga,tanggungan';
export const membershipColumns = 'nik,kpj,segmen,status,pembayar,nama_pembayar,mulai,sampai';
export const servantColumns = 'nik,jenis';
export const deathColumns = 'nik,tanggal_meninggal,tanggal_lapor,sumber';

export interface RegisterCounts {
  readonly population: number;
  readonly dtsen: number;
  readonly membership: number;
  readonly servants: number;
  readonly deaths: number;
}

/** The five registers as known on `asOf` (ISO date), under their usual names in `folder`, which exists. */
export function writeRegisters(world: World, folder: string, asOf: string): RegisterCounts {
  return {
    population: writePopulation(world, join(folder, 'penduduk.csv'), asOf),
    dtsen: writeDtsen(world, join(folder, 'dtsen.csv')),
    membership: writeMembership(world, join(folder, 'kepesertaan.csv'), asOf),
    servants: writeServants(world, join(folder, 'asn.csv')),
    deaths: writeDeaths(world, join(folder, 'kematian.csv'), asOf),
  };
}

/** Everything after the NIK in a row of the population register. */
export function populationRest(world: World, i: number, day: number): string {
  const household = world.householdOf[i] as number;
  const code = (world.villages[villageOf(world, i)] as { code: string }).code;
  return `${familyCardOf(world, household)},${nameOf(world, i)},${birthPlaceOf(world, i)},${birthTextOf(world, i)},${isWoman(world, i) ? 'P' : 'L'},${maritalStatusOf(world, i)},${motherNameOf(world, i)},${addressOf(world, i)},${code},${occupationOf(world, i)},${statusOn(world, i, day)}`;
}

export function writePopulation(world: World, path: string, asOf: string): number {
  const file = new CsvFile(path, populationColumns);
  const day = dayOf(asOf);
  // The world is drawn for 1 July 2025: whoever is born later is not in an earlier register.
  for (let i = 0; i < world.people; i += 1) if (birthDayOf(world, i) <= day) file.write(`${nikOf(world, i)},${populationRest(world, i, day)}`);
  return file.end();
}

export function writeDtsen(world: World, path: string): number {
  const file = new CsvFile(path, dtsenColumns);
  for (let i = 0; i < world.people; i += 1) {
    const household = world.householdOf[i] as number;
    if (!inDtsen(world, household)) continue;
    file.write(`${nikOf(world, i)},${decileOf(world, household)},${isDisabled(world, i) ? 1 : 0},${headsAsWoman(world, i) ? 1 : 0},${dependantsOf(world, i)}`);
  }
  return file.end();
}

/** Everything after the NIK in a row of the membership register. */
export const membershipRest = (membership: Membership): string =>
  `${membership.kpj},${membership.segment},${membership.active ? 'AKTIF' : 'NONAKTIF'},${membership.payer},${membership.payerName},${isoOf(membership.since)},${membership.until === 0 ? '' : isoOf(membership.until)}`;

export function writeMembership(world: World, path: string, asOf: string): number {
  const file = new CsvFile(path, membershipColumns);
  const day = dayOf(asOf);
  for (let i = 0; i < world.people; i += 1) {
    if (membershipState(world, i) === 0) continue;
    const nik = nikOf(world, i);
    for (const membership of membershipsOf(world, i)) if (membership.since <= day) file.write(`${nik},${membershipRest(membership)}`);
  }
  return file.end();
}

export function writeServants(world: World, path: string): number {
  const file = new CsvFile(path, servantColumns);
  for (let i = 0; i < world.people; i += 1) {
    const service = serviceOf(world, i);
    if (service !== null) file.write(`${nikOf(world, i)},${service}`);
  }
  return file.end();
}

/** Deaths reported on or before `asOf`, to the civil registry or to the village. */
export function writeDeaths(world: World, path: string, asOf: string): number {
  const file = new CsvFile(path, deathColumns);
  const day = dayOf(asOf);
  for (let i = 0; i < world.people; i += 1) {
    const death = deathDayOf(world, i);
    if (death === 0 || death > day) continue;
    const reported = reportDayOf(world, i, death);
    if (reported !== 0 && reported <= day) file.write(`${nikOf(world, i)},${isoOf(death)},${isoOf(reported)},${reportedTo(world, i)}`);
  }
  return file.end();
}

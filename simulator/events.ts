// Decides what villages report in the months of cover: who moves out, and who withdraws (together about 0.1 % of the people a month).
import { addMonths, type Month } from '../src/kernel/month.ts';
import { ageOnDay, dayOf, isoOf } from './calendar.ts';
import { below, fraction, roll } from './chance.ts';
import { CsvFile } from './csv-file.ts';
import { deathDayOf, moveDayOf } from './life.ts';
import { nikOf, villageOf } from './people.ts';
import { referenceDay, type World } from './population.ts';
import { why } from './why.ts';

export const actColumns = 'nik,kode_desa,perbuatan,tanggal,alasan';

export interface VillageAct {
  readonly nik: string;
  /** 10 digits. */
  readonly villageCode: string;
  readonly kind: 'moves-out' | 'withdraws';
  /** ISO date. */
  readonly on: string;
  readonly reason: string;
}

const months = 18;
const firstDay = dayOf('2025-07-01');
const lastDay = dayOf('2027-01-01');
const withdrawals = ['TIDAK BERSEDIA', 'SUDAH DITANGGUNG PEMBERI KERJA', 'MENDAPAT PEKERJAAN TETAP', 'MEMBAYAR SENDIRI'];
const journeys = ['PINDAH KE LUAR KABUPATEN', 'MERANTAU KE LUAR PROVINSI', 'IKUT SUAMI ATAU ISTRI', 'BEKERJA DI LUAR NEGERI'];

// The day an adult withdraws, July 2025 to December 2026: 0.04 % a month.
function withdrawalDayOf(world: World, i: number): number {
  const u = fraction(roll(world.seed, i, why.withdraw));
  const chance = 0.0004 * months;
  if (u >= chance) return 0;
  const age = ageOnDay(world.birth[i] as number, referenceDay);
  return age < 18 || age > 64 ? 0 : firstDay + Math.floor((u / chance) * (lastDay - firstDay));
}

function actBetween(world: World, i: number, from: number, until: number): VillageAct | null {
  const moved = moveDayOf(world, i);
  const moves = moved >= from && moved < until;
  const day = moves ? moved : withdrawalDayOf(world, i);
  if (day < from || day >= until || (!moves && moved !== 0 && moved < day)) return null;
  const death = deathDayOf(world, i);
  if (death !== 0 && death <= day) return null;
  const reasons = moves ? journeys : withdrawals;
  return {
    nik: nikOf(world, i),
    villageCode: (world.villages[villageOf(world, i)] as { code: string }).code,
    kind: moves ? 'moves-out' : 'withdraws',
    on: isoOf(day),
    reason: reasons[below(roll(world.seed, i, why.reason), reasons.length)] as string,
  };
}

const bounds = (month: Month): readonly [number, number] => [dayOf(`${month}-01`), dayOf(`${addMonths(month, 1)}-01`)];

/** What person i does in a month, or null. Known for July 2025 to December 2026 (moves from July 2023). */
export const actOf = (world: World, i: number, month: Month): VillageAct | null => actBetween(world, i, ...bounds(month));

/** All acts of a month in the whole world, in the order of villages. */
export function villageActs(world: World, month: Month): readonly VillageAct[] {
  const [from, until] = bounds(month);
  const acts: VillageAct[] = [];
  for (let i = 0; i < world.people; i += 1) {
    const act = actBetween(world, i, from, until);
    if (act !== null) acts.push(act);
  }
  return acts;
}

/** Writes the acts of a month, only those of the given NIKs when there are any. Returns the rows. */
export function writeVillageActs(world: World, path: string, month: Month, onlyNiks?: ReadonlySet<string>): number {
  const file = new CsvFile(path, actColumns);
  for (const act of villageActs(world, month)) {
    if (onlyNiks === undefined || onlyNiks.has(act.nik))
      file.write(`${act.nik},${act.villageCode},${act.kind === 'moves-out' ? 'PINDAH' : 'MENGUNDURKAN DIRI'},${act.on},${act.reason}`);
  }
  return file.end();
}

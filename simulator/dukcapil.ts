// Decides the verification exchange: a list of NIKs goes out, answers as of a day come back, about 2 % of them only in a second round.
import { dayOf } from './calendar.ts';
import { rollText } from './chance.ts';
import { CsvFile, field, readRecords } from './csv-file.ts';
import { nikIndex } from './people.ts';
import type { World } from './population.ts';
import { membershipColumns, membershipRest, populationColumns, populationRest } from './registers.ts';
import { why } from './why.ts';
import { membershipsOf } from './work.ts';

const asked = 'permintaan,baris,nik,ditemukan';
const withoutNik = (columns: string): string => columns.slice(columns.indexOf(',') + 1);
export const populationAnswerColumns = `${asked},${withoutNik(populationColumns)}`;
export const membershipAnswerColumns = `${asked},${withoutNik(membershipColumns)}`;

export interface ExchangeOptions {
  /** The day the answers hold for, ISO. */
  readonly asOf: string;
  /** 1 leaves about 2 % unanswered; 2 answers exactly those. */
  readonly round: 1 | 2;
}

export interface ExchangeCount {
  readonly asked: number;
  readonly answered: number;
  readonly found: number;
  readonly unanswered: number;
}

// `answer` gives the rest of the row for a person, or null: not in that register.
function exchange(
  world: World,
  requestPath: string,
  answerPath: string,
  columns: string,
  round: 1 | 2,
  salt: number,
  answer: (i: number) => string | null,
): ExchangeCount {
  const index = nikIndex(world);
  const file = new CsvFile(answerPath, columns);
  const empty = ','.repeat(columns.split(',').length - 5);
  let [count, found] = [-1, 0];
  readRecords(requestPath, ([request = '', row = '', nik = '']) => {
    count += 1;
    if (count === 0) return;
    const late = rollText(world.seed ^ salt, nik, why.firstRound) % 1000 < 20;
    if (late !== (round === 2)) return;
    const i = index.find(nik);
    const rest = i < 0 ? null : answer(i);
    if (rest !== null) found += 1;
    file.write(`${field(request)},${row},${nik},${rest === null ? `TIDAK,${empty}` : `YA,${rest}`}`);
  });
  const answered = file.end();
  return { asked: count, answered, found, unanswered: count - answered };
}

/** Dukcapil's answers to a request list (`permintaan,baris,nik`). */
export function answerPopulation(world: World, requestPath: string, answerPath: string, options: ExchangeOptions): ExchangeCount {
  const day = dayOf(options.asOf);
  return exchange(world, requestPath, answerPath, populationAnswerColumns, options.round, 0x51, (i) => populationRest(world, i, day));
}

/** The administrator's answers: the present or last membership of each NIK. */
export function answerMembership(world: World, requestPath: string, answerPath: string, options: ExchangeOptions): ExchangeCount {
  const day = dayOf(options.asOf);
  return exchange(world, requestPath, answerPath, membershipAnswerColumns, options.round, 0x77, (i) => {
    const membership = membershipsOf(world, i).find((each) => each.since <= day);
    return membership === undefined ? null : membershipRest(membership);
  });
}

// Decides what a programme file may say, and refuses what it may not: with the field, the line, why, and what to do.
import { Fault } from '../kernel/fault.ts';
import { refuseNik } from '../kernel/plausible-nik.ts';
import { contradictionIn } from './contradictions.ts';
import { type ProgrammeFile, schema } from './policy-schema.ts';
import { type Words, issueWords } from './policy-words.ts';

export {
  type Condition,
  type ProgrammeFile,
  type RankingKey,
  type ReservedShare,
  type PaymentStep,
  existingPayers,
  paymentSteps,
  rankingKeys,
} from './policy-schema.ts';

/** Where in the file a field stands, counted from 1; undefined where nobody knows. */
export type LineOf = (path: readonly PropertyKey[]) => number | undefined;

function wrong(file: string, field: string, words: Words, line?: number): Fault {
  return new Fault(
    'bad-input',
    'programme-file-wrong',
    { id: `${file}: isian "${field}" salah. ${words.id}`, en: `${file}: the field "${field}" is wrong. ${words.en}` },
    { file, column: field, ...(line === undefined ? {} : { row: line }) },
  );
}

/** Checks a programme file's parsed content; what is wrong is a bad-input fault naming file, field, line and remedy. Further wrong fields are named too. */
export function readPolicy(file: string, content: unknown, lineOf: LineOf = () => undefined): ProgrammeFile {
  const parsed = schema.safeParse(content);
  if (!parsed.success) {
    const [first, ...others] = parsed.error.issues;
    const path = first?.path ?? [];
    const words = first === undefined ? { id: '', en: '' } : issueWords(first, schema, content);
    const also = others.map((issue) => ({ field: issue.path.join('.'), words: issueWords(issue, schema, content), line: lineOf(issue.path) }));
    const told = (language: 'id' | 'en', name: string): string =>
      also.map((one) => ` ${one.line === undefined ? '' : `${name} ${one.line}, `}"${one.field}": ${one.words[language]}`).join('');
    throw wrong(file, path.join('.'), { id: words.id + told('id', 'Baris'), en: words.en + told('en', 'Line') }, lineOf(path));
  }
  const found = contradictionIn(parsed.data);
  if (found !== null) throw wrong(file, found.path.join('.'), found, lineOf(found.path));
  return parsed.data;
}

/** The least threshold of public figures: below it a withheld count can only be 1. */
export const leastThreshold = 3;

/**
 * Refuses in a file that is about to be recorded what older ones may hold: a budget line without money, a threshold of 2, and a NIK in a text that will be
 * published (NPP and account codes are long numbers of others). Faults: bad-input `programme-file-wrong`, `nik-in-text`.
 */
export function refuseBeforeRecording(policy: ProgrammeFile): void {
  const empty = policy.budget.findIndex(({ limit }) => limit === 0n);
  if (empty >= 0) {
    throw wrong(policy.programme, `budget.${empty}.limit`, { id: 'Pagu harus lebih dari 0 rupiah.', en: 'The limit must be more than 0 rupiah.' });
  }
  if (policy.publicationThreshold < leastThreshold) {
    throw wrong(policy.programme, 'publicationThreshold', {
      id: `Ambang harus ${leastThreshold} atau lebih: di bawah itu yang disembunyikan hanya bisa satu angka.`,
      en: `The threshold must be ${leastThreshold} or more: below it what is withheld can only be one number.`,
    });
  }
  refuseNiks(policy, '');
}

function refuseNiks(value: unknown, field: string): void {
  if (typeof value === 'string') return refuseNik(value, field);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    if (name === 'npp' || name === 'account' || name === 'accounts') continue;
    refuseNik(name, field);
    refuseNiks(part, field === '' ? name : `${field}.${name}`);
  }
}

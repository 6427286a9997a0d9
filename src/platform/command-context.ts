// Decides what a command is given: the opened workplace, who acts, how to answer (words or one JSON object) and how to show progress.
import { type Command, InvalidArgumentError } from 'commander';
import type { Disclosure } from '../permission/reveal-steps.ts';
import type { Actor } from '../kernel/actor.ts';
import { type CivilDate, civilDate } from '../kernel/date.ts';
import { dateIn } from '../kernel/clock.ts';
import { plainLine } from '../kernel/file-name.ts';
import type { Progress } from './progress.ts';
import type { Workplace } from './workplace.ts';

/** The commands an installation may begin with; every other refuses where there is none, so that a mistyped folder is told and not made. */
const beginning: ReadonlySet<string> = new Set(['migrate', 'serve', 'programme record', 'audit']);

/** Whether a command, named by its words such as `month open`, may make the installation it works in. */
export const mayMakeInstallation = (command: string): boolean => beginning.has(command);

export interface CommandContext {
  /** Opens the workplace once (makes it only for a command it may begin with); closed by the command line when the command ends. */
  open(): Promise<Workplace>;
  /** Who acts; known once the workplace is open. Faults: those of an operating-system user who may not act. */
  actor(): Actor;
  print(text: string): void;
  json(): boolean;
  /** Answers with one JSON object, or the human text. Amounts in bigint become JSON numbers. */
  result(value: unknown, human: string): void;
  /** Records a search for one person, before its answer is printed. */
  disclose(of: Pick<Disclosure, 'kind' | 'act' | 'token' | 'fields' | 'reason'>): Promise<void>;
  readonly progress: Progress;
  /** A secret word such as a NIK from a prompt or standard input, so that it stands in no shell history. */
  secret(question: string): Promise<string>;
}

/** The date an option gives, or today's date in the programme's region. */
export const dateOption = (text: string | undefined, workplace: Workplace, timeZone = 'Asia/Makassar'): CivilDate =>
  text === undefined ? dateIn(timeZone, workplace.clock.now()) : civilDate(text);

/** As many digits as a number is given in. */
const largestWritten = 999_999_999;

/** Reads the whole number an option gives; anything else is a wrong use, said with the bounds. */
export const wholeNumber =
  ({ from, to = largestWritten }: { readonly from: number; readonly to?: number }) =>
  (text: string): number => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : -1;
    if (number >= from && number <= to) return number;
    throw new InvalidArgumentError(`Bilangan bulat dari ${from} sampai ${to}. / A whole number from ${from} to ${to}.`);
  };

/** Plain columns for a terminal. */
export function columns(header: readonly string[], rows: ReadonlyArray<readonly (string | number | null)[]>): string {
  const texts = [header, ...rows.map((row) => row.map((cell) => (cell === null ? '-' : plainLine(String(cell)))))];
  const widths = header.map((_, index) => Math.max(...texts.map((row) => (row[index] ?? '').length)));
  return texts
    .map((row) =>
      row
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The group of commands of a name: two rooms may have commands in one. */
export const commandGroup = (program: Command, name: string, description: string): Command =>
  program.commands.find((command) => command.name() === name) ?? program.command(name).description(description);

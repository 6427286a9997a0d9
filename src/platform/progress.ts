// Decides how a long step is shown on standard error: on a terminal one line rewritten, elsewhere a plain line every few seconds; standard output stays free.

import { clockText, paceOf } from '../kernel/pace.ts';

/** Where progress is written; `process.stderr` is one. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Shows steps one after the other. `total` 0 means that the end is not known. */
export interface Progress {
  /** Begins a step (and ends the one before). */
  step(name: string, total?: number): void;
  /** Says how far the step is, and of how many where that is known only now; cheap enough to call for every chunk. */
  at(done: number, total?: number): void;
  /** Ends the last step. */
  end(): void;
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/**
 * A progress display. `now` gives milliseconds that only grow; `everyMs` is the least time between two lines of a step
 * (default 100 on a terminal, 5,000 elsewhere). With `quiet` nothing is written.
 */
export function showProgress({
  output = process.stderr,
  now = () => performance.now(),
  everyMs = output.isTTY === true ? 100 : 5000,
  quiet = false,
}: { output?: ProgressOutput; now?: () => number; everyMs?: number; quiet?: boolean } = {}): Progress {
  if (quiet) return { step: () => {}, at: () => {}, end: () => {} };
  const numbers = new Intl.NumberFormat('id-ID');
  let current: { name: string; total: number; began: number; done: number } | null = null;
  let shown = 0;

  const line = (): string => {
    if (current === null) return '';
    const { name, total, began, done } = current;
    const percent = total > 0 ? ` (${Math.floor((done / total) * 100)}%)` : '';
    const { rate, secondsLeft } = paceOf({ seconds: (now() - began) / 1000, done, of: total, rows: 0 });
    const pace =
      done < total || total === 0
        ? `${rate === null ? '' : `  ${numbers.format(rate)}/s`}${secondsLeft === null ? '' : `  sisa / left ${clockText(secondsLeft)}`}`
        : '';
    return `${name}${done > 0 ? `  ${numbers.format(done)}${total > 0 ? ` / ${numbers.format(total)}` : ''}${percent}` : ''}  ${seconds(now() - began)}${pace}`;
  };
  const draw = (last: boolean): void => {
    if (output.isTTY !== true) output.write(`${line()}\n`);
    // One column stays free, else a terminal breaks the line and it can no longer be rewritten.
    else output.write(`\r\u001b[2K${line().slice(0, (output.columns ?? 80) - 1)}${last ? '\n' : ''}`);
    shown = now();
  };
  const end = (): void => {
    if (current !== null) draw(true);
    current = null;
  };
  return {
    step(name, total = 0) {
      end();
      current = { name, total, began: now(), done: 0 };
      shown = now();
      if (output.isTTY === true) draw(false);
    },
    at(done, total) {
      if (current === null) return;
      current.done = done;
      if (total !== undefined) current.total = total;
      if (now() - shown >= everyMs) draw(false);
    },
    end,
  };
}

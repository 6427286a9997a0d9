// Tests what a terminal and a log file are shown of a long step.
import { describe, expect, it } from 'vitest';
import { showProgress } from './progress.ts';

/** A display on an invented clock; what was written is kept. */
function display(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  let clock = 0;
  const progress = showProgress({ output: { isTTY, columns, write: (text) => written.push(text) }, now: () => clock });
  return { progress, written, pass: (milliseconds: number) => (clock += milliseconds) };
}

describe('in a log file', () => {
  it('writes one plain line for a short step', () => {
    const { progress, written, pass } = display(false);
    progress.step('Membaca register', 100_000);
    pass(900);
    progress.at(50_000);
    pass(300);
    progress.at(100_000);
    progress.end();
    expect(written).toEqual(['Membaca register  100.000 / 100.000 (100%)  1.2 s\n']);
  });

  it('writes a line every five seconds of a long one, however often it is told', () => {
    const { progress, written, pass } = display(false);
    progress.step('Menilai', 1_000_000);
    for (let chunk = 1; chunk <= 120; chunk += 1) {
      pass(100);
      progress.at(chunk * 8_000);
    }
    progress.end();
    expect(written).toEqual([
      'Menilai  400.000 / 1.000.000 (40%)  5.0 s  80.000/s  sisa / left 0:08\n',
      'Menilai  800.000 / 1.000.000 (80%)  10.0 s  80.000/s  sisa / left 0:03\n',
      'Menilai  960.000 / 1.000.000 (96%)  12.0 s  80.000/s  sisa / left 0:01\n',
    ]);
  });

  it('ends a step when the next begins, and ends only once', () => {
    const { progress, written, pass } = display(false);
    progress.step('Satu');
    pass(1000);
    progress.step('Dua');
    pass(500);
    progress.end();
    progress.end();
    progress.at(5);
    expect(written).toEqual(['Satu  1.0 s\n', 'Dua  0.5 s\n']);
  });
});

describe('on a terminal', () => {
  it('rewrites one line and ends it', () => {
    const { progress, written, pass } = display(true);
    progress.step('Mengunggah');
    pass(50);
    progress.at(1);
    pass(60);
    progress.at(2);
    progress.end();
    const again = '\r\u001b[2K';
    expect(written).toEqual([`${again}Mengunggah  0.0 s`, `${again}Mengunggah  2  0.1 s`, `${again}Mengunggah  2  0.1 s\n`]);
  });

  it('never fills the width, which would break the line', () => {
    const { progress, written } = display(true, 20);
    progress.step('Langkah dengan nama yang panjang sekali');
    for (const text of written) expect(text.replace('\r\u001b[2K', '').length).toBeLessThan(20);
  });
});

it('is silent when asked', () => {
  const written: string[] = [];
  const progress = showProgress({ output: { write: (text) => written.push(text) }, quiet: true });
  progress.step('Diam', 10);
  progress.at(10);
  progress.end();
  expect(written).toEqual([]);
});

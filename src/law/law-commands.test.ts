// Tests what the law commands print, for people and as JSON.
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { registerLawCommands } from './law-commands.ts';

const lawDir = fileURLToPath(new URL('../../law', import.meta.url));

function run(line: string, jsonEverywhere = false): string {
  const printed: string[] = [];
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  registerLawCommands(program, { lawDir, print: (text) => printed.push(text), json: () => jsonEverywhere });
  program.parse(line.split(' '), { from: 'user' });
  return printed.join('\n');
}

describe('law contribution', () => {
  it('answers in JSON with the agreed fields', () => {
    const answer = JSON.parse(run('law contribution --income 1250000 --month 2025-07 --payer apbd --sector other --json')) as {
      parameters: { parameter: string }[];
    };
    expect(Object.keys(answer)).toEqual(['base', 'jkk', 'jkm', 'total', 'relief', 'parameters']);
    expect(answer).toMatchObject({ base: 1_200_000, jkk: 12_000, jkm: 6_800, total: 18_800, relief: null });
    for (const cited of answer.parameters)
      expect(Object.keys(cited).sort()).toEqual(['article', 'confidence', 'from', 'on', 'parameter', 'source', 'unit', 'value']);
    expect(answer.parameters.map((cited) => cited.parameter)).toEqual(['income-base-table', 'jkk-rate', 'jkm-amount', 'relief-other']);
  });

  it('answers in words, and in JSON when the whole program does', () => {
    const line = 'law contribution --income 900000 --month 2026-05 --payer self';
    expect(run(line)).toMatch(/Jumlah \/ total +Rp8\.400/);
    expect(JSON.parse(run(line, true)).relief).toMatchObject({ percent: 50, saved: 8_400 });
    expect(run('law contribution --income 900000 --month 2026-05 --payer apbd')).toContain('dibayar pemerintah');
  });

  it.each([
    ['--income 1.250.000 --month 2025-07 --payer apbd', 'income-not-whole-rupiah'],
    ['--income 1250000 --month 2025-13 --payer apbd', 'month-not-real'],
    ['--income 1250000 --month 2025-07 --payer king', 'payer-not-known'],
    ['--income 1250000 --month 2025-07 --payer apbd --sector sky', 'sector-not-known'],
    ['--income 1250000 --month 2014-07 --payer apbd', 'law-has-no-value-yet'],
  ])('%s is refused: %s', (options, code) => {
    expect(() => run(`law contribution ${options}`)).toThrow(code);
  });
});

describe('law show, list and due', () => {
  it('shows a parameter with article, dates, source, confidence and alternatives', () => {
    const text = run('law show jkm-full-minimum-counting --on 2025-07-01');
    for (const part of ['Permenaker 1/2025', '2025-02-01', 'unverified', '* consecutive-months', 'ninety-days', 'sapa-chatbot']) expect(text).toContain(part);
    expect(JSON.parse(run('law show jkm-total --on 2025-07-01 --json'))).toMatchObject({
      name: 'jkm-total',
      value: 42_000_000,
      on: '2025-07-01',
      from: '2019-12-02',
      to: null,
      confidence: 'secondary',
    });
    expect(run('law show income-base-table')).toContain('Rp20.200.000 | Rp20.700.000');
  });

  it('names near parameters when one is not known, and refuses a date before the law', () => {
    expect(() => run('law show jkm-amout --on 2025-07-01')).toThrow('jkm-amount');
    expect(() => run('law show jkm-full --on 2025-07-01')).toThrow('jkm-full-minimum-months');
    expect(() => run('law show jkm-amount --on 2014-07-01')).toThrow('law-has-no-value-yet');
  });

  it('lists every parameter', () => {
    expect(JSON.parse(run('law list --json')).parameters.length).toBeGreaterThan(90);
    expect(run('law list')).toContain('jkm-before-minimum ');
  });

  it('gives the due date', () => {
    expect(run('law due --month 2025-08')).toContain('2025-08-15');
    expect(JSON.parse(run('law due --month 2025-11 --json'))).toMatchObject({ month: '2025-11', segment: 'bpu', due: '2025-11-17', nominal: '2025-11-15' });
    expect(run('law due --month 2026-05')).toContain('2026-05-18');
  });
});

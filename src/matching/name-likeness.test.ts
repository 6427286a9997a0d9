// Tries pairs of names as lists and registers really write them; then what must hold for any two.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameLikeness } from './name-likeness.ts';
import { usualThresholds } from './match.ts';

const same = `
YOHANES BERE | Johanes Bere
Yohanes Bere | DJOHANES BERE
Maria Goreti Bere | MARIAH GORETI BERE
Maria Bere | Maria Yosefina Bere
Maria Y. Bere | Maria Yosefina Bere
Yohanes Don Bosko Lado | Yohanes D.B. Lado
H. Muh. Ali, S.Pd | MUHAMMAD ALI
Moh. Amin | Muhamad Amin
Hj. Siti Aminah | SITI AMINAH
Ir. Petrus Seran, M.Si | Petrus Seran
Drs. Yosef Klau | YOSEPH KLAU
Alm. Yosef Klau | Josef Klau
YULIANA TAEK | TAEK YULIANA
Siti Nur Haliza | SITI NURHALIZA
Abdurrahman | Abdul Rahman
Abdul Rahman | Abd. Rachman
Ahmad bin Ali | Ahmad Ali
Agustinus Mau | Augustinus Mau
Frans Nahak | Fransiskus Nahak
Kristina Seran | Christina Seran
Umar Wirahadi | OEMAR WIRAHADI
Elisabet Kolo | Elizabeth Kolo
Yovita Abuk | Jovita Abuk
Bernadeta Luruk | Bernadetha Luruk
Veronika Hoar | Feronika Hoar
Petronela Bete | Petornela Bete
Margarita Ndapa | Margaretha Ndapa
Ma'ruf Amin | Maruf Amin
Nona (Noni) Abuk | NONA ABUK
Yohanes Bere alias Anis | Yohanes Bere
José Soares | Jose Soares
Dominikus Klau | Domi Klau
`;
const different = `
Yohanes Bere | Maria Seran
Petrus Bria | Paulus Bria
Yohanes Bere | Yohanes Seran
I Wayan Sudana | I Made Sudana
Rambu Ana | Umbu Ana
Adrianus Nong | Andreas Nong
Marselinus Tae | Martinus Tae
Maria | Maria Yosefina Bere
Gaudensia Muti | Martinus Lopo
- | Maria Bere
`;
const strange = `
Yohanes Bere | Maria Seran
Gaudensia Muti | Martinus Lopo
Siti Aminah | Petrus Bria
`;
const pairs = (table: string): string[][] =>
  table
    .trim()
    .split('\n')
    .map((line) => line.split(' | '));

describe('two written names', () => {
  it.each(pairs(same))('%s may be %s', (a, b) => {
    expect(nameLikeness(a, b)).toBeGreaterThanOrEqual(usualThresholds.nameAlike);
  });
  it.each(pairs(different))('%s is not %s', (a, b) => {
    expect(nameLikeness(a, b)).toBeLessThan(usualThresholds.nameAlike);
  });
  it.each(pairs(strange))('%s has nothing of %s', (a, b) => {
    expect(nameLikeness(a, b)).toBeLessThan(usualThresholds.nameStrange);
  });
});

const word = fc.oneof(
  fc.constantFrom('MARIA', 'YOHANES', 'Bere', 'Seran', 'ana', 'M.', 'Nur', 'Haliza', 'NURHALIZA', 'H.', 'Abd', 'JOSEF', 'Klau', 'S.Pd'),
  fc.stringMatching(/^[A-Za-z]{1,9}$/),
  fc.stringMatching(/^[EN]{2,4}$/),
);
const name = fc.array(word, { minLength: 1, maxLength: 6 });
const anything = fc.oneof(
  name.map((words) => words.join(' ')),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

describe('any two names', () => {
  it('are as alike one way as the other, from 0 to 100', () => {
    fc.assert(
      fc.property(anything, anything, (a, b) => {
        const likeness = nameLikeness(a, b);
        expect(nameLikeness(b, a)).toBe(likeness);
        expect(Number.isInteger(likeness) && likeness >= 0 && likeness <= 100).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
  it('are 100 alike when equal but for case and blanks', () => {
    fc.assert(
      fc.property(name, (words) => {
        expect(nameLikeness(words.join(' '), words.join('  ').toLowerCase())).toBe(100);
      }),
    );
  });
  it('are alike whatever the order of their words', () => {
    // After ALIAS comes a nickname, whatever stands before it is the name: that word's place does matter.
    const orderless = name.filter((words) => !words.some((written) => /^(ALS|ALIAS)$/i.test(written)));
    const shuffled = orderless.chain((words) => fc.tuple(fc.constant(words), fc.shuffledSubarray(words, { minLength: words.length, maxLength: words.length })));
    fc.assert(
      fc.property(shuffled, name, ([words, otherOrder], other) => {
        expect(nameLikeness(otherOrder.join(' '), words.join(' '))).toBe(100);
        expect(nameLikeness(otherOrder.join(' '), other.join(' '))).toBe(nameLikeness(words.join(' '), other.join(' ')));
      }),
      { numRuns: 2_000 },
    );
  });
  it('are compared by sixteen words and no more: what a stranger writes at length counts against the name', () => {
    const long = Array.from({ length: 40 }, (_, at) => `kata${String.fromCharCode(97 + (at % 26))}${at}`);
    expect(nameLikeness(long.join(' '), long.slice(0, 16).join(' '))).toBeLessThan(80);
    expect(nameLikeness(`${long.slice(0, 30).join(' ')} zz maria`, 'maria zz')).toBe(0); // beyond the sixteenth nothing is looked at
  });
});

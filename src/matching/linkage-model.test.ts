// Tries comparisons by tables, and the model by a made-up population in which the truth is known.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilDate } from '../kernel/date.ts';
import { type Comparison, type Fields, type Kind, kinds, levelOf } from './comparison.ts';
import { editDistance } from './edit-distance.ts';
import { Patterns, estimateM, sharesOf, withDoubt } from './linkage-estimate.ts';
import { type Scorer, probabilityOf } from './linkage-model.ts';
import { nearDates, nearNiks } from './near-nik.ts';
import { type DescribedPerson, Proposals, type RegisteredPerson, personScorer } from './person-linkage.ts';
import weights from '../../linkage/weights.json' with { type: 'json' };

// kind | one | other | level
const cases = `
whole-name | FRANSISKUS BERE      | Fransiscus Bere     | same
whole-name | YOSEFINA KLAU        | Yosephina Klau      | same
whole-name | YOSEFINA KLAU        | Josefina Klau       | spelt-otherwise
whole-name | MARIA SERAN          | Ma. Seran           | same
whole-name | YOHANES NAHAK        | Yoh. Nahak          | same
whole-name | PETRUS BRIA          | Siti Aminah         | different
date       | 1985-12-10           | 1985-10-12          | slip
date       | 1985-12-10           | 1985-12-11          | slip
date       | 1985-12-10           | 1985-01-01          | slip
date       | 1985-12-10           | 1985-02-27          | same-year
date       | 1985-12-10           | 1971-03-22          | different
digits     | 5311015012850001     | 5311015012850010    | one-slip
digits     | 5311015012850001     | 5371015012950001    | two-slips
area       | 5311012001           | 5311012002          | same-kecamatan
area       | 5311012001           | 5311022002          | same-kabupaten
area       | 5311012001           | 5312012001          | different
`;

describe('two values', () => {
  it.each(
    cases
      .trim()
      .split('\n')
      .map((line) => line.split('|').map((part) => part.trim())),
  )('by %s, %s and %s: %s', (kind = '', one = '', other = '', expected = '') => {
    const comparison: Comparison = { name: kind, kind: kind as Kind, fields: [0], frequency: false };
    const level = levelOf(comparison, [one], [other]);
    expect(kinds[kind as Kind][level]).toBe(expected);
    expect(levelOf(comparison, [other], [one])).toBe(level);
  });

  it('say nothing where one is missing', () => {
    expect(levelOf({ name: 'x', kind: 'date', fields: [0], frequency: false }, [null], ['1985-12-10'])).toBe(-1);
  });
});

it('editDistance counts a wrong, missing or exchanged letter once, and is symmetric', () => {
  expect([editDistance('BERE', 'BERA', 2), editDistance('BERE', 'BRE', 2), editDistance('BERE', 'EBRE', 2), editDistance('BERE', 'KLAU', 2)]).toEqual([
    1, 1, 1, 3,
  ]);
  const word = fc.stringMatching(/^[a-d]{0,8}$/);
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(editDistance(a, b, 3)).toBe(editDistance(b, a, 3));
    }),
  );
});

describe('near NIKs', () => {
  const nik = '5311015012850012';
  it('hold every single slip and not the NIK itself', () => {
    const near = new Set<string>(nearNiks(nik));
    for (const slip of ['5311015012850013', '5311015012850021', '6311015012850012', '3511015012850012']) expect(near.has(slip)).toBe(true);
    expect(near.has(nik)).toBe(false);
    expect(near.size).toBeLessThan(160);
  });
  it('hold the NIK whose last digit a spreadsheet lost, and one with a digit left out', () => {
    expect(nearNiks('5311015012850010') as readonly string[]).toContain(nik);
    expect(nearNiks('5310150128500120') as readonly string[]).toContain(nik);
  });
  it('of dates hold day and month exchanged, and real days only', () => {
    const near = nearDates('1985-12-10');
    expect(near).toContain('1985-10-12');
    expect(near).not.toContain('1985-12-32');
  });
});

it('estimates m near the truth from pairs nobody labelled', () => {
  const comparisons: readonly Comparison[] = ['a', 'b', 'c', 'd'].map((name, at) => ({ name, kind: 'exact', fields: [at], frequency: false }));
  let state = 7;
  const chance = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32; // not law: a generator of even spread
  const [block, random] = [new Patterns(comparisons), new Patterns(comparisons)];
  const pair = (agree: number): readonly [Fields, Fields] => [['1', '1', '1', '1'], ['a', 'b', 'c', 'd'].map(() => (chance() < agree ? '1' : '2'))];
  for (let made = 0; made < 20_000; made += 1) {
    random.add(...pair(0.1)); // not law
    block.add(...pair(made % 4 === 0 ? 0.9 : 0.1)); // not law
  }
  const u = sharesOf(comparisons, random.all());
  const { m, share } = estimateM(comparisons, block.all(), u, new Set());
  expect(share).toBeCloseTo(0.25, 1);
  for (const one of m) expect(one[0]).toBeCloseTo(0.9, 1);
});

it('with doubt, no level says more than a nearer one', () => {
  for (const { m, u } of Object.values(withDoubt(weights.weights))) {
    const bits = m.map((one, level) => Math.log2(one / (u[level] ?? 1)));
    expect(bits).toEqual([...bits].sort((one, other) => other - one));
  }
});

describe('persons', () => {
  const described: DescribedPerson = {
    ref: 1,
    name: 'Fransiscus Bere',
    birthDate: civilDate('1985-12-10'),
    sex: 'L',
    area: '5311012001',
    motherName: null,
    birthPlace: null,
    household: null,
    written: '5311011012850010',
  };
  const person = (personKey: string, change: Partial<RegisteredPerson> = {}): RegisteredPerson => ({
    personKey,
    name: 'FRANSISKUS BERE',
    birthDate: '1985-12-10',
    sex: 'L',
    area: '5311012001',
    motherName: null,
    birthPlace: null,
    household: null,
    nik: null,
    ...change,
  });

  it('are proposed likeliest first, once each, five at most, whatever order they come in', () => {
    const people = [
      person('a', { nik: '5311011012850001' }),
      person('b', { birthDate: '1971-03-22' }),
      person('c', { name: 'YOHANES KLAU', birthDate: '1979-03-22', area: '5371011001' }),
      ...['d', 'e', 'f', 'g', 'h'].map((key) => person(key, { area: '5311012002' })),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray([...people, person('a')], { minLength: 9, maxLength: 9 }), (shuffled) => {
        const proposals = new Proposals(personScorer(weights), [described]);
        for (const one of shuffled) proposals.compare(1, one);
        const keys = proposals.of(1).map(({ personKey }) => personKey);
        expect(keys).toEqual(['a', 'd', 'e', 'f', 'g']);
      }),
    );
  });

  it('have reasons whose weights and the prior sum to the score', () => {
    const scorer: Scorer = personScorer(weights);
    const proposals = new Proposals(scorer, [described]);
    proposals.compare(1, person('a', { nik: '5311011012850001' }));
    const [first] = proposals.of(1);
    const sum = (first?.reasons ?? []).reduce((all, { weight }) => all + weight, Math.log2(weights.prior / (1 - weights.prior)));
    expect(first?.bits).toBeCloseTo(sum, 6);
    expect(probabilityOf(first?.bits ?? 0)).toBeGreaterThan(0.99);
  });

  it('of a rare name weigh more than of a frequent one', () => {
    const names: readonly string[] = Object.entries(weights.nameWords)
      .sort(([, one], [, other]) => other - one)
      .map(([word]) => word);
    const frequent = names[0] ?? '';
    const bits = (name: string): number =>
      personScorer(weights).score([name, null, null, null, null, null, null, null], [name, null, null, null, null, null, null, null]);
    expect(bits('XAVERINDA')).toBeGreaterThan(bits(frequent));
  });
});

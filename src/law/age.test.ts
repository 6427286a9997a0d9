// Tests the age limits at the birthday itself.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { civilDate } from '../kernel/date.ts';
import { ageReview, ageToRegister } from './age.ts';
import { loadLaw } from './law-store.ts';

const law = loadLaw(fileURLToPath(new URL('../../law', import.meta.url)));

describe('age', () => {
  const cases = `
    birth       on          may    age
    1960-07-02  2025-07-01  true   64
    1960-07-01  2025-07-01  false  65
    1960-06-30  2025-07-01  false  65
    1960-02-29  2025-02-28  true   64
    1960-02-29  2025-03-01  false  65
    2012-01-01  2025-07-01  true   13`;
  it.each(
    cases
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/)),
  )('born %s on %s: %s', (birth, on, may, age) => {
    const found = ageToRegister({ law, birth: civilDate(birth ?? ''), on: civilDate(on ?? '') });
    expect([String(found.mayRegister), String(found.age), found.reason]).toEqual([may, age, may === 'true' ? null : 'too-old-to-register']);
  });

  it('reviews at the 65th birthday, without certainty', () => {
    const of = (on: string) => ageReview({ law, birth: civilDate('1960-09-15'), on: civilDate(on) });
    expect(of('2025-09-14')).toMatchObject({ reviewOn: '2025-09-15', due: false });
    expect(of('2025-09-15')).toMatchObject({ due: true, citations: [{ parameter: 'review-age', confidence: 'unverified' }] });
  });
});

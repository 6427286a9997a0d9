// Tests that a demonstration killed at random moments, whoever is killed, ends as the one nobody killed, and that the check finds nothing broken in it.
import { expect, test } from 'vitest';
import { type Kill, type Victim, killAgainAndAgain } from './kills.ts';

test('a demonstration goes on after every kill, to the same hash and an unbroken database', { timeout: 600_000 }, async () => {
  const coming: Victim[] = ['backend', 'node', 'postgres', 'both'];
  const next = (): Kill | null => {
    const victim = coming.pop();
    return victim === undefined ? null : { victim, after: 3000 + Math.random() * 4000 };
  };
  const { wrong, kills, played } = await killAgainAndAgain({ scale: 0.005, next });
  expect(wrong).toEqual([]);
  expect(Object.values(kills).reduce((sum, number) => sum + number, 0)).toBe(4);
  expect(played).toBeGreaterThan(0);
});

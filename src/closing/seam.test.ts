// Tests where a person who was handed over stands, by text tables: one row a case, before and after the due date of the first month.
import { expect, test } from 'vitest';
import { civilDate } from '../kernel/date.ts';
import { type SeamStage, noCounts, seamStage, seamTask } from './seam.ts';

const dueOn = civilDate('2026-01-15');

/** here arrived held registered posted (left) register => up to the due date | after it */
test.each(
  `
  h.... -      => not-handed-over | gap
  ha... -      => handed-over | gap
  hah.. -      => accepted | gap
  hahr. -      => registered | gap
  hahrp -      => paid | paid
  h...p -      => paid | paid
  ..... -      => unknown | unknown
  ..h.. -      => accepted | gap
  ....p -      => paid | paid
  ..... member => registered | registered
  ..... none   => gap | gap
  ha... none   => gap | gap
  hahr. none   => registered | gap
  ha... member => registered | registered
  hahr. member => registered | gap
  ha...l -     => left | left
  .....l none  => left | left
  hahr.l -     => left | left
  hahrpl -     => paid | paid
`
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+=>\s+|\s+\|\s+/)),
)('%s: %s, later %s', (facts = '', before, after) => {
  const [flags = '', register] = facts.split(/\s+/);
  const of = {
    here: flags[0] === 'h',
    arrived: flags[1] === 'a',
    held: flags[2] === 'h',
    registered: flags[3] === 'r',
    posted: flags[4] === 'p',
    departed: flags[5] === 'l',
    register: register === 'member' || register === 'none' ? register : null,
  } as const;
  expect([seamStage(of, { today: dueOn, dueOn }), seamStage(of, { today: civilDate('2026-01-16'), dueOn })]).toEqual([before, after]);
});

test.each([
  [{ paid: 3, registered: 1, accepted: 2, left: 1 }, null],
  [{ 'not-handed-over': 2 }, ['pemberi', 2, 0]],
  [{ 'handed-over': 2, accepted: 4 }, ['penerima', 2, 0]],
  [{ gap: 1, paid: 4 }, ['penerima', 1, 0]],
  [{ unknown: 5 }, ['pemberi', 0, 5]],
] as const)('%o: the task', (some: Partial<Record<SeamStage, number>>, expected) => {
  const task = seamTask({ ...noCounts(), ...some }, { giver: 'pemberi', taker: 'penerima', today: civilDate('2026-01-02'), dueOn });
  expect(task === null ? null : [task.owner, task.people, task.unknown]).toEqual(expected);
  if (task !== null) expect([task.dueOn, task.overdue]).toEqual([dueOn, false]);
});

// How it stands with a village, as a table: each side of the deadline, answered or not, corrected, freed.
import { expect, test } from 'vitest';
import type { CivilDate } from '../kernel/date.ts';
import { mayBeFreed, villageState } from './tracker.ts';

const day = (text: string | null): CivilDate | null => (text === null ? null : (`2025-06-${text}` as CivilDate));

test.each`
  deadline | received | corrections | freed   | on      | state              | free
  ${null}  | ${null}  | ${0}        | ${null} | ${'10'} | ${'unasked'}       | ${false}
  ${null}  | ${'09'}  | ${0}        | ${null} | ${'10'} | ${'received'}      | ${false}
  ${'10'}  | ${null}  | ${0}        | ${null} | ${'09'} | ${'waiting'}       | ${false}
  ${'10'}  | ${null}  | ${0}        | ${null} | ${'10'} | ${'waiting'}       | ${false}
  ${'10'}  | ${null}  | ${0}        | ${null} | ${'11'} | ${'late'}          | ${true}
  ${'10'}  | ${'10'}  | ${0}        | ${null} | ${'20'} | ${'received'}      | ${false}
  ${'10'}  | ${'11'}  | ${0}        | ${null} | ${'20'} | ${'received-late'} | ${false}
  ${'10'}  | ${'09'}  | ${2}        | ${null} | ${'20'} | ${'corrected'}     | ${false}
  ${'10'}  | ${null}  | ${0}        | ${'12'} | ${'20'} | ${'freed'}         | ${false}
  ${'10'}  | ${'15'}  | ${0}        | ${'12'} | ${'20'} | ${'received-late'} | ${false}
`(
  'asked by $deadline, received $received, $corrections corrections, freed $freed: on $on $state',
  ({ deadline, received, corrections, freed, on, state, free }) => {
    const facts = {
      deadline: day(deadline as string | null),
      receivedOn: day(received as string | null),
      corrections: corrections as number,
      freedOn: day(freed as string | null),
    };
    expect(villageState(facts, day(on as string) as CivilDate)).toBe(state);
    expect(mayBeFreed(facts, 5, day(on as string) as CivilDate)).toBe(free);
    expect(mayBeFreed(facts, 0, day(on as string) as CivilDate)).toBe(false);
  },
);

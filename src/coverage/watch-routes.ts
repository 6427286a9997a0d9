// Decides the operations that watch a programme's cover: arrears, the waiting rule, birthdays.
import { z } from '@hono/zod-openapi';
import { dateIn } from '../kernel/clock.ts';
import { type CivilDate, addDays, civilDate } from '../kernel/date.ts';
import { countings } from '../law/full-benefit.ts';
import { type Doing, operation } from '../web/operation.ts';
import { day, id, monthName, pageNumber, programmeName, rowsAPage, rupiah, whole } from '../web/shapes.ts';
import { arrearsAges } from './watch.ts';
import { arrearsMembers, watchArrears, watchBirthdays, watchWaiting } from './watch-steps.ts';

const dayAsked = ({ workplace, timeZone }: Doing, on: string | undefined): CivilDate =>
  on === undefined ? dateIn(timeZone, workplace.clock.now()) : civilDate(on);
const counted = <T extends z.ZodType>(shape: T) =>
  z.object(Object.fromEntries(countings.map((counting) => [counting, shape])) as Record<(typeof countings)[number], T>);
const ofDay = z.object({ programme: programmeName, on: day.optional() });
/** How far ahead birthdays are told unless asked otherwise. */
const daysAhead = 90;

export const watchOperations = {
  arrears: operation({
    command: 'watch arrears',
    id: 'watchArrears',
    method: 'get',
    path: '/programmes/{programme}/arrears',
    summary: "Members' arrears by age and kabupaten, those about to lapse first; whoever has left is not counted",
    input: ofDay,
    long: true,
    answer: z.object({
      on: day,
      counts: z.object(Object.fromEntries(arrearsAges.map((age) => [age, whole])) as Record<(typeof arrearsAges)[number], typeof whole>),
      groups: z.array(
        z.object({
          area: z.string(),
          age: z.enum(arrearsAges),
          overdue: whole,
          lastMonth: monthName.nullable(),
          lapsesOn: day.nullable(),
          escalate: z.boolean(),
          people: whole,
        }),
      ),
    }),
    run: async (of, { programme, on }) => of.read((tx) => watchArrears(tx, { law: of.workplace.law, programme, on: dayAsked(of, on) })),
  }),

  members: operation({
    command: 'watch arrears',
    act: 'watch members',
    id: 'listArrearsMembers',
    method: 'get',
    path: '/programmes/{programme}/arrears/members',
    summary: 'The members in arrears by KPJ and village, longest unpaid first; only those about to lapse unless `every` is said',
    input: ofDay.extend({ every: z.enum(['yes', 'no']).default('no'), page: pageNumber }),
    long: true,
    personal: true,
    answer: z.object({
      page: whole,
      members: z.array(z.object({ kpj: z.string(), area: z.string(), lastMonth: monthName, overdue: whole, lapsesOn: day.nullable() })),
    }),
    run: async (of, { programme, on, every, page }) => ({
      page,
      members: await of.read((tx) =>
        arrearsMembers(tx, {
          law: of.workplace.law,
          programme,
          on: dayAsked(of, on),
          escalated: every === 'no',
          offset: (page - 1) * rowsAPage,
          limit: rowsAPage,
        }),
      ),
    }),
  }),

  waiting: operation({
    command: 'watch waiting',
    id: 'watchWaiting',
    method: 'get',
    path: '/programmes/{programme}/waiting',
    summary: 'From when the full JKM holds, under each reading of the waiting rule, with the people and rupiah for whom it matters',
    input: ofDay,
    long: true,
    answer: z.object({
      on: day,
      people: whole,
      met: counted(whole),
      differing: whole,
      perDeath: rupiah,
      atStake: rupiah,
      groups: z.array(z.object({ from: counted(day.nullable()), met: counted(z.boolean()), differs: z.boolean(), people: whole })),
    }),
    run: async (of, { programme, on }) => of.read((tx) => watchWaiting(tx, { law: of.workplace.law, programme, on: dayAsked(of, on) })),
  }),

  birthdays: operation({
    command: 'watch birthdays',
    id: 'watchBirthdays',
    method: 'get',
    path: '/programmes/{programme}/birthdays',
    summary: 'Members who reach the age of review between two days (90 days ahead unless said), by the row they were listed in',
    input: ofDay.extend({ until: day.optional() }),
    answer: z.object({ age: whole, confidence: z.string(), birthdays: z.array(z.object({ on: day, listId: id, rowNo: whole, area: z.string() })) }),
    run: async (of, { programme, on, until }) => {
      const from = dayAsked(of, on);
      const to = until === undefined ? addDays(from, daysAhead) : civilDate(until);
      const found = await of.read((tx) => watchBirthdays(tx, { law: of.workplace.law, programme, from, to }));
      return { ...found, confidence: found.citations[0]?.confidence ?? 'unverified' };
    },
  }),
};

// Decides the operations of the end of a programme's term: what it means, how each kabupaten goes on, carrying that out.
import { z } from '@hono/zod-openapi';
import { civilDate } from '../kernel/date.ts';
import { sectors } from '../law/contribution.ts';
import { operation } from '../web/operation.ts';
import { day, hash, monthName, programmeName, rupiah, when, whole, words } from '../web/shapes.ts';
import { yearEndChoices } from './year-end.ts';
import { carryYearEnd } from './carry-steps.ts';
import { chooseYearEnd, yearEnd } from './year-end-steps.ts';

const choice = z.enum(yearEndChoices);
const kabupaten = z.string().regex(/^\d{4}$/);
const chosen = z.object({
  choice,
  months: whole.nullable(),
  nextPayer: z.string().nullable(),
  reason: z.string(),
  recordedAt: when,
  author: z.string(),
  persons: whole.nullable(),
  amount: rupiah.nullable(),
  fileName: z.string().nullable(),
});
const price = rupiah.nullable().openapi({ description: 'For all people of the choice; null where each pays for himself.' });
const priced = z.array(z.object({ first: monthName, last: monthName, amount: rupiah }));

export const yearEndOperations = {
  show: operation({
    command: 'term show',
    id: 'showYearEnd',
    method: 'get',
    path: '/programmes/{programme}/year-end',
    summary: "Whose cover ends with the programme's last month, what going on costs, what a budget that opens late does, what was chosen",
    input: z.object({
      programme: programmeName,
      opensOn: day.optional().openapi({ description: 'The day the next budget is expected to pay; several usual ones without it.' }),
    }),
    long: true,
    answer: z.object({
      programme: z.string(),
      last: monthName,
      endsOn: day,
      next: monthName,
      dueOn: day,
      fallsOff: whole,
      perPerson: rupiah,
      perMonth: rupiah,
      perYear: rupiah,
      uncommitted: rupiah,
      prepay: z.array(z.object({ months: whole, amount: rupiah, affordable: z.boolean() })),
      selfPayment: z.object(Object.fromEntries(sectors.map((sector) => [sector, priced])) as Record<(typeof sectors)[number], typeof priced>),
      reminders: z.array(day),
      openings: z.array(z.object({ opensOn: day, daysNotDue: whole, daysInArrears: whole, daysUnprotected: whole, lapsed: z.boolean(), months: whole })),
      perDeathIfWaitBegins: rupiah,
      groups: z.array(
        z.object({
          area: z.string(),
          name: z.string(),
          people: whole,
          goesOn: whole,
          fallsOff: whole,
          perMonth: rupiah,
          perYear: rupiah,
          choice: chosen.nullable(),
        }),
      ),
    }),
    run: async ({ read, workplace }, { programme, opensOn }) =>
      read((tx) => yearEnd(tx, { law: workplace.law, programme, ...(opensOn === undefined ? {} : { opensOn: civilDate(opensOn) }) })),
  }),

  choose: operation({
    command: 'term choose',
    id: 'chooseYearEnd',
    method: 'post',
    path: '/programmes/{programme}/year-end/choices',
    summary: 'Records how a kabupaten (or every one) goes on; a later choice replaces one that was not carried out',
    input: z.object({
      programme: programmeName,
      choice,
      kabupaten: kabupaten.optional().openapi({ description: 'Kemendagri code; every kabupaten whose members fall off without it.' }),
      months: z.coerce.number().int().positive().optional().openapi({ description: 'Paying in advance: for how many months.' }),
      nextPayer: z.string().trim().max(120).optional().openapi({ description: 'Handing over: to whom.' }),
      reason: words,
    }),
    answer: z.object({ choices: z.array(z.object({ choiceId: z.string(), area: z.string(), name: z.string(), people: whole, price })) }),
    run: async ({ transact, workplace }, { programme, choice: asked, kabupaten: area, months, nextPayer, reason }) => ({
      choices: await transact((tx) =>
        chooseYearEnd(tx, {
          law: workplace.law,
          programme,
          choice: asked,
          reason,
          ...(area === undefined ? {} : { area }),
          ...(months === undefined ? {} : { months }),
          ...(nextPayer === undefined ? {} : { nextPayer }),
        }),
      ),
    }),
  }),

  carry: operation({
    command: 'term carry',
    id: 'carryYearEnd',
    method: 'post',
    path: '/programmes/{programme}/year-end/carrying',
    summary: 'Carries out every choice not carried out yet: commits money, writes the lists for whoever goes on',
    input: z.object({ programme: programmeName }),
    long: true,
    answer: z.object({
      carried: z.array(
        z.object({
          area: z.string(),
          name: z.string(),
          choice,
          persons: whole,
          amount: rupiah.nullable().openapi({ description: "Committed on the programme's lines." }),
          price,
          file: z.object({ name: z.string(), digest: hash }).nullable(),
        }),
      ),
      open: z.array(z.object({ area: z.string(), name: z.string() })),
    }),
    run: async ({ workplace, actor }, { programme }) => carryYearEnd(workplace, actor, { programme }),
  }),
};

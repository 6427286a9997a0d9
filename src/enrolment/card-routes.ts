// Decides the operations after registration: cards on their way, people taken off the administrator's books, and numbers merged.
import { z } from '@hono/zod-openapi';
import { outboxFolder } from '../platform/outbox-files.ts';
import { operation } from '../web/operation.ts';
import { day, dayGiven, id, programmeName, whole, words } from '../web/shapes.ts';
import { arriveInVillage, readCardArrivals, readCardDeliveries, tellCards } from './card-delivery-steps.ts';
import { exportDeactivation } from './deactivation-steps.ts';
import { readMergers } from './kpj-merger-steps.ts';

const mostCards = 100_000; // not law: more than any village has members

export const cardOperations = {
  deliver: operation({
    command: 'card deliver',
    id: 'readCardDeliveries',
    method: 'post',
    path: '/programmes/{programme}/card-deliveries',
    summary: 'Reads what villages report of cards: who received each, when and by which proof, or why not',
    input: z.object({ programme: programmeName }),
    files: { many: false },
    long: true,
    answer: z.object({ rows: whole, recorded: whole }),
    run: async ({ workplace, actor, files }, { programme }) => readCardDeliveries(workplace, actor, { programme, file: files[0]?.path ?? '' }),
  }),

  arrive: operation({
    command: 'card arrive',
    id: 'readCardArrivals',
    method: 'post',
    path: '/programmes/{programme}/card-arrivals',
    summary: 'Reads which cards came to their villages: when, who took each, and where it can be fetched',
    input: z.object({ programme: programmeName }),
    files: { many: false },
    long: true,
    answer: z.object({ rows: whole, recorded: whole }),
    run: async ({ workplace, actor, files }, { programme }) => readCardArrivals(workplace, actor, { programme, file: files[0]?.path ?? '' }),
  }),

  arriveVillage: operation({
    command: 'card arrive-village',
    id: 'recordVillageCards',
    method: 'post',
    path: '/programmes/{programme}/village-card-arrivals',
    summary: 'Records that every card a village waits for came; refused where the number differs from that',
    input: z.object({
      programme: programmeName,
      village: z
        .string()
        .regex(/^\d{10}$/)
        .openapi({ example: '5311012001' }),
      cards: z.coerce.number().int().min(1).max(mostCards).openapi({ description: 'How many came.' }),
      receivedBy: words.openapi({ description: 'Who took them in the village.' }),
      place: words.openapi({ description: 'Where they can be fetched; stands in the message to their members. At most 60 letters.' }),
      on: day.optional(),
    }),
    answer: z.object({ recorded: whole }),
    run: async (of, { programme, village, cards, receivedBy, place, on }) =>
      arriveInVillage(of.workplace, of.actor, { programme, village, cards, receivedBy, place, on: dayGiven(of, on) }),
  }),

  cards: operation({
    command: 'card show',
    id: 'showCards',
    method: 'get',
    path: '/programmes/{programme}/cards',
    summary: 'How the cards of a programme stand against the target, by village, those with the most late cards first',
    input: z.object({ programme: programmeName, on: day.optional() }),
    answer: z.object({
      on: day,
      targetDays: whole,
      registered: whole,
      arrived: whole.openapi({ description: 'In the village, or with their members.' }),
      delivered: whole,
      undelivered: whole,
      late: whole,
      lateVillages: whole,
      villages: z.array(
        z.object({
          area: z.string(),
          name: z.string(),
          registered: whole,
          arrived: whole,
          delivered: whole,
          undelivered: whole,
          late: whole,
          oldest: day.nullable(),
        }),
      ),
      reasons: z.array(z.object({ reason: z.string(), people: whole })),
    }),
    run: async (of, { programme, on }) => of.read((tx) => tellCards(tx, of.workplace.law, { programme, on: dayGiven(of, on) })),
  }),

  deactivate: operation({
    command: 'enrol deactivate',
    id: 'exportDeactivation',
    method: 'post',
    path: '/programmes/{programme}/instruments/{instrument}/deactivation-files',
    summary: 'Writes the files of whom a signed instrument takes off (data_tk_na); each person once, never the dead',
    input: z.object({ programme: programmeName, instrument: id, on: day.optional(), form: z.string().max(40).optional() }),
    long: true,
    answer: z.object({ files: z.array(z.object({ file: z.string(), branch: z.string(), rows: whole })) }),
    run: async (of, { programme, instrument, on, form }) => {
      const folder = outboxFolder(of.workplace.dataDir, programme, 'enrolment');
      const files = await exportDeactivation(of.workplace, of.actor, { instrumentId: instrument, folder, on: dayGiven(of, on), form });
      return { files: files.map(({ path, branch, rows }) => ({ file: `${programme}/enrolment/${path.split(/[/\\]/).at(-1) ?? ''}`, branch, rows })) };
    },
  }),

  merge: operation({
    command: 'enrol merge',
    id: 'readKpjMergers',
    method: 'post',
    path: '/programmes/{programme}/kpj-mergers',
    summary: 'Reads which membership numbers of one person the administrator merged; no paid month is lost',
    input: z.object({ programme: programmeName, on: day.optional() }),
    files: { many: false },
    long: true,
    answer: z.object({ rows: whole, merged: whole }),
    run: async (of, { programme, on }) => readMergers(of.workplace, of.actor, { programme, file: of.files[0]?.path ?? '', answeredOn: dayGiven(of, on) }),
  }),
};

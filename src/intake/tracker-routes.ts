// Decides the operations on villages: asked for lists, followed, their places freed.
import { z } from '@hono/zod-openapi';
import { civilDate } from '../kernel/date.ts';
import { operation } from '../web/operation.ts';
import { day, id, pageNumber, pagesFor, paging, programmeName, rowsAPage, whole, words } from '../web/shapes.ts';
import { askVillages, freePlaces, track } from './tracker-steps.ts';
import { villageStates } from './tracker.ts';

const areaCode = z
  .string()
  .regex(/^\d{2,10}$/)
  .openapi({ description: 'Kemendagri code of an area.' });
const mostPlaces = 100_000; // not law: more than any village has people
const state = z.enum(villageStates as [string, ...string[]]);

const village = z.object({
  area: z.string(),
  name: z.string(),
  requestId: id.nullable(),
  state,
  askedOn: day.nullable(),
  deadline: day.nullable(),
  places: whole,
  receivedOn: day.nullable(),
  lists: whole,
  rows: whole,
  toMend: whole,
  corrections: whole,
  freedOn: day.nullable(),
});

export const trackerOperations = {
  ask: operation({
    command: 'village ask',
    id: 'askVillages',
    method: 'post',
    path: '/programmes/{programme}/list-requests',
    summary: 'Asks every village of an area for its list by a deadline, and keeps places for it',
    input: z.object({ programme: programmeName, area: areaCode.optional(), deadline: day, places: z.coerce.number().int().min(0).max(mostPlaces).optional() }),
    answer: z.object({ asked: whole, standing: whole, deadline: day }),
    run: async ({ transact }, input) => transact((tx) => askVillages(tx, { ...input, deadline: civilDate(input.deadline) })),
  }),

  track: operation({
    command: 'village track',
    id: 'trackVillages',
    method: 'get',
    path: '/programmes/{programme}/villages',
    summary: 'How it stands with every village of an area, a page at a time, and with each kabupaten',
    input: z.object({ programme: programmeName, area: areaCode.optional(), on: day.optional(), state: state.optional(), page: pageNumber }),
    answer: z.object({
      ...paging,
      on: day,
      fitting: whole,
      kabupaten: z.array(
        z.object({
          area: z.string(),
          name: z.string(),
          villages: whole,
          states: z.record(z.string(), whole),
          places: whole,
          placesLate: whole,
          placesFreed: whole,
          rows: whole,
          toMend: whole,
        }),
      ),
      villages: z.array(village),
    }),
    run: async ({ read }, { programme, area, on, state: wanted, page }) => {
      const tracked = await read((tx) => track(tx, { programme, area, on: on === undefined ? undefined : civilDate(on) }));
      const fitting = wanted === undefined ? tracked.villages : tracked.villages.filter((one) => one.state === wanted);
      return {
        ...tracked,
        page,
        pages: pagesFor(fitting.length),
        fitting: fitting.length,
        villages: fitting.slice((page - 1) * rowsAPage, page * rowsAPage),
      };
    },
  }),

  free: operation({
    command: 'village free',
    id: 'freePlaces',
    method: 'post',
    path: '/programmes/{programme}/freed-places',
    summary: 'Frees the places kept for villages that did not answer in time; the next sharing of places honours it',
    input: z.object({ programme: programmeName, area: areaCode.optional(), reason: words }),
    answer: z.object({ villages: whole, places: whole }),
    run: async ({ transact }, input) => transact((tx) => freePlaces(tx, input)),
  }),
};

// Decides the operations of registers: agreements recorded, snapshots loaded, lists asked about, answers loaded, what is held.
import path from 'node:path';
import { mkdir } from 'node:fs/promises';
import { z } from '@hono/zod-openapi';
import { dateIn } from '../kernel/clock.ts';
import { type CivilDate, civilDate } from '../kernel/date.ts';
import { outboxFolder } from '../platform/outbox-files.ts';
import { type Doing, operation } from '../web/operation.ts';
import { day, id, when, whole, words } from '../web/shapes.ts';
import { applySnapshot } from './compare-steps.ts';
import { registers } from './registers.ts';
import { areaOfSponsor, listSnapshots, loadRegister, recordAgreement } from './registry-steps.ts';
import { loadAnswers, requestVerification, requests, verificationProgress } from './verification-steps.ts';

const register = z.enum(registers);
const name = z.string().trim().min(1).max(100);
const sponsor = z.string().regex(/^[a-z0-9-]{1,60}$/);
const area = z
  .string()
  .regex(/^[\d.]{2,13}$/)
  .optional();
const basis = z.enum(['snapshot', 'exchange']);
const largest = 2 * 1024 * 1024 * 1024;

const dayOr = ({ workplace, timeZone }: Doing, text: string | undefined): CivilDate =>
  text === undefined ? dateIn(timeZone, workplace.clock.now()) : civilDate(text);
const areaOr = async ({ read }: Doing, of: string, given: string | undefined): Promise<string> =>
  given?.replaceAll('.', '') ?? read((tx) => areaOfSponsor(tx, of));
const loaded = z.object({ snapshotId: id, rows: whole, alreadyLoaded: z.boolean() });

export const registryOperations = {
  show: operation({
    command: 'register show',
    id: 'listRegisters',
    method: 'get',
    path: '/registers',
    summary: 'Register copies held and lists still being asked about',
    input: z.object({}),
    answer: z.object({
      snapshots: z.array(
        z.object({
          snapshotId: id,
          register,
          sponsor: z.string(),
          area: z.string(),
          asOf: day,
          basis: z.string(),
          rows: whole,
          fileName: z.string(),
          digest: z.string(),
          recordedAt: when,
          agreement: z.string(),
          validTo: day,
          held: z.boolean(),
        }),
      ),
      requests: z.array(
        z.object({
          requestId: id,
          register,
          sponsor: z.string(),
          area: z.string(),
          agreement: z.string(),
          recordedAt: when,
          asked: whole,
          found: whole,
          notFound: whole,
          unanswered: whole,
          asOf: day.nullable(),
        }),
      ),
    }),
    run: async ({ read }) =>
      read(async (tx) => {
        const asked = [];
        for (const { requestId } of await requests(tx)) asked.push(await verificationProgress(tx, requestId));
        return { snapshots: await listSnapshots(tx), requests: asked };
      }),
  }),

  agreement: operation({
    command: 'register agreement',
    id: 'recordAgreement',
    method: 'post',
    path: '/agreements',
    summary: "Records an agreement (PKS) with a register's holder: purpose, permitted fields, validity",
    input: z.object({
      agreement: name,
      register,
      sponsor,
      counterpart: name,
      purpose: z.string().trim().min(1).max(500),
      basis,
      from: day,
      to: day,
      fields: z.string().max(900).optional().openapi({ description: 'Permitted columns, parted by commas; all without it.' }),
    }),
    answer: z.object({ agreement: z.string(), register, sponsor: z.string(), basis, validFrom: day, validTo: day }),
    run: async ({ transact }, { from, to, fields, ...rest }) =>
      transact((tx) =>
        recordAgreement(tx, {
          ...rest,
          validFrom: civilDate(from),
          validTo: civilDate(to),
          ...(fields === undefined ? {} : { permittedFields: fields.split(',').map((field) => field.trim()) }),
        }),
      ),
  }),

  load: operation({
    command: 'register load',
    id: 'loadRegister',
    method: 'post',
    path: '/registers/{register}/snapshots',
    summary: 'Loads a register as a dated snapshot under its agreement',
    input: z.object({
      register,
      sponsor,
      agreement: name,
      asOf: day.optional(),
      area,
      hold: z.enum(['yes', 'no']).optional().openapi({ description: '`yes` loads it without letting it count, to be compared and applied later.' }),
    }),
    files: { many: false, largest },
    long: true,
    answer: loaded,
    run: async (of, input) =>
      loadRegister(of.workplace, of.actor, {
        register: input.register,
        sponsor: input.sponsor,
        agreement: input.agreement,
        asOf: dayOr(of, input.asOf),
        area: await areaOr(of, input.sponsor, input.area),
        file: of.files[0]?.path ?? '',
        hold: input.hold === 'yes',
        onProgress: (rows) => of.progress(rows),
      }),
  }),

  apply: operation({
    command: 'register apply',
    id: 'applyRegister',
    method: 'post',
    path: '/registers/snapshots/{snapshot}/application',
    summary: 'Lets a held snapshot count from now on, for a reason',
    input: z.object({ snapshot: id, reason: words }),
    answer: z.object({ snapshotId: id }),
    run: async ({ transact }, { snapshot, reason }) => transact((tx) => applySnapshot(tx, snapshot, reason)),
  }),

  request: operation({
    command: 'register request',
    id: 'requestVerification',
    method: 'post',
    path: '/registers/{register}/requests',
    summary: "Writes the list of NIKs to ask a register's holder about; fetched at /v1/files, and sent to nobody else",
    input: z.object({ register, sponsor, agreement: name, on: day.optional(), area }),
    long: true,
    answer: z.object({ requestId: id, asked: whole, file: z.string() }),
    run: async (of, input) => {
      const folder = outboxFolder(of.workplace.dataDir, input.sponsor, 'requests');
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const on = dayOr(of, input.on);
      const file = `permintaan-${input.register}-${on}-${of.workplace.clock.now().replace(/\D/g, '').slice(8, 14)}.csv`;
      const made = await requestVerification(of.workplace, of.actor, {
        register: input.register,
        sponsor: input.sponsor,
        agreement: input.agreement,
        area: await areaOr(of, input.sponsor, input.area),
        on,
        file: path.join(folder, file),
      });
      return { ...made, file: `${input.sponsor}/requests/${file}` };
    },
  }),

  answer: operation({
    command: 'register answer',
    id: 'loadAnswers',
    method: 'post',
    path: '/registers/{register}/answers',
    summary: 'Loads answers to a request; who is not answered stays unknown',
    input: z.object({ register, request: id, asOf: day.optional() }),
    files: { many: false, largest },
    long: true,
    answer: loaded.extend({ asked: whole, unanswered: whole }),
    run: async (of, input) => {
      const done = await loadAnswers(of.workplace, of.actor, {
        register: input.register,
        request: input.request,
        file: of.files[0]?.path ?? '',
        asOf: dayOr(of, input.asOf),
      });
      return { ...done, ...(await of.read((tx) => verificationProgress(tx, input.request))) };
    },
  }),
};

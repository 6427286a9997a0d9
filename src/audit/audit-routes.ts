// Decides the operation of auditing a past programme: files in, the report's figures and files out.
import { z } from '@hono/zod-openapi';
import { operation } from '../web/operation.ts';
import { day, hash, rupiah, whole } from '../web/shapes.ts';
import { answerOf } from './audit-commands.ts';
import { auditClasses } from './audit-classes.ts';
import { auditFiles } from './audit-steps.ts';
import { sourceKinds } from './source-kind.ts';

const counts = { lines: whole, persons: whole, amount: rupiah } as const;
/** Lists of a province are larger than those of a village. */
const largest = 1024 * 1024 * 1024; // not law: bytes of one file

export const auditOperations = {
  audit: operation({
    command: 'audit',
    id: 'auditPastProgramme',
    method: 'post',
    path: '/audits',
    summary:
      'Compares the files of a past programme (decree lists, posting lists, payment rosters, SP2Ds, receipts, deaths, claims); keeps the report, not the rows',
    input: z.object({
      payer: z.string().trim().max(80).optional().openapi({ description: 'Who paid, where the files do not say.' }),
    }),
    files: { many: true, largest },
    long: true,
    personal: true,
    answer: z.object({
      auditId: z.string(),
      on: day,
      rows: whole,
      used: whole,
      people: whole,
      classes: z.array(
        z.object({
          class: z.enum(auditClasses),
          id: z.string(),
          en: z.string(),
          ...counts,
          personMonths: whole,
          codes: z.array(z.object({ code: z.string(), ...counts })),
        }),
      ),
      sources: z.array(
        z.object({
          number: whole,
          file: z.string(),
          sheet: z.string().nullable(),
          kind: z.enum(sourceKinds),
          rows: whole,
          used: whole,
          unread: whole,
          passed: whole,
          fault: z.object({ code: z.string(), id: z.string(), en: z.string() }).nullable(),
          copyOf: whole.nullable(),
        }),
      ),
      files: z.array(z.object({ name: z.string(), address: z.string(), sha256: hash, bytes: whole })),
    }),
    run: async ({ workplace, actor, files, timeZone, progress }, { payer }) => {
      const named = files.map(({ path, name }) => ({ path, name, payer }));
      const audit = await auditFiles(workplace, actor, { files: named, timeZone, progress });
      const answer = answerOf(audit);
      const told = (name: string, { sha256, bytes }: { sha256: string; bytes: number }) => ({
        name,
        address: `/audits/${audit.auditId}/${name}`,
        sha256,
        bytes,
      });
      return { ...answer, files: [told('audit.pdf', audit.pdf), told('audit.xlsx', audit.xlsx)] };
    },
  }),
};

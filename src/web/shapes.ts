// Decides the shapes that many operations share: names, days, months, amounts, and how a long answer is paged.
import { z } from '@hono/zod-openapi';
import { dateIn } from '../kernel/clock.ts';
import { type CivilDate, civilDate } from '../kernel/date.ts';
import type { Doing } from './operation.ts';

export const programmeName = z
  .string()
  .regex(/^[a-z0-9-]{1,60}$/)
  .openapi({ example: 'ntt-2025' });
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .openapi({ format: 'date', example: '2025-07-01' });
/** The day a request names, or today's. */
export const dayGiven = ({ workplace, timeZone }: Doing, text: string | undefined): CivilDate =>
  text === undefined ? dateIn(timeZone, workplace.clock.now()) : civilDate(text);
export const monthName = z
  .string()
  .regex(/^\d{4}-\d{2}$/)
  .openapi({ example: '2025-07' });
export const id = z.uuid();
export const whole = z.int();
export const rupiah = z.int().openapi({ description: 'Whole rupiah.' });
export const bilingual = z.object({ id: z.string(), en: z.string() });
export const when = z.string().openapi({ description: 'An instant, or a day.' });
export const hash = z.string().openapi({ description: 'SHA-256, lower-case hex.' });
/** A line of text people write. */
export const words = z.string().trim().min(1).max(2000);
export const pageNumber = z.coerce.number().int().min(1).max(1_000_000).default(1);

/** Rows a page of a long answer holds. */
export const rowsAPage = 100;

/** Where in a long answer one is. */
export const paging = { page: whole, pages: whole } as const;
export const pagesFor = (rows: number): number => Math.max(1, Math.ceil(rows / rowsAPage));

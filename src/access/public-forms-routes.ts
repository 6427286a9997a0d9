// Decides how many forms of the public one address may send: enough for a village office, too few to bury those who answer.
import type { MiddlewareHandler } from 'hono';
import { Fault } from '../kernel/fault.ts';
import type { RequestEnv } from '../web/surface.ts';
import { type Door, fromOf } from './browser-routes.ts';
import { settings } from './settings.ts';

const hour = 3_600_000; // milliseconds
/** Addresses remembered at a time; the oldest hour is forgotten with them. */
const mostAddresses = 10_000;

/** Refuses what one address sends beyond `publicFormsAnHour`. Kept in memory: a restart begins the hour anew. Fault: forbidden `too-many-forms`. */
export function limitPublicForms({ workplace, origin }: Door): MiddlewareHandler<RequestEnv> {
  let [began, sent] = [0, new Map<string, number>()];
  return async (c, next) => {
    if (c.req.method === 'POST') {
      const now = Date.parse(workplace.clock.now());
      if (Math.abs(now - began) >= hour || sent.size >= mostAddresses) [began, sent] = [now, new Map<string, number>()];
      const { address } = fromOf(c, { workplace, origin });
      const before = sent.get(address) ?? 0;
      if (before >= settings.publicFormsAnHour) {
        throw new Fault('forbidden', 'too-many-forms', {
          id: 'Terlalu banyak isian dari alamat ini dalam satu jam. Coba lagi nanti, atau sampaikan lewat telepon atau kantor desa.',
          en: 'Too many forms from this address within an hour. Try again later, or tell it by telephone or at the village office.',
        });
      }
      sent.set(address, before + 1);
    }
    await next();
  };
}

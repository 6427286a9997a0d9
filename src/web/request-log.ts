// Decides what is logged of a request: which kind of page, how it ended, how long it took; never an address as typed, a query, a body or a person.
import { randomUUID } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { type Logger, pino } from 'pino';
import { Fault } from '../kernel/fault.ts';
import { withoutNik } from '../platform/rendering.ts';
import type { RequestEnv } from './surface.ts';

export type { Logger } from 'pino';

/** Lines leave together, at the latest after so many milliseconds: a write for each would cost as much as a look-up does. */
const lateAtMost = 200;

/** The log of this server, as JSON lines on standard error, or in a file. No request waits for its line; what is left goes out when the process ends. */
export const serverLog = (dest: 2 | string = 2): Logger =>
  pino({ name: 'payung', base: null }, pino.destination({ dest, sync: false, minLength: 4096, periodicFlush: lateAtMost }));

/** One line a request. The pattern of the route stands for the address: what people type there may name somebody. */
export const logRequests =
  (log: Logger): MiddlewareHandler<RequestEnv> =>
  async (c, next) => {
    const began = performance.now();
    c.set('incident', randomUUID());
    await next();
    log.info(
      { incident: c.get('incident'), method: c.req.method, route: pattern(c), status: c.res.status, ms: Math.round(performance.now() - began) },
      'request',
    );
  };

function pattern(c: Context): string {
  const route = routePath(c, -1);
  return route === '/*' || route === '*' ? '(none)' : route;
}

/** What went wrong: the code of a fault, or where a bug is. Quoted values in a message (databases quote what they choke on) and NIKs are left out. */
export function logFailure(log: Logger, c: Context<RequestEnv>, error: unknown): void {
  const incident = c.get('incident');
  if (error instanceof Fault) {
    log.info({ incident, fault: error.code }, 'refused');
    return;
  }
  const { message, stack = '' } = error instanceof Error ? error : new Error('a thrown value that is no error');
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  log.error({ incident, message: withoutNik(message.replace(/"[^"]*"|'[^']*'|=\([^)]*\)/g, '…')), frames }, 'bug');
}

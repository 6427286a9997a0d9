// Decides what is logged of a request: which kind of page, how it ended, how long it took; never an address as typed, a query, a body or a person.
import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { type Logger, pino } from 'pino';
import { Fault } from '../kernel/fault.ts';
import { newKey } from '../platform/key.ts';
import { withoutNik } from '../platform/rendering.ts';
import type { RequestEnv } from './surface.ts';

export type { Logger } from 'pino';

/** The log of this server, as JSON lines on standard error. */
export const serverLog = (): Logger => pino({ name: 'payung', base: null }, pino.destination({ dest: 2, sync: false })); // no request waits for its line

/** One line a request. The pattern of the route stands for the address: what people type there may name somebody. */
export const logRequests =
  (log: Logger): MiddlewareHandler<RequestEnv> =>
  async (c, next) => {
    const began = performance.now();
    c.set('incident', newKey());
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

// Decides how the parts become one server: what guards every request, which pages and routes there are, and that only this computer is answered until sign-in exists.
import { OpenAPIHono } from '@hono/zod-openapi';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import type { Context } from 'hono';
import { permissions } from './access/permission-client.ts';
import { disclosures } from './access/reveal-steps.ts';
import type { Actor } from './kernel/actor.ts';
import { dateIn } from './kernel/clock.ts';
import { Fault } from './kernel/fault.ts';
import { newestAct } from './platform/act.ts';
import { faultToProblem } from './platform/rendering.ts';
import type { Workplace } from './platform/workplace.ts';
import { regionOf } from './programme/programme-steps.ts';
import { allPages, allRoutes } from './surfaces.ts';
import { actingPages } from './web/acting-pages.tsx';
import { actorAtThisComputer, withGlass } from './web/acting.ts';
import { assetRoutes } from './web/assets.ts';
import { failurePage } from './web/error-page.tsx';
import { filesPages, filesRoutes } from './web/files-pages.tsx';
import { asFault, guardForms, guardHeaders, onlyThisComputer } from './web/guard.ts';
import { frame } from './web/layout.tsx';
import { listen } from './web/listen.ts';
import { localeOf, readLocale } from './web/locale.ts';
import { incomingFolder } from './web/perform.ts';
import { permitPages } from './web/permit.ts';
import { remembered } from './web/remembered.ts';
import { type Logger, logFailure, logRequests, serverLog } from './web/request-log.ts';
import type { RequestEnv, Surface } from './web/surface.ts';
import { removeForgotten } from './web/upload.ts';
import { showNotice, worksPages, worksRoutes } from './web/works-pages.tsx';
import { createWorks, turnstile } from './web/works.ts';

/** The server itself, asking whether the database answers. */
const itself: Actor = { id: 'local:server', roles: [], sponsor: '*', area: '*' };

/** Days on pages that belong to no one programme are those of NTT. */
const timeZone = 'Asia/Makassar';

/** Long operations that run at a time: each holds up to three of the ten connections. */
const atATime = 2;

/** Who asks, from a request; another than whoever sits at this computer once people sign in, and in tests. */
export type ActorOf = (c: Context<RequestEnv>) => Actor;

/** Whatever pages and routes are given; `works` is what a server waits for when it closes. */
export const surfaceOf = (workplace: Workplace, { actorOf = actorAtThisComputer }: { readonly actorOf?: ActorOf } = {}): Surface => ({
  workplace,
  actor: (c) => withGlass(c, actorOf(c)),
  permits: { database: workplace.database, permissions: permissions(), regionOf },
  disclose: disclosures(workplace.database),
  timeZone,
  works: createWorks(),
  remembered: remembered(),
  stateOf: async (actor) => `${await workplace.database.read(actor, newestAct)} ${dateIn(timeZone, workplace.clock.now())}`,
  countInTurn: turnstile(1),
  inTurn: turnstile(atATime),
});

/** All pages and routes on one workplace; `app.request()` serves tests without a port. */
export function createApp({
  workplace,
  log,
  surface = surfaceOf(workplace),
}: {
  readonly workplace: Workplace;
  readonly log: Logger;
  readonly surface?: Surface;
}): OpenAPIHono<RequestEnv> {
  const app = new OpenAPIHono<RequestEnv>();

  app.use(logRequests(log), guardHeaders(), compress(), readLocale, frame, onlyThisComputer, ...guardForms());
  app.use(async (c, next) => {
    await next();
    // Figures change: a browser asks again each time. Whoever knows better has said so already.
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-cache');
    c.header('vary', 'Cookie', { append: true });
  });
  app.use('/v1/*', etag());
  app.use(showNotice(surface), permitPages(surface));

  app.get('/healthz', async (c) => {
    await workplace.database.read(itself, async () => {});
    return c.json({ status: 'ok' });
  });
  app.route('/', assetRoutes());
  app.route('/', actingPages());
  app.route('/', worksPages(surface));
  app.route('/', filesPages(surface));
  for (const pages of allPages(surface)) app.route('/', pages);
  for (const routes of [...allRoutes(surface), worksRoutes(surface), filesRoutes(surface)]) app.route('/v1', routes);
  app.doc31('/v1/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Payung',
      version: '1',
      description:
        'Government-paid employment social security for vulnerable workers. Every operation does what a command of `payung` does and what a page offers.',
      license: { name: 'AGPL-3.0-or-later', url: 'https://www.gnu.org/licenses/agpl-3.0.html' },
    },
    servers: [{ url: '/' }],
    // Nobody signs in yet, which is why only this computer is answered.
    security: [],
  });

  app.notFound(() => {
    throw new Fault('not-found', 'no-such-page', { id: 'Halaman ini tidak ada. Periksa alamatnya.', en: 'There is no such page. Check the address.' });
  });
  app.onError((thrown, c) => {
    const error = asFault(thrown);
    logFailure(log, c, error);
    const { status, body } = faultToProblem(error, localeOf(c));
    const code = status as 400 | 403 | 404 | 409 | 500 | 503;
    c.header('cache-control', 'no-store');
    if (c.req.path === '/healthz' || c.req.path.startsWith('/v1/')) return c.body(JSON.stringify(body), code, { 'content-type': 'application/problem+json' });
    c.status(code);
    return failurePage(c, body);
  });
  return app;
}

/** A server that listens. */
export interface RunningServer {
  readonly url: string;
  /** Says that only this computer can reach it. */
  readonly notice: { readonly id: string; readonly en: string };
  /** Lets requests and works under way finish, then stops. The workplace stays open: whoever opened it closes it. */
  close(): Promise<void>;
}

/** Serves a workplace on this computer only. `port` 0 takes a free one. Fault: conflict `port-in-use`. */
export async function startServer(of: {
  readonly workplace: Workplace;
  readonly port: number;
  readonly host?: '127.0.0.1';
  readonly log?: Logger;
  readonly actorOf?: ActorOf;
}): Promise<RunningServer> {
  const { workplace, port, host = '127.0.0.1', log = serverLog(), actorOf } = of;
  const surface = surfaceOf(workplace, actorOf === undefined ? {} : { actorOf });
  await removeForgotten(incomingFolder(surface));
  const listening = await listen(createApp({ workplace, log, surface }).fetch, { port, host });
  log.info({ url: listening.url }, 'listening');
  return {
    url: listening.url,
    notice: {
      id: `Hanya dapat dibuka dari komputer ini (${host}), karena cara masuk petugas belum dipasang.`,
      en: `Reachable from this computer only (${host}), because sign-in for officers is not installed yet.`,
    },
    close: async () => {
      await listening.close();
      await surface.works.settled();
      log.info('closed');
    },
  };
}

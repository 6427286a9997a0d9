// Decides how the parts become one server: what guards every request, which pages and routes there are, and that only this computer is answered unless an origin is named.
import { OpenAPIHono } from '@hono/zod-openapi';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import { accountPages, admit, limitPublicForms, type CallerOf, type OpenIdProvider, namesOf } from './access-surfaces.ts';
import { permissions } from './permission/permission-client.ts';
import { disclosures } from './permission/reveal-steps.ts';
import type { Actor } from './kernel/actor.ts';
import { loggedLists } from './enrolment/logged-lists-steps.ts';
import { dateIn } from './kernel/clock.ts';
import { Fault } from './kernel/fault.ts';
import { signing, writeMissingProofs } from './log/proof-files-steps.ts';
import { actsRecorded } from './log/log-steps.ts';
import { startSequencer } from './log/sequencer-steps.ts';
import { gatewayOf, noticesPerMinute } from './notice-gateway.ts';
import { startSender } from './notice/sender-steps.ts';
import { faultToProblem } from './platform/rendering.ts';
import { turnstile } from './platform/turnstile.ts';
import type { Workplace } from './platform/workplace.ts';
import { regionOf, scopeKnown } from './programme/programme-steps.ts';
import { allOperations, allPages, allRoutes } from './surfaces.ts';
import { actorOf } from './web/actor-of.ts';
import { assetRoutes } from './web/assets.ts';
import { failurePage } from './web/error-page.tsx';
import { withGlass } from './web/glass.ts';
import { filesPages, filesRoutes } from './web/files-pages.tsx';
import { asFault, guardForms, guardHeaders, onlyOurNames } from './web/guard.ts';
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
import { resumeWork } from './web/resume-work.ts';
import { createWorkKeeper } from './web/work-keeper.ts';
import { createWorks } from './web/works.ts';

/** The server itself: asks whether the database answers, and numbers the acts. */
const itself: Actor = { id: 'local:server', roles: [], sponsor: '*', area: '*' };

/** Days on pages that belong to no one programme are those of NTT. */
const timeZone = 'Asia/Makassar';

/** Long operations that run at a time: each holds up to three of the ten connections. */
const atATime = 2;

/** How this server is reached, and who vouches for people besides it. */
export interface Doors {
  /** `https://…` under which browsers reach it behind whoever ends TLS; null: plain http from this computer. */
  readonly origin: string | null;
  readonly openid: OpenIdProvider | null;
}

const keptWorks = (workplace: Workplace): Pick<Surface, 'works' | 'keeper'> => {
  const keeper = createWorkKeeper(workplace.database);
  return { keeper, works: createWorks(keeper) };
};

/** Whatever pages and routes are given; `works` is what a server waits for when it closes. */
export const surfaceOf = (workplace: Workplace): Surface => ({
  workplace,
  actor: (c, act) => withGlass(c, actorOf(c, act)),
  namesOf: (ids) => namesOf(workplace, ids),
  permits: { database: workplace.database, permissions: permissions(), regionOf },
  scopeKnown,
  disclose: disclosures(workplace.recording),
  timeZone,
  ...keptWorks(workplace),
  forms: new Map(),
  remembered: remembered(),
  // As the server itself: an act of the whole province changes what a kabupaten sees of it, though its people may not see the act.
  stateNow: async () => `${await workplace.database.read(itself, actsRecorded)} ${dateIn(timeZone, workplace.clock.now())}`,
  countInTurn: turnstile(1),
  inTurn: turnstile(atATime),
});

/** All pages and routes on one workplace; `app.request()` serves tests without a port. */
export function createApp({
  workplace,
  log,
  surface = surfaceOf(workplace),
  origin = null,
  openid = null,
  callerOf,
}: {
  readonly workplace: Workplace;
  readonly log: Logger;
  readonly surface?: Surface;
  /** Who comes with a request, where it is not found by cookie or token: a test says so in code, no setting does. */
  readonly callerOf?: CallerOf;
} & Partial<Doors>): OpenAPIHono<RequestEnv> {
  const app = new OpenAPIHono<RequestEnv>();
  const door = { workplace, origin };

  app.use(logRequests(log), guardHeaders(origin), compress(), readLocale, frame, onlyOurNames(origin), ...guardForms(origin));
  app.use(async (c, next) => {
    await next();
    // Figures change: a browser asks again each time. Whoever knows better has said so already.
    // Said on the answer itself: `c.header` would make it anew, as a stream, which costs more than the rest of the way.
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-cache');
    c.res.headers.append('vary', 'Cookie');
  });
  app.use('/v1/*', etag());
  for (const address of ['/publik/:programme/pengaduan', '/publik/:programme/lapor', '/v1/publik/programmes/:programme/complaints'])
    app.use(address, limitPublicForms(door));
  app.use(admit(door, surface.permits.permissions, callerOf));
  app.use(showNotice(surface), permitPages(surface));

  app.get('/healthz', async (c) => {
    await workplace.database.read(itself, async () => {});
    return c.json({ status: 'ok' });
  });
  app.route('/', assetRoutes());
  for (const pages of accountPages(surface, door, openid)) app.route('/', pages);
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
    security: [{ session: [] }, { client: [] }],
  });

  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: origin === null ? 'payung_sesi' : '__Host-payung_sesi',
    description: 'The session of a person who signed in with a browser.',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'client', {
    type: 'oauth2',
    description: 'A program: each scope is the operationId it may call.',
    flows: { clientCredentials: { tokenUrl: '/oauth/token', scopes: {} } },
  });

  app.notFound(() => {
    throw new Fault('not-found', 'no-such-page', { id: 'Halaman ini tidak ada. Periksa alamatnya.', en: 'There is no such page. Check the address.' });
  });
  app.onError((thrown, c) => {
    const error = asFault(thrown);
    logFailure(log, c, error);
    const { status, body } = faultToProblem(error, localeOf(c));
    const code = status as 400 | 401 | 403 | 404 | 409 | 500 | 503;
    c.header('cache-control', 'no-store');
    if (code === 401 && !c.req.path.startsWith('/v1/')) return c.redirect('/sign-in', 303);
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
export async function startServer(
  of: {
    readonly workplace: Workplace;
    readonly port: number;
    readonly host?: '127.0.0.1';
    readonly log?: Logger;
  } & Partial<Doors>,
): Promise<RunningServer> {
  const { workplace, port, host = '127.0.0.1', log = serverLog() } = of;
  const surface = surfaceOf(workplace);
  await removeForgotten(incomingFolder(surface));
  const listening = await listen(createApp({ workplace, log, surface, origin: of.origin ?? null, openid: of.openid ?? null }).fetch, { port, host });
  const sequencer = startSequencer(workplace, {
    actor: itself,
    afterwards: { kinds: [signing], run: async () => void (await writeMissingProofs(workplace, itself, loggedLists.instruments)) },
    onFailure: (error) => log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'the log could not be numbered'),
  });
  const taking = surface.keeper.takeUp(
    async (work) => {
      log.info({ operation: work.operation, attempt: work.attempt }, 'work is taken up');
      await resumeWork(surface, allOperations, work);
    },
    (error) => log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'work could not be taken up'),
  );
  const sender = startSender(workplace, {
    actor: itself,
    gateway: gatewayOf(workplace.dataDir),
    perMinute: noticesPerMinute(),
    onFailure: (error) => log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'messages could not be sent'),
  });
  log.info({ url: listening.url }, 'listening');
  return {
    url: listening.url,
    notice: {
      id: `Hanya dapat dibuka dari komputer ini (${host}); untuk komputer lain, pasang TLS di depannya dan isi PAYUNG_ORIGIN.`,
      en: `Reachable from this computer only (${host}); for others, put TLS before it and set PAYUNG_ORIGIN.`,
    },
    close: async () => {
      await listening.close();
      await taking.close();
      await surface.works.settled();
      await sender.stop();
      await sequencer.stop();
      log.info('closed');
    },
  };
}

// Decides how a request is permitted: by the act of its operation, or of its page, in the permission table; early what needs no reading, then what it names.
import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { glassesToReview } from '../permission/glass-steps.ts';
import { type PermissionTable, isOpenAddress, mayAtAll, whoMay } from '../permission/permission.ts';
import { type Asked, offering, permit, refuseEarly } from '../permission/reach-steps.ts';
import type { Actor } from '../kernel/actor.ts';
import { assert } from '../kernel/fault.ts';
import { comerOf } from './actor-of.ts';
import { withGlass } from './glass.ts';
import { localeOf } from './locale.ts';
import type { Operation } from './operation.ts';
import type { RequestEnv, Surface } from './surface.ts';

/** The act of an operation in the permission table: its command, unless looking is permitted otherwise than doing. */
export const actOf = ({ act, command }: Pick<Operation, 'act' | 'command'>): string => act ?? command;

/** What the fields of an operation name. Reading, an area, branch or sender only filters: the row policies hold; acting, it must be one's own. */
function askedBy({ method }: Pick<Operation, 'method'>, input: Readonly<Record<string, unknown>>): Asked {
  const text = (name: string): Record<string, string> => (typeof input[name] === 'string' ? { [name]: input[name] } : {});
  return { ...text('programme'), ...(method === 'post' ? { ...text('sponsor'), ...text('area'), ...text('branch'), ...text('sender') } : {}) };
}

/** Refuses what no role of the actor may, before the request is read. Fault: forbidden. */
export const refuseOperationEarly = (surface: Surface, actor: Actor, operation: Operation): void => refuseEarly(surface.permits, actor, actOf(operation));

/** The actor as the operation is done by him. Fault: forbidden, with the reason and who may. */
export const permitOperation = (surface: Surface, actor: Actor, operation: Pick<Operation, 'act' | 'command' | 'method'>, input: object): Promise<Actor> =>
  permit(surface.permits, actor, actOf(operation), askedBy(operation, input as Readonly<Record<string, unknown>>));

/** The page's place in the table: `GET /lists/:list`. */
export const pageKey = (method: string, path: string): string => `${method === 'HEAD' ? 'GET' : method} ${path}`;

/** The programme (or owner of files) an address names. A middleware sees no parameters of the page behind it, so they are read from its pattern. */
export function namedIn(pattern: string, path: string): string | undefined {
  const at = pattern.split('/').findIndex((part) => /^:(programme|owner)\b/.test(part));
  const named = at === -1 ? undefined : path.split('/')[at];
  return named === undefined || named === '' ? undefined : decodeURIComponent(named);
}

/** The act of the page at an address, in the table; undefined where none stands there. A page named outright answers before one of a pattern. */
export function pageActOf({ pages }: Pick<PermissionTable, 'pages'>, address: string): string | undefined {
  const parts = address.split('/');
  const fits = (key: string): boolean => {
    const pattern = key.slice('GET '.length).split('/');
    return key.startsWith('GET ') && pattern.length === parts.length && pattern.every((part, at) => part.startsWith(':') || part === parts[at]);
  };
  return pages[`GET ${address}`] ?? Object.entries(pages).find(([key]) => fits(key))?.[1];
}

/** Whether a link is shown: without an answer from the table (a page anybody sees) it is. */
export const opens = (c: Context<RequestEnv>, address: string): boolean => c.get('mayOpen')?.(address) ?? true;

/**
 * Permits pages by their address. What goes by an operation (its route under /v1, its form) is permitted there; every other address stands in the
 * table or under `open`, which a test holds against the addresses there are. Forms of a page are offered to those who may send them.
 */
export const permitPages =
  (surface: Surface): MiddlewareHandler<RequestEnv> =>
  async (c, next) => {
    const { permissions } = surface.permits;
    // Of several addresses that fit, the first answers: `/programmes/new` before `/programmes/:programme`.
    const answering = matchedRoutes(c).find(({ method }) => method !== 'ALL')?.path ?? '';
    const act = permissions.pages[pageKey(c.req.method, answering)];
    if (act !== undefined || !isOpenAddress(permissions, c.req.path)) {
      const actor = withGlass(c, comerOf(c));
      const programme = namedIn(answering, c.req.path);
      const asked = programme === undefined ? {} : { programme };
      // Before the page itself is asked for: a refusal, too, shows where one may go.
      if (!c.req.path.startsWith('/v1/')) {
        const may = await offering(surface.permits, actor, asked);
        c.set('mayOpen', (address) => {
          const [path = ''] = address.split(/[?#]/);
          const actThere = pageActOf(permissions, path);
          return actThere === undefined || isOpenAddress(permissions, path) || may(actThere);
        });
      }
      if (act !== undefined) c.set('permitted', await permit(surface.permits, actor, act, asked));
      if (c.req.method === 'GET' && !c.req.path.startsWith('/v1/') && mayAtAll(permissions, actor, 'glass review').allowed) {
        c.set('glasses', await surface.workplace.database.read(actor, glassesToReview));
      }
      c.set('mayDo', (wanted) => {
        const row = permissions.acts.get(wanted) ?? null;
        return mayAtAll(permissions, actor, wanted).allowed ? { may: true } : { may: false, who: whoMay(permissions, row, localeOf(c)) };
      });
    }
    await next();
  };

/** Who asks for a page that looks without an operation, as far as its act reaches. */
export function permittedActor(c: Context<RequestEnv>): Actor {
  const actor = c.get('permitted');
  assert(actor !== undefined, 'a page that looks without an operation stands under pages in permissions.yaml');
  return actor;
}

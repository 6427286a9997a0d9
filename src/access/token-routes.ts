// Decides how a program asks for a token: POST /oauth/token with its credentials by Basic or in the form (RFC 6749, 2.3.1 and 4.4), answers and refusals in that standard's words.
import { Hono, type Context } from 'hono';
import { Fault } from '../kernel/fault.ts';
import type { RequestEnv } from '../web/surface.ts';
import { type Door, fromOf } from './browser-routes.ts';
import { tokenFor } from './machine-steps.ts';

export function tokenRoutes(door: Door): Hono<RequestEnv> {
  const routes = new Hono<RequestEnv>();
  routes.post('/oauth/token', async (c) => {
    c.header('cache-control', 'no-store');
    if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? '')) return refuse(c, 'invalid_request', 400);
    const form = new URLSearchParams(await c.req.text());
    if (form.get('grant_type') !== 'client_credentials') return refuse(c, form.has('grant_type') ? 'unsupported_grant_type' : 'invalid_request', 400);
    const basic = credentialsOf(c.req.header('authorization'));
    if (basic !== undefined && form.has('client_secret')) return refuse(c, 'invalid_request', 400); // one way at a time, says 2.3
    const { clientId, secret } = basic ?? { clientId: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' };
    const scope =
      form
        .get('scope')
        ?.split(/\s+/)
        .filter((one) => one !== '') ?? [];
    const { address } = fromOf(c, door);
    try {
      const given = await tokenFor(door.workplace, { clientId, secret, acts: scope.length === 0 ? null : scope, address });
      if (given === 'invalid_client') {
        c.header('www-authenticate', 'Basic realm="payung"');
        return refuse(c, given, 401);
      }
      if (typeof given === 'string') return refuse(c, given, 400);
      return c.json({
        access_token: given.token,
        token_type: 'Bearer',
        expires_in: given.seconds,
        ...(given.acts === null ? {} : { scope: given.acts.join(' ') }),
      });
    } catch (error) {
      if (error instanceof Fault && error.code === 'too-many-attempts')
        return c.json({ error: 'temporarily_unavailable', error_description: error.text.en }, 429);
      throw error;
    }
  });
  return routes;
}

const refuse = (c: Context<RequestEnv>, error: string, status: 400 | 401): Response => c.json({ error }, status);

/** Basic credentials; each part is form-encoded before it is joined (RFC 6749, 2.3.1). */
function credentialsOf(header: string | undefined): { clientId: string; secret: string } | undefined {
  const written = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1];
  if (written === undefined) return undefined;
  const text = Buffer.from(written, 'base64').toString();
  const split = text.indexOf(':');
  const plain = (part: string): string => {
    try {
      return decodeURIComponent(part.replaceAll('+', ' '));
    } catch {
      return part;
    }
  };
  return split < 0 ? undefined : { clientId: plain(text.slice(0, split)), secret: plain(text.slice(split + 1)) };
}

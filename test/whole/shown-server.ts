// Decides how tests of acts ask a server: the programme shown to them behind it, each question by the actor it names.
import { pino } from 'pino';
import type { Actor, Role } from '../../src/kernel/actor.ts';
import { newKey } from '../../src/platform/key.ts';
import { createApp } from '../../src/server.ts';
import { comes } from '../comes.ts';
import { shownProgramme } from '../fixtures/shown-programme.ts';

/** An officer of the province (or of the scope given) with one role. */
export const account = (role: Role, of: Partial<Actor> = {}): Actor => ({ id: `local:petugas-${role}`, roles: [role], sponsor: 'ntt', area: '53', ...of });

/** The headers of a request by an actor. */
export const as = (actor: Actor) => ({ 'test-actor': JSON.stringify(actor), origin: 'http://localhost' });

/** A server over the programme shown, asked by `get`, `post` (JSON under `/v1`) and `form` (a page's form). Addresses are filled with what is shown. */
export async function shownServer() {
  const shown = await shownProgramme();
  const app = createApp({ workplace: shown.workplace, log: pino({ level: 'silent' }), callerOf: comes });
  const answer = async (response: Response) => ({
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown> & { code?: string },
  });
  const get = async (address: string, actor: Actor, headers: Record<string, string> = {}) =>
    answer(await app.request(`/v1${shown.fill(address)}`, { headers: { ...as(actor), ...headers } }));
  const post = async (address: string, body: object, actor: Actor, headers: Record<string, string> = {}) =>
    answer(
      await app.request(`/v1${shown.fill(address)}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { ...as(actor), 'content-type': 'application/json', 'idempotency-key': `key-${newKey()}`, ...headers },
      }),
    );
  const form = async (address: string, fields: Record<string, string>, actor: Actor): Promise<Response> =>
    app.request(shown.fill(address), {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { ...as(actor), 'content-type': 'application/x-www-form-urlencoded' },
    });
  return { shown, app, get, post, form };
}

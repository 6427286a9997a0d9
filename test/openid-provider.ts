// Decides which OpenID provider sign-in is tested against: a real one (oidc-provider) on this computer, whose keys can be rotated and which can be stopped.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** A running provider. */
export interface TestProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** New signing keys in place of the old ones. */
  rotate(): void;
  /** From now on publishes keys other than those it signs with. */
  publishForeignKeys(): void;
  stop(): Promise<void>;
}

const newKeys = () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = randomUUID();
  return { keys: [{ ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'ES256' }] };
};

/** Starts a provider that lets anybody in under the login he types. `redirect`: where it may send people back to. */
export async function startProvider(redirect: (issuer: string) => string): Promise<TestProvider> {
  const [clientId, clientSecret] = ['payung', randomUUID()];
  let handle: (request: IncomingMessage, response: ServerResponse) => unknown = () => {};
  let foreign: string | null = null;
  const server: Server = createServer((request, response) => {
    if (foreign !== null && request.url?.startsWith('/jwks') === true) {
      response.setHeader('content-type', 'application/jwk-set+json');
      response.end(foreign);
    } else handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provide = (): void => {
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: clientId,
          client_secret: clientSecret,
          redirect_uris: [redirect(issuer)],
          grant_types: ['authorization_code'],
          response_types: ['code'],
          id_token_signed_response_alg: 'ES256',
        },
      ],
      jwks: newKeys(),
      pkce: { required: () => true },
      claims: { openid: ['sub'], profile: ['preferred_username'] },
      conformIdTokenClaims: false,
      cookies: { keys: [randomUUID()] },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: `${id}@dinas` }) }),
    });
    const callback = provider.callback();
    handle = (request, response) => void callback(request, response);
  };
  provide();
  return {
    issuer,
    clientId,
    clientSecret,
    rotate: provide,
    publishForeignKeys: () => {
      const [{ d: _, ...key }] = newKeys().keys as unknown as [Record<string, unknown>];
      foreign = JSON.stringify({ keys: [key] });
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Goes through the provider's own login and consent pages as a browser does; gives the address it sends the browser back to. */
export async function throughProvider(address: string, login: string, back: string): Promise<string> {
  const jar = new Map<string, string>();
  let next: { url: string; form?: Record<string, string> } = { url: address };
  for (let steps = 0; steps < 20; steps += 1) {
    const response = await fetch(next.url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(next.form === undefined ? {} : { method: 'POST', body: new URLSearchParams(next.form) }),
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      jar.set(name, value);
    }
    const to = response.headers.get('location');
    if (to !== null) {
      const url = new URL(to, next.url).href;
      if (url.startsWith(back)) return url;
      next = { url };
      continue;
    }
    const text = await response.text();
    const action = /action="([^"]+)"/.exec(text)?.[1];
    const prompt = /name="prompt" value="([^"]+)"/.exec(text)?.[1];
    if (action === undefined || prompt === undefined) throw new Error(`the provider answered ${response.status}: ${text.slice(0, 300)}`);
    next = { url: new URL(action, next.url).href, form: prompt === 'login' ? { prompt, login, password: 'x' } : { prompt } };
  }
  throw new Error('the provider never sent the browser back');
}

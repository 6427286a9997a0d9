// Speaks to the OpenID provider (code flow with PKCE): what it says of itself is believed for a while, its keys are asked for at every sign-in, so a rotated key is known at once.
import * as oidc from 'openid-client';
import type { OpenIdProvider } from './openid.ts';
import { settings } from './settings.ts';

/** What must be brought back from the provider; kept sealed by the browser meanwhile. */
export interface OpenIdTrip {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface OpenIdClient {
  /** Where the browser is sent, and what it must bring back. */
  begin(redirect: string): Promise<{ readonly address: string; readonly trip: OpenIdTrip }>;
  /** Who came back: checked against the provider's keys, the nonce and the state. */
  end(current: string, trip: OpenIdTrip): Promise<{ readonly issuer: string; readonly subject: string; readonly knownAs: string }>;
}

/** Plain http is spoken to a provider on this computer only. */
const loopback = (issuer: string): boolean => /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/.test(issuer);

/** A client of one provider. `now`: milliseconds since 1970. */
export function openIdClient(of: OpenIdProvider, now: () => number): OpenIdClient {
  let discovered: { readonly at: number; readonly server: oidc.ServerMetadata } | undefined;
  const insecure = loopback(of.issuer) ? [oidc.allowInsecureRequests] : [];

  /** Fresh each time: the keys of the provider are remembered by the configuration and would grow old with it. */
  const configuration = async (): Promise<oidc.Configuration> => {
    if (discovered === undefined || now() - discovered.at > settings.discoveryLifetime * 1000) {
      // not law: milliseconds a second
      const found = await oidc.discovery(new URL(of.issuer), of.clientId, of.clientSecret, undefined, { execute: insecure, timeout: settings.openidTimeout });
      discovered = { at: now(), server: found.serverMetadata() };
    }
    const made = new oidc.Configuration(discovered.server, of.clientId, of.clientSecret);
    made.timeout = settings.openidTimeout;
    for (const execute of insecure) execute(made);
    oidc.enableNonRepudiationChecks(made);
    return made;
  };

  return {
    async begin(redirect) {
      const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
      const address = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirect,
        scope: 'openid profile',
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return { address: address.href, trip: { state, nonce, verifier } };
    },
    async end(current, trip) {
      const tokens = await oidc.authorizationCodeGrant(await configuration(), new URL(current), {
        pkceCodeVerifier: trip.verifier,
        expectedState: trip.state,
        expectedNonce: trip.nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new Error('the provider sent no id token');
      const said = [claims['preferred_username'], claims['name']].find((one): one is string => typeof one === 'string' && one !== '');
      return { issuer: claims.iss, subject: claims.sub, knownAs: (said ?? claims.sub).slice(0, 100) };
    },
  };
}

// Lets in whom an OpenID provider vouches for, as the account an administrator linked him to; whoever is not linked waits, and gets nothing by himself.
import type { Actor } from '../kernel/actor.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { recordAct } from '../platform/act.ts';
import { errorCode } from '../platform/connection.ts';
import type { Workplace } from '../platform/workplace.ts';
import { accountCalled } from './account-called-steps.ts';
import { accountOf } from './account-store.ts';
import { itself, nobodyYet } from './gate-actors.ts';
import { requireAdministrator, requireMayManage } from './grant.ts';
import { grantsOf } from './grant-store.ts';
import type { OpenIdProvider } from './openid.ts';
import { type OpenIdClient, type OpenIdTrip, openIdClient } from './openid-client.ts';
import { type SubjectRow, accountOfSubject, allSubjects, saveOpenIdLink, saveSubject } from './openid-store.ts';
import { beginSession } from './session-steps.ts';

export type { OpenIdTrip } from './openid-client.ts';

/** Sign-in by a provider. */
export interface OpenIdSignIn {
  /** Fault: unreachable `provider-unreachable`. */
  begin(redirect: string): Promise<{ readonly address: string; readonly trip: OpenIdTrip }>;
  /** Gives a session's token. Faults: unreachable `provider-unreachable`, forbidden `provider-refused`, `provider-account-waits`, `sign-in-refused`. */
  end(current: string, trip: OpenIdTrip, userAgent: string): Promise<string>;
}

export function openIdSignIn(workplace: Workplace, provider: OpenIdProvider): OpenIdSignIn {
  const client: OpenIdClient = openIdClient(provider, () => Date.parse(workplace.clock.now()));
  return {
    async begin(redirect) {
      try {
        return await client.begin(redirect);
      } catch {
        throw unreachable();
      }
    },
    async end(current, trip, userAgent) {
      const came = await client.end(current, trip).catch((error: unknown) => {
        throw isNetwork(error) ? unreachable() : refused();
      });
      const accountId = await workplace.database.gate(nobodyYet, async (tx) => {
        await saveSubject(tx, came);
        return accountOfSubject(tx, came);
      });
      if (accountId === undefined) throw waits(came.knownAs);
      return workplace.database.gate(itself(accountId), async (tx) => {
        if ((await accountOf(tx, accountId))?.locked !== false) throw refused();
        return beginSession(tx, { accountId, way: 'openid', userAgent });
      });
    },
  };
}

/** The provider did not answer, as against: it answered, and wrongly. */
const isNetwork = (error: unknown): boolean => {
  const text = error instanceof Error ? `${error.name} ${error.message} ${errorCode(error)}` : '';
  return /fetch failed|timed? ?out|OAUTH_TIMEOUT/i.test(text);
};

const unreachable = (): Fault =>
  new Fault('unreachable', 'provider-unreachable', {
    id: 'Layanan masuk instansi tidak menjawab. Masuklah dengan kata sandi, atau coba lagi nanti.',
    en: 'The office sign-in does not answer. Sign in with your password, or try again later.',
  });

const refused = (): Fault =>
  new Fault('forbidden', 'provider-refused', {
    id: 'Masuk lewat akun instansi tidak berhasil. Mulai lagi dari halaman masuk.',
    en: 'Signing in with the office account did not work. Begin again from the sign-in page.',
  });

const waits = (knownAs: string): Fault =>
  new Fault('forbidden', 'provider-account-waits', {
    id: `Akun instansi "${knownAs}" belum dihubungkan dengan akun di sini. Mintalah administrator menghubungkannya, lalu masuk lagi.`,
    en: `The office account "${knownAs}" is not linked to an account here yet. Ask an administrator to link it, then sign in again.`,
  });

/** Who came from a provider, the newest first. Fault: forbidden `administrator-only`. */
export async function subjectsShown(workplace: Workplace, actor: Actor): Promise<readonly SubjectRow[]> {
  requireAdministrator(actor);
  return workplace.database.gate(actor, allSubjects);
}

/** Says which account somebody from a provider is. Faults: `account-unknown`, `account-beyond-scope`, conflict `provider-account-linked`. */
export async function linkSubject(
  workplace: Workplace,
  actor: Actor,
  of: { readonly account: string; readonly issuer: string; readonly subject: string },
): Promise<void> {
  await workplace.database.gate(actor, async (tx) => {
    requireAdministrator(actor);
    const { accountId } = await accountCalled(tx, of.account);
    requireMayManage(actor, await grantsOf(tx, { accountId }));
    if (!(await saveOpenIdLink(tx, { ...of, accountId }))) {
      throw new Fault('conflict', 'provider-account-linked', {
        id: 'Akun instansi itu sudah dihubungkan.',
        en: 'That office account is linked already.',
      });
    }
    await recordAct(tx, { kind: 'openid-linked', subject: accountId, digest: sha256(JSON.stringify([of.issuer, of.subject])), sponsor: '*', area: '*' });
  });
}

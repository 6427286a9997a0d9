// Decides in whose name sign-in itself acts: as the account once it is known, before that as nobody.
import type { Actor } from '../kernel/actor.ts';

export const accountActorId = (accountId: string): string => `account:${accountId}`;
export const clientActorId = (clientId: string): string => `client:${clientId}`;

/** An account acting on itself: its password, its sessions. */
export const itself = (accountId: string): Actor => ({ id: accountActorId(accountId), roles: [], sponsor: '', area: '' });

/** Whoever asks before it is known who he is. */
export const nobodyYet: Actor = { id: 'local:gate', roles: [], sponsor: '', area: '' };

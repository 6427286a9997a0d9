// Decides the operations of accounts, grants, links, sessions and programs. Their answers may hold a secret shown once, so nobody keeps them.
import { z } from '@hono/zod-openapi';
import type { Role } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';
import { type Doing, operation } from '../web/operation.ts';
import { id, when, words } from '../web/shapes.ts';
import {
  type AccountShown,
  accountShown,
  accountsShown,
  addAccount,
  cautionsOn,
  grantRole,
  linkFor,
  lockAccount,
  revokeGrant,
  unlockAccount,
} from './account-steps.ts';
import { roles, scopeKey } from './grant.ts';
import { addClient, clientsShown, endClientNamed } from './machine-steps.ts';
import { linkSubject, subjectsShown } from './openid-steps.ts';
import { endOneSession, sessionsOf } from './session-steps.ts';

const accountName = z.string().trim().min(1).max(60).openapi({ description: 'Sign-in name, or the id of the account.', example: 'maria.bere' });
const scopePart = z.string().trim().min(1).max(60);
const language = z.enum(['id', 'en']).default('id');
const link = z.string().openapi({ description: 'Address on this server; opens once.' });
const grant = z.object({ grantId: id, role: z.enum(roles), scope: z.string(), recordedAt: when, author: z.string() });
const cautions = z
  .array(z.object({ id: z.string(), en: z.string() }))
  .openapi({ description: 'What the administrator ought to know: words of the scope that are not known here, a branch or sender left out. Empty: nothing.' });
const account = z.object({
  accountId: id,
  name: z.string(),
  displayName: z.string(),
  locked: z.boolean(),
  hasPassword: z.boolean(),
  hasAuthenticator: z.boolean(),
  recordedAt: when,
  grants: z.array(grant),
});
const session = z.object({ sessionId: id, way: z.string(), userAgent: z.string(), beganAt: when, seenAt: when, expiresAt: when });

const told = ({ accountId, signInName, displayName, locked, hasPassword, hasAuthenticator, recordedAt, grants }: AccountShown) => ({
  accountId,
  name: signInName,
  displayName,
  locked,
  hasPassword,
  hasAuthenticator,
  recordedAt,
  grants: grants.map((one) => ({ grantId: one.grantId, role: one.role, scope: scopeKey(one), recordedAt: one.recordedAt, author: one.author })),
});

const linkOf = (token: string): string => `/welcome/${token}`;

/** Words separated by spaces or commas; none is null. */
const several = (text: string | undefined): readonly string[] | null => {
  const found = (text ?? '').split(/[\s,]+/).filter((one) => one !== '');
  return found.length === 0 ? null : found;
};

/** Roles as they are written in one field. Fault: bad-input `role-unknown`. */
export function rolesIn(text: string): readonly Role[] {
  const found = several(text) ?? [];
  const wrong = found.find((one) => !(roles as readonly string[]).includes(one));
  if (wrong === undefined && found.length > 0) return found as readonly Role[];
  throw new Fault('bad-input', 'role-unknown', { id: `Peran: ${roles.join(', ')}.`, en: `Roles: ${roles.join(', ')}.` }, { column: 'roles' });
}

export const accessOperations = {
  list: operation({
    command: 'account list',
    id: 'listSignInAccounts',
    method: 'get',
    path: '/accounts',
    summary: 'Accounts that may sign in, with their standing grants',
    personal: true,
    input: z.object({}),
    answer: z.object({ accounts: z.array(account) }),
    run: async ({ workplace, actor }: Doing) => ({ accounts: (await accountsShown(workplace, actor)).map(told) }),
  }),
  show: operation({
    command: 'account list',
    id: 'showSignInAccount',
    method: 'get',
    path: '/accounts/{account}',
    summary: 'One account with its standing grants',
    personal: true,
    input: z.object({ account: accountName }),
    answer: account,
    run: async ({ workplace, actor }, input) => told(await accountShown(workplace, actor, input.account)),
  }),
  add: operation({
    command: 'account add',
    id: 'addSignInAccount',
    method: 'post',
    path: '/accounts',
    summary: 'Adds an account and a one-time link by which its owner sets password and authenticator',
    personal: true,
    input: z.object({ name: accountName, displayName: z.string().trim().max(100).default(''), language }),
    answer: z.object({ accountId: id, name: z.string(), link }),
    run: async ({ workplace, actor }, input) => {
      const { accountId, name, token } = await addAccount(workplace, actor, input);
      return { accountId, name, link: linkOf(token) };
    },
  }),
  grant: operation({
    command: 'account grant',
    id: 'grantRole',
    method: 'post',
    path: '/accounts/{account}/grants',
    summary: 'Grants an account a role in a scope',
    personal: true,
    input: z.object({
      account: accountName,
      role: z.enum(roles),
      sponsor: scopePart.openapi({ description: 'Sponsor code, or * for all.' }),
      area: scopePart.openapi({ description: 'Beginning of a region code, or * for all.' }),
      branch: scopePart.optional().openapi({ description: 'Branch office, or * for each; without it nothing of one branch is permitted.' }),
      sender: scopePart.optional().openapi({ description: 'Sending office, or * for each; without it no lists are handed in.' }),
    }),
    answer: z.object({ grantId: id, cautions }),
    run: async ({ workplace, actor, scopeKnown }, { branch = null, sender = null, ...input }) => {
      const of = { ...input, branch, sender };
      return { grantId: await grantRole(workplace, actor, of), cautions: await cautionsOn(workplace, actor, [of.role], of, scopeKnown) };
    },
  }),
  revoke: operation({
    command: 'account revoke',
    id: 'revokeGrant',
    method: 'post',
    path: '/grants/{grant}/end',
    summary: 'Ends a grant',
    personal: true,
    input: z.object({ grant: id }),
    answer: z.object({ grantId: id }),
    run: async ({ workplace, actor }, input) => {
      await revokeGrant(workplace, actor, input.grant);
      return { grantId: input.grant };
    },
  }),
  lock: operation({
    command: 'account lock',
    id: 'lockAccount',
    method: 'post',
    path: '/accounts/{account}/lock',
    summary: 'Locks an account and ends its sessions',
    personal: true,
    input: z.object({ account: accountName, reason: words }),
    answer: z.object({ locked: z.boolean() }),
    run: async ({ workplace, actor }, input) => {
      await lockAccount(workplace, actor, input);
      return { locked: true };
    },
  }),
  unlock: operation({
    command: 'account unlock',
    id: 'unlockAccount',
    method: 'post',
    path: '/accounts/{account}/unlock',
    summary: 'Lifts the lock of an account',
    personal: true,
    input: z.object({ account: accountName }),
    answer: z.object({ locked: z.boolean() }),
    run: async ({ workplace, actor }, input) => {
      await unlockAccount(workplace, actor, input.account);
      return { locked: false };
    },
  }),
  link: operation({
    command: 'account link',
    id: 'makeAccountLink',
    method: 'post',
    path: '/accounts/{account}/links',
    summary: 'Makes a one-time link by which the owner of an account sets password and authenticator anew',
    personal: true,
    input: z.object({ account: accountName }),
    answer: z.object({ name: z.string(), link }),
    run: async ({ workplace, actor }, input) => {
      const { name, token } = await linkFor(workplace, actor, input.account);
      return { name, link: linkOf(token) };
    },
  }),
  sessions: operation({
    command: 'account sessions',
    id: 'listSessions',
    method: 'get',
    path: '/accounts/{account}/sessions',
    summary: 'Open sessions of an account, for its owner or an administrator',
    personal: true,
    input: z.object({ account: accountName }),
    answer: z.object({ sessions: z.array(session) }),
    run: async ({ workplace, actor }, input) => ({ sessions: await sessionsOf(workplace, actor, input.account) }),
  }),
  endSession: operation({
    command: 'account end-session',
    id: 'endSession',
    method: 'post',
    path: '/sessions/{session}/end',
    summary: 'Ends a session, by its owner or an administrator',
    personal: true,
    input: z.object({ session: id }),
    answer: z.object({ sessionId: id }),
    run: async ({ workplace, actor }, input) => {
      await endOneSession(workplace, actor, input.session);
      return { sessionId: input.session };
    },
  }),
  subjects: operation({
    command: 'account openid',
    id: 'listOpenIdSubjects',
    method: 'get',
    path: '/openid-subjects',
    summary: 'People who came from the OpenID provider, linked or waiting',
    personal: true,
    input: z.object({}),
    answer: z.object({ subjects: z.array(z.object({ issuer: z.string(), subject: z.string(), knownAs: z.string(), cameAt: when, accountId: id.nullable() })) }),
    run: async ({ workplace, actor }: Doing) => ({ subjects: await subjectsShown(workplace, actor) }),
  }),
  linkOpenId: operation({
    command: 'account openid-link',
    id: 'linkOpenIdSubject',
    method: 'post',
    path: '/accounts/{account}/openid',
    summary: 'Says which account somebody from the OpenID provider is',
    personal: true,
    input: z.object({ account: accountName, issuer: z.string().min(1).max(500), subject: z.string().min(1).max(255) }),
    answer: z.object({ linked: z.boolean() }),
    run: async ({ workplace, actor }, input) => {
      await linkSubject(workplace, actor, input);
      return { linked: true };
    },
  }),
  clients: operation({
    command: 'client list',
    id: 'listClients',
    method: 'get',
    path: '/clients',
    summary: 'Programs that may sign in by client credentials',
    personal: true,
    input: z.object({}),
    answer: z.object({
      clients: z.array(
        z.object({
          clientId: id,
          name: z.string(),
          scope: z.string(),
          roles: z.array(z.string()),
          acts: z.array(z.string()).nullable(),
          expiresAt: when,
          ended: z.boolean(),
        }),
      ),
    }),
    run: async ({ workplace, actor }: Doing) => ({ clients: await clientsShown(workplace, actor) }),
  }),
  addClient: operation({
    command: 'client add',
    id: 'addClient',
    method: 'post',
    path: '/clients',
    summary: 'Adds a program in one scope; its secret is in this answer and nowhere else',
    personal: true,
    input: z.object({
      name: accountName,
      roles: z.string().openapi({ description: 'Roles, separated by spaces.', example: 'auditor' }),
      sponsor: scopePart,
      area: scopePart,
      branch: scopePart.optional(),
      sender: scopePart.optional(),
      acts: z.string().optional().openapi({ description: 'Names of operations it is limited to, separated by spaces; none: all its roles may do.' }),
    }),
    answer: z.object({ clientId: id, secret: z.string(), expiresAt: when, cautions }),
    run: async ({ workplace, actor, scopeKnown }, { branch = null, sender = null, ...input }) => {
      const of = { ...input, branch, sender, roles: rolesIn(input.roles), acts: several(input.acts) };
      return { ...(await addClient(workplace, actor, of)), cautions: await cautionsOn(workplace, actor, of.roles, of, scopeKnown) };
    },
  }),
  endClient: operation({
    command: 'client end',
    id: 'endClient',
    method: 'post',
    path: '/clients/{name}/end',
    summary: 'Ends a program; its tokens open nothing any more',
    personal: true,
    input: z.object({ name: accountName }),
    answer: z.object({ name: z.string() }),
    run: async ({ workplace, actor }, input) => {
      await endClientNamed(workplace, actor, input.name);
      return { name: input.name };
    },
  }),
};

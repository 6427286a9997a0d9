// Who may do an act and how far, row by row of a small table; and that a table which is wrong is named where.
import { describe, expect, test } from 'vitest';
import type { Actor, Role } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';
import { dutyConflicts, refuseIncompatible } from './duty.ts';
import { type Named, mayAct, readPermissions, reachNames, refusalFault, roleNames } from './permission.ts';

const words = { id: 'sebab', en: 'because' };
const row = (act: string, may: unknown, more: object = {}) => ({ act, may, ...words, ...more });
const small = {
  roles: Object.fromEntries(roleNames.map((name) => [name, { id: `peran ${name}`, en: `role ${name}` }])),
  reaches: Object.fromEntries(reachNames.map((name) => [name, words])),
  'named-people': { ...words, receipts: 'a.b', rows: {} },
  acts: [
    row('law', 'everyone'),
    row('sign', { approver: 'own-sponsor' }, { 'never-by-glass': true }),
    row('look', { auditor: 'own-area', 'case-worker': 'own-case', 'branch-officer': 'own-branch' }),
    row('send', { sender: 'own-sender' }),
    row('check', { auditor: 'everything' }),
  ],
  pages: { 'GET /law': 'law' },
  open: ['/healthz'],
  apart: [
    { roles: ['auditor', '*'], ...words },
    { roles: ['selector', 'approver'], ...words },
  ],
  'never-both': [],
};
const table = readPermissions('t.yaml', small);

const actor = (roles: readonly Role[], of: Partial<Actor> = {}): Actor => ({ id: 'a', roles, sponsor: 'ntt', area: '53', ...of });
const whole = { sponsor: 'ntt', whole: '53' };

describe('an act', () => {
  test.each<[string, readonly Role[], string, Partial<Actor>, Named, string]>([
    ['of everybody', [], 'law', {}, {}, 'everyone'],
    ['that is none', ['auditor'], 'fly', {}, {}, 'act-unknown'],
    ['of another role', ['selector'], 'sign', {}, whole, 'act-not-permitted'],
    ['of the whole sponsor', ['approver'], 'sign', {}, whole, 'own-sponsor'],
    ['of the whole sponsor, by an account of everything', ['approver'], 'sign', { sponsor: '*', area: '*' }, {}, 'own-sponsor'],
    ['of the whole sponsor, by a part', ['approver'], 'sign', { area: '5311' }, whole, 'part-of-area-only'],
    ['of the whole sponsor, of which nothing is known', ['approver'], 'sign', {}, {}, 'part-of-area-only'],
    ['of another sponsor', ['approver'], 'sign', {}, { sponsor: 'papua', whole: '91' }, 'outside-sponsor'],
    ['in the own area', ['auditor'], 'look', {}, { area: '5311' }, 'own-area'],
    ['in another area', ['auditor'], 'look', { area: '5311' }, { area: '5312' }, 'outside-area'],
    ['over more than the own area', ['auditor'], 'look', { area: '5311' }, { area: '53' }, 'outside-area'],
    ['of the own branch', ['branch-officer'], 'look', { posts: { branch: 'kupang' } }, {}, 'own-branch {"branch":"kupang"}'],
    ['of another branch', ['branch-officer'], 'look', { posts: { branch: 'kupang' } }, { branch: 'atambua' }, 'outside-branch'],
    ['of no branch', ['branch-officer'], 'look', {}, {}, 'nothing-assigned'],
    ['of every branch', ['branch-officer'], 'look', { posts: { branch: '*' } }, { branch: 'atambua' }, 'own-branch'],
    ['for another office', ['sender'], 'send', { posts: { sender: 'desa a' } }, { sender: 'desa b' }, 'outside-sender'],
    ['for the own office', ['sender'], 'send', { posts: { sender: 'desa a' } }, { sender: 'desa a' }, 'own-sender {"sender":"desa a"}'],
    ['of own cases: none until they are asked for', ['case-worker'], 'look', {}, {}, 'own-case {"cases":[]}'],
    ['of two roles: the widest reach counts', ['case-worker', 'auditor'], 'look', {}, {}, 'own-area'],
    ['of the whole installation', ['auditor'], 'check', {}, {}, 'whole-installation-only'],
    ['of the whole installation, by an account of it', ['auditor'], 'check', { sponsor: '*', area: '*' }, {}, 'everything'],
  ])('%s', (_, roles, act, of, named, expected) => {
    const decided = mayAct(table, actor(roles, of), act, named);
    const within = decided.allowed && Object.keys(decided.within).length > 0 ? ` ${JSON.stringify(decided.within)}` : '';
    expect(decided.allowed ? `${decided.reach}${within}` : decided.code).toBe(expected);
  });

  test('a refusal says why and who may, in both languages', () => {
    const refused = mayAct(table, actor(['selector']), 'sign');
    if (refused.allowed) throw new Error('allowed');
    expect(refusalFault(table, refused)).toMatchObject({
      kind: 'forbidden',
      code: 'act-not-permitted',
      text: { id: expect.stringContaining('("sign"): peran approver'), en: expect.stringContaining('("sign"): role approver') },
    });
  });
});

describe('duties', () => {
  test.each<[readonly Role[], number]>([
    [['auditor'], 0],
    [['auditor', 'sender'], 1],
    [['sender', 'auditor', 'finance'], 2],
    [['approver', 'selector'], 1],
    [['approver', 'sender'], 0],
  ])('%j: %i', (roles, conflicts) => {
    expect(dutyConflicts(table, roles)).toHaveLength(conflicts);
  });

  test('are refused with their reason', () => {
    expect(() => refuseIncompatible(table, ['selector', 'approver'])).toThrow(Fault);
    expect(() => refuseIncompatible(table, ['selector'])).not.toThrow();
  });
});

describe('a table that is wrong', () => {
  test.each<[string, object]>([
    ['acts.0.may', { acts: [row('law', { boss: 'own-area' })] }],
    ['acts.0.may', { acts: [row('law', { auditor: 'own-world' })] }],
    ['law', { acts: [row('law', 'everyone'), row('law', 'everyone')] }],
    ['GET /law', { acts: [row('sign', 'everyone')] }],
    ['apart.0.roles.0', { apart: [{ roles: ['boss', '*'], ...words }] }],
    ['', { colour: 'red' }],
  ])('is named at %j', (field, change) => {
    let thrown: unknown;
    try {
      readPermissions('t.yaml', { ...small, ...change });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'permission-table-wrong', place: { file: 't.yaml', column: field } });
  });
});

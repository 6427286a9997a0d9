// What is told besides when a role is granted: words of the scope that are not known here, and offices left out.
import { expect, test } from 'vitest';
import { permissions } from '../permission/permission-client.ts';
import type { Role } from '../kernel/actor.ts';
import type { ScopeKnown } from '../permission/permission.ts';
import type { Scope } from './grant.ts';
import { grantCautions } from './grant-cautions.ts';

const known: ScopeKnown = { sponsors: ['ende', 'ntt'], area: true, branches: ['ende', 'kupang'] };
const nothing: ScopeKnown = { sponsors: [], area: true, branches: [] };
const ofAll: Scope = { sponsor: '*', area: '*', branch: null, sender: null };

test.each<[string, readonly Role[], Partial<Scope>, ScopeKnown, readonly RegExp[]]>([
  ['everything', ['auditor'], {}, nothing, []],
  ['a sponsor and area that are known', ['auditor'], { sponsor: 'ntt', area: '5303' }, known, []],
  ['a sponsor misspelt', ['auditor'], { sponsor: 'nt', area: '53' }, known, [/sponsor "nt" is not known here \(known: ende, ntt\)/]],
  ['a sponsor before its programme', ['auditor'], { sponsor: 'ntt' }, nothing, [/"ntt" is not known here \(no programme is recorded yet\)/]],
  ['an area that is none', ['auditor'], { sponsor: 'ntt', area: '5399' }, { ...known, area: false }, [/begins with 5399/]],
  ['a branch that is none', ['branch-officer'], { branch: 'KUPANG' }, known, [/"KUPANG" is not known here \(known: ende, kupang\)/]],
  ['a branch that is known', ['branch-officer'], { branch: 'kupang' }, known, []],
  ['every branch', ['branch-officer'], { branch: '*' }, nothing, []],
  ['a branch officer of no branch', ['branch-officer'], {}, known, [/Without a branch office: [1-9]\d* acts/]],
  ['a sender of no office', ['sender'], {}, known, [/Without a sender: [1-9]\d* acts/]],
  ['a sender of an office', ['sender'], { sender: 'Desa Kelikiku' }, known, []],
  ['two faults', ['branch-officer'], { sponsor: 'x' }, known, [/sponsor "x"/, /Without a branch/]],
])('%s', (_, roles, scope, of, expected) => {
  const cautions = grantCautions(permissions(), roles, { ...ofAll, ...scope }, of);
  expect(cautions).toHaveLength(expected.length);
  for (const [place, { en }] of cautions.entries()) expect(en).toMatch(expected[place] as RegExp);
});

// The permission table names exactly what there is: a command, operation or page without a row fails here, and so does a row for none; policies and page equal it.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissions } from '../../src/permission/permission-client.ts';
import { permissionsPage } from '../../src/permission/permission-text.ts';
import { policyStatements, reachPolicies } from '../../src/permission/permission-policy.ts';
import { isOpenAddress, roleNames } from '../../src/permission/permission.ts';
import { dutyConflicts } from '../../src/permission/duty.ts';
import { ownerSession } from '../../src/platform/database.ts';
import { projectRoot } from '../../src/platform/project-root.ts';
import { disclosingActs, fieldWords } from '../../src/reporting/disclosure-words.ts';
import { createApp } from '../../src/server.ts';
import { testWorkplace } from '../workplace.ts';
import { actOf, actOfCommand, addressesOf, allCommands, allOperations, operationAddress } from './permission-addresses.ts';
import { capabilities } from './capabilities.ts';

const table = permissions();
let workplace: Awaited<ReturnType<typeof testWorkplace>>;
beforeAll(async () => {
  workplace = await testWorkplace();
});
afterAll(() => workplace.drop());

test('every command, operation and page has its row, and every row its act', () => {
  const acts = new Set([...allCommands().map(actOfCommand), ...allOperations.map(actOf), ...Object.values(table.pages)]);
  expect([...acts].sort()).toEqual([...table.acts.keys()].sort());
});

test('every address is permitted by an operation, by its form, by the table, or tells nothing of anybody', () => {
  const addresses = addressesOf(createApp({ workplace, log: pino({ level: 'silent' }) }));
  const forms = Object.values(capabilities).flatMap(({ form }) => (form === undefined ? [] : [`POST ${form.replaceAll(/\{(\w+)\}/g, ':$1')}`]));
  const permitted = new Set([...allOperations.map(operationAddress), ...forms, ...Object.keys(table.pages)]);
  const open = (address: string): boolean => isOpenAddress(table, address.split(' ')[1] ?? '');
  const shaped = (address: string): string => address.replaceAll(/:\w+/g, ':x');
  const known = new Set([...permitted].map(shaped));
  expect(addresses.length).toBeGreaterThan(100);
  expect(addresses.filter((address) => !open(address) && !known.has(shaped(address)))).toEqual([]);
  expect(Object.keys(table.pages).filter((page) => !addresses.includes(page))).toEqual([]);
});

test('every act that discloses something, and every paper of a claim, is told in words', async () => {
  const told = new Set<string>(Object.keys(disclosingActs));
  const discloses = allOperations.filter((one) => one.discloses !== undefined).map(actOf);
  const revealing = ['claims reveal', 'claims paper-open', 'claims bundle', 'reveal row'];
  expect([...discloses, ...revealing].filter((act) => !told.has(act))).toEqual([]);
  expect([...told].filter((act) => !table.acts.has(act))).toEqual([]);
  expect(fieldWords(workplace.law, 'heir-letter').id).toMatch(/^Surat keterangan ahli waris/);
  expect(fieldWords(workplace.law, 'nothing-known')).toEqual({ id: 'nothing-known', en: 'nothing-known' });
});

describe('the database', () => {
  test('holds exactly the policies of the table', async () => {
    const expected = reachPolicies(table);
    const rows = await ownerSession(workplace.url, async (client) => {
      const read = async () =>
        (
          await client.query<{ table: string; name: string; using: string }>(
            `select polrelid::regclass::text as table, polname as name, pg_get_expr(polqual, polrelid) as using from pg_policy where not polpermissive and polcmd = '*' order by 1, 2`,
          )
        ).rows;
      const standing = await read();
      await client.query('begin');
      for (const { table: on, name } of standing) await client.query(`drop policy ${name} on ${on}`);
      for (const statement of policyStatements(expected)) await client.query(statement);
      const made = await read();
      await client.query('rollback');
      return { standing, made };
    });
    expect(rows.standing).toEqual(rows.made);
    expect(rows.standing).toHaveLength(expected.length);
  });

  test('refuses the same person on the same thing by a check of its own', async () => {
    for (const pair of table['never-both']) {
      const [found] = await ownerSession(
        workplace.url,
        async (client) =>
          (
            await client.query<{ checks: string }>(
              `select string_agg(pg_get_constraintdef(oid), ' ') as checks from pg_constraint where conrelid = $1::regclass and contype = 'c'`,
              [pair['held-by']],
            )
          ).rows,
      );
      expect(found?.checks, pair.acts.join(' / ')).toMatch(/\w+_(by|to) <> \w+_(by|to)/);
      for (const act of pair.acts) expect(table.acts.has(act), act).toBe(true);
    }
  });
});

test('the page in docs is the table', async () => {
  expect(await readFile(path.join(projectRoot, 'docs', 'operate', 'permissions.md'), 'utf8')).toBe(permissionsPage(table));
});

describe('duties that stand apart', () => {
  test('nobody who holds one role is in conflict, and whoever holds all is', () => {
    for (const role of roleNames) expect(dutyConflicts(table, [role])).toEqual([]);
    expect(dutyConflicts(table, roleNames).length).toBeGreaterThan(20);
  });

  test.each([
    ['administrator', 'verifier'],
    ['selector', 'approver'],
    ['sender', 'verifier'],
    ['approver', 'finance'],
    ['auditor', 'selector'],
    ['data-protection-officer', 'case-worker'],
  ] as const)('%s and %s, in either order', (one, other) => {
    expect(dutyConflicts(table, [one, other])).toHaveLength(1);
    expect(dutyConflicts(table, [other, one])).toHaveLength(1);
  });

  test('verifier and case worker may be held together', () => {
    expect(dutyConflicts(table, ['verifier', 'case-worker'])).toEqual([]);
  });
});

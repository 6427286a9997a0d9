// Tests the rules of text: each is fed at least one violation it must find and one neighbour it must leave alone; then the repository itself.
import { describe, expect, it } from 'vitest';
import { repositoryFiles, textOf } from './source-tree.ts';
import { judgeText, textRules } from './text-rules.ts';

/** The errors and warnings a file with this text would get, as `rule:line`. */
const judged = (path: string, text: string): string[] => judgeText(path, text).map(({ rule, line }) => `${rule.name}:${line}`);
const first = '// Decides something.\n';
// Put together here so that this file keeps the rules itself.
const [machine, temporary, registry] = [['', 'work', 'main'].join('/'), ['', 'tmp', 'x'].join('/'), ['registry', 'example', 'org'].join('.')];
// oxlint-disable no-template-curly-in-string -- samples of code are strings
const sql = (text: string): string => `const rows = sql\`${text}\`.execute(tx.db);`;

const violations: Record<string, [path: string, text: string][]> = {
  'pure-files-decide': [
    ['src/law/age.ts', 'export async function age() {}'],
    ['src/law/age.ts', 'export const age = async () => 1;'],
    ['src/law/age.ts', 'export const age = await given;'],
    ['src/law/age.ts', 'for await (const row of rows) keep(row);'],
    ['src/kernel/date.ts', 'export const today = Date.now();'],
    ['src/kernel/date.ts', 'export const today = new Date();'],
    ['src/claims/payee.ts', 'export const lot = Math.random();'],
    ['src/claims/payee.ts', 'export const home = process.cwd();'],
    ['src/coverage/protection.ts', 'console.log(1);'],
    ['src/coverage/protection.ts', 'setTimeout(later, 5);'],
    ['src/ledger/transfer.ts', 'export const id = crypto.randomUUID();'],
    ['src/intake/card.tsx', 'export const Card = () => <p>{Date.now()}</p>;'],
  ],
  'environment-at-the-root': [
    ['src/platform/database.ts', 'const url = process.env.DATABASE_URL;'],
    ['src/platform/database.ts', "import { env } from 'node:process';"],
    ['src/registry/register-steps.ts', "const url = process.env['DATABASE_URL'];"],
  ],
  'stores-keep-to-their-schema': [
    ['src/intake/list-store.ts', sql('insert into matching.match (a) values (1)')],
    ['src/intake/list-store.ts', sql('update  programme.programme set a = 1')],
    ['src/intake/list-store.ts', sql('delete from registry.snapshot where x = 1')],
    ['src/intake/list-store.ts', sql('select a from intake.list l, claims.claim c')],
    ['src/intake/list-store.ts', sql('with gone as (delete from roster.release returning *) select * from gone')],
    ['src/intake/list-store.ts', sql('select * from intake.list join eligibility.verdict v using (list, row)')],
    ['src/intake/list-store.ts', "await tx.db.insertInto('roster.person_month').values(row).execute();"],
    ['src/intake/list-store.ts', "await tx.db.selectFrom('claims.claim as c').selectAll().execute();"],
    ['src/intake/list-store.ts', "await copyIn(tx, { table: 'registry.snapshot', columns }, rows);"],
    ['src/intake/list-store.ts', "await tx.client.query('insert into platform.act values ($1)', [1]);"],
    ['src/intake/list-store.ts', 'copyOut(tx, `select ${columns} from enrolment.membership`);'],
    ['src/ledger/transfer-store.ts', sql('select * from contributions.invoice')],
  ],
  'only-stores-query': [
    ['src/intake/list-steps.ts', "await tx.db.selectFrom('intake.list').execute();"],
    ['src/intake/list-steps.ts', sql('select 1')],
    ['src/intake/list-pages.tsx', "await tx.client.query('select 1');"],
    ['src/intake/list-steps.ts', 'for await (const chunk of copyOut(tx, query)) keep(chunk);'],
    ['src/intake/list-pages.tsx', "await copyTemp(tx, 'people', 'key uuid', rows);"],
    ['src/cli.ts', "await tx.db.deleteFrom('intake.list').execute();"],
  ],
  'every-file-says-what': [
    ['src/law/age.ts', "import { a } from './a.ts';"],
    ['src/law/age.test.ts', "\n// too late\nimport { a } from './a.ts';"],
  ],
  'every-test-runs': [
    ['src/law/age.test.ts', "it.skip('waits', () => {});"],
    ['src/law/age.test.ts', "describe.only('alone', () => {});"],
    ['test/restore.test.ts', "test.todo('later');"],
    ['simulator/world.test.ts', "it.concurrent.skip.each([1])('waits', () => {});"],
    ['src/law/age.test.ts', "xit('waits', () => {});"],
  ],
  'law-is-data': [
    ['src/contributions/due.ts', 'export const contribution = 16_800n;'],
    ['src/claims/benefit.ts', 'export const funeral = 10000000;'],
    ['src/enrolment/file-steps.ts', 'const rowsAFile = 10_000;'],
    ['src/allocation/year.ts', 'export const year = 2025; // the year'],
  ],
  'money-is-exact': [
    ['src/contributions/payment-store.ts', 'export const a = (row: { amount: string }) => Number(row.amount);'],
    ['src/contributions/payment-store.ts', "export const a = (row: Record<string, string>) => Number(row['amount'] ?? 0);"],
    ['src/ledger/ledger.ts', 'export const a = (jkk: string) => +jkk;'],
    ['src/law/tariff.ts', 'export const a = (text: string) => parseFloat(text);'],
    ['src/programme/budget.ts', 'export interface Line { readonly limitAmount: number }'],
    ['src/kernel/money.ts', 'export const a = (amount: number | null) => amount;'],
  ],
  'names-say-what': [
    ['src/intake/list-manager.ts', 'export const a = 1;'],
    ['src/intake/utils.ts', 'export const a = 1;'],
    ['src/intake/common/list.ts', 'export const a = 1;'],
    ['src/intake/list.ts', 'export class ListService {}'],
    ['src/intake/list.ts', 'export interface ListInfo { a: 1 }'],
    ['test/helpers.ts', 'export const a = 1;'],
  ],
  'files-stay-small': [['src/intake/list.ts', 'export {};\n'.repeat(301)]],
  'no-machine-inside': [
    ['README.md', `Go to ${machine}/x.`],
    ['src/platform/vault.ts', `const folder = '${temporary}/';`],
    ['docs/operate/backup.md', `\`cp ${temporary}/dump .\``],
  ],
  'no-registry-inside': [
    ['README.md', `npm install --registry https://${registry}/`],
    ['.npmrc', `${'registry'}=https://packages.example.org/`],
    ['docs/operate/install.md', `Packages come from ${['registry', 'npmjs', 'org'].join('.')}.`],
    ['package-lock.json', `      "resolved": "https://${registry}/a/-/a-1.0.0.tgz",`],
  ],
};

describe.each(Object.entries(violations))('%s finds', (rule, samples) => {
  it.each(samples)('%s: %s', (path, text) => {
    const withFirstLine = rule === 'every-file-says-what' ? text : first + text;
    expect(judgeText(path, withFirstLine).map((breach) => breach.rule.name)).toContain(rule);
  });
});

it('has a violation for every rule', () => {
  expect(Object.keys(violations).sort()).toEqual(textRules.map(({ name }) => name).sort());
});

describe('leaves alone', () => {
  it.each([
    [
      'a word in a comment or a text',
      'src/law/age.ts',
      "// async, Date.now() and process.env are for others\nexport const say = 'await new Date(now) Math.random()';",
    ],
    ['the one step from instant to date', 'src/kernel/clock.ts', 'export const at = (text: string) => new Date(text).toISOString();'],
    ['steps that wait', 'src/intake/list-steps.ts', 'export async function submit() { await save(Date.now()); }'],
    ['platform that waits', 'src/platform/job.ts', 'export async function run() { await save(new Date()); }'],
    ['tests of pure files that look at the clock', 'src/law/age.test.ts', 'const began = performance.now();'],
    ['the environment in a root', 'src/cli.ts', 'readConfig(process.env);'],
    [
      'a store in its own schema',
      'src/intake/list-store.ts',
      sql('insert into intake.list select * from registry.snapshot join pg_temp.people p on p.key = key'),
    ],
    ['a store that mentions the ledger and platform', 'src/claims/claim-store.ts', sql('select from ledger.transfer t join platform.act a using (id)')],
    ['an alias and a column', 'src/intake/list-store.ts', sql('select l.row from intake.list l where l.claims is null on conflict do update set row = 1')],
    [
      'a builder in its own schema',
      'src/claims/claim-store.ts',
      "tx.db.updateTable('claims.claim').where('claims.claim.id', '=', id); tx.db.selectFrom('registry.death').leftJoin('roster.release as s', 's.a', 'b');",
    ],
    ['a sentence that happens to hold a dot', 'src/intake/list-store.ts', "throw new Error('see programmes.yaml, or ask the roster');"],
    [
      'transaction control in steps',
      'src/roster/roster-steps.ts',
      "await tx.client.query('savepoint hold'); await tx.client.query('rollback to savepoint hold');",
    ],
    ['a temporary table in steps', 'src/roster/roster-steps.ts', "await copyTemp(tx, 'people', 'person_key uuid', rows);"],
    ['bytes', 'src/intake/list-client.ts', 'const limit = megabytes * 1024 * 1024;'],
    ['queries in platform', 'src/platform/act.ts', "await tx.db.insertInto('platform.act').values(row).execute();"],
    ['skipping rows', 'src/intake/list.test.ts', "reader.skip(2); rows.only('a');"],
    ['a small number', 'src/intake/list.ts', 'export const percent = 100; export const status = 404;'],
    [
      'a number with its reason',
      'src/intake/list-steps.ts',
      'const chunk = 5_000; // not law: rows a chunk\n// not law: milliseconds of a second\nconst second = 1000;',
    ],
    ['numbers where the law is tested', 'src/claims/benefit.test.ts', 'expect(funeral).toBe(10_000_000n);'],
    ['numbers outside the stages', 'src/platform/copy.ts', 'const bytes = 65_536;'],
    ['field terms', 'src/reporting/open-data.ts', 'export type Service = 1; export const service = 1;'],
    ['tests as long as they must be', 'src/intake/list.test.ts', 'export {};\n'.repeat(400)],
    ['generated files', 'src/platform/schema.ts', `// This file was generated.\n${'export {};\n'.repeat(400)}`],
    ['a table of the stage registry', 'migrations/020_x.sql', 'comment on column registry.snapshot.request_id is null;'],
    ['addresses on the web', 'README.md', 'https://example.org/work/list and docs/tmp/list and node_modules/.cache/tmp/x'],
    ['the public registry in the lock file', 'package-lock.json', `"resolved": "https://${['registry', 'npmjs', 'org'].join('.')}/a/-/a-1.0.0.tgz"`],
  ])('%s', (_why, path, text) => {
    expect(judged(path, first + text)).toEqual([]);
  });

  it('a block comment as first line', () => {
    expect(judged('src/law/age.ts', '/* Decides the age. */\nexport const a = 1;')).toEqual([]);
  });
});

it('says on which line', () => {
  expect(judged('src/claims/benefit.ts', `${first}\nexport const a = 1;\nexport const b = 42_000_000n;`)).toEqual(['law-is-data:4']);
});

describe('this repository', () => {
  const files = repositoryFiles();

  it('has files', () => {
    expect(files).toContain('package.json');
    expect(files).toContain('src/kernel/date.ts');
    expect(files.some((path) => path.startsWith('node_modules/'))).toBe(false);
  });

  it('keeps the rules', () => {
    const breaches = files.flatMap((path) => judgeText(path, textOf(path) ?? ''));
    expect(breaches.filter(({ rule }) => rule.severity === 'error').map(({ rule, path, line, what }) => `${path}:${line} ${rule.name} (${what})`)).toEqual([]);
  });
});

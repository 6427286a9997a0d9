// Tests the rules of imports on small invented source trees: for every rule one import that breaks it, and beside it imports that may stand.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import chain from './chain.json' with { type: 'json' };
import { cruiseTree, type Cruise, isCruised, passedOver } from './import-rules.ts';
import { repository } from './source-tree.ts';

const folders = ['src', 'simulator', 'bench'];

/** File: what it imports (a leading `type ` makes it a type-only import). A file that is only imported says so with []. */
const tree: Record<string, readonly string[]> = {
  // What may stand.
  'src/cli.ts': [
    './config.ts',
    './intake/list-commands.ts',
    './platform/database.ts',
    './intake/list-store.ts',
    './reporting/figure-pages.tsx',
    './fine/fine.ts',
  ],
  'src/config.ts': ['node:fs'],
  'src/fine/fine.ts': ['../intake/list-steps.ts'],
  'src/kernel/date.ts': ['./fault.ts'],
  'src/kernel/digest.ts': ['node:crypto'],
  'src/kernel/ed25519.ts': ['node:crypto'],
  'src/kernel/fault.ts': [],
  'src/law/law.ts': ['../kernel/date.ts', 'zod'],
  'src/law/law-store.ts': ['./law.ts', 'yaml', 'node:fs'],
  'src/law/law-commands.ts': ['./law-store.ts'],
  'src/ledger/transfer.ts': ['../kernel/date.ts'],
  'src/access/grant.ts': ['../kernel/date.ts'],
  'src/access/grant-pages.tsx': ['./grant.ts', '../web/layout.tsx'],
  'src/platform/database.ts': ['kysely', 'pg', '../kernel/fault.ts'],
  'src/platform/workplace.ts': ['../law/law-store.ts'],
  'src/web/layout.tsx': ['../kernel/date.ts', '../platform/database.ts'],
  'src/programme/policy.ts': ['../law/law.ts'],
  'src/intake/list.ts': ['../programme/policy.ts', '../ledger/transfer.ts'],
  'src/intake/list-store.ts': ['kysely', './list.ts', '../platform/database.ts', '../law/law.ts'],
  'src/intake/list-client.ts': ['node:http', './list.ts'],
  'src/intake/list-steps.ts': ['./list-store.ts', './list-client.ts', './list.ts', '../platform/database.ts'],
  'src/intake/list-commands.ts': ['./list-steps.ts', './list.ts', '../platform/database.ts'],
  'src/intake/list.test.ts': ['../reporting/figure.ts', '../../simulator/world.ts', '../platform/database.ts'],
  'src/reporting/figure.ts': ['../intake/list.ts'],
  'src/reporting/figure-steps.ts': ['../intake/list-steps.ts', '../intake/list-store.ts', './figure.ts'],
  'src/reporting/figure-pages.tsx': ['./figure-steps.ts', '../web/layout.tsx'],
  'simulator/world.ts': ['../src/platform/database.ts', 'pg'],
  'bench/floor.ts': ['pg'],
};

const next = (place: number): string => chain.chain[place + 1] ?? '';

/** For each rule: the file that breaks it and its imports. */
const breaking: Record<string, [path: string, imports: readonly string[]]> = {
  ...Object.fromEntries(
    chain.chain
      .slice(0, -1)
      .map((stage, place): [string, [string, string[]]] => [
        `up-the-chain-${stage}`,
        [`src/${stage}/bad-${stage}.ts`, [`../${next(place)}/bad-${next(place)}.ts`]],
      ]),
  ),
  'beside-knows-no-stage': ['src/ledger/bad-beside.ts', ['../programme/policy.ts']],
  'access-is-asked-by-roots': ['src/web/bad-access.ts', ['../access/grant.ts']],
  'kernel-imports-nothing': ['src/kernel/bad-kernel.ts', ['node:crypto']],
  'kernel-digest-hashes': ['src/kernel/digest.ts', ['node:crypto', 'node:fs']],
  'pure-imports-pure-rooms': ['src/intake/bad-type.ts', ['type ../platform/database.ts']],
  'pure-imports-no-acting-file': ['src/intake/bad-pure.ts', ['./list-store.ts']],
  'stores-and-clients-are-leaves': ['src/claims/bad-store.ts', ['../intake/list-store.ts']],
  'only-stores-speak-sql': ['src/intake/bad-sql-steps.ts', ['type kysely']],
  'only-steps-call-stores': ['src/intake/bad-pages.tsx', ['./list-store.ts']],
  'law-is-handed-over': ['src/web/bad-law.tsx', ['../law/law-store.ts']],
  'steps-render-nothing': ['src/intake/bad-web-steps.ts', ['../web/layout.tsx']],
  'roots-are-roots': ['src/intake/bad-root-steps.ts', ['../config.ts']],
  'product-knows-no-simulator': ['src/platform/bad-simulator.ts', ['../../simulator/world.ts']],
  'product-needs-no-tool': ['src/platform/bad-tool.ts', ['vitest']],
  resolves: ['simulator/bad-resolves.ts', ['./nowhere.ts']],
  'no-cycle': ['src/platform/bad-circle.ts', ['./bad-round.ts']],
  'no-orphan': ['src/web/bad-orphan.ts', []],
};
const besides: Record<string, readonly string[]> = {
  // What the last but one imports.
  [`src/${chain.chain.at(-1) ?? ''}/bad-${chain.chain.at(-1) ?? ''}.ts`]: [],
  // A cycle is reported once, at its first file by name.
  'src/platform/bad-round.ts': ['./bad-circle.ts'],
};
/** Further imports that must be refused: [rule, file, imports]. */
const further: [rule: string, path: string, imports: readonly string[]][] = [
  ['up-the-chain-programme', 'src/programme/far-steps.ts', ['../reporting/figure-steps.ts']],
  ['up-the-chain-intake', 'src/intake/far-type.ts', ['type ../claims/payee.ts']],
  ['beside-knows-no-stage', 'src/platform/far-stage.ts', ['../intake/list-steps.ts']],
  ['kernel-imports-nothing', 'src/kernel/far-kernel.ts', ['../law/law.ts']],
  ['pure-imports-pure-rooms', 'src/claims/payee.ts', ['node:fs']],
  ['pure-imports-pure-rooms', 'src/claims/far-page.tsx', ['../web/layout.tsx']],
  ['pure-imports-pure-rooms', 'src/coverage/far-query.ts', ['kysely']],
  ['only-stores-speak-sql', 'src/intake/far-client.ts', ['pg']],
  ['stores-and-clients-are-leaves', 'src/intake/far-client.ts', ['./list-steps.ts']],
  ['stores-and-clients-are-leaves', 'src/claims/claim-store.ts', ['../intake/list-steps.ts']],
  ['only-steps-call-stores', 'src/intake/far-routes.ts', ['./list-client.ts']],
  ['law-is-handed-over', 'src/intake/far-law-pages.tsx', ['../law/law-store.ts']],
  ['steps-render-nothing', 'src/intake/far-page-steps.ts', ['../intake/bad-pages.tsx']],
];

const packages: Record<string, string> = { kysely: 'dependencies', pg: 'dependencies', zod: 'dependencies', yaml: 'dependencies', vitest: 'devDependencies' };

function write(root: string, files: Record<string, readonly string[]>): void {
  for (const [path, imports] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    const lines = imports.map((from, i) => (from.startsWith('type ') ? `import type { A${i} } from '${from.slice(5)}';` : `import * as a${i} from '${from}';`));
    writeFileSync(join(root, path), `// Decides nothing.\n${lines.join('\n')}\nexport {};\n`);
  }
  const declared: Record<string, Record<string, string>> = { dependencies: {}, devDependencies: {} };
  for (const [name, kind] of Object.entries(packages)) {
    mkdirSync(join(root, 'node_modules', name), { recursive: true });
    writeFileSync(join(root, 'node_modules', name, 'package.json'), JSON.stringify({ name, version: '1.0.0', type: 'module', main: 'index.js' }));
    writeFileSync(join(root, 'node_modules', name, 'index.js'), 'export {};\n');
    declared[kind] = { ...declared[kind], [name]: '1.0.0' };
  }
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'tree', type: 'module', ...declared }));
}

let root: string;
const results = new Map<'good' | 'bad', Cruise>();

beforeAll(async () => {
  // The real path: on some systems the temporary folder is itself a link.
  root = realpathSync(mkdtempSync(join(tmpdir(), 'payung-rules-')));
  write(join(root, 'good'), tree);
  cpSync(join(root, 'good'), join(root, 'bad'), { recursive: true });
  write(join(root, 'bad'), { ...Object.fromEntries(Object.values(breaking)), ...besides, ...Object.fromEntries(mergedFurther()) });
  results.set('good', await cruiseTree(join(root, 'good'), folders));
  results.set('bad', await cruiseTree(join(root, 'bad'), folders));
});

/** One file may break several rules: its imports together. */
function mergedFurther(): Map<string, readonly string[]> {
  const merged = new Map<string, readonly string[]>();
  for (const [, path, imports] of further) merged.set(path, [...(merged.get(path) ?? []), ...imports]);
  return merged;
}

afterAll(() => rmSync(root, { recursive: true, force: true }));

const cruised = (which: 'good' | 'bad'): Cruise => {
  const result = results.get(which);
  if (result === undefined) throw new Error('not cruised');
  return result;
};

it('leaves alone a tree that keeps the rules, and reads all of it', () => {
  expect(cruised('good').violations).toEqual([]);
  expect([...cruised('good').seen].sort()).toEqual(
    Object.keys(tree)
      .filter((path) => !path.endsWith('.test.ts'))
      .sort(),
  );
});

describe('finds', () => {
  it.each(Object.entries(breaking))('%s', (rule, [path]) => {
    expect(
      cruised('bad')
        .violations.filter(({ from }) => from === path)
        .map((violation) => violation.rule),
    ).toContain(rule);
  });

  it.each(further)('%s in %s', (rule, path) => {
    expect(
      cruised('bad')
        .violations.filter(({ from }) => from === path)
        .map((violation) => violation.rule),
    ).toContain(rule);
  });
});

it('has a violation for every rule', () => {
  const configuration = createRequire(import.meta.url)(join(repository, '.dependency-cruiser.cjs')) as { forbidden: { name: string; severity: string }[] };
  expect(Object.keys(breaking).sort()).toEqual(configuration.forbidden.map(({ name }) => name).sort());
  expect(new Set(configuration.forbidden.map(({ severity }) => severity))).toEqual(new Set(['error']));
});

it('names every stage of the design once', () => {
  expect(chain.chain).toHaveLength(15);
  expect(new Set([...chain.chain, ...chain.beside]).size).toBe(chain.chain.length + chain.beside.length);
  expect(readFileSync(join(repository, '.dependency-cruiser.cjs'), 'utf8')).toContain('chain.json');
});

describe('the floor', () => {
  it('counts TypeScript of the product, without tests and declarations', () => {
    const paths = ['src/a.ts', 'src/b/c.tsx', 'src/a.test.ts', 'src/d.d.ts', 'src/e.json', 'test/f.ts', 'simulator/g.ts'];
    expect(paths.filter((path) => isCruised(path, folders))).toEqual(['src/a.ts', 'src/b/c.tsx', 'simulator/g.ts']);
  });

  it('names the files a cruise passed over', () => {
    expect(passedOver(['src/a.ts'], ['src/a.ts', 'src/b.ts', 'src/b.test.ts'], folders)).toEqual(['src/b.ts']);
    expect(passedOver([], ['src/a.ts'], folders)).toEqual(['src/a.ts']);
  });
});

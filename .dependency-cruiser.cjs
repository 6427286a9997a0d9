// Decides which file may import which: one `chain` array, imports only up the chain, pure files only pure files, SQL only in stores.
'use strict';

// The delivery chain, upstream first (a stage imports itself and what stands before it); what stands beside it and knows no stage;
// and the ends of names by which a file says that it acts.
const { chain, beside, suffixes } = require('./test/houserules/chain.json');

const any = (names) => `(${names.join('|')})`;
const stages = `^src/${any(chain)}/`;
/** A file that acts says so at the end of its name. */
const acts = `-${any(suffixes)}\\.tsx?$`;
const suffixed = (...names) => `-${any(names)}\\.tsx?$`;
/** Where a file without suffix decides and does nothing else. */
const pureRooms = `^src/${any(['kernel', 'law', 'ledger', 'log', 'access', 'permission', ...chain])}/`;
const roots = '^src/[^/]+\\.tsx?$';
/** Named a store, but it reads files and no table. */
const lawFiles = '^src/law/law-store\\.ts$';
const sqlLibraries = 'node_modules/(kysely|pg|pg-[a-z-]+|postgres[a-z-]*)/';
/** The libraries a pure file may use: they parse shapes or compute a one-time code, and neither wait, nor chance, nor touch the world. */
const pureLibraries = 'node_modules/(zod|otpauth)/';

/** Data that pure files read as if it were written in them: words of names, weights. */
const dataOfPureRooms = '^linkage/[a-z-]+\\.json$';

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const forbidden = [
  ...chain
    .slice(0, -1)
    .map((stage, place) =>
      rule(
        `up-the-chain-${stage}`,
        `${stage} may not know the stages after it: announce a fact and let the composition root say who listens.`,
        { path: `^src/${stage}/` },
        { path: `^src/${any(chain.slice(place + 1))}/` },
      ),
    ),
  rule(
    'beside-knows-no-stage',
    'kernel, law, ledger, log, platform, web, access and permission never import a stage.',
    { path: `^src/${any(beside)}/` },
    { path: stages },
  ),
  rule(
    'access-is-asked-by-roots',
    'Who asks is decided in access and handed over as an Actor: no stage and no other room imports it.',
    { path: '^src/[^/]+/', pathNot: '^src/access/' },
    { path: '^src/access/' },
  ),
  rule(
    'kernel-imports-nothing',
    'kernel imports only kernel.',
    { path: '^src/kernel/', pathNot: '^src/kernel/(digest|ed25519)\\.ts$' },
    { pathNot: '^src/kernel/' },
  ),
  rule(
    'kernel-digest-hashes',
    'kernel/digest.ts and kernel/ed25519.ts may use node:crypto besides, and nothing else.',
    { path: '^src/kernel/(digest|ed25519)\\.ts$' },
    { pathNot: ['^src/kernel/', '^(node:)?crypto$'] },
  ),
  rule(
    'pure-imports-pure-rooms',
    'A file without suffix decides: it imports files that decide, not platform, web, roots or the world, not even their types.',
    { path: pureRooms, pathNot: [acts, '^src/kernel/'] },
    { pathNot: [pureRooms, pureLibraries, dataOfPureRooms] },
  ),
  rule(
    'pure-imports-no-acting-file',
    'A file without suffix never imports one that acts (-store, -client, -steps, -routes, -pages, -commands).',
    { path: pureRooms, pathNot: acts },
    { path: acts },
  ),
  rule(
    'stores-and-clients-are-leaves',
    'A store or client imports kernel, law, pure files, platform and the stores of its own room; no other file that acts.',
    { path: `^src/([^/]+)/.*${suffixed('store', 'client')}` },
    { path: [`^src/.*${acts}`, '^src/web/', roots], pathNot: `^src/$1/.*${suffixed('store')}` },
  ),
  rule(
    'only-stores-speak-sql',
    'Only -store files and platform import the database libraries.',
    { path: '^src/', pathNot: [suffixed('store'), '^src/platform/'] },
    { path: sqlLibraries },
  ),
  rule(
    'only-steps-call-stores',
    'Stores and clients are called by steps and composition roots; routes, pages, commands and web call a step.',
    { path: '^src/', pathNot: [suffixed('steps', 'store', 'client'), roots] },
    { path: suffixed('store', 'client'), pathNot: lawFiles },
  ),
  rule(
    'law-is-handed-over',
    'The law is read from its files once, by law or platform, and handed to whoever asks.',
    { path: '^src/', pathNot: [suffixed('steps'), roots, '^src/(law|platform)/'] },
    { path: lawFiles },
  ),
  rule(
    'steps-render-nothing',
    'Steps know neither routes, pages nor commands, nor the page parts.',
    { path: `^src/.*${suffixed('steps')}` },
    { path: [suffixed('routes', 'pages', 'commands'), '^src/web/'] },
  ),
  rule('roots-are-roots', 'Only a composition root imports a composition root.', { path: '^src/[^/]+/' }, { path: roots }),
  rule(
    'product-knows-no-simulator',
    'Nothing in src imports simulator, bench or test: the product does not know it is being played with.',
    { path: '^src/' },
    { path: '^(simulator|bench|test)/' },
  ),
  rule(
    'product-needs-no-tool',
    'What the product imports is a dependency of the product, not a tool of its development and not a package nobody declared.',
    { path: '^src/' },
    { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/@types/' },
  ),
  rule('resolves', 'Every import leads to a file.', {}, { couldNotResolve: true }),
  rule('no-cycle', 'No file imports itself by a detour.', {}, { circular: true }),
  rule(
    'no-orphan',
    'A file that nobody imports and that imports nobody is dead, unless it is a root.',
    { orphan: true, pathNot: [roots, '^(simulator|bench)/[^/]+\\.ts$', '\\.d\\.ts$'] },
    {},
  ),
];

module.exports = {
  forbidden,
  options: {
    // Tests may import anything: they play the world around the file they test. What a browser fetches is no module of ours.
    exclude: { path: ['\\.test\\.tsx?$', '^src/web/assets/'] },
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'],
    },
  },
};

// Decides the house rules that imports cannot show: each takes a file's path and text, so that a test can feed it a violation.
import ts from 'typescript';
import { type Breach, breachesByLine, breachesIn, isCode, isProduct, isPure, isTest, lineOf, stagePattern, type TextRule, touches } from './rule.ts';
import { moneyIsExact } from './money-rule.ts';
import { onlyStoresQuery, storesKeepToTheirSchema } from './sql-rules.ts';

const worldly =
  /^(Date\.now|Date\(\)|performance\.\w+|Math\.random|crypto\.\w+|process\.\w+|console\.\w+|fetch\(\)|set(Timeout|Interval|Immediate)\(\)|queueMicrotask\(\)|new Promise|Promise\.\w+)$/;

const pureFilesDecide: TextRule = {
  name: 'pure-files-decide',
  why: 'A file without suffix decides from what it is given: no waiting, clock, chance, process or console.',
  severity: 'error',
  concerns: isPure,
  breaches: (text, path) =>
    breachesIn(text, path, (node) => {
      if (node.kind === ts.SyntaxKind.AsyncKeyword) return '`async`';
      if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined)) return '`await`';
      const touched = touches(node);
      if (touched === 'new Date') return path === 'src/kernel/clock.ts' ? null : '`new Date`';
      return touched !== null && worldly.test(touched) ? `\`${touched}\`` : null;
    }),
};

const environmentAtTheRoot: TextRule = {
  name: 'environment-at-the-root',
  why: 'Only src/server.ts, src/cli.ts and src/config.ts read the environment; everything else is given its settings.',
  severity: 'error',
  concerns: (path) => isProduct(path) && !/^src\/(server|cli|config)\.tsx?$/.test(path),
  breaches: (text, path) =>
    breachesIn(text, path, (node) => {
      if (touches(node) === 'process.env') return '`process.env`';
      return ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier) && /^(node:)?process$/.test(node.moduleSpecifier.text)
        ? 'import of node:process'
        : null;
    }),
};

const everyFileSaysWhat: TextRule = {
  name: 'every-file-says-what',
  why: 'The first line of a file is a comment that says what it decides.',
  severity: 'error',
  concerns: (path) => /^src\/.*\.tsx?$/.test(path),
  breaches: (text) => (/^(\/\/|\/\*)\s*\S/.test(text) ? [] : [{ line: 1, what: 'the first line is no comment' }]),
};

const testers = /^(it|test|describe|suite|bench)$/;

/** The name a chain such as `it.concurrent.skip` starts with. */
function rootName(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) || ts.isCallExpression(node) || ts.isTaggedTemplateExpression(node)
    ? rootName(ts.isTaggedTemplateExpression(node) ? node.tag : node.expression)
    : '';
}

const everyTestRuns: TextRule = {
  name: 'every-test-runs',
  why: 'A test that does not run proves nothing: repair it or delete it.',
  severity: 'error',
  concerns: (path) => isCode(path) && isTest(path),
  breaches: (text, path) =>
    breachesIn(text, path, (node) => {
      if (ts.isPropertyAccessExpression(node) && /^(skip|only|todo|fails)$/.test(node.name.text) && testers.test(rootName(node.expression)))
        return `\`.${node.name.text}\``;
      return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && /^x(it|test|describe)$/.test(node.expression.text)
        ? `\`${node.expression.text}\``
        : null;
    }),
};

/** Units no law sets: bytes in a kilobyte. */
const units: readonly number[] = [1024];

/** `// not law: <reason>` on the line, or on the line above, lets one number stand. */
const notLaw = /\/\/\s*not law:\s*\S.{7,}/;

const lawIsData: TextRule = {
  name: 'law-is-data',
  why: 'Amounts, ages, limits and years come from law/ or programmes/. A number that is none of these says so: `// not law: <reason>`.',
  severity: 'error',
  concerns: (path) => isProduct(path) && stagePattern.test(path),
  breaches: (text, path) => {
    const lines = text.split(/\r?\n/);
    return breachesIn(text, path, (node, source) => {
      if (!ts.isNumericLiteral(node) && !ts.isBigIntLiteral(node)) return null;
      const value = Number(node.text.replace(/n$/, ''));
      if (value < 1000 || units.includes(value)) return null;
      const line = lineOf(source, node);
      return notLaw.test(lines[line - 1] ?? '') || notLaw.test(lines[line - 2] ?? '') ? null : `the number ${node.getText(source)}`;
    });
  },
};

const vague = /^(managers?|services?|helpers?|utils?|utilit(y|ies)|handlers?|base|data|info|common|misc|v\d+)$/;
/** Field terms that hold one of these words. */
const fieldTerms = /(^|\/)open-data(-|\.|$)/;

const namesSayWhat: TextRule = {
  name: 'names-say-what',
  why: 'Not Manager, Service, Helper, Util, Handler, Base, Data, Info, Common, V2: a name says what the thing is in the field.',
  severity: 'error',
  concerns: isCode,
  breaches: (text, path) => {
    const inPath = fieldTerms.test(path)
      ? []
      : path
          .replace(/\.(test\.)?tsx?$/, '')
          .split(/[/.-]/)
          .filter((word) => vague.test(word));
    const declared = breachesIn(text, path, (node) => {
      const named = ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isFunctionDeclaration(node);
      return named && node.name !== undefined && /\w(Manager|Service|Helper|Utils?|Handler|Info|Common|V\d)$/.test(node.name.text)
        ? `the name ${node.name.text}`
        : null;
    });
    return [...inPath.map((word) => ({ line: 1, what: `the file name says "${word}"` })), ...declared];
  },
};

const filesStaySmall: TextRule = {
  name: 'files-stay-small',
  why: 'Think again at 300 lines: a file decides one thing.',
  severity: 'warning',
  concerns: (path) => isCode(path) && !isTest(path),
  breaches: (text) => {
    const lines = text.split('\n').length;
    // A generated file is as long as what it was made from.
    return lines > 300 && !/generated/i.test(text.slice(0, 500)) ? [{ line: 300, what: `${lines} lines` }] : [];
  },
};

// Written in pieces so that this file keeps its own rule.
const machinePath = new RegExp(`(?<![\\w.~-])/(${['work', 'tmp'].join('|')})/`);
// An address, a well-known host or a setting: `registry.snapshot` alone is a table of ours.
const registryHost =
  /\/\/[^/\s"']*\bregistry\.[\w-]+|\bregistry\.(npmjs|yarnpkg|npmmirror)\b|\bregistry\s*=\s*\S*\/\/|npm\.pkg\.github\.com|[\w-]+\.jfrog\.io/i;

const noMachineInside: TextRule = {
  name: 'no-machine-inside',
  why: 'Nobody else has the paths of your machine; temporary folders come from os.tmpdir().',
  severity: 'error',
  concerns: () => true,
  breaches: (text) => breachesByLine(text, (line) => machinePath.exec(line)?.[0] ?? null),
};

const noRegistryInside: TextRule = {
  name: 'no-registry-inside',
  why: 'Packages come from the registry npm is set up for; only the lock file may name one, the public one.',
  severity: 'error',
  concerns: (path) => !path.startsWith('docs/adr/'),
  breaches: (text, path) => {
    if (path === 'package-lock.json') {
      return breachesByLine(text, (line) => {
        const resolved = /"resolved":\s*"([^"]*)"/.exec(line)?.[1];
        return resolved === undefined || resolved.startsWith(`https://${['registry', 'npmjs', 'org'].join('.')}/`) ? null : resolved;
      });
    }
    return breachesByLine(text, (line) => registryHost.exec(line)?.[0] ?? null);
  },
};

export const textRules: readonly TextRule[] = [
  pureFilesDecide,
  environmentAtTheRoot,
  storesKeepToTheirSchema,
  onlyStoresQuery,
  everyFileSaysWhat,
  everyTestRuns,
  lawIsData,
  moneyIsExact,
  namesSayWhat,
  filesStaySmall,
  noMachineInside,
  noRegistryInside,
];

/** Every breach of every text rule in one file. */
export const judgeText = (path: string, text: string): readonly (Breach & { readonly rule: TextRule; readonly path: string })[] =>
  textRules.filter((rule) => rule.concerns(path)).flatMap((rule) => rule.breaches(text, path).map((breach) => ({ ...breach, rule, path })));

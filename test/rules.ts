// Decides whether the repository keeps its house rules: imports up the chain, then the rules of text; prints each breach and ends with 1 if there is an error.
import { cruiseTree, passedOver } from './houserules/import-rules.ts';
import { repository, repositoryFiles, textOf } from './houserules/source-tree.ts';
import { judgeText } from './houserules/text-rules.ts';

const folders = ['src', 'simulator', 'bench'];
const files = repositoryFiles();
const cruised = await cruiseTree(repository, folders);
const unseen = passedOver(cruised.seen, files, folders);
const breaches = files.flatMap((path) => {
  const text = textOf(path);
  return text === null ? [] : judgeText(path, text);
});

const errors = [
  ...unseen.map((path) => `${path}  was not seen by the dependency checker`),
  ...cruised.violations.map(({ rule, from, to }) => `${from}  ${rule}${to === '' || to === from ? '' : ` (imports ${to})`}`),
  ...breaches.filter(({ rule }) => rule.severity === 'error').map(({ rule, path, line, what }) => `${path}:${line}  ${rule.name} (${what})`),
];
const warnings = breaches.filter(({ rule }) => rule.severity === 'warning').map(({ rule, path, line, what }) => `${path}:${line}  ${rule.name} (${what})`);
const reasons = new Map(breaches.map(({ rule }) => [rule.name, rule.why]));

for (const line of warnings) process.stdout.write(`warning  ${line}\n`);
for (const line of errors) process.stdout.write(`error    ${line}\n`);
for (const [name, why] of reasons) process.stdout.write(`         ${name}: ${why}\n`);
process.stdout.write(`${files.length} files, ${cruised.seen.length} modules: ${errors.length} errors, ${warnings.length} warnings\n`);
process.exitCode = errors.length === 0 ? 0 : 1;

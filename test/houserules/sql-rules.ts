// Decides who may speak SQL, and of which tables: a stage writes its own schema and reads up the chain.
import ts from 'typescript';
import chain from './chain.json' with { type: 'json' };
import { breachesIn, isProduct, isStore, literalText, type TextRule } from './rule.ts';

const schemas = [...chain.chain, 'platform', 'ledger', 'log', 'access', 'permission'];
const tableName = new RegExp(`^(${schemas.join('|')})\\.(\\w+)(\\s+as\\s+\\w+)?$`);
const written = new RegExp(
  `\\b(?:insert\\s+into|update|delete\\s+from|truncate(?:\\s+table)?|merge\\s+into|copy)\\s+(?:only\\s+)?(${schemas.join('|')})\\.(\\w+)`,
  'gi',
);
const mentioned = new RegExp(`(?<![\\w.'"-])(${schemas.join('|')})\\.([a-z_]\\w*)`, 'gi');
const speaksSql = /\b(select|insert\s+into|update|delete\s+from|merge\s+into|copy|truncate|with|from|join|lock\s+table)\b/i;

interface TableUse {
  readonly schema: string;
  readonly table: string;
  readonly writes: boolean;
}

function builderUse(node: ts.Node, schema: string, table: string): TableUse {
  const { parent } = node;
  const verb = ts.isCallExpression(parent) && ts.isPropertyAccessExpression(parent.expression) ? parent.expression.name.text : '';
  const target = ts.isPropertyAssignment(parent) && parent.name.getText() === 'table';
  return { schema, table, writes: target || /^(insertInto|replaceInto|updateTable|deleteFrom|mergeInto)$/.test(verb) };
}

/** Tables a node names: as a query builder's argument, as COPY's target, or inside SQL text. */
function tableUses(node: ts.Node): readonly TableUse[] {
  const text = literalText(node);
  if (text === null) return [];
  const alone = tableName.exec(text);
  if (alone !== null) return [builderUse(node, alone[1] ?? '', alone[2] ?? '')];
  if (!speaksSql.test(text)) return [];
  const writes = [...text.matchAll(written)].map(([, schema = '', table = '']) => ({ schema: schema.toLowerCase(), table, writes: true }));
  const all = [...text.matchAll(mentioned)].map(([, schema = '', table = '']) => ({ schema: schema.toLowerCase(), table, writes: false }));
  return [...writes, ...all];
}

/** Why a store in a folder may not use a table so; null when it may. */
function trespass(folder: string, { schema, table, writes }: TableUse): string | null {
  if (writes) return schema === folder ? null : `writes ${schema}.${table}, which belongs to ${schema}`;
  if (schema === 'access' && folder !== 'access') return `reads ${schema}.${table}, which only access may`;
  if (schema === folder || schema === 'platform' || schema === 'ledger' || schema === 'permission') return null;
  const [own, theirs] = [chain.chain.indexOf(folder), chain.chain.indexOf(schema)];
  return own > theirs ? null : `reads ${schema}.${table}, which is no upstream stage of ${folder}`;
}

export const storesKeepToTheirSchema: TextRule = {
  name: 'stores-keep-to-their-schema',
  why: 'A stage writes only its own schema, and reads its own, those up the chain, the ledger and platform.',
  severity: 'error',
  concerns: isStore,
  breaches: (text, path) => {
    const folder = path.split('/')[1] ?? '';
    return breachesIn(text, path, (node) => {
      const wrong = new Set(tableUses(node).map((use) => trespass(folder, use)));
      wrong.delete(null);
      return wrong.size === 0 ? null : [...wrong].join('; ');
    });
  },
};

const queries = /^(selectFrom|insertInto|replaceInto|updateTable|deleteFrom|mergeInto)$/;
const transactionControl = /^\s*(savepoint|release(\s+savepoint)?|rollback\s+to(\s+savepoint)?)\s+\w+\s*$/i;

export const onlyStoresQuery: TextRule = {
  name: 'only-stores-query',
  why: 'SQL and query builders stand in -store files and platform; everything else calls a function that says what it wants to know.',
  severity: 'error',
  concerns: (path) => isProduct(path) && !isStore(path) && !path.startsWith('src/platform/'),
  breaches: (text, path) =>
    breachesIn(text, path, (node) => {
      if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'sql') return 'SQL text';
      if (!ts.isCallExpression(node)) return null;
      const called = ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : node.expression.getText();
      if (queries.test(called)) return `\`${called}\``;
      // A temporary table (copyTemp) belongs to no schema and lives in one transaction: steps may fill one for a store to join.
      if (/^copy(In|Out)$/.test(called) || (called === 'copyTemp' && !/-steps\.tsx?$/.test(path))) return `\`${called}\``;
      if (called !== 'query' || !/\bclient\.query$/.test(node.expression.getText())) return null;
      const [first] = node.arguments;
      return first !== undefined && transactionControl.test(literalText(first) ?? '') ? null : '`client.query`';
    }),
};

// Decides the house rule that money never passes through a floating-point number: amounts are bigint from reading to writing; only the boundary of JSON and HTML makes numbers of them.
import ts from 'typescript';
import { breachesIn, isProduct, isTest, lineOf, type TextRule } from './rule.ts';

/** What holds rupiah, by its last word. */
const moneyWord = /^(.*[a-z_])?(amount|rupiah|jkk|jkm|limit_?amount|committed|ordered|debited|credited|invoiced|tariff|benefit|wage)$/i;
/** Where an amount becomes a figure to be shown; they take it from one place, which refuses what a number cannot hold exactly. */
const boundary = /-(routes|pages|page-store|page-steps)\.tsx?$|^src\/web\//;
const exact = /\/\/\s*exact:\s*\S.{7,}/;

/** The last name of an expression: `row.amount`, `row['amount']`, `amount ?? 0`. */
function lastName(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isElementAccessExpression(node) && ts.isStringLiteral(node.argumentExpression)) return node.argumentExpression.text;
  if (ts.isBinaryExpression(node)) return lastName(node.left);
  return ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) || ts.isAsExpression(node) ? lastName(node.expression) : '';
}

const floats = /^(parseFloat|Number\.parseFloat)$/;

export const moneyIsExact: TextRule = {
  name: 'money-is-exact',
  why: 'Rupiah are bigint (or text in files and JSON of our own), never a floating-point number. A figure that is shown and cannot pass 2^53 says so: `// exact: <reason>`.',
  severity: 'error',
  concerns: (path) => isProduct(path) && !isTest(path) && !boundary.test(path),
  breaches: (text, path) => {
    const lines = text.split(/\r?\n/);
    return breachesIn(text, path, (node, source) => {
      const what = breach(node, source);
      if (what === null) return null;
      const line = lineOf(source, node);
      return exact.test(lines[line - 1] ?? '') || exact.test(lines[line - 2] ?? '') ? null : what;
    });
  },
};

function breach(node: ts.Node, source: ts.SourceFile): string | null {
  if (ts.isCallExpression(node)) {
    const called = node.expression.getText(source);
    if (floats.test(called)) return `\`${called}\``;
    const [argument] = node.arguments;
    if (called === 'Number' && argument !== undefined && moneyWord.test(lastName(argument))) return `\`${node.getText(source)}\``;
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.PlusToken && moneyWord.test(lastName(node.operand)))
    return `\`${node.getText(source)}\``;
  if (
    (ts.isPropertySignature(node) || ts.isParameter(node) || ts.isPropertyDeclaration(node)) &&
    node.type !== undefined &&
    moneyWord.test(node.name.getText(source))
  )
    return typed(node.type, source) ? `\`${node.getText(source).replace(/\s+/g, ' ')}\`` : null;
  return null;
}

const typed = (type: ts.TypeNode, source: ts.SourceFile): boolean => /^(readonly\s+)?number(\[\])?(\s*\|\s*(null|undefined))*$/.test(type.getText(source));

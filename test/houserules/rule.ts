// Decides what a rule of text is, which files rules speak of, and how they read one.
import ts from 'typescript';
import chain from './chain.json' with { type: 'json' };

/** A breach with the line (from 1) and what is wrong there. */
export interface Breach {
  readonly line: number;
  readonly what: string;
}

export interface TextRule {
  readonly name: string;
  /** Why it is one, for the person who meets it. */
  readonly why: string;
  readonly severity: 'error' | 'warning';
  readonly concerns: (path: string) => boolean;
  readonly breaches: (text: string, path: string) => readonly Breach[];
}

export const stagePattern = new RegExp(`^src/(${chain.chain.join('|')})/`);
const purePattern = new RegExp(`^src/(kernel|law|ledger|log|permission|${chain.chain.join('|')})/`);
const actsPattern = new RegExp(`-(${chain.suffixes.join('|')})\\.tsx?$`);
export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);
export const isCode = (path: string): boolean => /^(src|simulator|bench|test)\/.*\.tsx?$/.test(path) && !path.startsWith('test/houserules/fixtures/');
export const isProduct = (path: string): boolean => /^src\/.*\.tsx?$/.test(path) && !isTest(path);
export const isPure = (path: string): boolean => isProduct(path) && purePattern.test(path) && !actsPattern.test(path);
export const isStore = (path: string): boolean => isProduct(path) && /-store\.tsx?$/.test(path);

const sourceOf = (text: string, path: string): ts.SourceFile =>
  ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true, path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
export const lineOf = (source: ts.SourceFile, node: ts.Node): number => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;

/** Every node of a file for which `judge` says what is wrong. */
export function breachesIn(text: string, path: string, judge: (node: ts.Node, source: ts.SourceFile) => string | null | undefined): readonly Breach[] {
  const source = sourceOf(text, path);
  const found: Breach[] = [];
  const visit = (node: ts.Node): void => {
    const what = judge(node, source);
    if (what != null) found.push({ line: lineOf(source, node), what });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

export const breachesByLine = (text: string, judge: (line: string, number: number) => string | null): readonly Breach[] =>
  text.split(/\r?\n/).flatMap((written, index) => {
    const what = judge(written, index + 1);
    return what === null ? [] : [{ line: index + 1, what }];
  });

/** What a call, `new` or name touches, as written: `Date.now`, `new Date`, `process`. */
export function touches(node: ts.Node): string | null {
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) return `new ${node.expression.text}`;
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) return `${node.expression.text}.${node.name.text}`;
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) return `${node.expression.text}()`;
  return null;
}

/** The text of a literal, with `?` for each value put in; null for any other node. */
export function literalText(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  return ts.isTemplateExpression(node) ? node.head.text + node.templateSpans.map((span) => `?${span.literal.text}`).join('') : null;
}

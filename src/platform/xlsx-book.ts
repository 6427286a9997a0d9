// Decides which sheets a workbook has, in which order and under which names, and which of its styles show dates (ECMA-376 part 1, 18.2, 18.8).
import { isBuiltInDate, isDateFormat } from './xlsx-date.ts';
import { type Elements, saxSink } from './xlsx-sax.ts';
import type { Parts } from './xlsx-zip.ts';

/** A worksheet, the part that holds it, and whether people see it when they open the file. */
export interface BookSheet {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

/** What must be known before a sheet can be read. */
export interface Book {
  readonly sheets: readonly BookSheet[];
  readonly sharedStrings: string | null;
  readonly from1904: boolean;
  readonly dateStyles: readonly boolean[];
}

interface Relation {
  readonly type: string;
  readonly target: string;
}

const readAll = async (parts: Parts, name: string, open: Elements['open'], close: Elements['close'] = () => undefined): Promise<void> => {
  const sink = saxSink({ open, close, text: () => undefined });
  for await (const piece of parts.read(name)) sink.write(piece);
  sink.end();
};

const resolve = (folder: string, target: string): string => {
  const path: string[] = [];
  for (const step of (target.startsWith('/') ? target : `${folder}/${target}`).replaceAll('\\', '/').split('/')) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
};

/** Relations of a part by id: the last word of their type and the part they lead to. */
const relations = async (parts: Parts, part: string): Promise<Map<string, Relation>> => {
  const cut = part.lastIndexOf('/');
  const folder = part.slice(0, Math.max(cut, 0));
  const found = new Map<string, Relation>();
  const name = `${folder === '' ? '' : `${folder}/`}_rels/${part.slice(cut + 1)}.rels`;
  if (!parts.has(name)) return found;
  await readAll(parts, name, (element, { Id, Type, Target, TargetMode }) => {
    if (element !== 'Relationship' || Id === undefined || Target === undefined || TargetMode === 'External') return;
    found.set(Id, { type: Type?.slice(Type.lastIndexOf('/') + 1) ?? '', target: resolve(folder, Target) });
  });
  return found;
};

const dateStyles = async (parts: Parts, part: string): Promise<boolean[]> => {
  const formats = new Map<number, boolean>();
  const styles: boolean[] = [];
  let inCells = false;
  await readAll(
    parts,
    part,
    (element, attributes) => {
      const id = Number(attributes['numFmtId'] ?? 0);
      if (element === 'numFmt') formats.set(id, isDateFormat(attributes['formatCode'] ?? ''));
      else if (element === 'cellXfs') inCells = true;
      else if (element === 'xf' && inCells) styles.push(formats.get(id) ?? isBuiltInDate(id));
    },
    (element) => {
      if (element === 'cellXfs') inCells = false;
    },
  );
  return styles;
};

const idOf = (attributes: Readonly<Record<string, string>>): string | undefined =>
  attributes['r:id'] ?? Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1];

/** Reads workbook, relations and styles. Null when there is no workbook part; throws when a part is not well-formed. */
export const readBook = async (parts: Parts): Promise<Book | null> => {
  const start = [...(await relations(parts, '')).values()].find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  if (!parts.has(start)) return null;
  const related = await relations(parts, start);
  const sheets: BookSheet[] = [];
  let from1904 = false;
  await readAll(parts, start, (element, attributes) => {
    if (element === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
    if (element !== 'sheet') return;
    const relation = related.get(idOf(attributes) ?? '');
    if (relation?.type !== 'worksheet') return; // chart and dialogue sheets hold no rows
    sheets.push({ name: attributes['name'] ?? '', part: relation.target, hidden: (attributes['state'] ?? 'visible') !== 'visible' });
  });
  const find = (type: string): string | null => [...related.values()].find((relation) => relation.type === type && parts.has(relation.target))?.target ?? null;
  const styles = find('styles');
  return { sheets, from1904, sharedStrings: find('sharedStrings'), dateStyles: styles === null ? [] : await dateStyles(parts, styles) };
};

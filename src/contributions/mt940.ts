// Decides what a SWIFT MT940 customer statement says: each statement line (:61:) with its description (:86:), and whether the balances add up.
import { type CivilDate, parseDate } from '../kernel/date.ts';
import type { Rupiah } from '../kernel/money.ts';

/** A line of a statement. `direction` is as the account's owner sees it; a reversal (RC, RD) has been turned round. `null` amounts hold parts of a rupiah. */
export interface Mt940Line {
  readonly line: number;
  readonly on: CivilDate | null;
  readonly direction: 'debit' | 'credit';
  readonly amount: Rupiah | null;
  readonly reference: string;
  readonly description: string;
}

/** One statement of a file (tags 20 to 62F). `problems`: what does not add up or cannot be read, by line of the file. */
export interface Mt940Statement {
  readonly account: string;
  readonly number: string;
  readonly opening: Rupiah | null;
  readonly closing: Rupiah | null;
  readonly lines: readonly Mt940Line[];
  readonly problems: readonly { readonly line: number; readonly problem: Mt940Problem }[];
}
export type Mt940Problem = 'line-unreadable' | 'balance-unreadable' | 'balances-do-not-add-up' | 'currency-not-rupiah';

interface Field {
  readonly tag: string;
  readonly line: number;
  readonly text: readonly string[];
}

/** Whether a text looks like MT940: fields in colons, with an account and a balance. */
export const looksLikeMt940 = (text: string): boolean => /^:20:/m.test(text) && /^:6[02][FM]:/m.test(text);

/** The fields of a file in order; a line that does not begin a field continues the one before. Block headers ({1:…}{4:) and the end (-}) are passed over. */
function* fieldsOf(text: string): Generator<Field> {
  let open: { tag: string; line: number; text: string[] } | null = null;
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const bare = raw.replace(/^(\{[^{}]*(\{[^{}]*\})*[^{}]*\})*\{4:/, '').replace(/^﻿/, '');
    const begun = /^:(\d{2}[A-Z]?):(.*)$/.exec(bare);
    if (begun !== null) {
      if (open !== null) yield open;
      open = { tag: begun[1] ?? '', line: index + 1, text: [begun[2] ?? ''] };
    } else if (bare.trim() === '-' || bare.startsWith('-}')) {
      if (open !== null) yield open;
      open = null;
    } else if (open !== null && bare.trim() !== '') open.text.push(bare);
  }
  if (open !== null) yield open;
}

/** An amount as SWIFT writes it: digits, a comma, and none, one or two more; null when it holds parts of a rupiah. */
function readAmount(text: string): Rupiah | null {
  const [, whole = '', part = ''] = /^(\d{1,15}),(\d{0,2})$/.exec(text) ?? [];
  return whole === '' || !/^0*$/.test(part) ? null : BigInt(whole);
}

/** `YYMMDD`; years from 80 on are of the last century, as SWIFT reads them. */
function readShortDay(text: string): CivilDate | null {
  const [, year = '', month = '', day = ''] = /^(\d{2})(\d{2})(\d{2})$/.exec(text) ?? [];
  return year === '' ? null : parseDate(`${Number(year) >= 80 ? '19' : '20'}${year}-${month}-${day}`);
}

/** `C250731IDR1000000,00`: sign, day, currency, amount. */
function readBalance(text: string): { readonly amount: Rupiah | null; readonly currency: string } {
  const [, sign = '', currency = '', amount = ''] = /^([CD])\d{6}([A-Z]{3})([\d,]+)$/.exec(text.trim()) ?? [];
  const read = readAmount(amount);
  return { amount: read === null ? null : sign === 'D' ? -read : read, currency };
}

// :61: value date, optional entry date, C/D/RC/RD, optional third letter of the currency, amount, type and reference, after // the bank's reference.
const entry = /^(\d{6})(\d{4})?(RC|RD|C|D)([A-Z])?(\d{1,15},\d{0,2})([A-Z][A-Z0-9]{3})([^\r\n]*)$/;

function readLine(field: Field, description: string): Mt940Line {
  const [, day = '', , mark = '', , amount = '', , rest = ''] = entry.exec((field.text[0] ?? '').trim()) ?? [];
  const [own = '', bank = ''] = rest.split('//').map((part) => part.trim());
  const reference = own === '' || own === 'NONREF' ? bank : own;
  const debit = mark === 'D' || mark === 'RC';
  const supplementary = field.text.slice(1).map((line) => line.trim());
  const text = [description, ...supplementary].filter((one) => one !== '').join(' ');
  return { line: field.line, on: readShortDay(day), direction: debit ? 'debit' : 'credit', amount: readAmount(amount), reference, description: text };
}

/** Banks cut a description after so many characters, in the middle of a word too. */
const cutAfter = 65;

/** A description: the parts of a structured one (?20…?29, ?32, ?60…) without their codes, joined; of a plain one the lines, one that was cut going on without a space. */
export const descriptionOf = (lines: readonly string[]): string => {
  const structured = lines.some((line) => /\?\d{2}/.test(line));
  const joined = lines.reduce(
    (text, line, place) => `${text}${structured || place === 0 || (lines[place - 1]?.length ?? 0) >= cutAfter ? '' : ' '}${line}`,
    '',
  );
  return joined
    .replace(/\?\d{2}/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
};

/** Reads every statement of a file. Nothing is dropped: a line that cannot be read has a null day or amount and is named among the problems. */
export function readMt940(text: string): readonly Mt940Statement[] {
  const statements: Mt940Statement[] = [];
  const fields = [...fieldsOf(text)];
  for (const [place, field] of fields.entries()) {
    if (field.tag !== '20') continue;
    const next = fields.findIndex(({ tag }, index) => index > place && tag === '20');
    statements.push(readStatement(fields.slice(place, next === -1 ? undefined : next)));
  }
  return statements;
}

function readStatement(fields: readonly Field[]): Mt940Statement {
  const first = (...tags: readonly string[]): Field | undefined => fields.find(({ tag }) => tags.includes(tag));
  const problems: { line: number; problem: Mt940Problem }[] = [];
  const balance = (field: Field | undefined): Rupiah | null => {
    if (field === undefined) return null;
    const { amount, currency } = readBalance(field.text[0] ?? '');
    if (currency !== '' && currency !== 'IDR') problems.push({ line: field.line, problem: 'currency-not-rupiah' });
    else if (amount === null) problems.push({ line: field.line, problem: 'balance-unreadable' });
    return amount;
  };
  const opening = balance(first('60F', '60M'));
  const closed = first('62F', '62M');
  const closing = balance(closed);
  const lines: Mt940Line[] = [];
  for (const [place, field] of fields.entries()) {
    if (field.tag !== '61') continue;
    const after = fields[place + 1];
    const line = readLine(field, after?.tag === '86' ? descriptionOf(after.text) : '');
    if (line.on === null || line.amount === null) problems.push({ line: field.line, problem: 'line-unreadable' });
    lines.push(line);
  }
  const moved = lines.reduce((sum, { direction, amount }) => sum + (direction === 'credit' ? (amount ?? 0n) : -(amount ?? 0n)), 0n);
  if (problems.length === 0 && opening !== null && closing !== null && opening + moved !== closing)
    problems.push({ line: closed?.line ?? 0, problem: 'balances-do-not-add-up' });
  const bare = (field: Field | undefined): string => (field?.text[0] ?? '').trim();
  return { account: bare(first('25')), number: bare(first('28', '28C')), opening, closing, lines, problems };
}

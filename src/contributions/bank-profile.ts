// Decides how a bank's CSV statement is read: which row is the header, which columns say day, amount and text, by a profile in banks/*.yaml.
import { z } from 'zod';
import { type CivilDate, parseDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { type StatementLine, readSignedRupiah } from './statement-line.ts';

const text = z.string().min(1);
const dayFormats = ['yyyy-mm-dd', 'dd/mm/yyyy', 'dd/mm/yy', 'dd/mm'] as const;

const schema = z.strictObject({
  bank: z.string().regex(/^[a-z0-9-]{1,40}$/),
  title: z.strictObject({ id: text, en: text }),
  source: text,
  confidence: z.enum(['statute', 'secondary', 'unverified']),
  columns: z.strictObject({
    day: text,
    description: z.array(text).min(1),
    reference: text.optional(),
    /** Two columns, or one `amount` with DB or CR behind it (in the cell or the next). */
    debit: text.optional(),
    credit: text.optional(),
    amount: text.optional(),
  }),
  days: z.array(z.enum(dayFormats)).min(1),
  marks: z.strictObject({ debit: z.array(text).min(1), credit: z.array(text).min(1) }).default({ debit: ['DB', 'D'], credit: ['CR', 'K', 'C'] }),
  /** Beginnings of rows that are no lines: balances, totals, bookings not final yet. */
  pass: z.array(text).default([]),
});

export type BankProfile = z.output<typeof schema>;

/** Checks a profile's parsed content. Fault: bad-input `bank-profile-wrong`, naming file and field. */
export function readProfile(file: string, content: unknown): BankProfile {
  const parsed = schema.safeParse(content);
  const issue = parsed.success ? undefined : parsed.error.issues[0];
  const wrong = (field: string, what: string): Fault =>
    new Fault(
      'bad-input',
      'bank-profile-wrong',
      { id: `${file}: isian "${field}" salah. Perbaiki: ${what}.`, en: `${file}: the field "${field}" is wrong. Mend it: ${what}.` },
      { file, column: field },
    );
  if (!parsed.success) throw wrong(issue?.path.join('.') ?? '', issue?.message ?? '');
  const { debit, credit, amount } = parsed.data.columns;
  const [two, none] = [debit !== undefined && credit !== undefined, debit === undefined && credit === undefined];
  if (!(amount === undefined ? two : none)) throw wrong('columns', 'debit and credit, or amount alone');
  return parsed.data;
}

const key = (cell: string): string => cell.replace(/\s+/g, ' ').trim().replace(/\.$/, '').toLowerCase();

/** Where the columns of a profile stand in a header row; null when the row lacks one. */
interface Places {
  readonly day: number;
  readonly description: readonly number[];
  readonly reference: number | null;
  readonly debit: number | null;
  readonly credit: number | null;
  /** The column of one amount. */
  readonly moved: number | null;
}

function placesIn(profile: BankProfile, cells: readonly string[]): Places | null {
  const names = cells.map(key);
  const taken = new Set<number>();
  const place = (name: string | undefined): number | null => {
    if (name === undefined) return null;
    const found = names.findIndex((one, index) => one === key(name) && !taken.has(index));
    taken.add(found);
    return found;
  };
  const { columns } = profile;
  const [day, debit, credit, amount, reference] = [columns.day, columns.debit, columns.credit, columns.amount, columns.reference].map(place);
  const description = columns.description.map((name) => place(name) ?? -1);
  const all = [day, debit, credit, amount, reference, ...description].filter((one) => one !== null && one !== undefined);
  if (all.some((one) => one < 0)) return null;
  return { day: day ?? 0, description, reference: reference ?? null, debit: debit ?? null, credit: credit ?? null, moved: amount ?? null };
}

/** How far down a header is looked for: banks write the account, its owner and the period above it. */
const headerWithin = 40;

/** The profile whose columns a file has, and the row (counted from 0) they stand in; null when none fits. Of several the one with the most columns. */
export function recognise(
  profiles: readonly BankProfile[],
  rows: readonly (readonly string[])[],
): { readonly profile: BankProfile; readonly header: number } | null {
  for (const [header, cells] of rows.slice(0, headerWithin).entries()) {
    const fitting = profiles.filter((profile) => placesIn(profile, cells) !== null);
    const width = (profile: BankProfile): number => Object.values(profile.columns).flat().length;
    const [profile] = fitting.sort((one, other) => width(other) - width(one));
    if (profile !== undefined) return { profile, header };
  }
  return null;
}

/** The period a statement says above its header: `Periode : 01/09/2026 - 30/09/2026`. */
export function periodOf(rows: readonly (readonly string[])[]): { readonly from: CivilDate; readonly to: CivilDate } | null {
  for (const cells of rows.slice(0, headerWithin)) {
    const days = [...cells.join(' ').matchAll(/(\d{2})[/-](\d{2})[/-](\d{4})/g)].map(([, day, month, year]) =>
      parseDate(`${year ?? ''}-${month ?? ''}-${day ?? ''}`),
    );
    const [from, to] = days;
    if (from !== null && from !== undefined && to !== null && to !== undefined) return { from, to };
  }
  return null;
}

function readDayAs(format: (typeof dayFormats)[number], cell: string, period: ReturnType<typeof periodOf>): CivilDate | null {
  const parts = /^(\d{1,4})[/-](\d{1,2})(?:[/-](\d{1,4}))?$/.exec(cell);
  if (parts === null) return null;
  const [, one = '', two = '', three] = parts;
  const two2 = (part: string): string => part.padStart(2, '0');
  switch (format) {
    case 'yyyy-mm-dd':
      return one.length === 4 && three !== undefined ? parseDate(`${one}-${two2(two)}-${two2(three)}`) : null;
    case 'dd/mm/yyyy':
      return three?.length === 4 ? parseDate(`${three}-${two2(two)}-${two2(one)}`) : null;
    case 'dd/mm/yy':
      return three?.length === 2 && one.length <= 2 ? parseDate(`20${three}-${two2(two)}-${two2(one)}`) : null;
    case 'dd/mm': {
      if (three !== undefined || period === null) return null;
      // A statement over the turn of the year: months from its first on are of the first year.
      const year = two2(two) >= period.from.slice(5, 7) ? period.from.slice(0, 4) : period.to.slice(0, 4);
      return parseDate(`${year}-${two2(two)}-${two2(one)}`);
    }
  }
}

/** A row below the header as a line; null when it is none (a balance, nothing moved, not booked yet). Nulls within a line: what cannot be read. */
export function readBankRow(
  profile: BankProfile,
  header: readonly string[],
  cells: readonly string[],
  line: number,
  period: ReturnType<typeof periodOf>,
): StatementLine | null {
  const places = placesIn(profile, header);
  if (places === null) return null;
  const at = (place: number | null): string => (place === null ? '' : (cells[place] ?? '').trim().replace(/^'/, ''));
  const begins =
    cells
      .find((cell) => cell.trim() !== '')
      ?.trim()
      .replace(/^'/, '') ?? '';
  if (begins === '' || profile.pass.some((one) => begins.toLowerCase().startsWith(one.toLowerCase()))) return null;
  const moved = amountOf(profile, places, at);
  if (moved === 'nothing') return null;
  const [bare = ''] = at(places.day).split(/[ T]/);
  const on = profile.days.map((format) => readDayAs(format, bare, period)).find((day) => day !== null) ?? null;
  const description = places.description.map(at).filter((part) => part !== '');
  return { line, on, ...moved, reference: at(places.reference), description: description.join(' ').replace(/\s+/g, ' ') };
}

function amountOf(profile: BankProfile, places: Places, at: (place: number | null) => string): Pick<StatementLine, 'direction' | 'amount'> | 'nothing' {
  if (places.moved === null) {
    const [debit, credit] = [readSignedRupiah(at(places.debit)), readSignedRupiah(at(places.credit))];
    if (debit === 0n && credit === 0n) return 'nothing';
    if (debit !== 0n) return { direction: 'debit', amount: debit !== null && debit < 0n ? -debit : debit };
    return { direction: 'credit', amount: credit };
  }
  const [, amount = '', within = ''] = /^(.*?)\s*([A-Za-z]*)$/.exec(at(places.moved)) ?? [];
  const mark = (within === '' ? at(places.moved + 1) : within).toUpperCase();
  const read = readSignedRupiah(amount);
  if (read === 0n) return 'nothing';
  if (profile.marks.debit.includes(mark)) return { direction: 'debit', amount: read };
  return { direction: 'credit', amount: profile.marks.credit.includes(mark) ? read : null };
}

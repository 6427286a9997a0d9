// Decides how what went wrong is told: exit code and words on a terminal, or problem details (RFC 9457); a bug is told as ours, and no NIK is told at all.
import { Fault, type FaultKind, type FaultPlace } from '../kernel/fault.ts';
import { maskNik, type Nik } from '../kernel/nik.ts';

/** 1 refused with reasons, 2 wrong use of the command, 3 a bug of this program. */
export interface Exit {
  readonly code: 1 | 2 | 3;
  readonly text: string;
}

/** Problem details as RFC 9457 names them; `code` and `place` are extensions. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly place?: FaultPlace;
}

export type Locale = 'id' | 'en';

const statuses: Readonly<Record<FaultKind, number>> = {
  'bad-input': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  unreachable: 503,
};

const titles: Readonly<Record<FaultKind | 'bug', Readonly<Record<Locale, string>>>> = {
  'bad-input': { id: 'Isian tidak dapat diterima', en: 'The input cannot be accepted' },
  unauthenticated: { id: 'Belum masuk', en: 'Not signed in' },
  forbidden: { id: 'Tidak berwenang', en: 'Not allowed' },
  'not-found': { id: 'Tidak ditemukan', en: 'Not found' },
  conflict: { id: 'Bertentangan dengan yang sudah ada', en: 'In conflict with what already stands' },
  unreachable: { id: 'Tidak dapat dihubungi', en: 'Cannot be reached' },
  bug: { id: 'Kesalahan program', en: 'A fault of the program' },
};

const apology: Readonly<Record<Locale, string>> = {
  id: 'Ini kesalahan program, bukan kesalahan Anda; tidak ada yang disimpan oleh langkah ini. Mohon laporkan.',
  en: 'This is a bug of the program, not a mistake of yours; this step saved nothing. Please report it.',
};

/** Sixteen digits, plain or in the groups in which people write a NIK (a pair of dates has sixteen as well). */
const written = /(?<!\d)(?:\d{6}[ .-]?\d{6}[ .-]?\d{4}|\d{2}[ .-]?\d{4}[ .-]?\d{6}[ .-]?\d{4}|\d{4}(?:[ .-]\d{4}){3})(?!\d)/g;

/** Text in which every NIK is masked: a message may have been made from a cell. */
export const withoutNik = (text: string): string => text.replace(written, (digits) => maskNik(digits.replace(/\D/g, '') as Nik));

const words: Readonly<Record<Locale, { readonly row: string; readonly column: string }>> = {
  id: { row: 'baris', column: 'kolom' },
  en: { row: 'row', column: 'column' },
};

/** `desa-oebelo.xlsx, baris 3, kolom B`, or the empty text when no place is known. */
export function placeText(place: FaultPlace, locale: Locale): string {
  const { row, column } = words[locale];
  return [place.file, place.row === undefined ? undefined : `${row} ${place.row}`, place.column === undefined ? undefined : `${column} ${place.column}`]
    .filter((part) => part !== undefined)
    .join(', ');
}

function told(fault: Fault, locale: Locale): string {
  const place = placeText(fault.place, locale);
  return withoutNik(place === '' ? fault.text[locale] : `${place}: ${fault.text[locale]}`);
}

/** What the command parser throws for a word it does not know; it has printed its own sentence already. */
const isWrongUse = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('commander.');

/** Exit code and text for a thrown value: Indonesian first, English second, then the code to look up. A bug shows its stack, without any NIK. */
export function faultToExit(error: unknown): Exit {
  if (error instanceof Fault) return { code: 1, text: `${told(error, 'id')}\n${told(error, 'en')}\n(${error.code})` };
  if (isWrongUse(error)) return { code: 2, text: '' };
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 3, text: `${apology.id}\n${apology.en}\n${withoutNik(trace)}` };
}

/** Status and problem details for a thrown value, in one language. A bug says nothing of its inside. */
export function faultToProblem(error: unknown, locale: Locale): { readonly status: number; readonly body: Problem } {
  if (!(error instanceof Fault)) {
    return { status: 500, body: { type: 'about:blank', title: titles.bug[locale], status: 500, detail: apology[locale], code: 'bug' } };
  }
  const status = statuses[error.kind];
  // A relative reference, as RFC 9457 section 3.1.1 allows: it names the code and opens no page; what to do stands in `detail`.
  const body = { type: `/problems/${error.code}`, title: titles[error.kind][locale], status, detail: withoutNik(error.text[locale]), code: error.code };
  return { status, body: Object.keys(error.place).length === 0 ? body : { ...body, place: error.place } };
}

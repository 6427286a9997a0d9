// Decides what a complaint is: its kind with answer days from the law folder, the receipt it is followed by, and how it stands on a day.
import type { CivilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import type { LawReading } from '../law/law.ts';
import type { Bilingual } from '../law/parameter.ts';
import { addWorkingDays } from '../law/working-days.ts';

/** One kind of complaint, as `law/grievance-kinds.yaml` has it. */
export interface GrievanceKind {
  readonly code: string;
  readonly id: string;
  readonly en: string;
  readonly 'working-days': number;
  /** Read by named people alone. */
  readonly restricted: boolean;
}

export const channels = ['web', 'phone', 'paper', 'village'] as const;
export type Channel = (typeof channels)[number];

/** What became of a complaint. */
export const complaintEvents = ['answered', 'handed-on', 'taken-up-again'] as const;
export type ComplaintEvent = (typeof complaintEvents)[number];

/** The kinds on the day of a reading, in their order. */
export const grievanceKinds = (reading: LawReading): readonly GrievanceKind[] => reading.take('grievance-kinds', 'grievance-kinds');

/** The kind of that code. Fault: bad-input `complaint-kind-unknown`, naming those there are. */
export function grievanceKind(reading: LawReading, code: string): GrievanceKind {
  const kinds = grievanceKinds(reading);
  const found = kinds.find((kind) => kind.code === code);
  if (found !== undefined) return found;
  const known = kinds.map((kind) => kind.code).join(', ');
  throw new Fault(
    'bad-input',
    'complaint-kind-unknown',
    { id: `Jenis pengaduan itu tidak ada. Pilih salah satu: ${known}.`, en: `There is no such kind of complaint. Choose one of: ${known}.` },
    { column: 'kind' },
  );
}

/** A kind in words on the day of a reading, or its code where the law no longer knows it. */
export const kindWords = (reading: LawReading, code: string): Bilingual => grievanceKinds(reading).find((kind) => kind.code === code) ?? { id: code, en: code };

/** The day by which a grievance received on a day is answered: so many working days later, collective leave counted as days off (the later reading). */
export const dueDay = (reading: LawReading, kind: GrievanceKind, receivedOn: CivilDate): CivilDate =>
  addWorkingDays(reading, receivedOn, kind['working-days'], 'is-a-day-off');

/** How a complaint stands. */
export type ComplaintState = 'waiting' | 'overdue' | 'handed-on' | 'answered';

/** Computed from what became of it: the last event counts; whoever was not answered by the due day waits too long, handed on or not. */
export function complaintState(events: readonly ComplaintEvent[], dueOn: CivilDate | string, today: CivilDate | string): ComplaintState {
  const last = events.at(-1);
  if (last === 'answered') return 'answered';
  if (today > dueOn) return 'overdue';
  return last === 'handed-on' ? 'handed-on' : 'waiting';
}

/** Digits and letters that are not mistaken for each other when read aloud (Crockford's base 32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 12;
const receiptLetters = new RegExp(`^[${alphabet}]{${length}}$`);

/** A receipt number of random bytes (one for each of its twelve characters: 60 bits), in groups that can be read over the telephone. */
export function receiptFrom(bytes: Uint8Array): string {
  const letters = Array.from(bytes.subarray(0, length), (byte) => alphabet[byte % alphabet.length]).join('');
  return `ADU-${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}

/** A receipt number as it was given, from how somebody writes it; null when it is none. */
export function readReceipt(written: string): string | null {
  const bare = written
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replace(/^ADU/, '');
  const letters = bare.replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (!receiptLetters.test(letters)) return null;
  return `ADU-${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}

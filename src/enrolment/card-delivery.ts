// Decides what a report of cards may say (come to the village, with their members, or why not), and when the cards of a village are late.
import { type CivilDate, addDays, parseDate } from '../kernel/date.ts';
import { holdsLongNumber } from '../kernel/long-number.ts';

export const cardColumns = { required: ['nik', 'tanggal', 'hasil', 'penerima', 'bukti', 'alasan'] } as const;

/** One attempt to bring a card. */
export type CardAttempt =
  | { readonly outcome: 'delivered'; readonly happenedOn: CivilDate; readonly receivedBy: string; readonly proof: string; readonly reason: null }
  | { readonly outcome: 'undelivered'; readonly happenedOn: CivilDate; readonly receivedBy: null; readonly proof: null; readonly reason: string };

/** Reads one row: DITERIMA with receiver and proof, or TIDAK DITERIMA with a reason, on a day that is not to come; null when it says something else. */
export function cardAttempt(
  cells: { readonly day: string; readonly outcome: string; readonly receivedBy: string; readonly proof: string; readonly reason: string },
  today: CivilDate,
): CardAttempt | null {
  const happenedOn = parseDate(cells.day.trim());
  if (happenedOn === null || happenedOn > today) return null;
  const [receivedBy, proof, reason] = [cells.receivedBy.trim(), cells.proof.trim(), cells.reason.trim()];
  const outcome = cells.outcome.trim().toUpperCase();
  if (outcome === 'DITERIMA' && receivedBy !== '' && proof !== '' && reason === '')
    return { outcome: 'delivered', happenedOn, receivedBy, proof, reason: null };
  if (outcome === 'TIDAK DITERIMA' && reason !== '' && receivedBy === '' && proof === '')
    return { outcome: 'undelivered', happenedOn, receivedBy: null, proof: null, reason };
  return null;
}

/** The registrations whose cards are late: those answered before this day. */
export const lateBefore = (on: CivilDate, targetDays: number): CivilDate => addDays(on, -targetDays);

export const arrivalColumns = { required: ['nik', 'tanggal', 'penerima', 'tempat'] } as const;

/** Cards that came to a village: on which day, who took them, and where they can be fetched. */
export interface CardArrival {
  readonly happenedOn: CivilDate;
  readonly receivedBy: string;
  readonly place: string;
}

/** Longest name of a place, so that the message to the member stays within one SMS. */
const longestPlace = 60;
/** Letters every telephone shows (GSM alphabet). */
const placeLetters = /^[A-Za-z0-9 .,:()/'-]+$/;
/** An address of the internet, which an official message leads nobody to. */
const webAddress = /:\/\/|www\.|[a-z0-9]\.[a-z]{2,}(?::\d+)?\//i;

/** Reads an arrival: a day that is not to come, who took the cards, and a place an SMS can name, no address of the internet; null when one of them is none. */
export function cardArrival(cells: { readonly day: string; readonly receivedBy: string; readonly place: string }, today: CivilDate): CardArrival | null {
  const happenedOn = parseDate(cells.day.trim());
  const [receivedBy, place] = [cells.receivedBy.trim(), cells.place.replaceAll(/\s+/g, ' ').trim()];
  if (happenedOn === null || happenedOn > today || receivedBy === '') return null;
  if (place.length > longestPlace || !placeLetters.test(place) || webAddress.test(place) || holdsLongNumber(place)) return null;
  return { happenedOn, receivedBy, place };
}

// Decides which calendar date an instant is, in the one place that asks for a time zone (NTT is WITA, Asia/Makassar).
import { type CivilDate, civilDate } from './date.ts';

/** An instant as ISO 8601 text with offset `Z`. */
export type Instant = string & { readonly __brand: 'Instant' };

interface Zone {
  readonly formatter: Intl.DateTimeFormat;
  /** Answers given before: one instant is asked about for many people. */
  readonly known: Map<Instant, CivilDate>;
}

const zones = new Map<string, Zone>();
const mostKnown = 10_000; // not law: answers kept in memory

/** The calendar date of an instant in an IANA time zone. The only function from instant to date. */
export function dateIn(timeZone: string, instant: Instant): CivilDate {
  let zone = zones.get(timeZone);
  if (zone === undefined) {
    zone = { formatter: new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }), known: new Map() };
    zones.set(timeZone, zone);
  }
  let date = zone.known.get(instant);
  if (date === undefined) {
    if (zone.known.size >= mostKnown) zone.known.clear();
    date = civilDate(zone.formatter.format(new Date(instant)));
    zone.known.set(instant, date);
  }
  return date;
}

/** The instant of text a machine wrote. */
export const instant = (text: string): Instant => new Date(text).toISOString() as Instant;

// Decides which calendar date an instant is, in the one place that asks for a time zone (NTT is WITA, Asia/Makassar).
import { type CivilDate, civilDate } from './date.ts';
import { ownText } from './own-text.ts';

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
    zone.known.set(ownText(instant) as Instant, date);
  }
  return date;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the clock on the wall shows at an instant in an IANA time zone: `YYYY-MM-DDTHH:MM:SS`. For comparing with a time written without an offset. */
export function timeIn(timeZone: string, at: Instant): string {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
    clocks.set(timeZone, clock);
  }
  return `${dateIn(timeZone, at)}T${clock.format(new Date(at))}`;
}

/** As `timeIn`, at so many minutes ahead of UTC. */
export const timeAhead = (minutes: number, at: Instant): string => new Date(Date.parse(at) + minutes * 60_000).toISOString().slice(0, 19);

/** The instant of text a machine wrote. */
export const instant = (text: string): Instant => new Date(text).toISOString() as Instant;

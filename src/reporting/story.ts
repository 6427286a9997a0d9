// Decides how one person's whole story is told: every decision with its date, reasons, articles and amounts, in order, in Indonesian and English.
import { dateIn, instant } from '../kernel/clock.ts';

/** One line of a story: when (a date or instant text), what stage decided it, what it says. */
export interface StoryLine {
  readonly when: string;
  readonly stage: string;
  readonly id: string;
  readonly en: string;
  /** Codes, run ids, digests, articles: what proves it. */
  readonly grounds: readonly string[];
}

/** A stretch of days with one state of cover. */
export interface CoverPeriod {
  readonly from: string;
  readonly to: string;
  readonly jkk: string;
  readonly jkm: string;
  readonly id: string;
}

/** What `explain` answers about one person. The NIK is masked. */
export interface Story {
  readonly nik: string;
  readonly known: boolean;
  /** IANA zone of the days; instants among the lines say their own (`Z`: UTC). */
  readonly timeZone: string;
  /** The area whose rows are seen, by its region code; null: all. What stands elsewhere is not told, and is not said to be missing. */
  readonly area: string | null;
  readonly lines: readonly StoryLine[];
  readonly periods: readonly CoverPeriod[];
  readonly payers: readonly {
    readonly month: string;
    readonly cover: string;
    readonly payer: string;
    readonly line: string;
    // exact: shown only, far below 2^53
    readonly amount: number;
    readonly instrument: string;
  }[];
}

/** The day of a line in the story's zone. */
export const dayOf = (when: string, timeZone: string): string => (/^\d{4}-\d{2}-\d{2}[T ]\d/.test(when) ? dateIn(timeZone, instant(when)) : when);

/** That only an area is seen. */
export const onlyOfArea = (area: string): { readonly id: string; readonly en: string } => ({
  id: `Hanya yang tercatat di wilayah ${area} yang terlihat. Di wilayah lain orang ini bisa saja tercatat, dibayari, atau terlindungi.`,
  en: `Only what is recorded in area ${area} is seen. Elsewhere this person may be recorded, paid for or protected.`,
});

/** The story as plain text for a terminal. */
export function storyText(story: Story): string {
  if (!story.known) return `NIK ${story.nik}: tidak ada catatan tentang orang ini. / Nothing is recorded about this person.`;
  const lines = story.lines.map(
    (line) =>
      `${dayOf(line.when, story.timeZone)}  ${line.stage.padEnd(13)} ${line.id}${line.grounds.length === 0 ? '' : `\n${' '.repeat(26)}[${line.grounds.join('; ')}]`}`,
  );
  const months = new Map<string, string[]>();
  for (const share of story.payers) {
    const key = `${share.payer} (${share.line})`;
    months.set(key, [...(months.get(key) ?? []), `${share.month} ${share.cover.toUpperCase()} Rp${share.amount.toLocaleString('id-ID')}`]);
  }
  return [
    `NIK ${story.nik}`,
    `Hari menurut zona waktu ${story.timeZone} / days in the time zone ${story.timeZone}`,
    ...(story.area === null ? [] : [onlyOfArea(story.area).id, onlyOfArea(story.area).en]),
    '',
    ...lines,
    '',
    'Siapa membayar / who pays:',
    ...(months.size === 0 ? ['  belum ada / nobody yet'] : [...months].map(([payer, list]) => `  ${payer}: ${list.join(', ')}`)),
    '',
    'Terlindungi / protected:',
    ...(story.periods.length === 0
      ? ['  belum / not yet']
      : story.periods.map((period) => `  ${period.from} s.d. ${period.to}  JKK ${period.jkk}, JKM ${period.jkm}  ${period.id}`)),
  ].join('\n');
}

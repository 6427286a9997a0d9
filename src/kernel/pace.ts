// Decides how fast work goes and how long it still takes, from how far it came so far.

/** How far work is after so many seconds: `done` of `of` (0: the end is not known) in whatever it counts, `rows` rows of people (0: not counted). */
export interface HowFar {
  readonly seconds: number;
  readonly done: number;
  readonly of: number;
  readonly rows: number;
}

/** Rows (else what it counts) a second, and seconds left; null while there is nothing to go by. */
export interface Pace {
  readonly rate: number | null;
  readonly secondsLeft: number | null;
}

/** Too early to say before this. */
const soonest = 1;

/** The pace of work that went evenly so far. */
export function paceOf({ seconds, done, of, rows }: HowFar): Pace {
  if (seconds < soonest || done <= 0) return { rate: null, secondsLeft: null };
  const counted = rows > 0 ? rows : done;
  return { rate: Math.round(counted / seconds), secondsLeft: of > 0 ? Math.max(0, Math.round((seconds * (of - done)) / done)) : null };
}

/** `0:42`, `12:05`, `1:02:07`. */
export function clockText(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds % 60)]; // not law: seconds an hour
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

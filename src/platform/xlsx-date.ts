// Decides which numbers of a workbook are dates, by their number format, and which day they mean (ECMA-376 part 1, 18.8.30 and 18.17.4).

const dayMs = 86_400_000;

/** Whether a format code shows a date or a time of day. Elapsed time (`[h]:mm`) and text in quotes do not count. */
export const isDateFormat = (code: string): boolean => {
  const first = code.split(';', 1)[0] ?? '';
  if (/\[[hms]+\]/i.test(first)) return false;
  return /[dmyhs]/i.test(first.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|general/gi, ''));
};

/** Whether one of the formats Excel knows by number alone is a date: 14 to 22, 45, 47, and the East Asian 27 to 36 and 50 to 58. */
export const isBuiltInDate = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id === 45 || id === 47 || (id >= 50 && id <= 58);

const two = (value: number): string => String(value).padStart(2, '0');

/**
 * The ISO text of a serial date: a date, a date with time (whole seconds), or for less than one day a time. Null outside 1900 to 9999.
 * Excel's calendar of 1900 has a 29 February (serial 60), which is passed on as it is shown; `from1904` counts from 1 January 1904.
 */
export const serialDate = (serial: number, from1904: boolean): string | null => {
  if (!(serial >= 0) || serial >= (from1904 ? 2_957_004 : 2_958_466)) return null;
  const seconds = Math.round(serial * 86_400);
  const days = Math.floor(seconds / 86_400);
  const rest = seconds % 86_400;
  const time = `${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}`;
  if (days === 0 && rest > 0) return time;
  if (days === 0 && !from1904) return null;
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const date = !from1904 && days === 60 ? '1900-02-29' : new Date(epoch + days * dayMs).toISOString().slice(0, 10);
  return rest === 0 ? date : `${date}T${time}`;
};

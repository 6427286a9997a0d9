// Decides which characters no name of a file and no line of a terminal may hold: those nobody sees, or that show it as another than it is (control characters, and those that turn the direction of writing).
import { Fault } from './fault.ts';

// Beside the controls: zero width and joiners, direction marks, line and paragraph separators, invisible operators, the byte order mark.
const unseen = /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** Whether every character of a file's name can be seen as what it is. */
export const isPlainFileName = (name: string): boolean => name.search(unseen) === -1;

/** The name with `_` for every character nobody sees. */
export const plainFileName = (name: string): string => name.replace(unseen, '_');

/** A text for one line of a terminal: a blank for every character nobody sees, line ends among them, so that nobody's words write a row or a colour of their own. */
export const plainLine = (text: string): string => text.replace(unseen, ' ');

/** Refuses a file whose name is not what it shows. Fault: bad-input `file-name-not-plain`, naming it with `_` for what nobody sees. */
export function refuseHiddenName(name: string): void {
  if (isPlainFileName(name)) return;
  const file = plainFileName(name);
  throw new Fault(
    'bad-input',
    'file-name-not-plain',
    {
      id: 'Nama berkas memuat karakter yang tidak terlihat atau yang membalik arah tulisan. Ganti namanya, lalu serahkan lagi.',
      en: 'The name of the file holds characters that cannot be seen or that turn the direction of writing. Rename it and hand it in again.',
    },
    { file },
  );
}

// Decides how a command that was written wrongly is told: what the parser found, in Indonesian and then English, and where the right way is written.

import { plainLine } from '../kernel/file-name.ts';
import { withoutNik } from './rendering.ts';

/** What the parser writes above the parts of its help, and what we write. */
const titles: Readonly<Record<string, string>> = {
  'Usage:': 'Pemakaian / usage:',
  'Arguments:': 'Kata / arguments:',
  'Options:': 'Pilihan / options:',
  'Commands:': 'Perintah / commands:',
};

/** The title of a part of the help of a command, in both languages. */
export const helpTitle = (title: string): string => titles[title] ?? title;

const quoted = String.raw`'(.*)'`;

/** What the parser says, and what we say instead; `rest` is our own sentence on a value, in both languages with ` / ` between. */
const told: readonly (readonly [found: RegExp, id: string, en: string])[] = [
  [new RegExp(`^unknown command ${quoted}$`), 'Perintah "$1" tidak ada.', 'There is no command "$1".'],
  [new RegExp(`^unknown option ${quoted}$`), 'Pilihan $1 tidak dikenal.', 'There is no option $1.'],
  [new RegExp(`^required option ${quoted} not specified$`), 'Pilihan $1 harus diberikan.', 'The option $1 has to be given.'],
  [new RegExp(`^missing required argument ${quoted}$`), 'Setelah perintah ini harus ditulis <$1>.', 'This command has to be followed by <$1>.'],
  [new RegExp(`^option ${quoted} argument missing$`), 'Pilihan $1 harus diikuti nilainya.', 'The option $1 has to be followed by its value.'],
  [
    new RegExp(String.raw`^too many arguments for ${quoted}\. Expected (\d+) arguments? but got (\d+)\.$`),
    'Terlalu banyak kata setelah $1: $3, seharusnya $2.',
    'Too many words after $1: $3 where $2 belong.',
  ],
  [new RegExp(`^option ${quoted} cannot be used with option ${quoted}$`), '$1 dan $2 tidak dapat dipakai bersama.', '$1 and $2 cannot be used together.'],
  [new RegExp(String.raw`^option ${quoted} argument '.*' is invalid\.$`), 'Nilai $1 tidak dapat dipakai.', 'The value of $1 cannot be used.'],
  [
    new RegExp(String.raw`^command-argument value '.*' is invalid for argument ${quoted}\.$`),
    'Nilai <$1> tidak dapat dipakai.',
    'The value of <$1> cannot be used.',
  ],
];

/** A word as it may be shown: one line, no NIK, and of an option with its value only the name. */
const shown = (word: string): string => withoutNik(plainLine(word).replace(/^(--?[^=]*)=.*$/, '$1'));

/**
 * The parser's words (`error: unknown command 'opn'`, perhaps with a suggestion or our own sentence on a value) as they are printed: Indonesian, English,
 * `(wrong-use)`. What was typed as a value is not repeated, nor a NIK wherever it was typed. Words that are not known stay as they are.
 */
export function usageText(words: string): string {
  const [, bare = '', suggestion = ''] = /^(?:error: )?([\s\S]*?)(?:\n\(Did you mean (.*)\?\))?$/.exec(words.trim()) ?? [];
  const [said, rest] = split(plainLine(bare));
  for (const [found, id, en] of told) {
    const parts = found.exec(said)?.slice(1).map(shown);
    if (parts === undefined) continue;
    const [restId = '', restEn = restId] = rest.split(' / ', 2);
    const meant = suggestion.replace(/^one of /, '');
    const one = (text: string, ours: string, perhaps: string): string =>
      [text.replaceAll(/\$(\d)/g, (_, place: string) => parts[Number(place) - 1] ?? ''), ours, meant === '' ? '' : `${perhaps} ${meant}?`]
        .filter((part) => part !== '')
        .join(' ');
    return `${one(id, restId, 'Mungkin')}\n${one(en, restEn, 'Perhaps')}\n(wrong-use)\n`;
  }
  return `${withoutNik(plainLine(words.trim()))}\n(wrong-use)\n`;
}

/** The parser's own sentence, and ours on a value after it. */
function split(sentence: string): readonly [string, string] {
  const found = /^(.*?(?: is invalid\.| is invalid for argument '[^']*'\.)) (.+)$/.exec(sentence);
  return found === null ? [sentence, ''] : [found[1] ?? '', found[2] ?? ''];
}

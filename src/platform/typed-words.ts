// Decides which words typed after a command are refused before it begins: a free text with a NIK in it, and a file whose name is not what it shows.
import path from 'node:path';
import type { Command } from 'commander';
import { refuseHiddenName } from '../kernel/file-name.ts';
import { refuseNik } from '../kernel/plausible-nik.ts';

/** Arguments and options that name a file or folder: its name must be fit, the folders above it are whatever they are. */
const places: ReadonlySet<string> = new Set(['file', 'files', 'file-or-folder', 'list-or-file', 'out', 'data']);

/** Looks through every argument and option of a command; only an argument `nik` may hold a NIK. Faults: bad-input `nik-in-text`, `file-name-not-plain`. */
export function refuseTypedWords(command: Command): void {
  const typed: (readonly [name: string, value: unknown])[] = [
    ...command.registeredArguments.map((argument, place) => [argument.name(), command.processedArgs[place]] as const),
    ...Object.entries(command.opts<Record<string, unknown>>()),
  ];
  for (const [name, value] of typed) {
    if (name === 'nik') continue;
    for (const word of [value].flat()) {
      if (typeof word !== 'string') continue;
      const isPlace = places.has(name);
      if (isPlace) refuseHiddenName(path.basename(word));
      refuseNik(isPlace ? path.basename(word) : word, name);
    }
  }
}

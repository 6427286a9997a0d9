// Decides how labelled files become records: fields cut and in small letters, each with the person it truly is and the file it came from.
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import type { Fields } from '../../src/matching/comparison.ts';
import { type Profile, columnsOf, profileFor } from './profile.ts';

export interface LabelledRecord {
  readonly fields: Fields;
  readonly person: string;
  readonly file: number;
}

/** Reads one file to find pairs within it, or several to find pairs between them. */
export async function readLabelled(files: readonly string[]): Promise<{ readonly profile: Profile; readonly records: readonly LabelledRecord[] }> {
  const records: LabelledRecord[] = [];
  let profile: Profile | null = null;
  for (const [file, path] of files.entries()) {
    let columns: readonly string[] = [];
    const rows = createReadStream(path).pipe(
      parse({ bom: true, relax_quotes: true, trim: true, columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()) }),
    );
    for await (const row of rows as AsyncIterable<Record<string, string>>) {
      if (profile === null) profile = await profileFor(Object.keys(row), new URL('./', import.meta.url));
      if (columns.length === 0) columns = columnsOf(profile);
      const { column, pattern } = profile.truth;
      const label = row[column] ?? '';
      const person = pattern === undefined ? label : (new RegExp(pattern).exec(label)?.[1] ?? label);
      records.push({ fields: columns.map((name) => plain(row[name])), person, file });
    }
  }
  if (profile === null) throw new Error('The files hold no records.');
  return { profile, records };
}

function plain(text: string | undefined): string | null {
  const cut = (text ?? '').trim().toLowerCase();
  return cut === '' ? null : cut;
}

// Decides what the columns of a labelled set mean: a profile, as data; another set is another file beside this one.
import { readFile, readdir } from 'node:fs/promises';
import { z } from 'zod';
import { type Comparison, kinds } from '../../src/matching/comparison.ts';

const kindNames = Object.keys(kinds) as [keyof typeof kinds, ...(keyof typeof kinds)[]];

const shape = z.strictObject({
  title: z.string(),
  /** A file is read by the first profile all of whose columns it has. */
  recognised: z.array(z.string()),
  identity: z.string(),
  /** Records of one value (or of one first group of the pattern) are one person's. */
  truth: z.strictObject({ column: z.string(), pattern: z.string().optional() }),
  comparisons: z.array(z.strictObject({ name: z.string(), kind: z.enum(kindNames), columns: z.array(z.string()), frequency: z.boolean().default(false) })),
  /** Rules; each by the columns that must agree: `column`, `column:4` for its beginning, `one/other` where one record's one is the other's other. */
  blocking: z.array(z.array(z.string())),
  /** The rules m is estimated from. */
  training: z.array(z.array(z.string())),
});
export type Profile = z.output<typeof shape>;

/** The columns a profile needs, in order: the places of `Fields`. */
export const columnsOf = (profile: Profile): readonly string[] => [
  ...new Set([
    ...profile.comparisons.flatMap(({ columns }) => columns),
    ...[...profile.blocking, ...profile.training].flat().flatMap((part) => part.split(':')[0]?.split('/') ?? []),
  ]),
];

/** A profile's comparisons over those places. */
export const comparisonsOf = (profile: Profile): readonly Comparison[] => {
  const columns = columnsOf(profile);
  return profile.comparisons.map(({ name, kind, columns: of, frequency }) => ({ name, kind, fields: of.map((column) => columns.indexOf(column)), frequency }));
};

/** The profile of a header; the known ones by name, and what each wants, when none fits. */
export async function profileFor(header: readonly string[], folder: URL): Promise<Profile> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const profiles = await Promise.all(names.map(async (name) => ({ name, profile: shape.parse(JSON.parse(await readFile(new URL(name, folder), 'utf8'))) })));
  const found = profiles.find(({ profile }) => profile.recognised.every((column) => header.includes(column)));
  if (found !== undefined) return found.profile;
  const wanted = profiles.map(({ name, profile }) => `${name}: ${profile.recognised.join(', ')}`).join('\n');
  throw new Error(`No profile fits these columns: ${header.join(', ')}\nThe profiles of bench/linkage want:\n${wanted}`);
}

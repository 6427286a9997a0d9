// Decides how the law of an earlier day comes back from what was recorded of it, so that a decision is repeated under the law it was made under.
import type { Law } from './law.ts';
import { type Unit, parameterSchema } from './parameter.ts';

/** Units whose values, or whose rows' fields, are rupiah: they rest as text, since JSON has no whole numbers of their size. */
const rupiahFields: Readonly<Partial<Record<Unit, readonly string[]>>> = { rupiah: [], 'income-bands': ['from', 'base'], 'school-levels': ['yearly'] };

/** The law as its parameters were recorded under a version; content that is no law is a bug. */
export function recordedLaw(version: string, content: unknown): Law {
  const parameters = (content as readonly Recorded[]).map((parameter) => parameterSchema.parse(written(parameter)));
  return { version, parameters: new Map(parameters.map((parameter) => [parameter.name, parameter])) };
}

/** The law as an input that differs from the recorded one, with the parameters that do; nothing when it is the same version. */
export function lawDifference(
  recorded: Law,
  current: Law,
): readonly { readonly input: string; readonly recorded: readonly string[]; readonly current: readonly string[] }[] {
  if (recorded.version === current.version) return [];
  const text = (law: Law, name: string): string => JSON.stringify(law.parameters.get(name), inOneOrder);
  const names = [...new Set([...recorded.parameters.keys(), ...current.parameters.keys()])]
    .filter((name) => text(recorded, name) !== text(current, name))
    .sort();
  return [{ input: `law (${names.join(', ')})`, recorded: [recorded.version], current: [current.version] }];
}

/** For JSON: keys sorted, since the database gives an object's back in an order of its own; whole numbers as text. */
function inOneOrder(_key: string, part: unknown): unknown {
  if (typeof part === 'bigint') return part.toString();
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)));
}

interface Recorded {
  readonly unit: Unit;
  readonly values: readonly { readonly value: unknown; readonly to: unknown; readonly note: unknown }[];
  readonly alternatives: unknown;
}

/** A parameter as its YAML file said it: rupiah as numbers, and what is absent left out. */
function written(parameter: Recorded): unknown {
  const fields = rupiahFields[parameter.unit];
  const numbers = (value: unknown): unknown => {
    if (fields === undefined) return value;
    if (!Array.isArray(value)) return Number(value);
    return (value as Record<string, unknown>[]).map((row) => ({ ...row, ...Object.fromEntries(fields.map((field) => [field, Number(row[field])])) }));
  };
  const present = (entries: object): object => Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== null));
  return present({ ...parameter, values: parameter.values.map((dated) => present({ ...dated, value: numbers(dated.value) })) });
}

// Decides in what the inputs of a run differ from those of today: what only it had, and what only today has, input by input.

/** One input that differs, by its name (`registers.population`), with the entries only one side has. */
export interface InputDifference {
  readonly input: string;
  readonly recorded: readonly string[];
  readonly current: readonly string[];
}

/** Compares inputs as they are recorded: lists entry by entry, objects name by name, anything else whole. */
export function inputDifferences(recorded: unknown, current: unknown, name = ''): readonly InputDifference[] {
  if (text(recorded) === text(current)) return [];
  if (isObject(recorded) && isObject(current)) {
    const names = [...new Set([...Object.keys(recorded), ...Object.keys(current)])].sort();
    return names.flatMap((one) => inputDifferences(recorded[one], current[one], name === '' ? one : `${name}.${one}`));
  }
  const [before, now] = [entries(recorded), entries(current)];
  const [gone, come] = [before.filter((entry) => !now.includes(entry)), now.filter((entry) => !before.includes(entry))];
  // The same entries in another order are another input too.
  return [gone.length + come.length === 0 ? { input: name, recorded: before, current: now } : { input: name, recorded: gone, current: come }];
}

/** The policy's difference told by version as well as digest; a version is what people know it by. */
export const withPolicyVersions = (differences: readonly InputDifference[], recorded: number, current: number): readonly InputDifference[] =>
  differences.map((one) =>
    one.input === 'policy'
      ? {
          ...one,
          recorded: one.recorded.map((digest) => `version ${recorded}, ${digest}`),
          current: one.current.map((digest) => `version ${current}, ${digest}`),
        }
      : one,
  );

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON with sorted keys: the database gives an object's keys back in an order of its own. */
const text = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1))) : part,
  ) ?? '';

const plain = (value: unknown): string =>
  isObject(value)
    ? Object.entries(value)
        .map(([name, part]) => `${name} ${plain(part)}`)
        .join(', ')
    : Array.isArray(value)
      ? value.map(plain).join(' ')
      : String(value);

const entries = (value: unknown): readonly string[] => (value === undefined ? [] : Array.isArray(value) ? value.map(plain) : [plain(value)]);

// Decides what a run of the bench is asked: sizes, things, runs, where its files and database are kept.
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

export const groups = ['register-load', 'intake', 'selection', 'month', 'deaths', 'coverage', 'pages'] as const;
export type Group = (typeof groups)[number];

export interface Options {
  readonly sizes: readonly number[];
  /** How many of the people the villages list; everybody when not said. */
  readonly listed: number | undefined;
  /** How many times as many people are covered when deaths are looked for. */
  readonly times: number | undefined;
  readonly only: readonly Group[];
  readonly runs: number;
  readonly json: boolean;
  readonly quick: boolean;
  readonly fresh: boolean;
  /** Each state goes as soon as nothing asked begins in it. */
  readonly lean: boolean;
  /** The product alone at every size, by turns: how its time grows, whatever the machine does meanwhile. */
  readonly growth: boolean;
  /** Every thing once more with the row policies switched off, to see what they cost. */
  readonly policies: boolean;
  readonly folder: string;
  readonly url: string | undefined;
  readonly profile: string | undefined;
}

export const usage = `npm run bench -- intake          how the hostile lists are read (npm run bench -- intake --help)
npm run bench -- [options]
  --size 100000,1000000   how many people; 10000000 on request (100000 unless given)
  --listed 300000         how many of them stand in the villages' lists (everybody unless given)
  --times 15              so many times as many covered and dead when deaths are looked for (once unless given)
  --only ${groups.join(',')}
  --runs 5                runs of each side; the median counts
  --json                  one object as the last line of standard output
  --quick                 a small size, one run, nothing kept: shows that the bench works, not how fast Payung is
  --folder <path>         where files and the database are kept between runs (a folder payung-bench among the temporary ones)
  --database <url>        another PostgreSQL, as a role that may create databases
  --profile <path>        a CPU profile of every measured process goes there; times are then of a profiled process
  --lean                  keeps no state longer than something asked begins in it: a third of the disk, and made anew the next time
  --growth                only the real side, the sizes by turns (coverage and pages left out): how much longer the larger takes
  --policies              the real side once more with row policies switched off: what they cost
  --fresh                 makes everything of these sizes anew
`;

/** The options of a command line; a sentence when they make no sense. */
export function readOptions(words: readonly string[]): Options | string {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...words],
      options: {
        size: { type: 'string' },
        listed: { type: 'string' },
        times: { type: 'string' },
        only: { type: 'string' },
        runs: { type: 'string' },
        json: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        fresh: { type: 'boolean', default: false },
        lean: { type: 'boolean', default: false },
        policies: { type: 'boolean', default: false },
        growth: { type: 'boolean', default: false },
        folder: { type: 'string' },
        profile: { type: 'string' },
        database: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if (values.help) return usage;
  const sizes = (values.size ?? (values.quick ? '2000' : '100000')).split(',').map((size) => Number(size.replaceAll('_', '')));
  if (sizes.some((size) => !Number.isInteger(size) || size < 1000)) return 'A size is a whole number from 1000 on.';
  const listed = values.listed === undefined ? undefined : Number(values.listed.replaceAll('_', ''));
  if (listed !== undefined && (!Number.isInteger(listed) || sizes.some((size) => listed < 1000 || listed > size)))
    return 'Listed is a whole number from 1000 to the size.';
  const times = values.times === undefined ? undefined : Number(values.times);
  if (times !== undefined && (!Number.isInteger(times) || times < 2)) return 'Times are a whole number from 2 on.';
  const only = (values.only ?? groups.join(',')).split(',').filter((group) => group !== '');
  const unknown = only.find((group) => !groups.some((known) => known === group));
  if (unknown !== undefined) return `Nothing measured is called "${unknown}"; there are ${groups.join(', ')}.`;
  const runs = Number(values.runs ?? (values.quick ? '1' : '5'));
  if (!Number.isInteger(runs) || runs < 1) return 'Runs are a whole number from 1 on.';
  const { json, quick, fresh, lean, policies, growth } = values;
  if (growth && sizes.length < 2) return 'Growth is between sizes: give two, the smaller first.';
  return {
    sizes,
    listed,
    times,
    only: groups.filter((group) => only.includes(group)),
    runs,
    json,
    quick,
    fresh,
    lean,
    policies,
    growth,
    folder: path.resolve(values.folder ?? path.join(tmpdir(), 'payung-bench')),
    url: values.database,
    profile: values.profile === undefined ? undefined : path.resolve(values.profile),
  };
}

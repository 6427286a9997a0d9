// Decides how results are shown to people: one line a thing, a ratio beside its floor, and what the lines do not say below them.
import type { Growth, Result } from './result.ts';

const number = (value: number | null | undefined, digits: number): string => (value === null || value === undefined ? '–' : value.toFixed(digits));
const seconds = (value: number | null): string => number(value, value !== null && value < 1 ? 3 : 2);

const columns: readonly (readonly [title: string, of: (result: Result) => string])[] = [
  ['thing', ({ name }) => name],
  ['size', ({ size }) => size.toLocaleString('en')],
  ['floor s', ({ floorSeconds }) => seconds(floorSeconds)],
  ['real s', (result) => seconds(result.seconds)],
  ['ratio', ({ ratio }) => number(ratio, 2)],
  ['spread', ({ spread, floorSpread }) => `${number(spread * 100, 0)}%/${floorSpread === null ? '–' : `${number(floorSpread * 100, 0)}%`}`],
  ['cpu s', ({ processorSeconds, floorProcessorSeconds }) => `${seconds(processorSeconds)}/${seconds(floorProcessorSeconds)}`],
  ['cpu ratio', ({ processorRatio }) => number(processorRatio, 2)],
  ['policies', ({ policyCost }) => (policyCost === undefined ? '' : `${number(policyCost, 2)} ×`)],
  ['node MB', ({ nodePeakMb, floorNodePeakMb }) => `${number(nodePeakMb, 0)}/${number(floorNodePeakMb, 0)}`],
  ['postgres MB', ({ postgresPeakMb, floorPostgresPeakMb }) => `${number(postgresPeakMb, 0)}/${number(floorPostgresPeakMb, 0)}`],
  ['own MB', ({ postgresOwnMb }) => number(postgresOwnMb, 0)],
  [
    'rate',
    ({ perSecond, floorPerSecond, recordedPerSecond, p95Seconds }) =>
      p95Seconds !== undefined
        ? `p95 ${(p95Seconds * 1000).toFixed(0)} ms`
        : perSecond === undefined
          ? ''
          : `${perSecond.toFixed(0)}/${number(floorPerSecond, 0)} a second (recorded ${number(recordedPerSecond, 0)})`,
  ],
];

/** On what it was measured. `load` is that of the last minute: above the number of processors, others were working too. */
export interface Machine {
  readonly node: string;
  readonly postgres: string;
  readonly sharedBuffersMb: number;
  readonly durable: boolean;
  readonly processors: number;
  readonly load: number;
}

/** The table; pairs are real/floor. */
export function tableOf(results: readonly Result[], growth: readonly Growth[], machine: Machine, runs: number): string {
  const cells = [columns.map(([title]) => title), ...results.map((result) => columns.map(([, of]) => of(result)))];
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => (row[at] ?? '').length)));
  const lines = cells.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  const over = results.flatMap(({ name, over: asked = [] }) =>
    asked.map(
      ({ connections, perSecond, floorPerSecond, recordedPerSecond }) =>
        `${name} over ${connections} connections: ${perSecond}/${floorPerSecond} a second, ${(perSecond / floorPerSecond).toFixed(2)} of it (recorded ${recordedPerSecond})`,
    ),
  );
  const grown = growth.map(
    ({ name, from, to, times, rounds }) =>
      `${name}: ${to.toLocaleString('en')} take ${times} × the time of ${from.toLocaleString('en')}${rounds === undefined ? '' : ` (round by round ${rounds.join(', ')})`}`,
  );
  const { postgres, sharedBuffersMb, durable, node: nodeVersion, processors, load } = machine;
  const where =
    `PostgreSQL ${postgres}, shared_buffers ${sharedBuffersMb} MB${durable ? '' : ', NOT DURABLE'}; Node ${nodeVersion}; ${processors} processors, load ${load}; ` +
    `median of ${runs}. Pairs are real/floor; memory is the peak, cpu that of Node and PostgreSQL together.`;
  return [...lines, '', ...over, ...grown, where, ''].join('\n');
}

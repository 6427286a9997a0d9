// Decides how figures are drawn: bars as plain SVG that says its title, reads at 320 pixels, and stands beside a table of the same numbers.
import type { Figure } from './figures.ts';

export interface Bar {
  readonly name: string;
  /** The length of the pale bar; nothing is drawn where withheld. */
  readonly whole: Figure;
  /** The length of the full bar in it; nothing is drawn where withheld. */
  readonly part: Figure;
  /** What is written at the end of the line. */
  readonly text: string;
}

export interface BarChartProps {
  /** Id of the drawing on its page. */
  readonly id: string;
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly legend: { readonly part: string; readonly whole: string };
}

const [width, rowHeight, barHeight] = [360, 44, 10];

/** Horizontal bars, one a row: part of a whole, all on one scale. */
export const BarChart = ({ id, title, bars, legend }: BarChartProps) => {
  const longest = Math.max(1, ...bars.map((bar) => (bar.whole === 'withheld' ? 0 : bar.whole)));
  const length = (value: number): number => Math.round((Math.min(value, longest) / longest) * width * 10) / 10;
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${width} ${bars.length * rowHeight}`} role="img" aria-labelledby={`${id}-title`} focusable="false">
        <title id={`${id}-title`}>{title}</title>
        {bars.map((bar, index) => {
          const top = index * rowHeight;
          return (
            <g>
              <text class="bar-name" x="0" y={top + 16}>
                {bar.name}
              </text>
              <text class={bar.part === 'withheld' ? 'bar-text bar-withheld' : 'bar-text'} x={width} y={top + 16} text-anchor="end">
                {bar.text}
              </text>
              {bar.whole === 'withheld' ? null : <rect class="bar-whole" x="0" y={top + 22} width={length(bar.whole)} height={barHeight} rx="3" />}
              {bar.part === 'withheld' || bar.part === 0 ? null : (
                <rect class="bar-part" x="0" y={top + 22} width={length(bar.part)} height={barHeight} rx="3" />
              )}
            </g>
          );
        })}
      </svg>
      <figcaption>
        <span class="key key-part">{legend.part}</span> <span class="key key-whole">{legend.whole}</span>
      </figcaption>
    </figure>
  );
};

/** A thin bar of a share between 0 and 1; its number is written beside it, so it is hidden from screen readers. */
export const Meter = ({ share }: { share: number }) => (
  <svg class="meter" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect class="bar-whole" x="0" y="0" width="100" height="4" />
    <rect class="bar-part" x="0" y="0" width={Math.round(Math.max(0, Math.min(1, share)) * 1000) / 10} height="4" />
  </svg>
);

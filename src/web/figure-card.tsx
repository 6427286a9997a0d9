// Decides how one figure is shown large: its name, its number, what it is a share of, in a list that screen readers read as pairs.
import type { Child } from 'hono/jsx';
import { Meter } from './chart.tsx';

export interface FigureCardProps {
  readonly label: string;
  readonly value: string;
  readonly note?: string | undefined;
  /** Between 0 and 1: draws a bar under the number. */
  readonly share?: number | undefined;
  /** The one figure of the row that answers the question. */
  readonly main?: boolean;
}

export const FigureCard = ({ label, value, note, share, main = false }: FigureCardProps) => (
  <div class={main ? 'card card-main' : 'card'}>
    <dt>{label}</dt>
    <dd>
      <span class="value">{value}</span>
      {share === undefined ? null : <Meter share={share} />}
      {note === undefined ? null : <span class="note">{note}</span>}
    </dd>
  </div>
);

export const FigureCards = ({ children }: { children?: Child }) => <dl class="cards">{children}</dl>;

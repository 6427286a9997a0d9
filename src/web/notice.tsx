// Decides how it is said what a form did: one sentence, the figures, and what stays to be done, in a box above the page.
import { type Locale, frameWords } from './words.ts';

/** What an act did, in one language. */
export interface Telling {
  readonly text: string;
  readonly facts?: readonly (readonly [label: string, value: string])[];
  /** What did not go well, line by line. */
  readonly problems?: readonly string[];
}

export const Notice = ({ told, locale }: { told: Telling | undefined; locale: Locale }) =>
  told === undefined ? null : (
    <section class={(told.problems ?? []).length === 0 ? 'notice' : 'notice notice-mixed'} role="status" aria-label={frameWords.done[locale]}>
      <p>
        <strong>{told.text}</strong>
      </p>
      {told.facts === undefined || told.facts.length === 0 ? null : (
        <dl class="facts">
          {told.facts.map(([label, value]) => (
            <div>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {told.problems === undefined || told.problems.length === 0 ? null : (
        <ul>
          {told.problems.map((problem) => (
            <li>{problem}</li>
          ))}
        </ul>
      )}
    </section>
  );

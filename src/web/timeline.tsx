// Decides how a sequence of decisions is told: one entry each, with its day, who decided, the sentence, and what proves it.

export interface TimelineEntry {
  /** The day, written out. */
  readonly when: string;
  readonly stage: string;
  readonly text: string;
  /** Articles, codes and clauses: shown. */
  readonly grounds: readonly string[];
  /** Digests and run ids: folded away. */
  readonly proof: readonly string[];
}

export const Timeline = ({ entries, proofLabel }: { entries: readonly TimelineEntry[]; proofLabel: string }) => (
  <ol class="timeline">
    {entries.map((entry) => (
      <li>
        <p class="when">
          <strong>{entry.when}</strong> <span class="tag">{entry.stage}</span>
        </p>
        <p>{entry.text}</p>
        {entry.grounds.length === 0 ? null : (
          <ul class="grounds">
            {entry.grounds.map((ground) => (
              <li>{ground}</li>
            ))}
          </ul>
        )}
        {entry.proof.length === 0 ? null : (
          <details>
            <summary>{proofLabel}</summary>
            {entry.proof.map((mark) => (
              <code>{mark}</code>
            ))}
          </details>
        )}
      </li>
    ))}
  </ol>
);

// Decides how it looks what came of deciding a run again: whether it holds, the rows that differ, and the inputs that changed since.
import type { z } from '@hono/zod-openapi';
import { countText } from '../web/figures.ts';
import { Facts } from '../web/parts.tsx';
import { Table } from '../web/table.tsx';
import { type Locale, frameWords, speaker } from '../web/words.ts';
import type { runOperations } from './run-routes.ts';
import { inputWord, runWords as words } from './run-words.ts';

type Verified = z.output<typeof runOperations.verify.answer>;

/** Entries of one input that are shown; the whole is in the JSON. */
const shown = 5;

/** The name of an input. */
export const InputName = ({ name, locale }: { name: string; locale: Locale }) => {
  const [word, rest] = inputWord(name);
  return (
    <>
      {word[locale]}
      {rest === '' ? null : (
        <>
          {' '}
          <code>{rest}</code>
        </>
      )}
    </>
  );
};

/** The first entries of an input, one a line. */
export const Entries = ({ entries }: { entries: readonly string[] }) =>
  entries.length === 0 ? (
    <>–</>
  ) : (
    <span class="roomy">
      {entries.slice(0, shown).map((entry) => (
        <code class="under">{entry}</code>
      ))}
      {entries.length > shown ? <span class="under">{`… +${entries.length - shown}`}</span> : null}
    </span>
  );

export const Verification = ({ verified, locale }: { verified: Verified; locale: Locale }) => {
  const say = speaker(locale);
  const { holds, runHash, comparison } = verified;
  const values = { rows: countText(comparison.rows, locale), differing: countText(comparison.differing, locale) };
  const beside = (hash: string) => (
    <>
      <code>{hash}</code> <span class={`outcome outcome-${hash === runHash ? 'accept' : 'reject'}`}>{say(hash === runHash ? words.same : words.other)}</span>
    </>
  );
  return (
    <section>
      <p class="answer">{say(holds ? words.holds : words.holdsNot, values)}</p>
      <Facts
        locale={locale}
        facts={[
          [words.hashRecorded, <code>{runHash}</code>],
          [words.hashDecided, beside(comparison.decided)],
          [words.hashStored, beside(comparison.stored)],
        ]}
      />
      {comparison.first.length === 0 ? null : <Differing comparison={comparison} locale={locale} />}
      <Changed inputs={verified.changedInputs} locale={locale} />
    </section>
  );
};

const Differing = ({ comparison, locale }: { comparison: Verified['comparison']; locale: Locale }) => {
  const say = speaker(locale);
  const { first, differing } = comparison;
  return (
    <>
      <h2>{say(words.differing)}</h2>
      <Table
        caption={say(words.differing)}
        hideCaption
        scrollLabel={say(frameWords.scrollable)}
        columns={[{ title: say(words.row) }, { title: say(words.field) }, { title: say(words.decided) }, { title: say(words.stored) }]}
        rows={first.map((row) => [
          <>
            {`${row.sheet} ${row.rowNo}`.trim()}
            <code class="under">{row.fileDigest.slice(0, 12)}</code>
          </>,
          <code class="unbroken">{row.field}</code>,
          row.decided ?? '–',
          row.stored ?? '–',
        ])}
      />
      {differing > first.length ? (
        <p class="note-box">{say(words.firstOf, { shown: countText(first.length, locale), differing: countText(differing, locale) })}</p>
      ) : null}
    </>
  );
};

const Changed = ({ inputs, locale }: { inputs: Verified['changedInputs']; locale: Locale }) => {
  const say = speaker(locale);
  if (inputs.length === 0) return <p class="note-box">{say(words.unchanged)}</p>;
  return (
    <>
      <h2>{say(words.changed)}</h2>
      <Table
        caption={say(words.changed)}
        hideCaption
        scrollLabel={say(frameWords.scrollable)}
        columns={[{ title: say(words.input) }, { title: say(words.before) }, { title: say(words.now) }]}
        rows={inputs.map(({ input, recorded, current }) => [
          <InputName name={input} locale={locale} />,
          <Entries entries={recorded} />,
          <Entries entries={current} />,
        ])}
      />
      <p class="note-box">{say(words.changedLead)}</p>
    </>
  );
};

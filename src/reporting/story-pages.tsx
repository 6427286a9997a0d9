// Decides how one person's story is laid out: protected today or not, what happened with every ground, who pays which month.
import { type CoverState, coverStates, stateWords } from '../coverage/coverage-words.ts';
import { whenText, dateText, monthText, rupiahFigure } from '../web/figures.ts';
import { FaultSummary, Form, TextField } from '../web/form.tsx';
import { stageWords, storyWords as words } from '../web/story-words.ts';
import { Table } from '../web/table.tsx';
import { Timeline } from '../web/timeline.tsx';
import { type Locale, frameWords, searchWords, speaker } from '../web/words.ts';
import { type Story, onlyOfArea } from './story.ts';

/** The question: a NIK, posted. */
export const NikForm = ({ locale, fault }: { locale: Locale; fault?: string }) => {
  const say = speaker(locale);
  return (
    <article class="narrow">
      <h1>{say(words.heading)}</h1>
      <p class="lead">{say(words.lead)}</p>
      <FaultSummary title={say(frameWords.formFaults)} faults={fault === undefined ? [] : [{ field: 'nik', text: fault }]} />
      <Form action="/explain" submit={say(words.submit)}>
        <TextField name="nik" label={say(words.nik)} hint={say(words.nikHint)} fault={fault} inputmode="numeric" maxlength={24} />
        <TextField name="reason" label={say(searchWords.reason)} hint={say(searchWords.reasonHint)} maxlength={500} optional />
      </Form>
      <p class="note-box">{say(words.privacy)}</p>
    </article>
  );
};

const isProof = (ground: string): boolean => /[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-/.test(ground);

/** A state of cover by its code or, as stories of today write it, by its Indonesian word. */
const stateOf = (written: string): CoverState | undefined => coverStates.find((state) => state === written || stateWords[state].id === written);

function stateText(written: string, locale: Locale): string {
  const state = stateOf(written);
  return state === undefined ? written : stateWords[state][locale];
}

interface StoryProps {
  readonly story: Story;
  readonly locale: Locale;
}

const Today = ({ story, locale, today }: StoryProps & { today: string }) => {
  const say = speaker(locale);
  const now = story.periods.find(({ from, to }) => from <= today && today <= to);
  return (
    <>
      <h2>{say(words.today, { date: dateText(today, locale) })}</h2>
      <dl class="covers">
        {([words.jkk, words.jkm] as const).map((cover) => {
          const state = now?.[cover === words.jkk ? 'jkk' : 'jkm'];
          return (
            <div class={state !== undefined && stateOf(state) === 'protected' ? 'card card-main' : 'card'}>
              <dt>{say(cover)}</dt>
              <dd>
                <span class="value">{state === undefined ? say(words.notCounted) : stateText(state, locale)}</span>
              </dd>
            </div>
          );
        })}
      </dl>
    </>
  );
};

/** Months of one payer and budget line, with the covers he pays. */
function paidMonths(story: Story) {
  const rows = new Map<string, { month: string; covers: string[]; payer: string; line: string; amount: number }>();
  for (const share of story.payers) {
    const key = `${share.month}|${share.payer}|${share.line}`;
    const row = rows.get(key) ?? { month: share.month, covers: [], payer: share.payer, line: share.line, amount: 0 };
    row.covers.push(share.cover.toUpperCase());
    row.amount += share.amount;
    rows.set(key, row);
  }
  return [...rows.values()];
}

/** The story itself. The NIK in it is masked already. */
export const StoryPage = ({ story, locale, today, timeZone }: StoryProps & { today: string; timeZone: string }) => {
  const say = speaker(locale);
  const again = (
    <p class="links">
      <a href="/explain">{say(words.again)}</a>
    </p>
  );
  if (!story.known) {
    return (
      <article class="narrow">
        <h1>{say(words.resultHeading, { nik: story.nik })}</h1>
        <p class="lead">{say(words.unknown)}</p>
        {again}
      </article>
    );
  }
  return (
    <article>
      <h1>{say(words.resultHeading, { nik: story.nik })}</h1>
      {story.area === null ? null : <p class="note-box">{onlyOfArea(story.area)[locale]}</p>}
      <Today story={story} locale={locale} today={today} />
      <h2>{say(words.timeline)}</h2>
      <Timeline
        proofLabel={say(words.proof)}
        entries={story.lines.map((line) => ({
          when: whenText(line.when, timeZone, locale),
          stage: stageWords[line.stage]?.[locale] ?? line.stage,
          text: line[locale],
          grounds: line.grounds.filter((ground) => !isProof(ground)),
          proof: line.grounds.filter(isProof),
        }))}
      />
      {story.periods.length === 0 ? null : (
        <>
          <h2>{say(words.periods)}</h2>
          <ul class="records records-grid">
            {story.periods.map((period) => (
              <li>
                <p>
                  <strong>{`${dateText(period.from, locale)} – ${dateText(period.to, locale)}`}</strong>
                </p>
                <dl class="facts">
                  <div>
                    <dt>{say(words.jkk)}</dt>
                    <dd>{stateText(period.jkk, locale)}</dd>
                  </div>
                  <div>
                    <dt>{say(words.jkm)}</dt>
                    <dd>{stateText(period.jkm, locale)}</dd>
                  </div>
                </dl>
                {period.id === '' ? null : <p class="hint">{period.id}</p>}
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{say(words.payers)}</h2>
      {story.payers.length === 0 ? (
        <p>{say(words.noPayers)}</p>
      ) : (
        <Table
          caption={say(words.payers)}
          hideCaption
          scrollLabel={say(frameWords.scrollable)}
          columns={[{ title: say(words.month) }, { title: say(words.amount), numeric: true }, { title: say(words.payer) }, { title: say(words.covers) }]}
          rows={paidMonths(story).map((row) => [
            monthText(row.month, locale),
            rupiahFigure(row.amount, locale),
            `${row.payer} (${row.line})`,
            row.covers.join(', '),
          ])}
        />
      )}
      {again}
    </article>
  );
};

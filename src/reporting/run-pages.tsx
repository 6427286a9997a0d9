// Decides how runs are shown: those of a programme, newest first; one with what went in, what came out and its evidence, to be decided again from it.
import { Hono } from 'hono';
import type { z } from '@hono/zod-openapi';
import { inputDifferences } from '../platform/run-inputs.ts';
import { type Page, answerShown, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { FigureCard, FigureCards } from '../web/figure-card.tsx';
import { countText, dateText, whenText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Facts, Way } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { type Locale, frameWords, speaker } from '../web/words.ts';
import { runOperations } from './run-routes.ts';
import { countWord, kindWord, runWords as words } from './run-words.ts';
import { Entries, InputName, Verification } from './verification-pages.tsx';

/** What people call an actor. */
type NameOf = (actorId: string) => string;
type Run = z.output<typeof runOperations.show.answer>;
type Runs = z.output<typeof runOperations.list.answer>['runs'];

/** Runs first shown on a page, and on the longest. */
const [few, most] = [50, 500];

export function runPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { list, show, verify } = runOperations;

  pages.get('/programmes/:programme/runs', async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const limit = c.req.query('limit') ?? String(few);
    const { runs } = await look(surface, c, list, { limit });
    const nameOf = await surface.namesOf(runs.map(({ author }) => author));
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        {runs.length === 0 ? <p class="empty">{say(words.none)}</p> : <RunTable runs={runs} nameOf={nameOf} locale={locale} timeZone={surface.timeZone} />}
        <p class="links">
          {runs.length === Number(limit) && runs.length < most ? <a href={`?limit=${most}`}>{say(words.more)}</a> : null}
          <Way c={c} href="/check">
            {say(words.checkAll)}
          </Way>
        </p>
      </article>,
      programmeFrame(say(words.title), c.req.param('programme'), 'runs'),
    );
  });

  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const run = await look(surface, c, show);
    const answered = answerShown(surface, c, verify);
    const title = `${kindWord(run.kind)[locale]}, ${whenText(run.recordedAt, surface.timeZone, locale)}`;
    return c.render(
      <article>
        <p class="kicker">{`${say(words.run)} · ${run.programme}`}</p>
        <h1>{title}</h1>
        {run.evidence === null ? null : (
          <ActionForm c={c} operation={verify} action={`/runs/${run.runId}/verification`} lead={words.verifyLead} submit={words.verify} />
        )}
        {answered?.runId === run.runId ? <Verification verified={answered} locale={locale} /> : null}
        <h2>{say(words.cameOut)}</h2>
        <CameOut run={run} author={(await surface.namesOf([run.author]))(run.author)} locale={locale} />
        <h2>{say(words.wentIn)}</h2>
        <WentIn run={run} locale={locale} />
        <h2>{say(words.evidence)}</h2>
        <Evidence run={run} locale={locale} />
        <p class="links">
          <a href={`/programmes/${run.programme}/runs`}>{say(words.allRuns)}</a>
          <a href={`/v1/runs/${run.runId}`}>{say(words.json)}</a>
        </p>
      </article>,
      programmeFrame(title, run.programme, 'runs'),
    );
  };
  pages.get('/runs/:run', page);
  // Where the form is sent also answers who opens or reloads that address.
  pages.get('/runs/:run/verification', page);
  takeForm(pages, surface, {
    operation: verify,
    at: '/runs/:run/verification',
    page,
    told: ({ holds, comparison }, locale) => {
      const say = speaker(locale);
      const differs = comparison.differing > 0 ? say(words.differs, { differing: countText(comparison.differing, locale) }) : say(words.hashDiffers);
      return { text: say(words.verified), problems: holds ? [] : [differs] };
    },
    next: (_, { run }) => `/runs/${run}`,
  });
  return pages;
}

const RunTable = ({ runs, nameOf, locale, timeZone }: { runs: Runs; nameOf: NameOf; locale: Locale; timeZone: string }) => {
  const say = speaker(locale);
  return (
    <div class="spaced">
      <Table
        caption={say(words.all)}
        scrollLabel={say(frameWords.scrollable)}
        columns={[
          { title: say(words.run) },
          { title: say(words.finished) },
          { title: say(words.cameOut) },
          { title: say(words.evidenceRows), numeric: true },
          { title: say(words.keptUntil) },
          { title: say(words.author) },
        ]}
        rows={runs.map((run) => [
          <>
            <a href={`/runs/${run.runId}`}>{kindWord(run.kind)[locale]}</a>
            <code class="under">{run.runHash.slice(0, 12)}</code>
          </>,
          whenText(run.recordedAt, timeZone, locale),
          Object.entries(run.counts)
            .map(([name, value]) => `${countWord(name)[locale]} ${countText(value, locale)}`)
            .join(' · '),
          run.evidence === null ? '–' : countText(run.evidence.rows, locale),
          run.evidence?.keepUntil == null ? '–' : dateText(run.evidence.keepUntil, locale),
          nameOf(run.author),
        ])}
      />
    </div>
  );
};

const CameOut = ({ run, author, locale }: { run: Run; author: string; locale: Locale }) => (
  <>
    <FigureCards>
      {Object.entries(run.counts).map(([name, value]) => (
        <FigureCard label={countWord(name)[locale]} value={countText(value, locale)} />
      ))}
    </FigureCards>
    <Facts
      locale={locale}
      facts={[
        [words.runHash, <code>{run.runHash}</code>],
        [words.run, <code>{run.runId}</code>],
        [words.finished, <code>{run.recordedAt}</code>],
        [words.author, author],
      ]}
    />
  </>
);

/** Inputs name by name with their entries: what an installation without any of them would differ in. */
const inputsOf = (run: Run): ReturnType<typeof inputDifferences> =>
  Object.entries(run.inputs).flatMap(([name, value]) =>
    inputDifferences(value, typeof value === 'object' && value !== null && !Array.isArray(value) ? {} : undefined, name),
  );

const WentIn = ({ run, locale }: { run: Run; locale: Locale }) => {
  const say = speaker(locale);
  const inputs = inputsOf(run).filter(({ recorded }) => recorded.length > 0);
  return (
    <>
      <Facts
        locale={locale}
        facts={[
          [words.policy, <a href={`/programmes/${run.programme}/policy`}>{run.policyVersion}</a>],
          [words.law, <code>{run.lawVersion}</code>],
          [words.seed, run.seed === null ? undefined : <code>{run.seed}</code>],
        ]}
      />
      {inputs.length === 0 ? (
        <p class="empty">{say(words.noInputs)}</p>
      ) : (
        <div class="spaced">
          <Table
            caption={say(words.wentIn)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[{ title: say(words.input) }, { title: say(words.number), numeric: true }, { title: say(words.entries) }]}
            rows={inputs.map(({ input, recorded }) => [
              <InputName name={input} locale={locale} />,
              countText(recorded.length, locale),
              <Entries entries={recorded} />,
            ])}
          />
        </div>
      )}
    </>
  );
};

const Evidence = ({ run: { evidence }, locale }: { run: Run; locale: Locale }) =>
  evidence === null ? (
    <p class="note-box">{words.noEvidence[locale]}</p>
  ) : (
    <Facts
      locale={locale}
      facts={[
        [words.file, <code>{evidence.fileName}</code>],
        [words.evidenceRows, countText(evidence.rows, locale)],
        [words.size, countText(evidence.size, locale)],
        [words.digest, <code>{evidence.digest}</code>],
        [words.keptUntil, evidence.keepUntil === null ? undefined : dateText(evidence.keepUntil, locale)],
      ]}
    />
  );

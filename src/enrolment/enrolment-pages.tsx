// Decides how people are registered: the exchange with the branches, and what villages report of whoever leaves.
import { Hono } from 'hono';
import { outboxFiles } from '../platform/outbox-files.ts';
import { type Page, takeForm } from '../web/act.ts';
import { FigureCard, FigureCards } from '../web/figure-card.tsx';
import { countText } from '../web/figures.ts';
import { FileTable } from '../web/files-pages.tsx';
import { FoldedForm } from '../web/folded-form.tsx';
import { localeOf } from '../web/locale.ts';
import { look, lookRemembered } from '../web/look.ts';
import { Counting } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { speaker } from '../web/words.ts';
import { cardOperations } from './card-routes.ts';
import { enrolmentOperations } from './enrolment-routes.ts';
import { enrolmentWords as words } from './enrolment-words.ts';

export function enrolmentPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { instruments, export: exportFiles, counts, answers, leavers } = enrolmentOperations;

  const enrolmentPage: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const known = (await look(surface, c, instruments)).instruments.filter(({ signedOn }) => signedOn !== null);
    const signed = known.filter(({ additions }) => additions > 0);
    const counted = await lookRemembered(surface, c, counts);
    const files = (await outboxFiles(surface.workplace.dataDir, programme)).filter(({ folder }) => folder === 'enrolment');
    return c.render(
      <article>
        <h1>{say(words.enrolment)}</h1>
        <p class="lead">{say(words.enrolmentLead)}</p>
        {counted === undefined ? (
          <Counting c={c} />
        ) : (
          <FigureCards>
            <FigureCard label={say(words.determined)} value={countText(counted.determined, locale)} />
            <FigureCard
              label={say(words.registered)}
              value={countText(counted.registered, locale)}
              share={counted.determined === 0 ? 0 : counted.registered / counted.determined}
              main
            />
            <FigureCard label={say(words.refused)} value={countText(counted.refused, locale)} />
            <FigureCard label={say(words.departed)} value={countText(counted.departed, locale)} />
          </FigureCards>
        )}
        <h2>{say(words.toBranches)}</h2>
        {signed.length === 0 ? (
          <p class="empty">{say(words.nothingSigned)}</p>
        ) : (
          <FoldedForm
            id="ekspor"
            c={c}
            operation={exportFiles}
            action={`/programmes/${programme}/enrolment-files`}
            lead={words.exportLead}
            fields={[
              {
                name: 'instrument',
                label: words.decree,
                kind: 'choice',
                choices: [...signed].reverse().map((one) => [one.instrumentId, { id: one.number, en: one.number }] as const),
              },
              { name: 'form', label: words.form, hint: words.formHint, optional: true },
            ]}
            submit={words.export}
          />
        )}
        {known.length === 0 ? null : (
          <FoldedForm
            id="nonaktif"
            c={c}
            operation={cardOperations.deactivate}
            action={`/programmes/${programme}/deactivation-files`}
            lead={words.deactivateLead}
            fields={[
              {
                name: 'instrument',
                label: words.decree,
                kind: 'choice',
                choices: [...known].reverse().map((one) => [one.instrumentId, { id: one.number, en: one.number }] as const),
              },
            ]}
            submit={words.deactivate}
          />
        )}
        {files.length === 0 ? null : <FileTable files={files.slice(0, 50)} owner={programme} locale={locale} timeZone={surface.timeZone} />}
        <h2>{say(words.back)}</h2>
        <FoldedForm
          id="jawaban"
          title={words.answers}
          c={c}
          operation={answers}
          action={`/programmes/${programme}/enrolment-answers`}
          lead={words.answersLead}
          fields={[
            { name: 'file', label: words.answerFile, kind: 'file', accept: '.csv' },
            { name: 'on', label: words.answeredOn, kind: 'date', optional: true },
          ]}
          submit={words.read}
        />
        <FoldedForm
          id="gabung"
          c={c}
          operation={cardOperations.merge}
          action={`/programmes/${programme}/kpj-mergers`}
          lead={words.mergeLead}
          fields={[
            { name: 'file', label: words.mergeFile, kind: 'file', accept: '.csv' },
            { name: 'on', label: words.answeredOn, kind: 'date', optional: true },
          ]}
          submit={words.merge}
        />
        <FoldedForm
          id="keluar"
          title={words.leavers}
          c={c}
          operation={leavers}
          action={`/programmes/${programme}/leavers`}
          lead={words.leaversLead}
          fields={[{ name: 'file', label: words.leaverFile, kind: 'file', accept: '.csv' }]}
          submit={words.read}
        />
      </article>,
      { ...programmeFrame(say(words.enrolment), programme, 'enrolment'), ...(counted === undefined ? { refresh: 3 } : {}) },
    );
  };
  pages.get('/programmes/:programme/enrolment', enrolmentPage);
  const backToEnrolment = (_: unknown, { programme }: { programme: string }): string => `/programmes/${programme}/enrolment`;
  takeForm(pages, surface, {
    operation: exportFiles,
    at: '/programmes/:programme/enrolment-files',
    page: enrolmentPage,
    told: ({ files }, locale) => ({
      text: speaker(locale)(words.exported, { files: countText(files.length, locale) }),
      facts: files.map(({ file, branch, rows }) => [file.split('/').at(-1) ?? '', `${branch}, ${countText(rows, locale)}`] as const),
    }),
    next: backToEnrolment,
  });
  takeForm(pages, surface, {
    operation: cardOperations.deactivate,
    at: '/programmes/:programme/deactivation-files',
    page: enrolmentPage,
    told: ({ files }, locale) => ({ text: speaker(locale)(words.exported, { files: countText(files.length, locale) }) }),
    next: backToEnrolment,
  });
  takeForm(pages, surface, {
    operation: cardOperations.merge,
    at: '/programmes/:programme/kpj-mergers',
    page: enrolmentPage,
    told: ({ merged }, locale) => ({ text: speaker(locale)(words.merged, { merged: countText(merged, locale) }) }),
    next: backToEnrolment,
  });
  takeForm(pages, surface, {
    operation: answers,
    at: '/programmes/:programme/enrolment-answers',
    page: enrolmentPage,
    told: (read, locale) => ({
      text: speaker(locale)(words.answered, {
        registered: countText(read.registered, locale),
        refused: countText(read.refused, locale),
        departed: countText(read.departed, locale),
      }),
    }),
    next: backToEnrolment,
  });
  takeForm(pages, surface, {
    operation: leavers,
    at: '/programmes/:programme/leavers',
    page: enrolmentPage,
    told: ({ rows, left }, locale) => ({ text: speaker(locale)(words.leaversRead, { rows: countText(rows, locale), left: countText(left, locale) }) }),
    next: backToEnrolment,
  });
  return pages;
}

// Decides how registers are shown, loaded and asked on a page: what is held as of when and under which agreement, what waits for an answer.
import { Hono } from 'hono';
import { programmesKnown } from '../programme/programme-steps.ts';
import { outboxFiles } from '../platform/outbox-files.ts';
import { type Page, takeForm } from '../web/act.ts';
import type { Field } from '../web/action-form.tsx';
import { countText, dateText } from '../web/figures.ts';
import { FileTable } from '../web/files-pages.tsx';
import { FoldedForm } from '../web/folded-form.tsx';
import { localeOf } from '../web/locale.ts';
import { lookRemembered } from '../web/look.ts';
import { Counting, Way } from '../web/parts.tsx';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { frameWords, speaker } from '../web/words.ts';
import { registerForms, registers } from './registers.ts';
import { registryOperations } from './registry-routes.ts';
import { registryWords as words } from './registry-words.ts';

const registerField: Field = {
  name: 'register',
  label: words.register,
  kind: 'choice',
  choices: registers.map((one) => [one, registerForms[one].name] as const),
};

export function registryPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { show, agreement, load, request, answer } = registryOperations;

  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const held = await lookRemembered(surface, c, show);
    const sponsors = [...new Set((await surface.workplace.database.read(surface.actor(c), programmesKnown)).map(({ sponsor }) => sponsor))];
    const files = (
      await Promise.all(sponsors.map(async (sponsor) => (await outboxFiles(surface.workplace.dataDir, sponsor)).map((file) => ({ ...file, sponsor }))))
    ).flat();
    /** Whether whoever looks is offered the form: nobody is shown what he may not send. */
    const may = ({ command }: { readonly command: string }): boolean => c.get('mayDo')?.(command).may !== false;
    /** The snapshot a snapshot would take the place of. */
    const before = (row: NonNullable<typeof held>['snapshots'][number]) =>
      row.basis !== 'snapshot'
        ? undefined
        : held?.snapshots
            .slice(held.snapshots.indexOf(row) + 1)
            .find((one) => one.register === row.register && one.sponsor === row.sponsor && one.basis === 'snapshot' && !one.held);
    const sponsor: Field = { name: 'sponsor', label: words.sponsor, value: sponsors[0] ?? '' };
    const agreementField: Field = { name: 'agreement', label: words.agreement };
    const date: Field = { name: 'asOf', label: words.date, hint: words.dateHint, kind: 'date', optional: true };
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <h2>{say(words.held)}</h2>
        {held === undefined ? <Counting c={c} /> : null}
        {held?.snapshots.length === 0 ? <p class="empty">{say(words.none)}</p> : null}
        {held === undefined || held.snapshots.length === 0 ? null : (
          <Table
            caption={say(words.held)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[
              { title: say(words.register) },
              { title: say(words.asOf) },
              { title: say(words.rows), numeric: true },
              { title: say(words.basis) },
              { title: say(words.agreement) },
              { title: say(words.validTo) },
            ]}
            rows={held.snapshots.slice(0, 100).map((row) => [
              <>
                {registerForms[row.register].name[locale]} {row.held ? <strong>{say(words.isHeld)}</strong> : null}{' '}
                {before(row) === undefined ? null : (
                  <Way c={c} href={`/registers/snapshots/${before(row)?.snapshotId ?? ''}/changes/${row.snapshotId}`}>
                    {say(words.whatChanges)}
                  </Way>
                )}
              </>,
              dateText(row.asOf, locale),
              countText(row.rows, locale),
              words.bases[row.basis as keyof typeof words.bases]?.[locale] ?? row.basis,
              row.agreement,
              dateText(row.validTo, locale),
            ])}
          />
        )}
        {held === undefined || held.requests.length === 0 ? null : (
          <>
            <h2>{say(words.asked)}</h2>
            <Table
              caption={say(words.asked)}
              hideCaption
              scrollLabel={say(frameWords.scrollable)}
              columns={[
                { title: say(words.register) },
                ...[words.people, words.found, words.notFound, words.unanswered].map((word) => ({ title: say(word), numeric: true })),
              ]}
              rows={held.requests
                .slice(0, 100)
                .map((row) => [
                  registerForms[row.register].name[locale],
                  ...[row.asked, row.found, row.notFound, row.unanswered].map((value) => countText(value, locale)),
                ])}
            />
          </>
        )}
        {files.length === 0 ? null : (
          <>
            <h2>{say(words.files)}</h2>
            {sponsors.map((one) => (
              <FileTable files={files.filter((file) => file.sponsor === one).slice(0, 50)} owner={one} locale={locale} timeZone={surface.timeZone} />
            ))}
          </>
        )}
        {[agreement, load, request, answer].some(may) ? <h2>{say(words.act)}</h2> : null}
        {may(agreement) ? (
          <FoldedForm
            id="pks"
            c={c}
            operation={agreement}
            action="/agreements"
            fields={[
              agreementField,
              registerField,
              sponsor,
              { name: 'counterpart', label: words.counterpart },
              { name: 'purpose', label: words.purpose },
              { name: 'basis', label: words.basis, kind: 'choice', choices: Object.entries(words.bases) },
              { name: 'from', label: words.from, kind: 'date' },
              { name: 'to', label: words.to, kind: 'date' },
              { name: 'fields', label: words.fields, hint: words.fieldsHint, optional: true },
            ]}
            submit={words.record}
          />
        ) : null}
        {may(load) ? (
          <FoldedForm
            id="muat"
            c={c}
            operation={load}
            action="/registers/snapshots"
            fields={[
              registerField,
              { name: 'file', label: words.file, kind: 'file', accept: '.csv' },
              sponsor,
              agreementField,
              date,
              { name: 'hold', label: words.hold, kind: 'choice', value: 'no', choices: Object.entries(words.holds) },
            ]}
            submit={words.load}
          />
        ) : null}
        {may(request) ? (
          <FoldedForm
            id="tanya"
            c={c}
            operation={request}
            action="/registers/requests"
            lead={words.requestLead}
            fields={[registerField, sponsor, agreementField]}
            submit={words.request}
          />
        ) : null}
        {held === undefined || held.requests.length === 0 || !may(answer) ? null : (
          <FoldedForm
            id="jawab"
            c={c}
            operation={answer}
            action="/registers/answers"
            fields={[
              registerField,
              {
                name: 'request',
                label: words.answerOf,
                kind: 'choice',
                choices: held.requests.map((one) => {
                  const text = `${registerForms[one.register].name[locale]}, ${countText(one.asked, locale)} (${one.requestId.slice(-6)})`;
                  return [one.requestId, { id: text, en: text }] as const;
                }),
              },
              { name: 'file', label: words.answerFile, kind: 'file', accept: '.csv' },
              date,
            ]}
            submit={words.answer}
          />
        )}
      </article>,
      { title: say(words.title), audience: 'office', here: 'registers', ...(held === undefined ? { refresh: 3 } : {}) },
    );
  };
  pages.get('/registers', page);
  const back = (): string => '/registers';
  takeForm(pages, surface, {
    operation: agreement,
    at: '/agreements',
    page,
    told: (made, locale) => ({ text: speaker(locale)(words.recorded, { agreement: made.agreement }) }),
    next: back,
  });
  takeForm(pages, surface, {
    operation: load,
    at: '/registers/snapshots',
    page,
    told: ({ rows, alreadyLoaded }, locale) => ({
      text: alreadyLoaded ? speaker(locale)(words.known) : speaker(locale)(words.loaded, { rows: countText(rows, locale) }),
    }),
    next: back,
  });
  takeForm(pages, surface, {
    operation: request,
    at: '/registers/requests',
    page,
    told: ({ asked }, locale) => ({ text: speaker(locale)(words.requested, { people: countText(asked, locale) }) }),
    next: back,
  });
  takeForm(pages, surface, {
    operation: answer,
    at: '/registers/answers',
    page,
    told: (read, locale) => ({
      text: speaker(locale)(words.answered, {
        rows: countText(read.rows, locale),
        unanswered: countText(read.unanswered, locale),
        asked: countText(read.asked, locale),
      }),
    }),
    next: back,
  });
  return pages;
}

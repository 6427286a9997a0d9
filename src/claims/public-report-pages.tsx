// Decides how anybody reports a death or accident without signing in, and follows it by its number; nothing of anybody is ever told back.
import { Hono } from 'hono';
import { z } from '@hono/zod-openapi';
import type { Actor } from '../kernel/actor.ts';
import { civilDate } from '../kernel/date.ts';
import { hmacSha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import type { Tx } from '../platform/database.ts';
import { once } from '../platform/once.ts';
import { faultToProblem } from '../platform/rendering.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { type Page, type PageContext, formFields } from '../web/act.ts';
import { ActionForm, keyField } from '../web/action-form.tsx';
import { dateText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { inputOf } from '../web/operation.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { speaker } from '../web/words.ts';
import { caseWords as words } from './case-words.ts';
import { placeOf } from './place-told.ts';
import { kabupatenToChoose } from './report-place-steps.ts';
import { nikOfReport, reportFields } from './report-routes.ts';
import { followReport, publicReporter, takeReport } from './report-steps.ts';
import { reportFormFields } from './report-pages.tsx';

const input = z.object(reportFields);
/** Twelve digits, however they were copied from a paper: with dashes, spaces or neither. */
const number = z.object({
  number: z
    .string()
    .transform((text) => text.replace(/\D/g, '').replace(/^(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3'))
    .pipe(z.string().regex(/^\d{4}-\d{4}-\d{4}$/)),
});

export function publicReportPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { database, niks } = surface.workplace;
  const frame = { audience: 'public' } as const;
  const asked = (c: PageContext): string => c.req.param('programme') ?? '';
  /** Who tells, in the sponsor of the programme. Fault: not-found `programme-unknown`. */
  const reporterOf = async (programme: string) => {
    const { sponsor } = await database.read({ ...publicReporter('*'), area: '*' }, (tx) => currentPolicy(tx, programme));
    return publicReporter(sponsor);
  };

  const formPage: Page = async (c) => {
    const reporter = await reporterOf(asked(c));
    const kabupaten = await database.read(reporter, (tx) => kabupatenToChoose(tx, asked(c)));
    const say = speaker(localeOf(c));
    return c.render(
      <article class="narrow">
        <h1>{say(words.publicTitle)}</h1>
        <p class="lead">{say(words.publicLead)}</p>
        <ActionForm c={c} operation={{ id: 'publicReport' }} action={`/publik/${asked(c)}/lapor`} fields={reportFormFields(kabupaten)} submit={words.send} />
        <h2>{say(words.follow)}</h2>
        <ActionForm
          c={c}
          operation={{ id: 'followReport' }}
          action={`/publik/${asked(c)}/lapor/nomor`}
          fields={[{ name: 'number', label: words.number }]}
          submit={words.follow}
        />
      </article>,
      { title: say(words.publicTitle), ...frame },
    );
  };
  pages.get('/publik/:programme/lapor', formPage);

  const answered = async (c: PageContext, operation: string, work: (fields: Readonly<Record<string, string>>) => Promise<Response>): Promise<Response> => {
    c.header('cache-control', 'no-store, no-transform');
    let values: Readonly<Record<string, string>> = {};
    try {
      const fields = await formFields(c);
      const { nik: _, ...rest } = fields;
      values = rest;
      return await work(fields);
    } catch (error) {
      if (!(error instanceof Fault) || error.kind === 'not-found') throw error;
      c.status(faultToProblem(error, localeOf(c)).status as 400);
      c.set('refusal', { operation, error, values });
      return formPage(c);
    }
  };

  /** A form sent twice, by a double click or a slow line, is one report with one number; with other words in it, it is another. */
  const sentOnce = async <T,>(
    reporter: Actor,
    programme: string,
    { [keyField]: form, ...fields }: Readonly<Record<string, string>>,
    take: (tx: Tx) => Promise<T>,
  ): Promise<T> => {
    if (form === undefined || form === '') return database.transact(reporter, take);
    const { vault } = surface.workplace;
    const requestHash = hmacSha256(vault.derive('request', Buffer.alloc(0)), JSON.stringify([programme, form, fields]));
    return (await once(database, reporter, { key: requestHash, requestHash, vault }, take)).answer;
  };

  pages.post('/publik/:programme/lapor', (c) =>
    answered(c, 'publicReport', async (fields) => {
      const programme = asked(c);
      const reporter = await reporterOf(programme);
      const { event, name, nik: written, on, birth, words: told, reporter: who, phone, ...where } = inputOf({ input }, fields);
      const nik = nikOfReport(written);
      const take = (tx: Tx) =>
        takeReport(tx, surface.workplace, {
          programme,
          source: 'public-page',
          event,
          name,
          ...placeOf(where),
          happenedOn: civilDate(on),
          token: nik === null ? null : niks.seal(nik),
          birth: birth ?? null,
          words: told ?? null,
          reporter: who ?? null,
          phone: phone ?? null,
        });
      const taken = await sentOnce(reporter, programme, fields, take);
      const say = speaker(localeOf(c));
      return c.render(
        <article class="narrow">
          <h1>{say(words.receipt, { receipt: taken.receipt })}</h1>
          <p class="lead">{say(words.receiptLead)}</p>
          <p class="links">
            <a href={`/publik/${programme}/lapor`}>{say(words.follow)}</a>
          </p>
        </article>,
        { title: say(words.publicTitle), ...frame },
      );
    }),
  );

  pages.post('/publik/:programme/lapor/nomor', (c) =>
    answered(c, 'followReport', async (fields) => {
      const reporter = await reporterOf(asked(c));
      const { number: receipt } = inputOf({ input: number }, fields);
      const { receivedOn, state } = await database.read(reporter, (tx) => followReport(tx, receipt));
      const locale = localeOf(c);
      const say = speaker(locale);
      return c.render(
        <article class="narrow">
          <h1>{say(words.receipt, { receipt })}</h1>
          <p>{`${dateText(receivedOn, locale)}: ${words.followed[state][locale]}`}</p>
        </article>,
        { title: say(words.follow), ...frame },
      );
    }),
  );
  return pages;
}

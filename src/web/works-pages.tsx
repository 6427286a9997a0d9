// Decides how work under way is followed, by a page that reloads itself and as JSON, how it is stopped, and what is told when it is done or refused.
import { type Context, Hono } from 'hono';
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { Fault } from '../kernel/fault.ts';
import { clockText } from '../kernel/pace.ts';
import { placeText, withoutNik } from '../platform/rendering.ts';
import { ActionForm } from './action-form.tsx';
import { type FormEnd, type Page, takeForm, withWork } from './act.ts';
import { answers } from './api.ts';
import { countText, whenText } from './figures.ts';
import { localeOf } from './locale.ts';
import { look } from './look.ts';
import type { RequestEnv, Surface } from './surface.ts';
import { whole } from './shapes.ts';
import { Table } from './table.tsx';
import { type Bilingual, type Locale, frameWords, speaker } from './words.ts';
import { paceOfWork, workKnown, workShown } from './work-shown.ts';
import type { Work } from './works.ts';
import { worksOperations } from './works-routes.ts';

const words = {
  title: { id: 'Pekerjaan sedang berjalan', en: 'Work under way' },
  lead: {
    id: 'Halaman ini memuat ulang sendiri sampai selesai. Halaman boleh ditutup; pekerjaannya berjalan terus, juga bila server dijalankan ulang.',
    en: 'This page reloads itself until the work is done. You may close it; the work goes on, also if the server is restarted.',
  },
  refused: { id: 'Tidak dapat dikerjakan', en: 'This cannot be done' },
  rows: { id: 'Sudah dikerjakan', en: 'Done so far' },
  people: { id: '{rows} baris', en: '{rows} rows' },
  rate: { id: '{rate} per detik', en: '{rate} a second' },
  left: { id: 'sisa ± {time}', en: '± {time} left' },
  stop: { id: 'Hentikan', en: 'Stop' },
  stopLead: {
    id: 'Yang sedang dikerjakan dibatalkan; berkas yang sudah selesai utuh tetap tercatat. Bila dikirim lagi, yang sudah dikerjakan tidak dikerjakan dua kali.',
    en: 'What is under way is undone; files that are finished whole stand. Sent again, what is done is not done twice.',
  },
  stopping: { id: 'Sedang dihentikan.', en: 'It is being stopped.' },
  asked: { id: 'Pekerjaan diminta berhenti.', en: 'The work was asked to stop.' },
  mine: { id: 'Pekerjaan saya', en: 'My work' },
  mineLead: {
    id: 'Pekerjaan panjang yang Anda mulai: unggahan, penilaian, pemuatan register.',
    en: 'Long work you started: uploads, assessments, registers loaded.',
  },
  none: { id: 'Belum ada pekerjaan panjang.', en: 'No long work yet.' },
  work: { id: 'Pekerjaan', en: 'Work' },
  began: { id: 'Dimulai', en: 'Began' },
  state: { id: 'Keadaan', en: 'State' },
  howFar: { id: 'Sejauh ini', en: 'So far' },
} as const;

const states: Readonly<Record<string, Bilingual>> = {
  running: { id: 'berjalan', en: 'running' },
  stopping: { id: 'sedang dihentikan', en: 'being stopped' },
  done: { id: 'selesai', en: 'done' },
  refused: { id: 'ditolak', en: 'refused' },
  stopped: { id: 'dihentikan', en: 'stopped' },
  failed: { id: 'gagal', en: 'failed' },
};

/** `45 % · 12.300 baris · 9.800 per detik · sisa ± 0:42`. */
function saidOf(work: Pick<Work, 'done' | 'of' | 'rows'>, { rate, secondsLeft }: { rate: number | null; secondsLeft: number | null }, locale: Locale): string {
  const say = speaker(locale);
  const share = work.of > 0 ? `${Math.floor((100 * work.done) / work.of)} %` : work.rows === 0 && work.done > 0 ? countText(work.done, locale) : '';
  return [
    share,
    work.rows > 0 ? say(words.people, { rows: countText(work.rows, locale) }) : '',
    rate === null ? '' : say(words.rate, { rate: countText(rate, locale) }),
    secondsLeft === null ? '' : say(words.left, { time: clockText(secondsLeft) }),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** How far a piece of work is, for the script of its page and for programs. */
export function worksRoutes(surface: Surface): OpenAPIHono<RequestEnv> {
  const routes = new OpenAPIHono<RequestEnv>();
  routes.openAPIRegistry.registerPath({
    method: 'get',
    path: '/works/{work}',
    operationId: 'showWork',
    summary: 'How far a piece of work is that a form started; long work is kept over a restart of the server',
    request: { params: z.object({ work: z.uuid() }) },
    responses: answers(
      {
        schema: z.object({
          state: z.enum(['running', 'done', 'refused']),
          done: whole,
          of: whole,
          rows: whole,
          rate: z.number().nullable(),
          secondsLeft: z.number().nullable(),
          said: z.string(),
          code: z.string().optional(),
        }),
        description: 'The work',
      },
      404,
    ),
  });
  routes.get('/works/:work', async (c) => {
    const work = await workShown(surface, c.req.param('work'), surface.actor(c, 'showWork').id);
    const { end, done, of, rows } = work;
    c.header('cache-control', 'no-store');
    const pace = paceOfWork(work);
    const code = end?.state === 'refused' && end.error instanceof Fault ? { code: end.error.code } : {};
    return c.json({ state: end?.state ?? 'running', done, of, rows, ...pace, said: saidOf(work, pace, localeOf(c)), ...code });
  });
  return routes;
}

/** Follows works, lists them and stops them. */
export function worksPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const workPage: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const work = await workShown(surface, c.req.param('work') ?? '', surface.actor(c).id);
    c.header('cache-control', 'no-store');
    if (work.end?.state === 'done') return c.redirect(withWork((work.end.answer as FormEnd).next, work.workId), 303);
    if (work.end?.state === 'refused') {
      const { error } = work.end;
      if (!(error instanceof Fault)) throw error;
      return c.render(
        <article class="narrow">
          <h1>{say(words.refused)}</h1>
          <p class="lead">{withoutNik(error.text[locale])}</p>
          <p class="hint">
            {`${placeText(error.place, locale)} `}
            <code>{error.code}</code>
          </p>
        </article>,
        { title: say(words.refused), audience: 'office' },
      );
    }
    return c.render(
      <article class="narrow">
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <div class="working" role="status" data-follow={`/v1/works/${work.workId}`}>
          <label for="work-progress">{say(words.rows)}</label>
          <progress id="work-progress" {...(work.of > 0 ? { value: work.done, max: work.of } : {})}></progress>
          <p data-said="">{work.done === 0 ? '' : saidOf(work, paceOfWork(work), locale)}</p>
        </div>
        {c.req.query('auto') === '0' ? null : (
          <p>
            <a href="?auto=0" data-stop="">
              {say(frameWords.stopReloading)}
            </a>
          </p>
        )}
        {work.stopping ? (
          <p class="note-box">{say(words.stopping)}</p>
        ) : work.stoppable ? (
          <ActionForm c={c} operation={worksOperations.stop} action={`/works/${work.workId}/stop`} lead={words.stopLead} submit={words.stop} />
        ) : null}
      </article>,
      { title: say(words.title), audience: 'office', refresh: 2 },
    );
  };
  pages.get('/works/:work', workPage);
  takeForm(pages, surface, {
    operation: worksOperations.stop,
    at: '/works/:work/stop',
    page: workPage,
    told: (_, locale) => ({ text: words.asked[locale] }),
    next: ({ workId }) => `/works/${workId}`,
  });
  pages.get('/works', worksPage(surface));
  return pages;
}

const worksPage =
  (surface: Surface): Page =>
  async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const { works } = await look(surface, c, worksOperations.works);
    return c.render(
      <article>
        <h1>{say(words.mine)}</h1>
        <p class="lead">{say(words.mineLead)}</p>
        {works.length === 0 ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <Table
            caption={say(words.mine)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[{ title: say(words.work) }, { title: say(words.began) }, { title: say(words.state) }, { title: say(words.howFar) }]}
            rows={works.map((work) => [
              <a href={`/works/${work.workId}`}>{work.operation}</a>,
              whenText(work.startedAt, surface.timeZone, locale),
              say(states[work.state] ?? { id: work.state, en: work.state }),
              work.fault === null ? saidOf(work, work, locale) : `${work.fault[locale]} (${work.fault.code})`,
            ])}
          />
        )}
      </article>,
      { title: say(words.mine), audience: 'office' },
    );
  };

/** Puts what a form did above the page it led to. */
export const showNotice =
  (surface: Surface) =>
  async (c: Context<RequestEnv>, next: () => Promise<void>): Promise<void> => {
    const workId = c.req.query('work');
    if (c.req.method === 'GET' && workId !== undefined) {
      try {
        const end = (await workKnown(surface, workId, surface.actor(c).id))?.end;
        if (end?.state === 'done') c.set('notice', (end.answer as FormEnd).told(localeOf(c)));
      } catch {
        // nobody signed in: the page says so itself
      }
    }
    await next();
  };

// Decides how work under way is followed, by a page that reloads itself and as JSON, and what is told when it is done or refused.
import { type Context, Hono } from 'hono';
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { Fault } from '../kernel/fault.ts';
import { placeText, withoutNik } from '../platform/rendering.ts';
import { type FormEnd, withWork } from './act.ts';
import { answers } from './api.ts';
import { countText } from './figures.ts';
import { localeOf } from './locale.ts';
import type { RequestEnv, Surface } from './surface.ts';
import { frameWords, speaker } from './words.ts';
import { whole } from './shapes.ts';

const words = {
  title: { id: 'Pekerjaan sedang berjalan', en: 'Work under way' },
  lead: {
    id: 'Halaman ini memuat ulang sendiri sampai selesai. Halaman boleh ditutup; pekerjaannya berjalan terus.',
    en: 'This page reloads itself until the work is done. You may close it; the work goes on.',
  },
  refused: { id: 'Tidak dapat dikerjakan', en: 'This cannot be done' },
  rows: { id: 'Sudah dikerjakan', en: 'Done so far' },
} as const;

/** How far a piece of work is, for the script of its page and for programs. */
export function worksRoutes(surface: Surface): OpenAPIHono<RequestEnv> {
  const routes = new OpenAPIHono<RequestEnv>();
  routes.openAPIRegistry.registerPath({
    method: 'get',
    path: '/works/{work}',
    operationId: 'showWork',
    summary: 'How far a piece of work is that a form started; remembered while the server runs',
    request: { params: z.object({ work: z.uuid() }) },
    responses: answers({ schema: z.object({ state: z.enum(['running', 'done', 'refused']), done: whole, of: whole }), description: 'The work' }, 404),
  });
  routes.get('/works/:work', (c) => {
    const { end, done, of } = surface.works.of(c.req.param('work'), surface.actor(c, 'showWork').id);
    c.header('cache-control', 'no-store');
    return c.json({ state: end?.state ?? 'running', done, of });
  });
  return routes;
}

/** Follows works. */
export function worksPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  pages.get('/works/:work', (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const work = surface.works.of(c.req.param('work'), surface.actor(c).id);
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
          <p data-said="">{work.done === 0 ? '' : `${countText(work.done, locale)}${work.of > 0 ? ` / ${countText(work.of, locale)}` : ''}`}</p>
        </div>
        {c.req.query('auto') === '0' ? null : (
          <p>
            <a href="?auto=0" data-stop="">
              {say(frameWords.stopReloading)}
            </a>
          </p>
        )}
      </article>,
      { title: say(words.title), audience: 'office', refresh: 2 },
    );
  });
  return pages;
}

/** Puts what a form did above the page it led to. */
export const showNotice =
  (surface: Surface) =>
  async (c: Context<RequestEnv>, next: () => Promise<void>): Promise<void> => {
    const workId = c.req.query('work');
    if (c.req.method === 'GET' && workId !== undefined) {
      try {
        const { end } = surface.works.of(workId, surface.actor(c).id);
        if (end?.state === 'done') c.set('notice', (end.answer as FormEnd).told(localeOf(c)));
      } catch {
        // not known any more: the page says what stands anyway
      }
    }
    await next();
  };

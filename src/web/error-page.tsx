// Decides what a reader sees when something is wrong: the sentence first, the code and a way on after it.
import type { Context } from 'hono';
import type { Problem } from '../platform/rendering.ts';
import { placeText } from '../platform/rendering.ts';
import type { PageFrame } from './layout.tsx';
import { localeOf } from './locale.ts';
import type { RequestEnv } from './surface.ts';
import { type Locale, frameWords, speaker } from './words.ts';

export const ErrorPage = ({ problem, locale, incident }: { problem: Problem; locale: Locale; incident: string | undefined }) => {
  const say = speaker(locale);
  return (
    <article class="narrow">
      <h1>{problem.title}</h1>
      <p class="lead">{problem.detail}</p>
      <dl class="facts">
        {problem.place === undefined ? null : (
          <div>
            <dt>{say(frameWords.place)}</dt>
            <dd>{placeText(problem.place, locale)}</dd>
          </div>
        )}
        <div>
          <dt>{say(frameWords.code)}</dt>
          <dd>
            <code>{problem.code}</code>
          </dd>
        </div>
        {incident === undefined ? null : (
          <div>
            <dt>{say(frameWords.incident)}</dt>
            <dd>
              <code>{incident}</code>
            </dd>
          </div>
        )}
      </dl>
      <p>
        <a href="/">{say(frameWords.home)}</a>
      </p>
    </article>
  );
};

/** A refused page of a programme offers those of its pages that open to the reader. */
function programmeOf(c: Context<RequestEnv>, { status }: Problem): Pick<PageFrame, 'programme'> {
  const [, name] = /^\/programmes\/([a-z0-9-]+)(?:\/|$)/.exec(c.req.path) ?? [];
  return status === 403 && name !== undefined && c.get('mayOpen') !== undefined ? { programme: { name } } : {};
}

/** Answers with the page of a problem; the status is set by whoever found it. */
export function failurePage(c: Context<RequestEnv>, problem: Problem): Response | Promise<Response> {
  return c.render(<ErrorPage problem={problem} locale={localeOf(c)} incident={problem.status >= 500 ? c.get('incident') : undefined} />, {
    title: problem.title,
    ...programmeOf(c, problem),
    audience: c.req.path.startsWith('/publik/') ? 'public' : c.get('caller') === undefined ? 'door' : 'office',
  });
}

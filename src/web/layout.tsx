// Decides the frame around every page: language, style, navigation, notice, skip link; complete without any script.
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { jsxRenderer } from 'hono/jsx-renderer';
import { assets } from './assets.ts';
import { localeOf } from './locale.ts';
import type { RequestEnv } from './surface.ts';
import { Umbrella } from './umbrella.tsx';
import { type Say, frameWords, otherLocale, speaker } from './words.ts';

/** What a page tells its frame. The title may never name a person. */
export interface PageFrame {
  readonly title: string;
  /** A public page shows no way into the office. */
  readonly audience: 'public' | 'office';
  /** Which entry of the navigation this page belongs to. */
  readonly here?: 'programmes' | 'explain';
}

declare module 'hono' {
  interface ContextRenderer {
    (content: Child, frame: PageFrame): Response | Promise<Response>;
  }
}

const Navigation = ({ say, here }: { say: Say; here: PageFrame['here'] }) => (
  <nav aria-label={say(frameWords.navigation)}>
    <a href="/" aria-current={here === 'programmes' ? 'true' : undefined}>
      {say(frameWords.programmes)}
    </a>
    <a href="/explain" aria-current={here === 'explain' ? 'true' : undefined}>
      {say(frameWords.explain)}
    </a>
  </nav>
);

/** The address of the same page in the other language; an address that a browser would read as another host leads home. */
const switchTo = (path: string, locale: string): string => `${/^\/(?![/\\])/.test(path) ? path : '/'}?lang=${locale}`;

/** Puts the frame around what `c.render(content, frame)` is given. */
export const frame = jsxRenderer(
  ({ children, title, audience, here }, c) => {
    const locale = localeOf(c as Context<RequestEnv>);
    const [say, other] = [speaker(locale), otherLocale(locale)];
    return (
      <html lang={locale}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{`${title} – ${say(frameWords.product)}`}</title>
          <meta name="theme-color" content="#0b3b46" />
          {audience === 'office' ? <meta name="robots" content="noindex" /> : null}
          <link rel="icon" type="image/svg+xml" href={assets.umbrella.url} />
          <link rel="stylesheet" href={assets.style.url} />
        </head>
        <body>
          <a class="skip" href="#isi">
            {say(frameWords.skip)}
          </a>
          <header class="top">
            <div class="wide">
              <a class="brand" href="/">
                <Umbrella />
                <span>
                  <strong>{say(frameWords.product)}</strong>
                  <span class="tagline">{say(frameWords.tagline)}</span>
                </span>
              </a>
              <a class="language" href={switchTo(c.req.path, other)} lang={other} hreflang={other} rel="nofollow">
                {other === 'en' ? 'English' : 'Bahasa Indonesia'}
              </a>
              {audience === 'office' ? <Navigation say={say} here={here} /> : null}
            </div>
          </header>
          <main id="isi" class="wide" tabindex={-1}>
            {children}
          </main>
          <footer>
            <div class="wide">
              <p>{say(frameWords.lawful)}</p>
              <p>{say(frameWords.localOnly)}</p>
            </div>
          </footer>
        </body>
      </html>
    );
  },
  { docType: true },
);

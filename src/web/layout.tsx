// Decides the frame around every page: language, style, navigation, notice, skip link; complete without any script.
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { jsxRenderer } from 'hono/jsx-renderer';
import { assets } from './assets.ts';
import { localAddress } from './guard.ts';
import { localeOf } from './locale.ts';
import { Notice, type Telling } from './notice.tsx';
import { opens } from './permit.ts';
import { type ProgrammePage, headsOpen, pageAddress, programmePages } from './programme-nav.ts';
import type { RequestEnv } from './surface.ts';
import { Umbrella } from './umbrella.tsx';
import { type Locale, type Say, frameWords, otherLocale, speaker } from './words.ts';

/** What a page tells its frame. The title may never name a person. */
export interface PageFrame {
  readonly title: string;
  /** A public page shows no way into the office; nor does the door, where people sign in. */
  readonly audience: 'public' | 'office' | 'door';
  /** Which entry of the navigation this page belongs to. */
  readonly here?: 'programmes' | 'registers' | 'coverage' | 'explain' | 'law' | 'check';
  /** Whose pages are offered beside this one, and which of them it is; none where a page was refused. */
  readonly programme?: { readonly name: string; readonly page?: ProgrammePage };
  /** Seconds after which the page loads itself again, where a script does not do better. */
  readonly refresh?: number;
}

declare module 'hono' {
  interface ContextRenderer {
    (content: Child, frame: PageFrame): Response | Promise<Response>;
  }
}

const places = [
  ['programmes', '/', frameWords.programmes],
  ['registers', '/registers', frameWords.registers],
  ['coverage', '/coverage', frameWords.coverage],
  ['explain', '/explain', frameWords.explain],
  ['law', '/law', frameWords.law],
  ['check', '/check', frameWords.check],
] as const;

/** Offered at the foot of a page, to those who may. */
const watching = [
  ['/cases', 'case show', frameWords.cases],
  ['/reveals', 'reveal list', frameWords.reveals],
  ['/glasses', 'glass show', frameWords.glasses],
  ['/glasses/new', 'glass break', frameWords.breakGlass],
] as const;

const Navigation = ({ c, say, here }: { c: Context<RequestEnv>; say: Say; here: PageFrame['here'] }) => (
  <nav aria-label={say(frameWords.navigation)}>
    {places
      .filter(([, href]) => opens(c, href))
      .map(([key, href, words]) => (
        <a href={href} aria-current={here === key ? 'true' : undefined}>
          {say(words)}
        </a>
      ))}
  </nav>
);

const ProgrammeNavigation = ({ c, of, locale }: { c: Context<RequestEnv>; of: NonNullable<PageFrame['programme']>; locale: Locale }) => {
  const address = (page: ProgrammePage): string => pageAddress(of.name, page);
  // The page one is on was permitted, if by a broken glass.
  const heads = headsOpen((page) => page === of.page || opens(c, address(page)));
  const head = heads.find(({ pages }) => pages.some((page) => page === of.page));
  if (heads.length === 0) return null;
  return (
    <nav class="of-programme" aria-label={frameWords.inProgramme[locale]}>
      <ul>
        {heads.map((one) => (
          <li>
            <a href={address(one.pages[0])} aria-current={one !== head ? undefined : of.page === one.pages[0] ? 'page' : 'true'}>
              {one[locale]}
            </a>
          </li>
        ))}
      </ul>
      {head === undefined || head.pages.length === 1 ? null : (
        <ul class="under">
          {head.pages.map((page) => (
            <li>
              <a href={address(page)} aria-current={of.page === page ? 'page' : undefined}>
                {programmePages[page][locale]}
              </a>
            </li>
          ))}
        </ul>
      )}
    </nav>
  );
};

/** In whose name acts are recorded, the way to his account, and out. */
const WhoActs = ({ c, say }: { c: Context<RequestEnv>; say: Say }) => {
  const caller = c.get('caller');
  if (caller === undefined) return null;
  return (
    <form method="post" action="/sign-out" class="who">
      <p>
        {`${say(frameWords.actingAs)}: `}
        <a href="/me">
          <strong>{caller.name}</strong>
        </a>
        {caller.session?.duty == null ? null : ` (${caller.session.duty})`}
        {(caller.session?.duties.length ?? 0) > 1 ? (
          <>
            {' '}
            <a href="/acting">{say(frameWords.change)}</a>
          </>
        ) : null}
        {caller.actor.roles.includes('administrator') ? (
          <>
            {' · '}
            <a href="/accounts">{say(frameWords.accounts)}</a>
          </>
        ) : null}
      </p>
      <button type="submit">{say(frameWords.signOut)}</button>
    </form>
  );
};

/** The address of the same page in the other language; an address that a browser would read as another host leads home. */
const switchTo = (path: string, locale: string): string => `${localAddress.test(path) ? path : '/'}?lang=${locale}`;

/** Puts the frame around what `c.render(content, frame)` is given. */
export const frame = jsxRenderer(
  ({ children, title, audience, here, programme, refresh }, bare) => {
    const c = bare as Context<RequestEnv>;
    const locale = localeOf(c);
    const [say, other] = [speaker(locale), otherLocale(locale)];
    const reloads = refresh !== undefined && c.req.query('auto') !== '0';
    return (
      <html lang={locale}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{`${title} – ${say(frameWords.product)}`}</title>
          <meta name="theme-color" content="#0b3b46" />
          {audience !== 'public' ? <meta name="robots" content="noindex" /> : null}
          <link rel="icon" type="image/svg+xml" href={assets.umbrella.url} />
          <link rel="stylesheet" href={assets.style.url} />
          {reloads ? (
            <>
              <noscript>
                <meta http-equiv="refresh" content={String(refresh)} />
              </noscript>
              <script src={assets.progress.url} defer></script>
            </>
          ) : null}
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
              {audience === 'office' ? <Navigation c={c} say={say} here={here} /> : null}
            </div>
          </header>
          {programme === undefined ? null : <ProgrammeNavigation c={c} of={programme} locale={locale} />}
          {audience === 'office' && (c.get('glasses') ?? 0) > 0 ? (
            <div class="wide">
              <p class="fault-summary" role="status">
                <a href="/glasses">{say(frameWords.glassesToReview, { count: c.get('glasses') ?? 0 })}</a>
              </p>
            </div>
          ) : null}
          <main id="isi" class="wide" tabindex={-1}>
            <Notice told={c.get('notice') as Telling | undefined} locale={locale} />
            {children}
          </main>
          <footer>
            <div class="wide">
              <p>{say(frameWords.lawful)}</p>
              {audience === 'office' ? (
                <p class="links">
                  {watching
                    .filter(([, act]) => c.get('mayDo')?.(act).may === true)
                    .map(([href, , words]) => (
                      <a href={href}>{say(words)}</a>
                    ))}
                </p>
              ) : null}
              {audience === 'office' ? <WhoActs c={c} say={say} /> : null}
            </div>
          </footer>
        </body>
      </html>
    );
  },
  { docType: true },
);

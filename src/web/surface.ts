// Decides what pages and routes are given: the workplace, who asks, the time zone of days, and the reader's language.
import type { Context } from 'hono';
import type { Actor } from '../kernel/actor.ts';
import type { Workplace } from '../platform/workplace.ts';
import type { Locale } from './words.ts';

/** What a request carries; absent where it failed before it was read. */
export interface RequestEnv {
  Variables: {
    locale?: Locale;
    /** Names this request in the log and on an error page. */
    incident?: string;
  };
}

/** What a stage's pages and routes work with. */
export interface Surface {
  readonly workplace: Workplace;
  /** Who asks. Until sign-in exists, whoever sits at this computer. */
  actor(c: Context<RequestEnv>): Actor;
  /** IANA time zone in which pages say which day it is. */
  readonly timeZone: string;
}

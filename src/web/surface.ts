// Decides what pages and routes are given: the workplace, who asks, the time zone of days, the reader's language, and what is under way.
import type { Context } from 'hono';
import type { Actor } from '../kernel/actor.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Disclose } from '../permission/reveal-steps.ts';
import type { PermitPort, ScopeKnownOf } from '../permission/reach-steps.ts';
import type { Workplace } from '../platform/workplace.ts';
import type { Remembered } from './remembered.ts';
import type { Locale } from './words.ts';
import type { Telling } from './notice.tsx';
import type { WorkKeeper } from './work-keeper.ts';
import type { Works } from './works.ts';

/** A form that was refused: what its page shows again, with what is wrong. */
export interface Refusal {
  readonly operation: string;
  readonly error: unknown;
  readonly values: Readonly<Record<string, string>>;
}

/** What a request carries; absent where it failed before it was read. */
export interface RequestEnv {
  Variables: {
    locale?: Locale;
    /** Names this request in the log and on an error page. */
    incident?: string;
    /** Set when the page answers a form that was refused. */
    refusal?: Refusal;
    /** Who the request comes from; absent on pages anybody may see, and until it was asked. */
    caller?: Caller;
    /** What was done before this page was shown, as a box above it. */
    notice?: unknown;
    /** Who asks for this page, as far as its act reaches. */
    permitted?: Actor;
    /** Broken glasses the reader is to judge. */
    glasses?: number;
    /** Whether the page at an address opens to the reader: no link leads to a shut door. */
    mayOpen?: (address: string) => boolean;
    /** Whether the reader's roles permit an act, or else who may. */
    mayDo?: (act: string) => { readonly may: true } | { readonly may: false; readonly who: string };
  };
}

/** What a form says of an answer, and where it is seen. */
export interface FormEnding {
  readonly told: (answer: never, locale: Locale, input: never) => Telling;
  readonly next: (answer: never, input: never) => string;
}

/** What a stage's pages and routes work with. */
export interface Surface {
  readonly workplace: Workplace;
  /** Who asks, for the act (operation) of that name. Faults: unauthenticated `sign-in-needed`, forbidden `act-not-granted`. */
  actor(c: Context<RequestEnv>, act?: string): Actor;
  /** What people call the actors of recorded acts; an id nobody is found under stands for itself. */
  namesOf(actorIds: readonly string[]): Promise<(actorId: string) => string>;
  /** What the permission table permits. */
  readonly permits: PermitPort;
  /** What is known of the words of a scope that is granted. */
  readonly scopeKnown: ScopeKnownOf;
  /** Records a search for one person, before its answer leaves. */
  readonly disclose: Disclose;
  /** IANA time zone in which pages say which day it is. */
  readonly timeZone: string;
  readonly works: Works;
  /** Keeps long work in the database. */
  readonly keeper: WorkKeeper;
  /** The forms of pages by their operation: they say what is told when work ends that began before a restart. */
  readonly forms: Map<string, FormEnding>;
  readonly remembered: Remembered;
  /** Names the state of the records: other after every act, and on another day. */
  stateNow(): Promise<string>;
  /** Counts what takes long one at a time, so that pages are answered meanwhile. */
  readonly countInTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** Runs work that holds several connections, a few at a time. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

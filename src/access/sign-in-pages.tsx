// Decides how people sign in and out: name and password, then a code; the first time an authenticator and recovery codes; and what a one-time link opens.
import { Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { Fault } from '../kernel/fault.ts';
import { faultToProblem } from '../platform/rendering.ts';
import { type PageContext, formFields } from '../web/act.ts';
import { ActionForm, type Field } from '../web/action-form.tsx';
import { localeOf } from '../web/locale.ts';
import { QrPicture } from '../web/qr.tsx';
import type { RequestEnv } from '../web/surface.ts';
import { type Bilingual, speaker } from '../web/words.ts';
import { type Door, carried, carriedSealed, carry, carrySealed, drop, fromOf, wayOn } from './browser-routes.ts';
import { type OpenedLink, accountsExist, linkOpened, takeEnterLink, takeFirstLink, takeWelcomeLink } from './link-steps.ts';
import { signOut } from './session-steps.ts';
import { settings } from './settings.ts';
import { words } from './sign-in-words.ts';
import { type HalfIn, authenticatorToSetUp, confirmAuthenticator, enterCode, enterPassword, secondStep } from './sign-in-steps.ts';

type Answer = Response | Promise<Response>;
/** What is known half-way, carried sealed. */
type Half = HalfIn & { readonly next: string };

/** A page of the door: nothing of it is kept by a browser. */
export function doorPage(c: PageContext, title: Bilingual, content: Child, audience: 'door' | 'office' = 'door'): Answer {
  const say = speaker(localeOf(c));
  c.header('cache-control', 'no-store');
  return c.render(
    <article class="narrow">
      <h1>{say(title)}</h1>
      {content}
    </article>,
    { title: say(title), audience },
  );
}

/** Shows a form's page again with what was refused; a bug is thrown on. */
export async function orAgain(
  c: PageContext,
  operation: string,
  fields: Readonly<Record<string, string>>,
  page: () => Answer,
  act: () => Promise<Response>,
): Promise<Response> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    c.status(faultToProblem(error, localeOf(c)).status as 400);
    c.set('refusal', { operation, error, values: fields });
    return page();
  }
}

const passwordField: Field = { name: 'password', label: words.password, kind: 'password', autocomplete: 'current-password' };
export const newPasswordField: Field = { name: 'password', label: words.newPassword, hint: words.passwordHint, kind: 'password', autocomplete: 'new-password' };
const codeField: Field = { name: 'code', label: words.code, autocomplete: 'one-time-code' };

export function signInPages(door: Door, provider: boolean): Hono<RequestEnv> {
  const { workplace } = door;
  const pages = new Hono<RequestEnv>();
  const letIn = async (c: PageContext, token: string): Promise<void> => {
    const before = carried(c, door, 'session');
    if (before !== undefined) await signOut(workplace, before); // a browser holds one session
    carry(c, door, 'session', token, settings.sessionLongest);
    drop(c, door, 'step');
  };
  const halfOf = (c: PageContext): Half | undefined => carriedSealed<Half>(c, door, 'step');
  const toSecond = async (c: PageContext, half: HalfIn, next: string): Promise<Response> => {
    carrySealed(c, door, 'step', { accountId: half.accountId, name: half.name, passwordSetAt: half.passwordSetAt, next } satisfies Half);
    return c.redirect((await secondStep(workplace, half)) === 'code' ? '/sign-in/second' : '/sign-in/authenticator', 303);
  };

  const signInPage = async (c: PageContext, next: string): Promise<Response> => {
    const say = speaker(localeOf(c));
    if (!(await accountsExist(workplace))) return doorPage(c, words.signIn, <p class="note-box">{say(words.noAccounts)}</p>);
    return doorPage(
      c,
      words.signIn,
      <>
        <p class="lead">{say(words.signInLead)}</p>
        <ActionForm
          c={c}
          operation={{ id: 'signIn' }}
          action="/sign-in"
          hidden={{ next }}
          fields={[{ name: 'name', label: words.name, autocomplete: 'username' }, passwordField]}
          submit={words.signIn}
        />
        {provider ? (
          <p>
            <a href={`/sign-in/openid?next=${encodeURIComponent(next)}`}>{say(words.orProvider)}</a>
          </p>
        ) : null}
      </>,
    );
  };
  pages.get('/sign-in', (c) => {
    const next = wayOn(c.req.query('next'));
    return c.get('caller') === undefined ? signInPage(c, next) : c.redirect(next, 303);
  });
  pages.post('/sign-in', async (c) => {
    const fields = await formFields(c);
    const next = wayOn(fields['next']);
    const { password = '', ...shown } = fields;
    return orAgain(
      c,
      'signIn',
      { ...shown, next },
      () => signInPage(c, next),
      async () => {
        const half = await enterPassword(workplace, { name: fields['name'] ?? '', password, address: fromOf(c, door).address });
        return toSecond(c, half, next);
      },
    );
  });

  const secondPage = (c: PageContext): Answer =>
    doorPage(
      c,
      words.second,
      <ActionForm c={c} operation={{ id: 'enterCode' }} action="/sign-in/second" fields={[codeField]} lead={words.secondLead} submit={words.signIn} />,
    );
  pages.get('/sign-in/second', (c) => (halfOf(c) === undefined ? c.redirect('/sign-in', 303) : secondPage(c)));
  pages.post('/sign-in/second', async (c) => {
    const half = halfOf(c);
    if (half === undefined) return c.redirect('/sign-in', 303);
    const { code = '' } = await formFields(c);
    return orAgain(
      c,
      'enterCode',
      {},
      () => secondPage(c),
      async () => {
        const { token, recoveryLeft } = await enterCode(workplace, half, code, fromOf(c, door));
        await letIn(c, token);
        return c.redirect(recoveryLeft === null ? half.next : '/me#codes', 303);
      },
    );
  });

  const authenticatorPage = async (c: PageContext, half: Half): Promise<Response> => {
    const say = speaker(localeOf(c));
    const { text, address } = await authenticatorToSetUp(workplace, half);
    return doorPage(
      c,
      words.enrol,
      <>
        <p class="lead">{say(words.enrolLead)}</p>
        <p>
          <QrPicture text={address} label={say(words.picture)} />
        </p>
        <p>
          {`${say(words.seed)}: `}
          <code id="seed">{text}</code>
        </p>
        <ActionForm c={c} operation={{ id: 'confirmAuthenticator' }} action="/sign-in/authenticator" fields={[codeField]} submit={words.confirm} />
      </>,
    );
  };
  pages.get('/sign-in/authenticator', (c) => {
    const half = halfOf(c);
    return half === undefined ? c.redirect('/sign-in', 303) : authenticatorPage(c, half);
  });
  pages.post('/sign-in/authenticator', async (c) => {
    const half = halfOf(c);
    if (half === undefined) return c.redirect('/sign-in', 303);
    const { code = '' } = await formFields(c);
    return orAgain(
      c,
      'confirmAuthenticator',
      {},
      () => authenticatorPage(c, half),
      async () => {
        const { token, recoveryCodes } = await confirmAuthenticator(workplace, half, code, fromOf(c, door));
        await letIn(c, token);
        return recoveryPage(c, recoveryCodes, half.next);
      },
    );
  });

  const linkPage = async (c: PageContext, link: OpenedLink, token: string): Promise<Response> => {
    const say = speaker(localeOf(c));
    const action = `/welcome/${token}`;
    const name = link.displayName ?? '';
    if (link.purpose === 'first') {
      const fields: Field[] = [
        { name: 'name', label: words.name, autocomplete: 'username' },
        { name: 'displayName', label: words.displayName, optional: true },
        newPasswordField,
      ];
      return doorPage(
        c,
        words.first,
        <ActionForm c={c} operation={{ id: 'takeLink' }} action={action} fields={fields} lead={words.firstLead} submit={words.make} />,
      );
    }
    if (link.purpose === 'enter') {
      return doorPage(
        c,
        words.welcome,
        <>
          <p class="lead">{say(words.enterLead, { name })}</p>
          <ActionForm c={c} operation={{ id: 'takeLink' }} action={action} submit={words.signIn} />
        </>,
      );
    }
    return doorPage(
      c,
      words.welcome,
      <>
        <p class="lead">{say(words.welcomeLead, { name: `${name} (${link.name ?? ''})` })}</p>
        <ActionForm c={c} operation={{ id: 'takeLink' }} action={action} fields={[newPasswordField]} submit={words.set} />
      </>,
    );
  };
  pages.get('/welcome/:token', async (c) => linkPage(c, await linkOpened(workplace, c.req.param('token')), c.req.param('token')));
  pages.post('/welcome/:token', async (c) => {
    const token = c.req.param('token');
    const { password = '', ...shown } = await formFields(c);
    const link = await linkOpened(workplace, token);
    return orAgain(
      c,
      'takeLink',
      shown,
      () => linkPage(c, link, token),
      async () => {
        if (link.purpose === 'enter') {
          await letIn(c, await takeEnterLink(workplace, token, fromOf(c, door).userAgent));
          return c.redirect('/', 303);
        }
        const half =
          link.purpose === 'first'
            ? await takeFirstLink(workplace, token, { name: shown['name'] ?? '', displayName: shown['displayName'] ?? '', password, language: localeOf(c) })
            : await takeWelcomeLink(workplace, token, password);
        return toSecond(c, half, '/');
      },
    );
  });

  pages.post('/sign-out', async (c) => {
    const token = carried(c, door, 'session');
    if (token !== undefined) await signOut(workplace, token);
    drop(c, door, 'session');
    return c.redirect('/sign-in', 303);
  });
  return pages;
}

/** Recovery codes, the one time they are shown. */
export const recoveryPage = (c: PageContext, codes: readonly string[], next: string): Answer => {
  const say = speaker(localeOf(c));
  return doorPage(
    c,
    words.codes,
    <>
      <p class="lead">{say(words.codesLead)}</p>
      <ul class="codes">
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p>
        <a href={next}>{say(words.codesKept)}</a>
      </p>
    </>,
  );
};

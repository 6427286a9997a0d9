// Decides what somebody sees of his own account: open sessions, password, recovery codes, and under which duty he acts.
import { Hono } from 'hono';
import { type PageContext, formFields } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { localeOf } from '../web/locale.ts';
import { Facts } from '../web/parts.tsx';
import { signInNeeded } from '../web/actor-of.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { type Locale, speaker, wordsOf } from '../web/words.ts';
import { type Door, drop, fromOf } from './browser-routes.ts';
import { meWords as words } from './me-words.ts';
import { SessionList } from './session-list-pages.tsx';
import { endOneSession, endOtherSessions, sessionsOf, takeDuty } from './session-steps.ts';
import { doorPage, newPasswordField, orAgain, recoveryPage } from './sign-in-pages.tsx';
import { changePassword, recoveryCodesLeftOf, renewRecoveryCodes } from './sign-in-steps.ts';

export function mePages(surface: Surface, door: Door): Hono<RequestEnv> {
  const { workplace } = door;
  const { permissions } = surface.permits;
  const pages = new Hono<RequestEnv>();
  const mine = (c: PageContext) => {
    const caller = c.get('caller');
    if (caller?.session === undefined) throw signInNeeded();
    return { caller, session: caller.session };
  };

  const page = async (c: PageContext): Promise<Response> => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const { caller, session } = mine(c);
    const [open, left] = [await sessionsOf(workplace, caller.actor, session.accountId), await recoveryCodesLeftOf(workplace, session.accountId)];
    return doorPage(
      c,
      words.title,
      <>
        <Facts
          locale={locale}
          facts={[
            [words.name, caller.name],
            [words.duty, session.duty ?? say(words.noDuty)],
            [
              words.roles,
              session.duties
                .find(({ key }) => key === session.duty)
                ?.roles.map((role) => wordsOf(permissions.roles, role)[locale])
                .join(', '),
            ],
          ]}
        />
        {session.duties.length > 1 ? (
          <p>
            <a href="/acting">{say(words.changeDuty)}</a>
          </p>
        ) : null}
        <h2>{say(words.sessions)}</h2>
        <SessionList c={c} sessions={open} here={session.sessionId} timeZone={surface.timeZone} action={(id) => `/me/sessions/${id}/end`} />
        {open.length > 1 ? <ActionForm c={c} operation={{ id: 'endOthers' }} action="/me/sessions/end-others" submit={words.endOthers} plain /> : null}
        <h2 id="password">{say(words.password)}</h2>
        <ActionForm
          c={c}
          operation={{ id: 'changePassword' }}
          action="/me/password"
          fields={[{ name: 'old', label: words.oldPassword, kind: 'password', autocomplete: 'current-password' }, newPasswordField]}
          lead={words.passwordLead}
          submit={words.change}
        />
        <h2 id="codes">{say(words.codes)}</h2>
        <p>{say(words.codesLeft, { left })}</p>
        <ActionForm
          c={c}
          operation={{ id: 'renewCodes' }}
          action="/me/recovery-codes"
          fields={[{ name: 'password', label: words.oldPassword, kind: 'password', autocomplete: 'current-password' }]}
          lead={words.codesLead}
          submit={words.renew}
        />
      </>,
      'office',
    );
  };
  pages.get('/me', page);
  pages.post('/me/sessions/end-others', async (c) => {
    await endOtherSessions(workplace, mine(c).session);
    return c.redirect('/me', 303);
  });
  pages.post('/me/sessions/:session/end', async (c) => {
    const { caller, session } = mine(c);
    const ended = c.req.param('session');
    return orAgain(
      c,
      'endSession',
      {},
      () => page(c),
      async () => {
        await endOneSession(workplace, caller.actor, ended);
        if (ended === session.sessionId) drop(c, door, 'session');
        return c.redirect('/me', 303);
      },
    );
  });
  pages.post('/me/password', async (c) => {
    const { session } = mine(c);
    const { old = '', password = '' } = await formFields(c);
    return orAgain(
      c,
      'changePassword',
      {},
      () => page(c),
      async () => {
        await changePassword(workplace, { ...session, old, password, address: fromOf(c, door).address });
        return doorPage(c, words.title, <p class="note-box">{speaker(localeOf(c))(words.changed)}</p>, 'office');
      },
    );
  });
  pages.post('/me/recovery-codes', async (c) => {
    const { session } = mine(c);
    const { password = '' } = await formFields(c);
    return orAgain(
      c,
      'renewCodes',
      {},
      () => page(c),
      async () => recoveryPage(c, await renewRecoveryCodes(workplace, { accountId: session.accountId, password, address: fromOf(c, door).address }), '/me'),
    );
  });

  const dutyPage = (c: PageContext) => {
    const say = speaker(localeOf(c));
    const { session } = mine(c);
    return doorPage(
      c,
      words.dutyTitle,
      session.duties.length === 0 ? (
        <p class="note-box">{say(words.nothingGranted)}</p>
      ) : (
        <ActionForm
          c={c}
          operation={{ id: 'takeDuty' }}
          action="/acting"
          lead={words.dutyLead}
          fields={[
            {
              name: 'duty',
              label: words.duty,
              kind: 'choice',
              ...(session.duty === null ? {} : { value: session.duty }),
              choices: session.duties.map(({ key, roles }) => {
                const held = (locale: Locale): string => `${key}: ${roles.map((role) => wordsOf(permissions.roles, role)[locale]).join(', ')}`;
                return [key, { id: held('id'), en: held('en') }] as const;
              }),
            },
          ]}
          submit={words.take}
        />
      ),
      'office',
    );
  };
  pages.get('/acting', dutyPage);
  pages.post('/acting', async (c) => {
    const { duty = '' } = await formFields(c);
    return orAgain(
      c,
      'takeDuty',
      { duty },
      () => dutyPage(c),
      async () => {
        await takeDuty(workplace, mine(c).caller, duty);
        return c.redirect('/', 303);
      },
    );
  });
  return pages;
}

// Decides how administrators look after accounts: who there is, grants, locks, links, sessions, and people from the OpenID provider.
import { Hono } from 'hono';
import { type Page, type PageContext, answerShown, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { whenText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Doable } from '../web/parts.tsx';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { type Say, frameWords, speaker } from '../web/words.ts';
import { accessOperations as operations } from './access-routes.ts';
import { accessWords as words } from './access-words.ts';
import type { Door } from './browser-routes.ts';
import { roles } from './grant.ts';
import { linkAddress } from './link-steps.ts';
import { SessionList } from './session-list-pages.tsx';

/** A link as people are given it. */
const LinkShown = ({ c, door, link, text }: { c: PageContext; door: Door; link: string; text: string }) => {
  const say = speaker(localeOf(c));
  return (
    <div class="note-box">
      <p>{text}</p>
      <p>
        {`${say(words.linkLabel)}: `}
        <code class="secret">{linkAddress(door.origin ?? new URL(c.req.url).origin, link.replace(/^\/welcome\//, ''))}</code>
      </p>
    </div>
  );
};

const stateOf = (say: Say, { locked, hasPassword }: { locked: boolean; hasPassword: boolean }): string =>
  say(locked ? words.locked : hasPassword ? words.ready : words.invited);

export function accessPages(surface: Surface, door: Door): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();

  const listPage: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const { accounts } = await look(surface, c, operations.list);
    const waiting = (await look(surface, c, operations.subjects)).subjects.filter(({ accountId }) => accountId === null);
    const added = answerShown(surface, c, operations.add);
    c.header('cache-control', 'no-store');
    return c.render(
      <article>
        <h1>{say(words.accounts)}</h1>
        <p class="lead">{say(words.accountsLead)}</p>
        {added === undefined ? null : <LinkShown c={c} door={door} link={added.link} text={say(words.added, { name: added.name })} />}
        <Doable id="tambah" title={say(words.add)} open={accounts.length === 0 || c.get('refusal')?.operation === operations.add.id}>
          <ActionForm
            c={c}
            operation={operations.add}
            action="/accounts"
            lead={words.addLead}
            fields={[
              { name: 'name', label: words.name, hint: words.nameHint },
              { name: 'displayName', label: words.displayName, optional: true },
            ]}
            submit={words.add}
          />
        </Doable>
        <Table
          caption={say(words.all)}
          scrollLabel={say(frameWords.scrollable)}
          columns={[{ title: say(words.name) }, { title: say(words.displayName) }, { title: say(words.state) }, { title: say(words.grants) }]}
          rows={accounts.map((one) => [
            <a href={`/accounts/${one.name}`}>{one.name}</a>,
            one.displayName,
            stateOf(say, one),
            one.grants.length === 0
              ? say(words.none)
              : one.grants.map(({ role, scope }) => `${surface.permits.permissions.roles[role][locale]} ${scope}`).join('; '),
          ])}
        />
        {waiting.length === 0 ? null : (
          <>
            <h2>{say(words.waiting)}</h2>
            <p>{say(words.waitingLead)}</p>
            <ul>
              {waiting.map(({ knownAs, subject, cameAt }) => (
                <li>
                  {`${knownAs} (${whenText(cameAt, surface.timeZone, locale)}) `}
                  <code>{subject}</code>
                </li>
              ))}
            </ul>
          </>
        )}
        <p>
          <a href="/clients">{say(words.toClients)}</a>
        </p>
      </article>,
      { title: say(words.accounts), audience: 'office' },
    );
  };
  pages.get('/accounts', listPage);

  const accountPage: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const one = await look(surface, c, operations.show);
    const at = `/accounts/${one.name}`;
    const { sessions } = await look(surface, c, operations.sessions);
    const { subjects } = await look(surface, c, operations.subjects);
    const waiting = subjects.filter(({ accountId }) => accountId === null);
    const nameOf = await surface.namesOf(one.grants.map(({ author }) => author));
    const linked = answerShown(surface, c, operations.link);
    const refused = c.get('refusal')?.operation;
    c.header('cache-control', 'no-store');
    return c.render(
      <article>
        <p class="kicker">{say(words.accounts)}</p>
        <h1>{one.displayName}</h1>
        <p class="lead">{`${one.name}: ${stateOf(say, one)}`}</p>
        {linked === undefined ? null : <LinkShown c={c} door={door} link={linked.link} text={say(words.linkMade, { name: linked.name })} />}
        <h2>{say(words.grants)}</h2>
        {one.grants.length === 0 ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <Table
            caption={say(words.grants)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[
              { title: say(words.role) },
              { title: say(words.scope) },
              { title: say(words.since) },
              { title: say(words.by) },
              { title: say(words.end) },
            ]}
            rows={one.grants.map((grant) => [
              surface.permits.permissions.roles[grant.role][locale],
              grant.scope,
              whenText(grant.recordedAt, surface.timeZone, locale),
              nameOf(grant.author),
              <ActionForm
                c={c}
                operation={operations.revoke}
                action={`${at}/grants/${grant.grantId}/end`}
                hidden={{ grant: grant.grantId }}
                part={grant.grantId}
                submit={words.end}
                plain
              />,
            ])}
          />
        )}
        <Doable id="beri" title={say(words.give)} open={refused === operations.grant.id}>
          <ActionForm
            c={c}
            operation={operations.grant}
            action={`${at}/grants`}
            fields={[
              { name: 'role', label: words.role, kind: 'choice', choices: roles.map((role) => [role, surface.permits.permissions.roles[role]] as const) },
              { name: 'sponsor', label: words.sponsor },
              { name: 'area', label: words.area, hint: words.areaHint },
              { name: 'branch', label: words.branch, hint: words.branchHint, optional: true },
              { name: 'sender', label: words.sender, hint: words.senderHint, optional: true },
            ]}
            submit={words.give}
          />
        </Doable>
        <Doable id="tautan" title={say(words.makeLink)} open={refused === operations.link.id}>
          <ActionForm c={c} operation={operations.link} action={`${at}/links`} lead={words.makeLinkLead} submit={words.makeLink} />
        </Doable>
        {one.locked ? (
          <ActionForm c={c} operation={operations.unlock} action={`${at}/unlock`} submit={words.unlock} plain />
        ) : (
          <Doable id="kunci" title={say(words.lock)} open={refused === operations.lock.id}>
            <ActionForm
              c={c}
              operation={operations.lock}
              action={`${at}/lock`}
              lead={words.lockLead}
              fields={[{ name: 'reason', label: words.reason }]}
              submit={words.lock}
            />
          </Doable>
        )}
        <Doable id="instansi" title={say(words.openid)} open={refused === operations.linkOpenId.id}>
          <ActionForm
            c={c}
            operation={operations.linkOpenId}
            action={`${at}/openid`}
            lead={words.openidLead}
            fields={[
              { name: 'issuer', label: words.issuer, value: waiting[0]?.issuer ?? '' },
              { name: 'subject', label: words.subject, value: waiting[0]?.subject ?? '' },
            ]}
            submit={words.linkIt}
          />
        </Doable>
        <h2>{say(words.sessions)}</h2>
        <SessionList c={c} sessions={sessions} here={null} timeZone={surface.timeZone} action={(session) => `${at}/sessions/${session}/end`} />
      </article>,
      { title: say(words.accounts), audience: 'office' },
    );
  };
  pages.get('/accounts/:account', accountPage);

  const done = (said: { readonly id: string; readonly en: string }) => (_: unknown, locale: 'id' | 'en') => ({ text: said[locale] });
  takeForm(pages, surface, {
    operation: operations.add,
    at: '/accounts',
    page: listPage,
    told: ({ name }, locale) => ({ text: speaker(locale)(words.added, { name }) }),
    next: () => '/accounts',
  });
  const back = { page: accountPage } as const;
  const toAccount = (_: unknown, { account }: { account: string }): string => `/accounts/${account}`;
  takeForm(pages, surface, {
    ...back,
    operation: operations.grant,
    at: '/accounts/:account/grants',
    told: ({ cautions }, locale) => ({ text: words.given[locale], problems: cautions.map((caution) => caution[locale]) }),
    next: toAccount,
  });
  takeForm(pages, surface, { ...back, operation: operations.lock, at: '/accounts/:account/lock', told: done(words.wasLocked), next: toAccount });
  takeForm(pages, surface, { ...back, operation: operations.unlock, at: '/accounts/:account/unlock', told: done(words.wasUnlocked), next: toAccount });
  takeForm(pages, surface, { ...back, operation: operations.linkOpenId, at: '/accounts/:account/openid', told: done(words.linked), next: toAccount });
  takeForm(pages, surface, {
    ...back,
    operation: operations.link,
    at: '/accounts/:account/links',
    told: ({ name }, locale) => ({ text: speaker(locale)(words.linkMade, { name }) }),
    next: toAccount,
  });
  takeForm(pages, surface, {
    ...back,
    operation: operations.revoke,
    at: '/accounts/:account/grants/:grant/end',
    told: done(words.ended),
    next: () => '/accounts',
  });
  takeForm(pages, surface, {
    ...back,
    operation: operations.endSession,
    at: '/accounts/:account/sessions/:session/end',
    told: done(words.sessionEnded),
    next: () => '/accounts',
  });
  return pages;
}

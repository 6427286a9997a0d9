// Decides how administrators look after programs that sign in by client credentials; the secret is shown once.
import { Hono } from 'hono';
import { type Page, answerShown, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { whenText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Doable, Facts } from '../web/parts.tsx';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { frameWords, speaker, wordsOf } from '../web/words.ts';
import { accessOperations as operations } from './access-routes.ts';
import { accessWords as words } from './access-words.ts';

export function clientPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const { clients } = await look(surface, c, operations.clients);
    const added = answerShown(surface, c, operations.addClient);
    c.header('cache-control', 'no-store');
    return c.render(
      <article>
        <p class="kicker">
          <a href="/accounts">{say(words.accounts)}</a>
        </p>
        <h1>{say(words.clients)}</h1>
        <p class="lead">{say(words.clientsLead)}</p>
        {added === undefined ? null : (
          <Facts
            locale={locale}
            facts={[
              [words.clientId, <code class="secret">{added.clientId}</code>],
              [words.secret, <code class="secret">{added.secret}</code>],
              [words.until, whenText(added.expiresAt, surface.timeZone, locale)],
            ]}
          />
        )}
        <Doable id="tambah" title={say(words.addClient)} open={c.get('refusal')?.operation === operations.addClient.id}>
          <ActionForm
            c={c}
            operation={operations.addClient}
            action="/clients"
            fields={[
              { name: 'name', label: words.clientName, hint: words.nameHint },
              { name: 'roles', label: words.clientRoles, hint: words.clientRolesHint },
              { name: 'sponsor', label: words.sponsor },
              { name: 'area', label: words.area, hint: words.areaHint },
              { name: 'branch', label: words.branch, hint: words.branchHint, optional: true },
              { name: 'sender', label: words.sender, hint: words.senderHint, optional: true },
              { name: 'acts', label: words.acts, hint: words.actsHint, optional: true },
            ]}
            submit={words.addClient}
          />
        </Doable>
        {clients.length === 0 ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <Table
            caption={say(words.all)}
            scrollLabel={say(frameWords.scrollable)}
            columns={[
              { title: say(words.clientName) },
              { title: say(words.scope) },
              { title: say(words.acts) },
              { title: say(words.until) },
              { title: say(words.end) },
            ]}
            rows={clients.map((one) => [
              one.name,
              `${one.roles.map((role) => wordsOf(surface.permits.permissions.roles, role)[locale]).join(', ')} ${one.scope}`,
              one.acts === null ? say(words.all) : one.acts.join(' '),
              whenText(one.expiresAt, surface.timeZone, locale),
              one.ended ? (
                say(words.wasEnded)
              ) : (
                <ActionForm
                  c={c}
                  operation={operations.endClient}
                  action={`/clients/${one.name}/end`}
                  hidden={{ name: one.name }}
                  part={one.name}
                  submit={words.end}
                  plain
                />
              ),
            ])}
          />
        )}
      </article>,
      { title: say(words.clients), audience: 'office' },
    );
  };
  pages.get('/clients', page);
  takeForm(pages, surface, {
    operation: operations.addClient,
    at: '/clients',
    page,
    told: ({ cautions }, locale) => ({ text: words.clientAdded[locale], problems: cautions.map((caution) => caution[locale]) }),
    next: () => '/clients',
  });
  takeForm(pages, surface, {
    operation: operations.endClient,
    at: '/clients/:name/end',
    page,
    told: (_, locale) => ({ text: words.clientEnded[locale] }),
    next: () => '/clients',
  });
  return pages;
}

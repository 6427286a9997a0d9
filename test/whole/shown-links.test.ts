// No shut doors: what the first page and the pages of a programme link to, each role may open; and the first page leads each role to its work.
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor, Role } from '../../src/kernel/actor.ts';
import { roleNames } from '../../src/permission/permission.ts';
import { createApp } from '../../src/server.ts';
import { comes } from '../comes.ts';
import { shownProgramme } from '../fixtures/shown-programme.ts';

let shown: Awaited<ReturnType<typeof shownProgramme>>;
let app: ReturnType<typeof createApp>;
let branch = '';

beforeAll(async () => {
  shown = await shownProgramme();
  app = createApp({ workplace: shown.workplace, log: pino({ level: 'silent' }), callerOf: comes });
  const [period] = await shown.owner<{ branch: string }>(`select branch from contributions.period order by branch limit 1`);
  branch = period?.branch ?? '';
});
afterAll(() => shown?.drop());

/** Each role as the demonstration's ten people hold it: in its own sponsor, branch and sending office. */
const somebody = (role: Role): Actor => ({
  id: `${role}-own`,
  roles: [role],
  ...(role === 'administrator' ? { sponsor: '*', area: '*' } : { sponsor: 'ntt', area: role === 'sender' ? '5311' : '53' }),
  posts: { branch, sender: 'kabupaten' },
});

async function opened(actor: Actor, address: string): Promise<{ status: number; html: string; menu: readonly string[]; links: readonly string[] }> {
  const response = await app.request(address, { headers: { 'test-actor': JSON.stringify(actor), origin: 'http://localhost' } });
  const html = await response.text();
  const linksOf = (of: string): readonly string[] => [
    ...new Set([...of.matchAll(/<a [^>]*?href="(\/[^"#]*)/g)].map(([, href = '']) => href.replaceAll('&amp;', '&')).filter((href) => !/[?&]lang=/.test(href))),
  ];
  return { status: response.status, html, links: linksOf(html), menu: linksOf(/<nav class="of-programme"[\s\S]*?<\/nav>/.exec(html)?.[0] ?? '') };
}

/** Where the daily work of a role is done. */
const work: Partial<Record<Role, string>> = { sender: 'lists', 'branch-officer': 'cards', 'case-worker': 'claims', auditor: 'runs' };

test.each(roleNames)('every link shown to %s on the first page and one level deeper opens', async (role) => {
  const [actor, home, shut] = [somebody(role), await opened(somebody(role), '/'), [] as string[]];
  const seen = new Map<string, Awaited<ReturnType<typeof opened>>>();
  const look = async (from: string, links: readonly string[], fails: (status: number) => boolean): Promise<void> => {
    for (const href of links) {
      if (!seen.has(href)) seen.set(href, await opened(actor, href));
      const status = seen.get(href)?.status ?? 0;
      if (fails(status)) shut.push(`${from} -> ${href}: ${status}`);
    }
  };
  const [atAll, shutDoor] = [(status: number) => status >= 400, (status: number) => status === 403 || status >= 500];
  await look('/', home.links, atAll);
  const menus = new Set(home.links.flatMap((href) => seen.get(href)?.menu ?? []));
  await look('menu', [...menus], atAll);
  for (const href of [...home.links, ...menus]) await look(href, seen.get(href)?.links ?? [], shutDoor);
  expect(shut).toEqual([]);
  const page = work[role];
  if (page !== undefined) expect([...seen.keys()]).toContain(shown.fill(`/programmes/{programme}/${page}`));
});

test('a refused page of a programme shows the menu of what the role may open, and nothing else of the programme', async () => {
  const refused = await opened(somebody('case-worker'), shown.fill('/programmes/{programme}/budget'));
  expect(refused.status).toBe(403);
  expect(refused.menu).toContain(shown.fill('/programmes/{programme}/claims'));
  expect(refused.menu).not.toContain(shown.fill('/programmes/{programme}/budget'));
  expect(refused.html).not.toContain('aria-current="page"');
});

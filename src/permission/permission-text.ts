// Decides how the permission table is told to people: the page docs/operate/permissions.md, made from it.
import type { Role } from '../kernel/actor.ts';
import { type ActRow, type PermissionTable, reachNames, roleNames } from './permission.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

const may = ({ may: said }: ActRow): string =>
  said === 'everyone' ? 'everyone' : (Object.entries(said) as [Role, string][]).map(([role, reach]) => `${role} (${reach})`).join(', ');

/** The page, in English with the Indonesian reason beside the English one. */
export function permissionsPage(of: PermissionTable): string {
  const acts = [...of.acts.values()];
  const pagesOf = (act: string): string =>
    Object.entries(of.pages)
      .filter(([, named]) => named === act)
      .map(([page]) => `\`${page}\``)
      .join(' ');
  return [
    '<!-- Written by `npm run generate` from permissions/permissions.yaml. Do not edit. -->',
    '# Who may do what',
    'Made from [`permissions/permissions.yaml`](../../permissions/permissions.yaml), which also makes the checks in the code, the row policies and the tests. ' +
      'Every act keeps to the sponsor and area of the account; its reach says how much further it is narrowed. Why it is so: [record 13](../adr/0013-one-permission-table.md).',
    '## Roles',
    table(
      ['Role', 'Indonesian', 'English'],
      roleNames.map((name) => [name, of.roles[name].id, of.roles[name].en]),
    ),
    '## Reaches',
    table(
      ['Reach', 'Means', 'Held in the database by'],
      reachNames.map((name) => {
        const { id, en, setting, rows } = of.reaches[name];
        const held = Object.entries(rows ?? {}).map(([on, column]) => `\`${on}.${column}\``);
        return [name, `${en.replace(/\.$/, '')}. ${id}`, setting === undefined ? 'policy `scope`' : `\`${setting}\`: ${held.join(', ')}`];
      }),
    ),
    '## Acts',
    table(
      ['Act', 'May', 'Why', 'Mengapa', 'By breaking the glass', 'Pages of their own'],
      acts.map((one) => [one.act, may(one), one.en, one.id, one.may === 'everyone' ? '' : one['never-by-glass'] === true ? 'never' : 'yes', pagesOf(one.act)]),
    ),
    '## Duties one account never holds together',
    table(
      ['Duties', 'Why', 'Mengapa'],
      of.apart.map(({ roles: [one, other], id, en }) => [`${one} and ${other === '*' ? 'any other' : other}`, en, id]),
    ),
    '## Never the same person on the same thing',
    table(
      ['Acts', 'Thing', 'Held by', 'Refused as'],
      of['never-both'].map((pair) => [pair.acts.join(' / '), pair.thing.en, `\`${pair['held-by']}\``, `\`${pair['refused-as']}\``]),
    ),
    '',
  ].join('\n\n');
}

// Decides what the grants of an account add up to: the scopes somebody may act in, one at a time, and whom an administrator may look after.
import type { Actor, Role } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';
import { plainLine } from '../kernel/file-name.ts';
import { refuseLongNumber } from '../kernel/long-number.ts';
import { roleNames as roles } from '../permission/permission.ts';

export { roles };

/** What a role is granted for. */
export interface Scope {
  /** Sponsor code, or `*`. */
  readonly sponsor: string;
  /** Prefix of the region code, or `*`. */
  readonly area: string;
  /** Code of the one branch office it is for, or `*` for each; null: of none, and what only reaches one's branch is not permitted. */
  readonly branch: string | null;
  /** The one sender of lists it is for, or `*`, or null, in the same way. */
  readonly sender: string | null;
}

export interface Grant extends Scope {
  readonly grantId: string;
  readonly role: Role;
}

/** A scope with every role granted in it: what one acts under. */
export interface Duty extends Scope {
  readonly key: string;
  readonly roles: readonly Role[];
}

/** A scope in one line, as it is written at the command line: `ntt/5311`, `ntt/53/branch=KUPANG`, a star for all. */
export const scopeKey = ({ sponsor, area, branch, sender }: Scope): string =>
  `${sponsor}/${area}${branch === null ? '' : `/branch=${branch}`}${sender === null ? '' : `/sender=${sender}`}`;

/** The duties of somebody's standing grants, in the order of their keys: roles of one scope belong together, those of two are never mixed. */
export function dutiesOf(grants: readonly Grant[]): readonly Duty[] {
  const duties = new Map<string, Duty>();
  for (const { role, sponsor, area, branch, sender } of grants) {
    const key = scopeKey({ sponsor, area, branch, sender });
    const held = duties.get(key)?.roles ?? [];
    duties.set(key, { key, sponsor, area, branch, sender, roles: roles.filter((one) => one === role || held.includes(one)) });
  }
  return [...duties.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
}

/** The duty one acts under: the chosen one while it stands, else the only one, else none. */
export const dutyChosen = (duties: readonly Duty[], chosen: string | null): Duty | undefined =>
  duties.find(({ key }) => key === chosen) ?? (duties.length === 1 ? duties[0] : undefined);

/** Whoever acts under a duty, at the branch or sending office it names (`*`: each); without a duty he is known, and may see and do nothing. */
export function actorUnder(id: string, duty: Duty | undefined): Actor {
  if (duty === undefined) return { id, roles: [], sponsor: '', area: '' };
  const { roles: held, sponsor, area, branch, sender } = duty;
  const posts = { ...(branch === null ? {} : { branch }), ...(sender === null ? {} : { sender }) };
  return { id, roles: held, sponsor, area, ...(Object.keys(posts).length === 0 ? {} : { posts }) };
}

/** Levels of a Kemendagri code: province, kabupaten, kecamatan, village. */
const areaForm = /^(\d{2}|\d{4}|\d{6}|\d{10})$/;

/** Refuses a scope whose words cannot be what they stand for. Faults: bad-input `area-wrong`, `scope-word-wrong`, `long-number-in-text`. */
export function refuseWrongScope({ area, ...words }: Scope): void {
  if (area !== '*' && !areaForm.test(area)) {
    throw new Fault(
      'bad-input',
      'area-wrong',
      {
        id: 'Wilayah: kode Kemendagri tanpa titik (53 provinsi, 5311 kabupaten, 531101 kecamatan, 5311012001 desa), atau *.',
        en: 'Area: a Kemendagri code without dots (53 a province, 5311 a kabupaten, 531101 a kecamatan, 5311012001 a village), or *.',
      },
      { column: 'area' },
    );
  }
  for (const [column, word] of Object.entries(words)) {
    if (word === null || word === '*') continue;
    refuseLongNumber(word, column);
    if (word.trim() === word && word !== '' && word.length <= 60 && plainLine(word) === word) continue;
    throw new Fault(
      'bad-input',
      'scope-word-wrong',
      {
        id: 'Pemerintah, kantor cabang, dan pengirim: 1 sampai 60 karakter yang terlihat, atau *.',
        en: 'Sponsor, branch office and sender: 1 to 60 characters that are seen, or *.',
      },
      { column },
    );
  }
}

const within = (outer: string, inner: string): boolean => outer === '*' || (outer !== '' && inner.startsWith(outer));

/** Whether a scope lies within that of an actor. */
export const scopeWithin = (actor: Pick<Actor, 'sponsor' | 'area'>, scope: Pick<Scope, 'sponsor' | 'area'>): boolean =>
  (actor.sponsor === '*' || actor.sponsor === scope.sponsor) && within(actor.area, scope.area);

/** Refuses whoever is no administrator. Fault: forbidden `administrator-only`. */
export function requireAdministrator(actor: Actor): void {
  if (actor.roles.includes('administrator')) return;
  throw new Fault('forbidden', 'administrator-only', {
    id: 'Hanya administrator yang mengurus akun. Mintalah administrator instansi Anda.',
    en: 'Only an administrator looks after accounts. Ask the administrator of your office.',
  });
}

/**
 * Refuses an administrator to whom an account (or program) reaches beyond: who could give himself a link into it would gain its grants.
 * Faults: forbidden `administrator-only`, `account-beyond-scope`.
 */
export function requireMayManage(actor: Actor, grants: readonly Scope[]): void {
  requireAdministrator(actor);
  if (grants.every((scope) => scopeWithin(actor, scope))) return;
  throw new Fault('forbidden', 'account-beyond-scope', {
    id: 'Akun ini punya wewenang di luar wilayah Anda. Mintalah administrator yang wilayahnya lebih luas.',
    en: 'This account has grants beyond your scope. Ask an administrator of a wider scope.',
  });
}

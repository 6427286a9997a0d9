// Decides whether an actor may do an act, how far, by which row of the permission table; and how far his account reaches what a request names.
import { z } from 'zod';
import type { Actor, Role, Within } from '../kernel/actor.ts';
import { Fault } from '../kernel/fault.ts';

export const roleNames = [
  'sender',
  'verifier',
  'selector',
  'approver',
  'finance',
  'branch-officer',
  'case-worker',
  'auditor',
  'data-protection-officer',
  'administrator',
] as const satisfies readonly Role[];

/** From wide to narrow: of several roles, the widest reach counts. */
export const reachNames = ['everything', 'own-sponsor', 'own-area', 'own-branch', 'own-sender', 'own-case'] as const;
export type Reach = (typeof reachNames)[number];

const role = z.enum(roleNames);
const reach = z.enum(reachNames);
const words = { id: z.string().min(1), en: z.string().min(1) } as const;

const tableShape = z.strictObject({
  roles: z.record(role, z.strictObject(words)),
  reaches: z.record(reach, z.strictObject({ ...words, setting: z.string().optional(), rows: z.record(z.string(), z.string()).optional() })),
  'named-people': z.strictObject({ ...words, receipts: z.string(), rows: z.record(z.string(), z.string()) }),
  acts: z.array(
    z.strictObject({
      act: z.string().regex(/^[a-z]+( [a-z]+(-[a-z]+)?)?$/),
      may: z.union([z.literal('everyone'), z.partialRecord(role, reach)]),
      'never-by-glass': z.literal(true).optional(),
      ...words,
    }),
  ),
  pages: z.record(z.string().regex(/^(GET|POST) \//), z.string()),
  open: z.array(z.string().startsWith('/')),
  apart: z.array(z.strictObject({ roles: z.tuple([role, z.union([role, z.literal('*')])]), ...words })),
  'never-both': z.array(
    z.strictObject({ acts: z.tuple([z.string(), z.string()]), thing: z.strictObject(words), 'held-by': z.string(), 'refused-as': z.string() }),
  ),
});

/** One row: who may do the act, within which reach, and why. */
export type ActRow = z.output<typeof tableShape>['acts'][number];

/** The permission table as read. */
export interface PermissionTable extends Omit<z.output<typeof tableShape>, 'acts'> {
  readonly acts: ReadonlyMap<string, ActRow>;
}

/** The table from what its file holds. Fault: bad-input `permission-table-wrong`, naming the field. */
export function readPermissions(file: string, content: unknown): PermissionTable {
  const read = tableShape.safeParse(content);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw wrong(file, issue?.path.join('.') ?? '', issue?.message ?? '');
  }
  const acts = new Map<string, ActRow>();
  for (const row of read.data.acts) {
    if (acts.has(row.act)) throw wrong(file, row.act, 'stands twice');
    acts.set(row.act, row);
  }
  for (const [page, act] of Object.entries(read.data.pages)) if (!acts.has(act)) throw wrong(file, page, `no act is called "${act}"`);
  return { ...read.data, acts };
}

const wrong = (file: string, field: string, message: string): Fault =>
  new Fault(
    'bad-input',
    'permission-table-wrong',
    { id: `Tabel kewenangan salah pada "${field}": ${message}.`, en: `The permission table is wrong at "${field}": ${message}.` },
    { file, column: field },
  );

/** Whether an address answers to anybody: one that stands under `open`, or lies in a folder that does. */
export const isOpenAddress = ({ open }: Pick<PermissionTable, 'open'>, address: string): boolean =>
  open.some((beginning) => address === beginning || (beginning.endsWith('/') && address.startsWith(beginning)));

/** What an installation knows of the words of a scope. */
export interface ScopeKnown {
  /** Codes of the sponsors whose programmes are recorded. */
  readonly sponsors: readonly string[];
  /** Whether a region's code begins with the area; also before any region is known. */
  readonly area: boolean;
  /** Codes of the branch offices of the recorded programmes. */
  readonly branches: readonly string[];
}

/** What a request names that an account may or may not reach. */
export interface Named {
  readonly sponsor?: string;
  /** The region a thing covers as a whole, such as that of a programme. */
  readonly whole?: string;
  readonly area?: string;
  readonly branch?: string;
  readonly sender?: string;
}

export type Refusal =
  | 'act-unknown'
  | 'act-not-permitted'
  | 'nothing-assigned'
  | 'whole-installation-only'
  | 'part-of-area-only'
  | 'outside-area'
  | 'outside-sponsor'
  | 'outside-branch'
  | 'outside-sender';

export type Decision =
  | { readonly allowed: true; readonly row: ActRow; readonly reach: Reach | 'everyone'; readonly within: Within }
  | { readonly allowed: false; readonly code: Refusal; readonly row: ActRow | null; readonly reach: Reach | null };

/** The widest reach the roles of an actor give him for an act; null when none does. */
export function reachOf(row: ActRow, roles: readonly Role[]): Reach | 'everyone' | null {
  const { may } = row;
  if (may === 'everyone') return 'everyone';
  return reachNames.find((name) => roles.some((held) => may[held] === name)) ?? null;
}

/** Whether the roles of an actor have the act in the table at all: what can be said before anything of a request is read. */
export function mayAtAll(table: PermissionTable, actor: Pick<Actor, 'roles'>, act: string): Decision {
  const row = table.acts.get(act) ?? null;
  if (row === null) return { allowed: false, code: 'act-unknown', row, reach: null };
  const found = reachOf(row, actor.roles);
  if (found === null) return { allowed: false, code: 'act-not-permitted', row, reach: null };
  return { allowed: true, row, reach: found, within: {} };
}

/**
 * Whether an actor may do an act on what the request names, and what of his account narrows the transaction (`within`). What it does not name
 * (a list, an instrument, a case by its id) is held by the row policies: rows out of reach are not seen.
 */
export function mayAct(table: PermissionTable, actor: Actor, act: string, named: Named = {}): Decision {
  const first = mayAtAll(table, actor, act);
  if (!first.allowed || first.reach === 'everyone') return first;
  const { row, reach: found } = first;
  const refused = (code: Refusal): Decision => ({ allowed: false, code, row, reach: found });
  if (named.sponsor !== undefined && actor.sponsor !== '*' && named.sponsor !== actor.sponsor) return refused('outside-sponsor');
  if (named.area !== undefined && actor.area !== '*' && !named.area.startsWith(actor.area)) return refused('outside-area');
  switch (found) {
    case 'everything':
      return actor.sponsor === '*' && actor.area === '*' ? first : refused('whole-installation-only');
    case 'own-sponsor':
      return actor.area === '*' || (named.whole !== undefined && named.whole.startsWith(actor.area)) ? first : refused('part-of-area-only');
    case 'own-area':
      return first;
    case 'own-branch':
      return narrowed(first, 'branch', actor, named.branch, refused);
    case 'own-sender':
      return narrowed(first, 'sender', actor, named.sender, refused);
    case 'own-case':
      return { ...first, within: { cases: [] } };
  }
}

function narrowed(
  allowed: Extract<Decision, { allowed: true }>,
  what: 'branch' | 'sender',
  actor: Actor,
  named: string | undefined,
  refused: (code: Refusal) => Decision,
): Decision {
  const own = actor.posts?.[what];
  if (own === undefined) return refused('nothing-assigned');
  if (own === '*') return allowed;
  if (named !== undefined && named !== own) return refused(what === 'branch' ? 'outside-branch' : 'outside-sender');
  return { ...allowed, within: { [what]: own } };
}

const sentences: Readonly<Record<Refusal, { readonly id: string; readonly en: string }>> = {
  'act-unknown': { id: 'Perbuatan ini tidak ada dalam tabel kewenangan.', en: 'This act does not stand in the permission table.' },
  'act-not-permitted': { id: 'Peran Anda tidak memberi wewenang untuk ini.', en: 'Your role does not permit this.' },
  'nothing-assigned': {
    id: 'Akun Anda belum ditempatkan pada cabang atau kantor pengirim.',
    en: 'Your account is not yet assigned to a branch or sending office.',
  },
  'whole-installation-only': {
    id: 'Ini menyangkut seluruh pemasangan, sedangkan akun Anda terbatas.',
    en: 'This concerns the whole installation, and your account is limited.',
  },
  'part-of-area-only': {
    id: 'Ini hanya sah untuk seluruh wilayah program, sedangkan akun Anda hanya untuk sebagian.',
    en: 'This counts only for the whole area of the programme, and your account is for a part of it.',
  },
  'outside-area': { id: 'Wilayah itu di luar wilayah akun Anda.', en: 'That area is outside the area of your account.' },
  'outside-sponsor': { id: 'Itu milik pemerintah lain.', en: 'That belongs to another sponsor.' },
  'outside-branch': { id: 'Itu milik cabang lain.', en: 'That belongs to another branch.' },
  'outside-sender': { id: 'Daftar hanya dikirim atas nama kantor Anda sendiri.', en: 'Lists are sent in the name of your own office only.' },
};

/** Who may do an act, in words. */
export function whoMay(table: PermissionTable, row: ActRow | null, locale: 'id' | 'en'): string {
  if (row === null || row.may === 'everyone') return '';
  return (Object.keys(row.may) as Role[]).map((name) => table.roles[name][locale]).join(', ');
}

/** A refusal as a fault: the reason, then who may. */
export function refusalFault(table: PermissionTable, refused: Extract<Decision, { allowed: false }>): Fault {
  const { id, en } = sentences[refused.code];
  const act = refused.row?.act ?? '';
  const [idWho, enWho] = [whoMay(table, refused.row, 'id'), whoMay(table, refused.row, 'en')];
  return new Fault('forbidden', refused.code, {
    id: `${id}${idWho === '' ? '' : ` Yang boleh ("${act}"): ${idWho}.`}`,
    en: `${en}${enWho === '' ? '' : ` Who may ("${act}"): ${enWho}.`}`,
  });
}

// Decides how the people of the demonstration sign in: invented accounts for its cast, made once the case is played, each with a link that opens once and no password at all.
import type { Role } from '../src/kernel/actor.ts';
import type { Workplace } from '../src/platform/workplace.ts';
import { enterLinkFor, grantRole, accountsShown, addAccount } from '../src/access/account-steps.ts';
import { linkAddress } from '../src/access/link-steps.ts';
import { mapSystemUser } from '../src/access/system-user-steps.ts';

interface Cast {
  readonly name: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly sponsor: string;
  readonly area: string;
  /** Branch and sending office: each, where the office has one. */
  readonly posts?: { readonly branch?: string; readonly sender?: string };
}

/** Nobody holds duties that stand apart: each looks at what his office looks at, and the inspectorate at nearly everything. */
const cast: readonly Cast[] = [
  { name: 'administrator', displayName: 'Administrator peragaan', roles: ['administrator'], sponsor: '*', area: '*' },
  { name: 'nakertrans', displayName: 'Dinas Nakertrans', roles: ['selector', 'verifier'], sponsor: 'ntt', area: '53' },
  { name: 'sekda', displayName: 'Sekretaris Daerah', roles: ['approver'], sponsor: 'ntt', area: '53' },
  { name: 'pendamping-desa', displayName: 'Pendamping desa', roles: ['sender'], sponsor: 'ntt', area: '53', posts: { sender: '*' } },
  { name: 'bendahara', displayName: 'Bendahara', roles: ['finance'], sponsor: 'ntt', area: '53' },
  { name: 'cabang', displayName: 'Petugas cabang', roles: ['branch-officer'], sponsor: 'ntt', area: '53', posts: { branch: '*' } },
  { name: 'petugas-kasus', displayName: 'Petugas kasus', roles: ['case-worker'], sponsor: 'ntt', area: '53' },
  { name: 'inspektorat', displayName: 'Inspektorat', roles: ['auditor'], sponsor: '*', area: '*' },
  { name: 'pelindungan-data', displayName: 'Pelindungan data', roles: ['data-protection-officer'], sponsor: '*', area: '*' },
];

const keeper = { id: 'local:demo', roles: ['administrator'], sponsor: '*', area: '*' } as const;

/** One person of the cast with a fresh link. */
export interface CastLink {
  readonly displayName: string;
  readonly token: string;
}

/** Makes the accounts where they are missing, lets the operating-system user act as each of them (`--as`) at the command line, and gives a fresh link to each. */
export async function accountsOfCast(workplace: Workplace, user: string): Promise<readonly CastLink[]> {
  const standing = new Set((await accountsShown(workplace, keeper)).map(({ signInName }) => signInName));
  const links = [];
  for (const { name, displayName, roles, sponsor, area, posts } of cast) {
    if (!standing.has(name)) {
      await addAccount(workplace, keeper, { name, displayName, language: 'id' });
      const [shown] = (await accountsShown(workplace, keeper)).filter(({ signInName }) => signInName === name);
      const held = new Set(shown?.grants.map(({ role }) => role));
      const scope = { sponsor, area, branch: posts?.branch ?? null, sender: posts?.sender ?? null };
      for (const role of roles) if (!held.has(role)) await grantRole(workplace, keeper, { account: name, role, ...scope });
    }
    await mapSystemUser(workplace, keeper, { user, account: name, remove: false });
    links.push({ displayName, token: await enterLinkFor(workplace, keeper, name) });
  }
  return links;
}

/** What the console says of them. */
export const castTold = (links: readonly CastLink[], origin: string): string =>
  `\nMasuk sebagai (buka satu tautan; tiap tautan sekali pakai, 24 jam) / sign in as (open one link; each opens once, 24 hours):\n${links
    .map(({ displayName, token }) => `  ${displayName.padEnd(24)} ${linkAddress(origin, token)}`)
    .join('\n')}\n`;

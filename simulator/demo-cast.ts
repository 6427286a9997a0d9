// Decides who acts in the demonstration and what one playing of the case consists of.
import type { Actor, Role } from '../src/kernel/actor.ts';
import type { Workplace } from '../src/platform/workplace.ts';
import type { DemoSteps } from './demo-steps.ts';

/** Somebody of the case: who he is, in which office, and where he stands. */
export interface Officer {
  readonly accountId: string;
  /** Signs in, and is named at the command line (`--as`), by this. */
  readonly name: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly sponsor: string;
  readonly area: string;
  /** Branch and sending office: each, where the office has one. */
  readonly posts?: { readonly branch?: string; readonly sender?: string };
}

const officer = (number: number, name: string, displayName: string, roles: readonly Role[], scope: Partial<Officer> = {}): Officer => ({
  accountId: `01977a5e-0000-7000-8000-${String(number).padStart(12, '0')}`,
  ...{ name, displayName, roles, sponsor: 'ntt', area: '53' },
  ...scope,
});
const whole = { sponsor: '*', area: '*' } as const;

/** The people of the case, each with an account. Nobody holds duties that stand apart: each looks at what his office looks at, and the inspectorate at nearly everything. */
export const cast = {
  administrator: officer(1, 'administrator', 'Administrator peragaan', ['administrator'], whole),
  office: officer(2, 'nakertrans', 'Dinas Nakertrans', ['selector', 'verifier']),
  secretary: officer(3, 'sekda', 'Sekretaris Daerah', ['approver']),
  villages: officer(4, 'pendamping-desa', 'Pendamping desa', ['sender'], { posts: { sender: '*' } }),
  finance: officer(5, 'bendahara', 'Bendahara', ['finance']),
  branch: officer(6, 'cabang', 'Petugas cabang', ['branch-officer'], { posts: { branch: '*' } }),
  cases: officer(7, 'petugas-kasus', 'Petugas kasus', ['case-worker']),
  inspectorate: officer(8, 'inspektorat', 'Inspektorat', ['auditor'], whole),
  head: officer(10, 'kepala-dinas', 'Kepala Dinas Nakertrans', ['approver']),
  protection: officer(9, 'pelindungan-data', 'Pelindungan data', ['data-protection-officer'], whole),
} as const;

const acting = ({ accountId, roles, sponsor, area }: Officer): Actor => ({ id: `account:${accountId}`, roles, sponsor, area });

/** Who acts: two people for every list that is signed and every objection answered, a third where additions are late. */
export const people = {
  office: acting(cast.office),
  secretary: acting(cast.secretary),
  head: acting(cast.head),
  villages: acting(cast.villages),
  finance: acting(cast.finance),
  cases: acting(cast.cases),
} as const;

/** One playing of the case: its workplace, folder of files, size and steps. */
export interface Case {
  readonly workplace: Workplace;
  readonly steps: DemoSteps;
  readonly folder: string;
  readonly seed: string;
  readonly scale: number;
  readonly people: number;
  readonly exchange: boolean;
  /** The branch makes mistakes in its posting files and corrects them. */
  readonly corrections?: boolean;
}

export const programme = 'ntt-2025';
export const nextProgramme = 'ntt-2026';

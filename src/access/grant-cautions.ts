// Decides what is told besides when a role is granted: that it reaches nothing yet, because of a sponsor, area or branch unknown here, or because its branch or sender is left out.
import type { Role } from '../kernel/actor.ts';
import type { FaultMessage } from '../kernel/fault.ts';
import type { PermissionTable, Reach, ScopeKnown } from '../permission/permission.ts';
import type { Scope } from './grant.ts';

const listed = (names: readonly string[]): FaultMessage => {
  const all = names.join(', ');
  return names.length === 0
    ? { id: 'belum ada program yang dicatat', en: 'no programme is recorded yet' }
    : { id: `yang dikenal: ${all}`, en: `known: ${all}` };
};

/** How many acts of the table some roles may do only for the office their grant names. */
const actsOfOffice = ({ acts }: PermissionTable, roles: readonly Role[], office: Reach): number =>
  [...acts.values()].filter(({ may }) => may !== 'everyone' && roles.some((role) => may[role] === office)).length;

/**
 * The cautions on roles granted in a scope, each with what to do; none where the scope is known. A caution refuses nothing: accounts are made before the
 * programme they are for.
 */
export function grantCautions(table: PermissionTable, roles: readonly Role[], scope: Scope, known: ScopeKnown): readonly FaultMessage[] {
  const cautions: FaultMessage[] = [];
  const { sponsor, area, branch, sender } = scope;
  if (sponsor !== '*' && !known.sponsors.includes(sponsor)) {
    const { id, en } = listed(known.sponsors);
    cautions.push({
      id: `Pemerintah "${sponsor}" belum dikenal di sini (${id}): wewenang ini belum menjangkau apa pun. Bila salah tulis, akhiri dan beri lagi.`,
      en: `The sponsor "${sponsor}" is not known here (${en}): this grant reaches nothing yet. If it is misspelt, end it and grant again.`,
    });
  }
  if (area !== '*' && !known.area) {
    cautions.push({
      id: `Tidak ada wilayah yang kodenya berawal ${area}: wewenang ini tidak menjangkau siapa pun. Akhiri dan beri lagi dengan kode Kemendagri tanpa titik.`,
      en: `No region's code begins with ${area}: this grant reaches nobody. End it and grant again with a Kemendagri code without dots.`,
    });
  }
  if (branch !== null && branch !== '*' && !known.branches.includes(branch)) {
    const { id, en } = listed(known.branches);
    cautions.push({
      id: `Kantor cabang "${branch}" belum dikenal di sini (${id}): untuknya belum ada yang dapat dilakukan. Bila salah tulis, akhiri dan beri lagi.`,
      en: `The branch office "${branch}" is not known here (${en}): nothing can be done for it yet. If it is misspelt, end it and grant again.`,
    });
  }
  const ofBranch = branch === null ? actsOfOffice(table, roles, 'own-branch') : 0;
  if (ofBranch > 0) {
    cautions.push({
      id: `Tanpa kantor cabang: ${ofBranch} perbuatan peran ini yang hanya untuk kantor cabangnya tidak diizinkan. Beri lagi dengan kantor cabang.`,
      en: `Without a branch office: ${ofBranch} acts of this role that are only for its branch are not permitted. Grant it again with a branch office.`,
    });
  }
  const ofSender = sender === null ? actsOfOffice(table, roles, 'own-sender') : 0;
  if (ofSender > 0) {
    cautions.push({
      id: `Tanpa pengirim: ${ofSender} perbuatan peran ini yang hanya untuk pengirimnya sendiri tidak diizinkan. Beri lagi dengan pengirim.`,
      en: `Without a sender: ${ofSender} acts of this role that are only for its own sender are not permitted. Grant it again with a sender.`,
    });
  }
  return cautions;
}

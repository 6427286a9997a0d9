// Decides what is known of who acts: every step and every transaction is given one, and every decision row carries its id.

/** Roles of the permission table. */
export type Role =
  | 'sender'
  | 'verifier'
  | 'selector'
  | 'approver'
  | 'finance'
  | 'branch-officer'
  | 'case-worker'
  | 'auditor'
  | 'data-protection-officer'
  | 'administrator';

/** Who acts: an opaque id (never a name), the roles, and the scope the row policies enforce. */
export interface Actor {
  readonly id: string;
  readonly roles: readonly Role[];
  /** Sponsor code whose rows are visible, or `*` for all. */
  readonly sponsor: string;
  /** Prefix of the Kemendagri region code whose rows are visible (`53`, `5311`, a village), or `*` for all. */
  readonly area: string;
}

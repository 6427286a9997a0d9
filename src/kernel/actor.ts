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

/** What an act is narrowed to besides sponsor and area, as the permission table says for the act; absent: to nothing. */
export interface Within {
  readonly branch?: string;
  readonly sender?: string;
  /** Ids of the cases assigned to the actor; empty: none. */
  readonly cases?: readonly string[];
}

/** Who acts: an opaque id (never a name), the roles, and the scope the row policies enforce. */
export interface Actor {
  readonly id: string;
  readonly roles: readonly Role[];
  /** Sponsor code whose rows are visible, or `*` for all. */
  readonly sponsor: string;
  /** Prefix of the Kemendagri region code whose rows are visible (`53`, `5311`, a village), or `*` for all. */
  readonly area: string;
  /** The branch or sending office the account belongs to (`*`: every one), for the acts that reach no further. */
  readonly posts?: { readonly branch?: string; readonly sender?: string };
  /** What the act under way is narrowed to; set where the act is permitted, and told to the row policies. */
  readonly within?: Within;
  /** The glass the request says it was broken for: looked up only where the table refuses. */
  readonly glass?: string;
}

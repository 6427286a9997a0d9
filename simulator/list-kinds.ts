// Decides what can be wrong with a row of a village list, and how often (per cent of all rows).

/** Every way a row fails; shares are per cent of rows and are scaled together to the wanted total. */
export const failures = {
  'aged-65-or-more': 5,
  'already-member': 6.5,
  dead: 0.7,
  moved: 0.8,
  'public-servant': 0.6,
  'decile-above-four': 4,
  'not-in-dtsen': 0.7,
  'under-18': 0.7,
  'nik-malformed': 1.2,
  'nik-unknown': 1,
  'name-of-another': 0.8,
  'birth-date-differs': 1,
  'twice-in-list': 0.8,
  'in-two-lists': 0.8,
  'name-or-nik-empty': 0.3,
  'family-card-as-nik': 0.3,
} as const;

export type FailureKind = keyof typeof failures;
/** `clean` and `small-spelling` rows pass; so does a `former-member`, whom the branch knows by an old number. */
export type RowKind = FailureKind | 'clean' | 'small-spelling' | 'former-member';

export const failureKinds = Object.keys(failures) as FailureKind[];

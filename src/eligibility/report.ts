// Decides the whole report of one row: what its form says, whom it means, and whether that person may be paid for.
import type { CivilDate } from '../kernel/date.ts';
import { type Nik, embeddedBirth, registrationRegion } from '../kernel/nik.ts';
import { type Outcome, worst } from '../kernel/outcome.ts';
import { type IntakeCode, intakeFindings } from '../intake/findings.ts';
import { matchFindings } from '../matching/findings.ts';
import type { RowPlace } from '../matching/counted-row.ts';
import { type PopulationAnswer, decideMatch } from '../matching/match.ts';
import { type Answer, type Conditions, type PersonFacts, judge } from './conditions.ts';
import { keptGroupsOf, rankingOf } from './ranking.ts';

/** One row of the joined stream, as text fields of `assessmentColumns`. */
export type JoinedRow = ReadonlyArray<string | null>;

/** The columns of the joined stream, in order. */
export const assessmentColumns = [
  'list_id',
  'row_no',
  'file_digest',
  'sheet',
  'area',
  'token',
  'name',
  'birth_date',
  'sex',
  'occupation',
  'outcome',
  'findings',
  'person_key',
  'p_found',
  'p_name',
  'p_birth_date',
  'p_sex',
  'p_status',
  'p_area',
  'p_occupation',
  's_found',
  's_decile',
  's_disabled',
  's_woman_headed',
  's_dependants',
  'm_found',
  'm_active',
  'm_payer_kind',
  'm_payer_name',
  'e_found',
  'd_found',
  'd_died_on',
  'sponsored',
  'decision',
  'decided_person',
] as const;
export type AssessmentColumn = (typeof assessmentColumns)[number];

const at = Object.fromEntries(assessmentColumns.map((column, index) => [column, index])) as Record<AssessmentColumn, number>;

/** Which registers were asked by exchange, so that no row means not yet answered instead of not in the register. */
export type Exchanged = Readonly<Record<'population' | 'social-register' | 'membership' | 'public-servants' | 'deaths', boolean>>;

/** What the run knows beside the row. */
export interface Assessment {
  readonly conditions: Conditions;
  readonly exchanged: Exchanged;
  readonly sponsorName: string;
  readonly findingsOf: (text: string | null) => readonly string[];
}

/** A row's report. `personKey` is null when the row means nobody known. */
export interface Report {
  readonly outcome: Outcome;
  readonly reasons: readonly string[];
  readonly notes: readonly string[];
  readonly match: { readonly outcome: Outcome; readonly reasons: readonly string[]; readonly likeness: number | null };
  readonly personKey: string | null;
  readonly decile: number | null;
  readonly residence: string | null;
  readonly ranking: readonly number[];
  /** The shares kept for groups of which the person may have a place. */
  readonly keptGroups: readonly string[];
}

/** What a verdict says about the order of places, as it enters the run hash. */
export const rankedText = ({ ranking, keptGroups }: Pick<Report, 'ranking' | 'keptGroups'>): string =>
  keptGroups.length === 0 ? ranking.join(' ') : [...ranking, ...keptGroups.map((code) => `+${code}`)].join(' ');

/** The person a row names: the one its NIK is known to be, else whoever holds the NIK; null without a readable NIK. */
export const personNamed = (row: JoinedRow): string | null => row[at.person_key] ?? row[at.token] ?? null;

/** The sealed NIK of a row, or null. */
export const tokenOf = (row: JoinedRow): string | null => row[at.token] ?? null;

/** Where a row stands. */
export const placeOf = (row: JoinedRow): RowPlace => ({
  listId: row[at.list_id] ?? '',
  fileDigest: row[at.file_digest] ?? '',
  rowNo: Number(row[at.row_no]),
});

/**
 * Judges one row by every rule that applies to it; rules about a person are asked only when the row means one. `counted` is the person's row that
 * counts already, `nik` the row's, null where it cannot be read.
 */
export function reportOn(assessment: Assessment, row: JoinedRow, counted: RowPlace | null, nik: Nik | null): Report {
  const decided = row[at.decided_person] === 't';
  const written = assessment.findingsOf(row[at.findings] ?? null);
  // Whom the row means was decided by a person: what was wrong with its NIK is settled by that.
  const form = decided ? written.filter((code) => intakeFindings.find(code)?.field !== 'nik') : written;
  const known = row[at.p_found] === 't';
  const match = decideMatch({
    row: { name: row[at.name] ?? null, birthDate: dateField(row[at.birth_date]), sex: row[at.sex] ?? null, hasNik: nik !== null },
    repeats: counted === null ? null : counted.listId === row[at.list_id] ? 'same-list' : 'another-list',
    register: populationAnswer(assessment, row),
    decision: (row[at.decision] ?? null) as 'same-person' | 'different-person' | null,
    proposed: decided,
  });
  const formOutcome = decided && form.length < written.length ? intakeFindings.outcome(form as IntakeCode[]) : (row[at.outcome] as Outcome);
  const social = socialAnswer(assessment, row);
  const facts = match.outcome === 'reject' || !known || nik === null ? null : factsOf(assessment, row, nik, social);
  const verdict = facts === null ? null : judge(assessment.conditions, facts);
  const early = form.length === 0 ? match.reasons : [...form, ...match.reasons];
  const ranking = facts === null ? [] : rankingOf(assessment.conditions.policy, facts);
  return {
    outcome: worst([formOutcome, match.outcome, verdict?.outcome ?? 'accept']),
    reasons: joined(early.length === 0 ? early : early.filter(isReason), verdict?.reasons ?? none),
    notes: joined(early.length === 0 ? early : early.filter(isNote), verdict?.notes ?? none),
    match: { outcome: match.outcome, reasons: match.reasons, likeness: match.nameLikeness },
    personKey: known ? (row[at.person_key] ?? null) : null,
    decile: social === 'none' || social === 'unknown' ? null : social.decile,
    residence: row[at.p_area] ?? null,
    ranking,
    keptGroups: facts === null ? none : keptGroupsOf(assessment.conditions.policy, facts),
  };
}

const none: readonly string[] = [];

const joined = (early: readonly string[], late: readonly string[]): readonly string[] =>
  late.length === 0 ? early : early.length === 0 ? late : [...early, ...late];

const isNote = (code: string): boolean => (intakeFindings.find(code) ?? matchFindings.find(code))?.outcome === 'accept';
const isReason = (code: string): boolean => !isNote(code);

// PostgreSQL writes a date as the very text a CivilDate is, and the columns hold real dates.
const dateField = (text: string | null | undefined): CivilDate | null => (text ?? null) as CivilDate | null;

function populationAnswer(assessment: Assessment, row: JoinedRow): PopulationAnswer {
  if (row[at.p_found] !== 't') return row[at.p_found] === null && assessment.exchanged.population ? 'unknown' : 'not-found';
  return {
    name: row[at.p_name] ?? '',
    birthDate: dateField(row[at.p_birth_date]),
    sex: row[at.p_sex] === 'P' ? 'P' : 'L',
    status: row[at.p_status] ?? 'resident',
  };
}

function socialAnswer(assessment: Assessment, row: JoinedRow): PersonFacts['social'] {
  if (row[at.s_found] !== 't') return missing(row[at.s_found], assessment.exchanged['social-register']);
  return {
    decile: Number(row[at.s_decile]),
    disabled: row[at.s_disabled] === 't',
    womanHeaded: row[at.s_woman_headed] === 't',
    dependants: Number(row[at.s_dependants]),
  };
}

const missing = (found: string | null | undefined, exchanged: boolean): 'none' | 'unknown' => (found === null && exchanged ? 'unknown' : 'none');

function factsOf(assessment: Assessment, row: JoinedRow, nik: Nik, social: PersonFacts['social']): PersonFacts {
  const birthDate = dateField(row[at.p_birth_date]) ?? assessment.conditions.on;
  const death: Answer<CivilDate> =
    row[at.d_found] === 't' ? (dateField(row[at.d_died_on]) ?? assessment.conditions.on) : missing(row[at.d_found], assessment.exchanged.deaths);
  return {
    birthDate,
    status: (row[at.p_status] ?? 'resident') as PersonFacts['status'],
    residence: row[at.p_area] ?? '',
    proposedFor: row[at.area] ?? '',
    occupation: row[at.occupation] ?? row[at.p_occupation] ?? '',
    social,
    membership: membershipAnswer(assessment, row),
    publicServant: row[at.e_found] === 't' ? 'yes' : missing(row[at.e_found], assessment.exchanged['public-servants']),
    death,
    sponsored: row[at.sponsored] === 't',
    nikRegion: registrationRegion(nik),
    nikDate: embeddedBirth(nik, assessment.conditions.on).date,
  };
}

function membershipAnswer(assessment: Assessment, row: JoinedRow): PersonFacts['membership'] {
  if (row[at.m_found] !== 't') return missing(row[at.m_found], assessment.exchanged.membership);
  if (row[at.m_active] !== 't') return 'none';
  const kind = row[at.m_payer_kind] as 'employer' | 'self' | 'government';
  return kind === 'government' && row[at.m_payer_name] === assessment.sponsorName ? 'own' : kind;
}

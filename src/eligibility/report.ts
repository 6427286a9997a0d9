// Decides the whole report of one row: what its form says, whom it means, and whether that person may be paid for.
import { type CivilDate, parseDate } from '../kernel/date.ts';
import { type Nik, embeddedBirth, registrationRegion } from '../kernel/nik.ts';
import { type Outcome, worst } from '../kernel/outcome.ts';
import { intakeFindings } from '../intake/findings.ts';
import { matchFindings } from '../matching/findings.ts';
import type { RowPlace } from '../matching/counted-row.ts';
import { type PopulationAnswer, decideMatch } from '../matching/match.ts';
import { type Answer, type Conditions, type PersonFacts, judge } from './conditions.ts';
import { rankingOf } from './ranking.ts';

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
  readonly nikOf: (token: string) => Nik;
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
}

/** The person a row names: the one its NIK is known to be, else whoever holds the NIK; null without a readable NIK. */
export const personNamed = (row: JoinedRow): string | null => row[at.person_key] ?? row[at.token] ?? null;

/** Where a row stands. */
export const placeOf = (row: JoinedRow): RowPlace => ({
  listId: row[at.list_id] ?? '',
  fileDigest: row[at.file_digest] ?? '',
  rowNo: Number(row[at.row_no]),
});

/**
 * Judges one row by every rule that applies to it; rules about a person are asked only when the row means one. `counted` is the person's row that
 * counts already.
 */
export function reportOn(assessment: Assessment, row: JoinedRow, counted: RowPlace | null): Report {
  const field = (column: AssessmentColumn): string | null => row[at[column]] ?? null;
  const token = field('token');
  const form = assessment.findingsOf(field('findings'));
  const match = decideMatch({
    row: { name: field('name'), birthDate: dateField(field('birth_date')), sex: field('sex'), hasNik: token !== null },
    repeats: counted === null ? null : counted.listId === field('list_id') ? 'same-list' : 'another-list',
    register: populationAnswer(assessment, field),
    decision: field('decision') as 'same-person' | 'different-person' | null,
  });
  const formOutcome = field('outcome') as Outcome;
  const means = match.outcome !== 'reject' && field('p_found') === 't' ? field('person_key') : null;
  const social = socialAnswer(assessment, field);
  const facts = means === null || token === null ? null : factsOf(assessment, field, token, social);
  const verdict = facts === null ? null : judge(assessment.conditions, facts);
  const isNote = (code: string): boolean => (intakeFindings.find(code) ?? matchFindings.find(code))?.outcome === 'accept';
  const early = [...form, ...match.reasons];
  return {
    outcome: worst([formOutcome, match.outcome, verdict?.outcome ?? 'accept']),
    reasons: [...early.filter((code) => !isNote(code)), ...(verdict?.reasons ?? [])],
    notes: [...early.filter(isNote), ...(verdict?.notes ?? [])],
    match: { outcome: match.outcome, reasons: match.reasons, likeness: match.nameLikeness },
    personKey: field('p_found') === 't' ? field('person_key') : null,
    decile: social === 'none' || social === 'unknown' ? null : social.decile,
    residence: field('p_area'),
    ranking: facts === null ? [] : rankingOf(assessment.conditions.policy, facts),
  };
}

type Field = (column: AssessmentColumn) => string | null;

const dateField = (text: string | null): CivilDate | null => (text === null ? null : parseDate(text));

function populationAnswer(assessment: Assessment, field: Field): PopulationAnswer {
  if (field('p_found') !== 't') return field('p_found') === null && assessment.exchanged.population ? 'unknown' : 'not-found';
  return {
    name: field('p_name') ?? '',
    birthDate: dateField(field('p_birth_date')),
    sex: field('p_sex') === 'P' ? 'P' : 'L',
    status: field('p_status') ?? 'resident',
  };
}

function socialAnswer(assessment: Assessment, field: Field): PersonFacts['social'] {
  if (field('s_found') !== 't') return missing(field('s_found'), assessment.exchanged['social-register']);
  return {
    decile: Number(field('s_decile')),
    disabled: field('s_disabled') === 't',
    womanHeaded: field('s_woman_headed') === 't',
    dependants: Number(field('s_dependants')),
  };
}

const missing = (found: string | null, exchanged: boolean): 'none' | 'unknown' => (found === null && exchanged ? 'unknown' : 'none');

function factsOf(assessment: Assessment, field: Field, token: string, social: PersonFacts['social']): PersonFacts {
  const nik = assessment.nikOf(token);
  const birthDate = dateField(field('p_birth_date')) ?? assessment.conditions.on;
  const death: Answer<CivilDate> =
    field('d_found') === 't' ? (dateField(field('d_died_on')) ?? assessment.conditions.on) : missing(field('d_found'), assessment.exchanged.deaths);
  return {
    birthDate,
    status: (field('p_status') ?? 'resident') as PersonFacts['status'],
    residence: field('p_area') ?? '',
    proposedFor: field('area') ?? '',
    occupation: field('occupation') ?? field('p_occupation') ?? '',
    social,
    membership: membershipAnswer(assessment, field),
    publicServant: field('e_found') === 't' ? 'yes' : missing(field('e_found'), assessment.exchanged['public-servants']),
    death,
    sponsored: field('sponsored') === 't',
    nikRegion: registrationRegion(nik),
    nikDate: embeddedBirth(nik, assessment.conditions.on).date,
  };
}

function membershipAnswer(assessment: Assessment, field: Field): PersonFacts['membership'] {
  if (field('m_found') !== 't') return missing(field('m_found'), assessment.exchanged.membership);
  if (field('m_active') !== 't') return 'none';
  const kind = field('m_payer_kind') as 'employer' | 'self' | 'government';
  return kind === 'government' && field('m_payer_name') === assessment.sponsorName ? 'own' : kind;
}

// Decides how the recorded facts of one person, or of a stream of people in the order of their keys, reach the pure rule.
import { type Instant, instant } from '../kernel/clock.ts';
import type { CivilDate } from '../kernel/date.ts';
import { assert } from '../kernel/fault.ts';
import type { Month } from '../kernel/month.ts';
import { copyOut, literal } from '../platform/copy.ts';
import type { Look, Tx } from '../platform/database.ts';
import type { CoverageFacts, KnownPosting, KnownRegistration, SharedText } from './coverage.ts';

/** A programme's sponsor's time zone, or null. */
export async function timeZoneOf(tx: Tx, programme: string): Promise<string | null> {
  const row = await tx.db
    .selectFrom('programme.programme as p')
    .innerJoin('programme.sponsor as s', 's.sponsor', 'p.sponsor')
    .select('s.time_zone')
    .where('p.programme', '=', programme)
    .executeTakeFirst();
  return row?.time_zone ?? null;
}

/** One person's facts; `of` is whatever was asked beside the key. */
export interface PersonFacts extends CoverageFacts {
  readonly personKey: string;
  readonly on: CivilDate | null;
  /** Kabupaten of residence as the list has it; null where it was not asked. */
  readonly area: string | null;
}

/** Everybody on a signed list of the programme or with an answer to a registration for it. */
export const peopleOfProgramme = (programme: string): string => `
  select person_key, null::date as "on", left(min(area), 4) as area from (
    select d.person_key, d.area from enrolment.determination d join enrolment.signature s using (instrument_id) where d.programme = ${literal(programme)} and d.change = 'add'
    union all
    select person_key, area from enrolment.registration where programme = ${literal(programme)}) known
  group by person_key`;

/** Everybody in a temporary table (person_key uuid, "on" date). */
export const peopleOfTable = (table: string): string => `select person_key, "on", null::text as area from pg_temp.${table}`;

const instants = new Map<string, Instant>();

/** COPY writes `2025-07-18 02:00:00+00`; few instants stand in many rows. */
function instantOf(text: string): Instant {
  let known = instants.get(text);
  if (known === undefined) {
    if (instants.size > 100_000) instants.clear(); // not law: instants kept in memory
    known = instant(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);
    instants.set(text, known);
  }
  return known;
}

const day = (text: string | null | undefined): CivilDate => (text ?? '') as CivilDate;

/** When each posting file was recorded: few, and every posting has one. */
async function recordedFiles(tx: Tx): Promise<ReadonlyMap<string, Instant>> {
  const rows = await tx.db.selectFrom('contributions.posting_file').select(['file_id', 'recorded_at']).execute();
  return new Map(rows.map((row) => [row.file_id, instant(row.recorded_at)]));
}

/** Postings with the file that took them back, where one did. */
const postings = `contributions.posting p
  left join contributions.posting_reversal b on b.person_key = p.person_key and b.month = p.month and b.file_id = p.file_id`;

/** When it was recorded that a posting was taken back by a file; nothing for one that stands. */
function takenBack(files: ReadonlyMap<string, Instant>, byFile: string | null | undefined): { readonly takenBackAt?: Instant } {
  if (byFile === null || byFile === undefined) return {};
  const takenBackAt = files.get(byFile);
  assert(takenBackAt !== undefined, 'a reversal belongs to a recorded file');
  return { takenBackAt };
}

/**
 * Streams people with all that is recorded of them, a chunk at a time. `people` is SQL giving (person_key, "on"), each pair once.
 * The lateral join (kept by `offset 0`) finds each person by key, so no missing statistics can turn it into a join of all with all.
 */
export async function* streamFacts(tx: Tx, people: string): AsyncGenerator<readonly PersonFacts[], void, undefined> {
  const files = await recordedFiles(tx);
  const byKey = `
    select w.person_key, w."on", w.area, f.* from (${people}) w left join lateral (
      select outcome as kind, answered_on as dated, recorded_at as at, null::uuid as file_id, null::date as month, null::bigint as jkk, null::bigint as jkm, null::uuid as by_file
      from enrolment.registration_answer r where r.person_key = w.person_key
      union all
      select 'posted', p.bank_value_on, p.posted_at, p.file_id, p.month, p.jkk, p.jkm, b.by_file from ${postings} where p.person_key = w.person_key
      offset 0) f on true
    order by w.person_key, w."on"`;
  const together = `
    with wanted as materialized (${people}),
    fact as materialized (
      select person_key, outcome as kind, answered_on as dated, recorded_at as at, null::uuid as file_id, null::date as month, null::bigint as jkk, null::bigint as jkm, null::uuid as by_file
      from enrolment.registration_answer where person_key in (select person_key from wanted)
      union all
      select p.person_key, 'posted', p.bank_value_on, p.posted_at, p.file_id, p.month, p.jkk, p.jkm, b.by_file from ${postings} where p.person_key in (select person_key from wanted))
    select w.person_key, w."on", w.area, f.kind, f.dated, f.at, f.file_id, f.month, f.jkk, f.jkm, f.by_file
    from wanted w left join fact f on f.person_key = w.person_key order by w.person_key, w."on"`;
  let open: { personKey: string; on: CivilDate | null; area: string | null; registrations: KnownRegistration[]; postings: KnownPosting[] } | null = null;
  for await (const chunk of copyOut(tx, tx.cluster ? together : byKey)) {
    const done: PersonFacts[] = [];
    for (const [personKey = null, on = null, area = null, kind = null, dated, at, fileId, month, jkk, jkm, byFile] of chunk) {
      if (open === null || open.personKey !== personKey || open.on !== on) {
        if (open !== null) done.push(open);
        open = { personKey: personKey ?? '', on: on as CivilDate | null, area, registrations: [], postings: [] };
      }
      if (kind === 'posted') {
        const recordedAt = files.get(fileId ?? '');
        assert(recordedAt !== undefined, 'a posting belongs to a recorded file');
        open.postings.push({
          month: (month ?? '').slice(0, 7) as Month,
          jkk: BigInt(jkk ?? 0),
          jkm: BigInt(jkm ?? 0),
          bankValueOn: day(dated),
          postedAt: instantOf(at ?? ''),
          recordedAt,
          ...takenBack(files, byFile),
        });
      } else if (kind !== null) {
        open.registrations.push({ outcome: kind as 'registered' | 'refused', answeredOn: day(dated), recordedAt: instantOf(at ?? '') });
        open.registrations.sort((one, other) => (one.recordedAt < other.recordedAt ? -1 : 1));
      }
    }
    if (done.length > 0) yield done;
  }
  if (open !== null) yield [open];
}

/** People of one area with the same facts: all the rule looks at beside amounts, which count as paid or not. */
export interface SharedFacts extends CoverageFacts {
  readonly people: number;
  readonly area: string;
}

/**
 * Streams people counted by area and facts: whoever was registered and paid for by the same files has the same, so the rule decides a few
 * hundred times instead of a million, and the server answers others while PostgreSQL counts.
 */
export async function* streamSharedFacts(tx: Tx, people: string): AsyncGenerator<readonly SharedFacts[], void, undefined> {
  const files = await recordedFiles(tx);
  const fact = `
    select person_key, concat_ws(',', outcome, answered_on, recorded_at) as fact from enrolment.registration_answer
    union all
    select p.person_key, concat_ws(',', 'posted', p.bank_value_on, p.posted_at, p.file_id, p.month, (p.jkk > 0)::int, (p.jkm > 0)::int, b.by_file) from ${postings}`;
  const byKey = `select w.area, f.facts from wanted w left join lateral (
    select string_agg(one.fact, ';' order by one.fact) as facts from (${fact}) one where one.person_key = w.person_key offset 0) f on true`;
  const together = `select min(w.area) as area, string_agg(f.fact, ';' order by f.fact) as facts from wanted w left join (${fact}) f on f.person_key = w.person_key group by w.person_key`;
  const query = `with wanted as materialized (${people}) select area, facts, count(*) from (${tx.cluster ? together : byKey}) each group by area, facts`;
  for await (const chunk of copyOut(tx, query)) {
    yield chunk.map(([area = null, facts = null, count]) => ({ people: Number(count), area: area ?? '', ...factsIn(facts, (file) => files.get(file)) }));
  }
}

/** One person, by key or by his sealed NIK. */
export type WhichPerson = { readonly personKey: string } | { readonly token: string };

/** One person's facts, the time zone of whoever registered him latest (null when nobody did), and the instant they were asked at. */
export interface FactsFound extends SharedText {
  readonly timeZone: string | null;
  readonly at: Instant;
}

/** One person's facts by one prepared query; null for a token nobody has. */
export async function factsOfPerson(look: Look, of: WhichPerson): Promise<FactsFound | null> {
  const [by, asked] = 'token' in of ? (['token', of.token] as const) : (['key', of.personKey] as const);
  const person =
    by === 'token'
      ? 'select distinct on (token) token as asked, person_key from registry.identifier where token = any ($1::uuid[]) and valid_to is null order by token, valid_from desc'
      : 'select person_key as asked, person_key from unnest($1::uuid[]) as person_key';
  // What stands under a key he was known by before is his too: two NIKs of one person.
  const everyKey = `former as materialized (select t.asked, o.former_key from today t join registry.one_person o using (person_key)),
      person as materialized (select asked, person_key from today union all select asked, former_key from former
        where former_key not in (select person_key from registry.identifier where valid_to is null and person_key in (select former_key from former)))`;
  const { rows, at } = await look<{ readonly facts: string | null }>({
    name: `coverage-facts-by-${by}`,
    text: `with today as materialized (${person}), ${everyKey}
      select asked, string_agg(fact, ';' order by fact) as facts from (
        select asked, null as fact from person
        union all
        select asked, concat_ws(',', r.outcome, r.answered_on, r.recorded_at, s.time_zone)
        from person join enrolment.registration r using (person_key) left join programme.sponsor s on s.sponsor = r.sponsor
        union all
        select asked, concat_ws(',', 'posted', p.bank_value_on, p.posted_at, f.recorded_at, p.month, p.jkk, p.jkm, coalesce(g.recorded_at, b.posted_at))
        from person join contributions.posting p using (person_key) join contributions.posting_file f on f.file_id = p.file_id
        left join contributions.posting_reversal b on b.person_key = p.person_key and b.month = p.month and b.file_id = p.file_id
        left join contributions.posting_file g on g.file_id = b.by_file) known
      group by asked`,
    values: [],
    asked,
  });
  const [found] = rows;
  if (found === undefined) return null;
  return { ...sharedText(found.facts ?? ''), at };
}

const textsRead = new Map<string, Omit<FactsFound, 'at'>>();

/** What a text of one person says; the same text gives the same object. */
function sharedText(text: string): Omit<FactsFound, 'at'> {
  const known = textsRead.get(text);
  if (known !== undefined) return known;
  const facts = factsIn(text, instantOf);
  const recorded = [...facts.registrations, ...facts.postings].flatMap((fact) => [fact.recordedAt, ...('takenBackAt' in fact ? [fact.takenBackAt] : [])]);
  const latest = recorded.reduce((later, at) => (at > later ? at : later), '' as Instant);
  const read = { facts, timeZone: facts.registrations.at(-1)?.zone ?? null, text, latest };
  if (textsRead.size >= 2_000) textsRead.clear(); // not law: facts kept in memory
  textsRead.set(text, read);
  return read;
}

/**
 * The facts of a text as the statements here write it: by `;` a registration (outcome, day, when recorded, zone) or a posting (`posted`, day, when posted, what
 * says when it was recorded, month, amounts, what says when it was taken back), by `,`. `recorded` reads what says so; the zone stands for one person alone.
 */
function factsIn(
  text: string | null,
  recorded: (written: string) => Instant | undefined,
): { readonly registrations: readonly (KnownRegistration & { readonly zone: string | null })[]; readonly postings: readonly KnownPosting[] } {
  const registrations: (KnownRegistration & { readonly zone: string | null })[] = [];
  const postings: KnownPosting[] = [];
  const at = (written: string | undefined): Instant => {
    const known = recorded(written ?? '');
    assert(known !== undefined, 'a posting or reversal belongs to a recorded file');
    return known;
  };
  for (const fact of text === null || text === '' ? [] : text.split(';')) {
    const [kind, dated, when, from, month, jkk, jkm, gone] = fact.split(',');
    if (kind === 'posted') {
      postings.push({
        month: (month ?? '').slice(0, 7) as Month,
        jkk: BigInt(jkk ?? 0),
        jkm: BigInt(jkm ?? 0),
        bankValueOn: day(dated),
        postedAt: instantOf(when ?? ''),
        recordedAt: at(from),
        ...(gone === undefined ? {} : { takenBackAt: at(gone) }),
      });
    } else registrations.push({ outcome: kind as 'registered' | 'refused', answeredOn: day(dated), recordedAt: instantOf(when ?? ''), zone: from ?? null });
  }
  registrations.sort((one, other) => (one.recordedAt < other.recordedAt ? -1 : 1));
  return { registrations, postings };
}

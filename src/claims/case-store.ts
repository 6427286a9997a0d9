// SQL of claims to their end: what was done, who may receive, papers, children at school.
import { sql } from 'kysely';
import type { CivilDate } from '../kernel/date.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { Step } from './case-state.ts';

/** Where a claim's rows stand. */
export interface CasePlace {
  readonly claimId: string;
  readonly sponsor: string;
  readonly area: string;
}

/** What the case of a claim is decided from. */
export interface CaseRow extends CasePlace {
  readonly programme: string;
  readonly personKey: string;
  readonly event: 'death' | 'accident';
  readonly source: string;
  readonly happenedOn: CivilDate;
  readonly knownOn: CivilDate;
  readonly benefit: string;
  readonly amount: string;
}

const caseColumns = sql.raw(
  `claim_id as "claimId", sponsor, area, programme, person_key as "personKey", event, source, happened_on as "happenedOn", known_on as "knownOn", benefit, amount`,
);

export async function caseById(tx: Tx, claimId: string): Promise<CaseRow | undefined> {
  const { rows } = await sql<CaseRow>`select ${caseColumns} from claims.probable_claim where claim_id = ${claimId}::uuid`.execute(tx.db);
  return rows[0];
}

/** Claims of a programme after one, a thousand at a time, oldest known first. */
export async function casesAfter(tx: Tx, programme: string, after: { readonly knownOn: string; readonly claimId: string } | null): Promise<readonly CaseRow[]> {
  const { rows } = await sql<CaseRow>`
    select ${caseColumns} from claims.probable_claim where programme = ${programme}
      ${after === null ? sql`` : sql`and (known_on, claim_id) > (${after.knownOn}::date, ${after.claimId}::uuid)`}
    order by known_on, claim_id limit ${casesAtATime}`.execute(tx.db);
  return rows;
}
/** Claims of a programme whose family says that something else arrived than was paid, by their keys, behind `after`. */
export async function casesThatDiffer(
  tx: Tx,
  programme: string,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly CaseRow[]> {
  const { rows } = await sql<CaseRow>`
    select ${caseColumns} from claims.probable_claim join (
      select distinct b.claim_id from claims.case_step b where b.kind = 'called-back' and b.amount is distinct from (
        select p.amount from claims.case_step p where p.claim_id = b.claim_id and p.kind = 'paid' and p.step_no < b.step_no order by p.step_no desc limit 1)) differing using (claim_id)
    where programme = ${programme} and (${after}::uuid is null or claim_id > ${after}::uuid) order by claim_id limit ${limit}`.execute(tx.db);
  return rows;
}

export const casesAtATime = 1000; // not law: claims read at a time

export interface StepRow extends Step {
  readonly claimId: string;
  readonly remark: string | null;
  readonly subject: string | null;
  readonly author: string;
}

/** What was done on some claims, in the order it was recorded. */
export async function stepsOf(tx: Tx, claimIds: readonly string[]): Promise<ReadonlyMap<string, readonly StepRow[]>> {
  const { rows } = await sql<Omit<StepRow, 'amount'> & { amount: string | null }>`
    select claim_id as "claimId", kind, happened_on as "happenedOn", amount, remark, subject, author from claims.case_step
    where claim_id = any (${sql.val([...claimIds])}::uuid[]) order by claim_id, step_no`.execute(tx.db);
  const steps = new Map<string, StepRow[]>();
  for (const { amount, ...row } of rows) {
    const of = steps.get(row.claimId) ?? [];
    of.push({ ...row, amount: amount === null ? null : BigInt(amount) });
    steps.set(row.claimId, of);
  }
  return steps;
}

/** Saves a step decided after `stepsBefore` others; false when another was recorded meanwhile. */
export async function saveStep(
  tx: Tx,
  place: CasePlace,
  stepsBefore: number,
  step: Pick<StepRow, 'kind' | 'happenedOn' | 'amount' | 'remark'> & { readonly subject?: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('claims.case_step')
    .values({
      claim_id: place.claimId,
      step_no: stepsBefore + 1,
      kind: step.kind,
      happened_on: step.happenedOn,
      amount: step.amount === null ? null : step.amount.toString(),
      remark: step.remark,
      subject: step.subject ?? null,
      sponsor: place.sponsor,
      area: place.area,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export interface PayeeRow {
  readonly payeeId: string;
  readonly claimId: string;
  readonly relation: string;
  readonly through: 'own-account' | 'guardian';
  readonly sealed: Buffer;
  readonly accountMark: string;
  readonly phoneMark: string | null;
  readonly agentMark: string | null;
}

export async function savePayee(tx: Tx, place: CasePlace, payee: Omit<PayeeRow, 'payeeId' | 'claimId'>): Promise<string> {
  const payeeId = newKey();
  await tx.db
    .insertInto('claims.payee')
    .values({
      payee_id: payeeId,
      claim_id: place.claimId,
      relation: payee.relation,
      through: payee.through,
      sealed: payee.sealed,
      account_mark: payee.accountMark,
      phone_mark: payee.phoneMark,
      agent_mark: payee.agentMark,
      sponsor: place.sponsor,
      area: place.area,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .execute();
  return payeeId;
}

export async function payeesOf(tx: Tx, claimId: string): Promise<readonly PayeeRow[]> {
  const { rows } = await sql<PayeeRow>`
    select payee_id as "payeeId", claim_id as "claimId", relation, through, sealed, account_mark as "accountMark", phone_mark as "phoneMark", agent_mark as "agentMark"
    from claims.payee where claim_id = ${claimId}::uuid order by recorded_at, payee_id`.execute(tx.db);
  return rows;
}

export interface PaperRow {
  readonly paperId: string;
  /** The papers of the checklist it stands for. */
  readonly codes: readonly string[];
  readonly media: 'image/jpeg' | 'image/png' | 'application/pdf';
  readonly bytes: string;
  readonly digest: string;
  readonly scannedBy: string;
  readonly recordedAt: string;
}

const paperColumns =
  sql.raw(`p.paper_id as "paperId", array(select u.code from claims.paper_use u where u.paper_id = p.paper_id order by u.recorded_at, u.code) as codes,
      p.media, p.bytes, p.digest, p.scanned_by as "scannedBy", p.recorded_at as "recordedAt"`);

/** Papers of a claim, without what stands in them. */
export async function papersOf(tx: Tx, claimId: string): Promise<readonly PaperRow[]> {
  const { rows } = await sql<PaperRow>`
    select ${paperColumns} from claims.paper p where p.claim_id = ${claimId}::uuid order by p.recorded_at, p.paper_id`.execute(tx.db);
  return rows;
}

/** What a paper holds, sealed. */
export async function paperContent(tx: Tx, of: { claimId: string; paperId: string }): Promise<(PaperRow & { readonly sealed: Buffer }) | undefined> {
  const { rows } = await sql<PaperRow & { readonly sealed: Buffer }>`
    select ${paperColumns}, p.sealed from claims.paper p where p.claim_id = ${of.claimId}::uuid and p.paper_id = ${of.paperId}::uuid`.execute(tx.db);
  return rows[0];
}

/** Saves a paper; the same bytes on the same claim are there already: then its id is that of the one kept. */
export async function savePaper(
  tx: Tx,
  place: CasePlace,
  paper: Pick<PaperRow, 'media' | 'digest' | 'scannedBy'> & { readonly bytes: number; readonly sealed: Buffer },
): Promise<string> {
  const paperId = newKey();
  await tx.db
    .insertInto('claims.paper')
    .values({
      paper_id: paperId,
      claim_id: place.claimId,
      media: paper.media,
      bytes: paper.bytes,
      digest: paper.digest,
      scanned_by: paper.scannedBy,
      sealed: paper.sealed,
      sponsor: place.sponsor,
      area: place.area,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = await tx.db
    .selectFrom('claims.paper')
    .select('paper_id')
    .where('claim_id', '=', place.claimId)
    .where('digest', '=', paper.digest)
    .executeTakeFirst();
  return kept?.paper_id ?? paperId;
}

/** Says for which papers of the checklist a scan stands; returns how many of them it did not stand for before. */
export async function savePaperUses(tx: Tx, place: CasePlace, paperId: string, codes: readonly string[]): Promise<number> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('claims.paper_use')
    .values(
      codes.map((code) => ({
        paper_id: paperId,
        code,
        claim_id: place.claimId,
        sponsor: place.sponsor,
        area: place.area,
        recorded_at: tx.at,
        author: tx.actor.id,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0n);
}

export interface ChildRow {
  readonly childId: string;
  readonly claimId: string;
  readonly sealed: Buffer;
  readonly firstYear: number;
  readonly lastYear: number;
}

export async function saveChild(tx: Tx, place: CasePlace, child: Omit<ChildRow, 'childId' | 'claimId'>): Promise<string> {
  const childId = newKey();
  await tx.db
    .insertInto('claims.child')
    .values({
      child_id: childId,
      claim_id: place.claimId,
      sealed: child.sealed,
      first_year: child.firstYear,
      last_year: child.lastYear,
      sponsor: place.sponsor,
      area: place.area,
      recorded_at: tx.at,
      author: tx.actor.id,
    })
    .execute();
  return childId;
}

/** Children of a claim, or of all of a programme whose scholarship is not over in a year. */
export async function childrenOf(tx: Tx, of: { claimId: string } | { programme: string; year: number }): Promise<readonly ChildRow[]> {
  const which = 'claimId' in of ? sql`c.claim_id = ${of.claimId}::uuid` : sql`p.programme = ${of.programme} and c.first_year <= ${of.year}`;
  const { rows } = await sql<ChildRow>`
    select c.child_id as "childId", c.claim_id as "claimId", c.sealed, c.first_year as "firstYear", c.last_year as "lastYear"
    from claims.child c join claims.probable_claim p on p.claim_id = c.claim_id where ${which} order by c.recorded_at, c.child_id`.execute(tx.db);
  return rows;
}

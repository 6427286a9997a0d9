// SQL of the schema programme: regions, sponsors, branches, programmes and their policy versions, quotas.
import { sql } from 'kysely';
import type { Month } from '../kernel/month.ts';
import { copyIn } from '../platform/copy.ts';
import type { Tx } from '../platform/database.ts';
import type { Quota } from './places.ts';
import type { ProgrammeFile } from './policy.ts';
import type { ScopeKnown } from '../permission/permission.ts';

const json = (value: unknown): string => JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? Number(part) : part));

export interface Region {
  readonly code: string;
  readonly name: string;
  readonly level: 'province' | 'kabupaten' | 'kecamatan' | 'village';
  readonly parent: string | null;
}

/** Inserts regions of the Kemendagri code system that are not there yet. */
export async function saveRegions(tx: Tx, regions: Iterable<Region>, validFrom: string): Promise<number> {
  const rows = Array.from(regions, (region) => ['kemendagri', region.code, region.name, region.level, region.parent, validFrom] as const);
  return copyIn(tx, { table: 'programme.region', columns: ['code_system', 'code', 'name', 'level', 'parent', 'valid_from'], onConflictDoNothing: true }, rows);
}

/** How many villages each kabupaten of a region has. */
export async function villagesByKabupaten(tx: Tx, region: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ area: string; villages: number }>`
    select k.code as area, count(v.code)::int as villages
    from programme.region k left join programme.region v on v.code_system = 'kemendagri' and v.level = 'village' and left(v.code, 4) = k.code
    where k.code_system = 'kemendagri' and k.level = 'kabupaten' and starts_with(k.code, ${region})
    group by k.code order by k.code`.execute(tx.db);
  return new Map(rows.map((row) => [row.area, row.villages]));
}

export async function regionNames(tx: Tx, level: Region['level'], within: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.db.selectFrom('programme.region').select(['code', 'name']).where('code_system', '=', 'kemendagri').where('level', '=', level).execute();
  return new Map(rows.filter((row) => row.code.startsWith(within)).map((row) => [row.code, row.name]));
}

/** Writes sponsor, branches, programme and the new policy version with its quotas; false when somebody else wrote that version first. */
export async function savePolicy(tx: Tx, policy: ProgrammeFile, version: number, digest: string, quotas: readonly Quota[]): Promise<boolean> {
  const stamp = { recorded_at: tx.at };
  const { sponsor } = policy;
  await tx.db
    .insertInto('programme.sponsor')
    .values({
      sponsor: sponsor.code,
      name: sponsor.name,
      level: sponsor.level,
      code_system: sponsor.codeSystem,
      region_code: sponsor.region,
      time_zone: sponsor.timeZone,
      ...stamp,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  for (const branch of policy.branches) {
    await tx.db
      .insertInto('programme.branch')
      .values({ branch: branch.branch, name: branch.name, ...stamp })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await tx.db
    .insertInto('programme.programme')
    .values({
      programme: policy.programme,
      sponsor: sponsor.code,
      title_id: policy.title.id,
      title_en: policy.title.en,
      first_month: `${policy.term.first}-01`,
      last_month: `${policy.term.last}-01`,
      ...stamp,
      author: tx.actor.id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('programme.policy_version')
    .values({ programme: policy.programme, version, digest, content: json(policy), ...stamp, author: tx.actor.id })
    .onConflict((conflict) => conflict.columns(['programme', 'version']).doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) return false;
  await tx.db
    .insertInto('programme.quota')
    .values(quotas.map((quota) => ({ programme: policy.programme, version, ...quota, ...stamp })))
    .execute();
  await tx.db
    .insertInto('programme.budget_line')
    .values(
      policy.budget.map((line) => ({
        line: line.line,
        programme: policy.programme,
        payer: line.payer,
        fund_source: line.fund,
        account_code: line.account,
        source: line.source ?? null,
        jkk_account: line.accounts?.jkk ?? null,
        jkm_account: line.accounts?.jkm ?? null,
        sponsor: sponsor.code,
        area: sponsor.region,
        limit_amount: line.limit.toString(),
        ...stamp,
        author: tx.actor.id,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return true;
}

/** The first month a sponsor has not opened with a branch, or null when he has opened none. */
export async function firstMonthNotOpened(tx: Tx, sponsor: string): Promise<Month | null> {
  const { rows } = await sql<{ month: string | null }>`select programme.first_month_not_opened(${sponsor}) as month`.execute(tx.db);
  return (rows[0]?.month?.slice(0, 7) ?? null) as Month | null;
}

/** Which branch serves a kabupaten, under which NPP. */
export interface ServedArea {
  readonly area: string;
  readonly branch: string;
  readonly npp: string;
}

/** Writes from which month on branches serve kabupaten of a sponsor, as a later revision where that month has one. */
export async function saveServedAreas(tx: Tx, sponsor: string, from: Month, served: readonly ServedArea[]): Promise<void> {
  if (served.length === 0) return;
  await sql`
    insert into programme.branch_area (sponsor, area, branch, npp, valid_from, revision, recorded_at)
    select ${sponsor}, t.area, t.branch, t.npp, ${`${from}-01`}::date,
      1 + (select count(*) from programme.branch_area b where b.sponsor = ${sponsor} and b.area = t.area and b.valid_from = ${`${from}-01`}::date), ${tx.at}::timestamptz
    from unnest(${served.map(({ area }) => area)}::text[], ${served.map(({ branch }) => branch)}::text[], ${served.map(({ npp }) => npp)}::text[]) t (area, branch, npp)`.execute(
    tx.db,
  );
}

export interface PolicyRow {
  readonly version: number;
  readonly digest: string;
  readonly content: unknown;
}

/** The newest policy version of a programme, or undefined. */
export async function newestPolicy(tx: Tx, programme: string): Promise<PolicyRow | undefined> {
  return tx.db
    .selectFrom('programme.policy_version')
    .select(['version', 'digest', 'content'])
    .where('programme', '=', programme)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** One policy version of a programme, or undefined. */
export async function policyOfVersion(tx: Tx, programme: string, version: number): Promise<PolicyRow | undefined> {
  return tx.db
    .selectFrom('programme.policy_version')
    .select(['version', 'digest', 'content'])
    .where('programme', '=', programme)
    .where('version', '=', version)
    .executeTakeFirst();
}

export async function quotasOf(tx: Tx, programme: string, version: number): Promise<readonly Quota[]> {
  return tx.db
    .selectFrom('programme.quota')
    .select(['area', 'places', 'basis'])
    .where('programme', '=', programme)
    .where('version', '=', version)
    .orderBy('area')
    .execute();
}

export interface BranchArea {
  readonly branch: string;
  readonly name: string;
  readonly npp: string;
  readonly areas: readonly string[];
}

/** Branches and the kabupaten each serves in a month, as the sponsor of a region has recorded. */
export async function branchesIn(tx: Tx, region: string, month: Month): Promise<readonly BranchArea[]> {
  const { rows } = await sql<{ branch: string; name: string; npp: string; areas: string[] }>`
    select b.branch, b.name, a.npp, array_agg(a.area order by a.area) as areas
    from programme.branch b join (
      select distinct on (area) area, branch, npp from programme.branch_area
      where valid_from <= ${`${month}-01`}::date and (valid_to is null or valid_to >= ${`${month}-01`}::date) and starts_with(area, ${region})
        and sponsor in (select sponsor from programme.sponsor where region_code = ${region})
      order by area, valid_from desc, revision desc) a using (branch)
    group by b.branch, b.name, a.npp order by b.branch`.execute(tx.db);
  return rows;
}

export async function programmesKnown(
  tx: Tx,
): Promise<readonly { programme: string; sponsor: string; title_id: string; title_en: string; first_month: string; last_month: string }[]> {
  return tx.db
    .selectFrom('programme.programme')
    .select(['programme', 'sponsor', 'title_id', 'title_en', 'first_month', 'last_month'])
    .orderBy('first_month')
    .execute();
}

/** What is known of the words of a scope, of all sponsors together; before the first programme no region is known, and none is missed. */
export async function scopeKnown(tx: Tx, { area }: { readonly area: string }): Promise<ScopeKnown> {
  const { rows } = await sql<{ sponsors: string[]; area: boolean; branches: string[] }>`
    select array(select sponsor from programme.sponsor order by sponsor collate "C") as sponsors,
      not exists (select from programme.region) or exists (select from programme.region where starts_with(code, ${area})) as area,
      array(select branch from programme.branch order by branch collate "C") as branches`.execute(tx.db);
  return rows[0] ?? { sponsors: [], area: true, branches: [] };
}

/** The sponsor of a programme, or a sponsor itself, and the region it covers; null when there is none. */
export async function regionOf(
  tx: Tx,
  of: { readonly programme: string } | { readonly sponsor: string },
): Promise<{ readonly sponsor: string; readonly region: string } | null> {
  const sponsors = tx.db.selectFrom('programme.sponsor as s').select(['s.sponsor', 's.region_code as region']);
  const row = await (
    'programme' in of
      ? sponsors.innerJoin('programme.programme as p', 'p.sponsor', 's.sponsor').where('p.programme', '=', of.programme)
      : sponsors.where('s.sponsor', '=', of.sponsor)
  ).executeTakeFirst();
  return row ?? null;
}

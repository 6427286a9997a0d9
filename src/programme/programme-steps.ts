// Records programmes: regions once, every changed file a new policy version with its quotas; answers which policy is in force.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { getDistricts, getProvinces, getRegencies, getVillages } from 'idn-area-data';
import { LineCounter, parseDocument } from 'yaml';
import { sha256 } from '../kernel/digest.ts';
import type { CivilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { addMonths, lastDayOf } from '../kernel/month.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { type BudgetLine, linesOf } from './budget-store.ts';
import { type Quota, quotas } from './places.ts';
import { type LineOf, type ProgrammeFile, readPolicy, refuseBeforeRecording } from './policy.ts';
import {
  type PolicyRow,
  policyOfVersion,
  type Region,
  type ServedArea,
  branchesIn,
  firstMonthNotOpened,
  newestPolicy,
  quotasOf,
  savePolicy,
  saveRegions,
  saveServedAreas,
  villagesByKabupaten,
} from './programme-store.ts';

export { type BranchArea, branchesIn, programmesKnown, regionNames, regionOf, scopeKnown } from './programme-store.ts';

/** A programme as its newest policy version says it is. */
export interface CurrentPolicy {
  readonly programme: string;
  readonly version: number;
  readonly digest: string;
  readonly sponsor: string;
  readonly area: string;
  readonly timeZone: string;
  readonly policy: ProgrammeFile;
  readonly quotas: readonly Quota[];
}

/** Codes in force since Kepmendagri 300.2.2-2138/2025. */
const regionsValidFrom = '2025-04-25';

/** Writes a province's regions (Kemendagri codes without dots); those that are there already stay. */
export async function recordRegions(tx: Tx, province: string): Promise<number> {
  const bare = (code: string): string => code.replaceAll('.', '');
  const within = (code: string): boolean => bare(code).startsWith(province);
  const regions: Region[] = [
    ...(await getProvinces())
      .filter(({ code }) => within(code))
      .map(({ code, name }) => ({ code: bare(code), name, level: 'province' as const, parent: null })),
    ...(await getRegencies({ transform: true }))
      .filter(({ code }) => within(code))
      .map(({ code, name, provinceCode }) => ({ code: bare(code), name, level: 'kabupaten' as const, parent: bare(provinceCode) })),
    ...(await getDistricts({ transform: true }))
      .filter(({ code }) => within(code))
      .map(({ code, name, regencyCode }) => ({ code: bare(code), name, level: 'kecamatan' as const, parent: bare(regencyCode) })),
    ...(await getVillages({ transform: true }))
      .filter(({ code }) => within(code))
      .map(({ code, name, districtCode }) => ({ code: bare(code), name, level: 'village' as const, parent: bare(districtCode) })),
  ];
  return saveRegions(tx, regions, regionsValidFrom);
}

/** Reads a programme file from disk. Faults: bad-input `programme-file-unreadable`, `programme-file-wrong`. */
export async function readProgrammeFile(file: string): Promise<ProgrammeFile> {
  const name = path.basename(file);
  const lines = new LineCounter();
  let content: unknown;
  let document: ReturnType<typeof parseDocument>;
  try {
    document = parseDocument(await readFile(file, 'utf8'), { lineCounter: lines });
    const [first] = document.errors;
    if (first !== undefined) throw first;
    content = document.toJS();
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new Fault(
      'bad-input',
      'programme-file-unreadable',
      { id: `${name} tidak dapat dibaca: ${reason}`, en: `${name} cannot be read: ${reason}` },
      { file: name },
    );
  }
  return readPolicy(name, content, lineOf(document, lines));
}

/** The line of a field, or of the nearest group it stands in. */
function lineOf(document: ReturnType<typeof parseDocument>, lines: LineCounter): LineOf {
  return (path) => {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth), true) as { range?: readonly number[] } | undefined;
      const start = node?.range?.[0];
      if (start !== undefined) return lines.linePos(start).line;
    }
    return undefined;
  };
}

/**
 * Records a programme's policy: content that is the current version changes nothing, any other is the next version, also one that was
 * current before. Faults: conflict `recorded-for-good`, `branch-left-out`, `every-month-opened`; bad-input `programme-file-wrong`, `nik-in-text`.
 */
export async function recordProgramme(tx: Tx, policy: ProgrammeFile): Promise<CurrentPolicy> {
  refuseBeforeRecording(policy);
  const digest = sha256(JSON.stringify(policy, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part)));
  for (;;) {
    const newest = await newestPolicy(tx, policy.programme);
    if (newest?.digest === digest) break;
    const version = (newest?.version ?? 0) + 1;
    const before = newest === undefined ? undefined : revive(policy.programme, newest.content);
    if (before !== undefined) refuseWhatStays(policy, before, await linesOf(tx, policy.programme));
    await recordRegions(tx, policy.sponsor.region.slice(0, 2));
    const places = quotasOver(policy, await weightsOf(tx, policy));
    // Somebody else recorded that version at the same moment: look again at what is current now.
    if (!(await savePolicy(tx, policy, version, digest, places))) continue;
    await recordServedAreas(tx, policy, before);
    await recordAct(tx, {
      kind: 'policy-recorded',
      subject: `${policy.programme}/${version}`,
      digest,
      sponsor: policy.sponsor.code,
      area: policy.sponsor.region,
    });
    break;
  }
  return currentPolicy(tx, policy.programme);
}

/** Term and limits stand in rows of their own that money was committed on: a file that says another one would be recorded and not obeyed. */
function refuseWhatStays(policy: ProgrammeFile, before: ProgrammeFile, lines: readonly BudgetLine[]): void {
  const limits = new Map(lines.map(({ line, limit }) => [line, limit]));
  const other = policy.budget.find(({ line, limit }) => limits.has(line) && limits.get(line) !== limit);
  const field =
    other !== undefined ? `budget ${other.line}` : policy.term.first !== before.term.first || policy.term.last !== before.term.last ? 'term' : undefined;
  if (field === undefined) return;
  throw new Fault(
    'conflict',
    'recorded-for-good',
    {
      id: `Isian "${field}" program ${policy.programme} sudah tercatat dan tidak dapat diubah lewat berkas program. Buat mata anggaran atau program baru.`,
      en: `The field "${field}" of programme ${policy.programme} is recorded and cannot be changed by the file. Add a budget line or a programme.`,
    },
    { column: field },
  );
}

/** Branches and NPP of a file count from the term's first month, or, once months were opened with the earlier ones, from the next month. */
async function recordServedAreas(tx: Tx, policy: ProgrammeFile, before: ProgrammeFile | undefined): Promise<void> {
  const served = servedBy(policy);
  const dropped = before === undefined ? undefined : servedBy(before).find(({ area }) => !served.some((one) => one.area === area));
  if (dropped !== undefined) {
    throw new Fault(
      'conflict',
      'branch-left-out',
      {
        id: `Kabupaten ${dropped.area} dilayani cabang ${dropped.branch} menurut versi sebelumnya, tetapi berkas ini tidak menyebut cabang untuknya. Sebutkan cabangnya.`,
        en: `Kabupaten ${dropped.area} is served by branch ${dropped.branch} in the version before, but this file names no branch for it. Name its branch.`,
      },
      { column: 'branches' },
    );
  }
  const opened = await firstMonthNotOpened(tx, policy.sponsor.code);
  const from = opened !== null && opened > policy.term.first ? opened : policy.term.first;
  const inForce = new Map(
    (await branchesIn(tx, policy.sponsor.region, from < policy.term.last ? from : policy.term.last)).flatMap((branch) =>
      branch.areas.map((area) => [area, { branch: branch.branch, npp: branch.npp }] as const),
    ),
  );
  const changed = served.filter(({ area, branch, npp }) => inForce.get(area)?.branch !== branch || inForce.get(area)?.npp !== npp);
  const [first] = changed;
  if (first !== undefined && from > policy.term.last) {
    const old = inForce.get(first.area);
    throw new Fault(
      'conflict',
      'every-month-opened',
      {
        id: `Kabupaten ${first.area} tercatat pada cabang ${old?.branch ?? '-'} dengan NPP ${old?.npp ?? '-'}; berkas ini menyebut cabang ${first.branch} dengan NPP ${first.npp}. Semua bulan program sudah dibuka dengan yang tercatat; perubahan tidak dapat berlaku lagi.`,
        en: `Kabupaten ${first.area} stands with branch ${old?.branch ?? '-'} under NPP ${old?.npp ?? '-'}; this file says branch ${first.branch} under NPP ${first.npp}. Every month of the programme was opened with what stands; the change can take effect no more.`,
      },
      { column: 'branches' },
    );
  }
  await saveServedAreas(tx, policy.sponsor.code, from, changed);
}

const servedBy = (policy: ProgrammeFile): ServedArea[] => policy.branches.flatMap(({ areas, branch, npp }) => areas.map((area) => ({ area, branch, npp })));

/** Weights of kabupaten, and what they are in words. */
export interface Weights {
  readonly weights: ReadonlyMap<string, number>;
  readonly base: string;
}

/** The quotas of a policy when its places are shared over these weights. Faults: those of sharing. */
export function quotasOver({ places }: ProgrammeFile, { weights, base }: Weights): readonly Quota[] {
  const { method, floor = 0 } = places.share;
  return quotas({
    method,
    total: places.total,
    fixed: new Map(Object.entries(places.fixed)),
    weights,
    base,
    floors: new Map([...weights.keys()].map((area) => [area, floor])),
  });
}

/** What the places are shared over when a policy is recorded; people are not counted yet then, so villages stand in until places are allocated. */
export async function weightsOf(tx: Tx, policy: ProgrammeFile): Promise<Weights> {
  const { base, programme, weights, source } = policy.places.share;
  const villages = await villagesByKabupaten(tx, policy.sponsor.region);
  switch (base) {
    case 'villages':
      return { weights: villages, base: 'villages' };
    case 'eligible-people':
    case 'poor-workers':
      return { weights: villages, base: `villages, provisionally: until ${base} are counted` };
    case 'given':
      return { weights: new Map([...villages.keys()].map((area) => [area, weights?.[area] ?? 0])), base: source ?? '' };
    case 'places-of': {
      const before = await currentPolicy(tx, programme ?? '');
      return { weights: new Map(before.quotas.map(({ area, places }) => [area, places])), base: `places of ${programme ?? ''}` };
    }
  }
}

/** The newest policy of a programme. Fault: not-found `programme-unknown`. */
export async function currentPolicy(tx: Tx, programme: string): Promise<CurrentPolicy> {
  const newest = await newestPolicy(tx, programme);
  if (newest === undefined) {
    throw new Fault('not-found', 'programme-unknown', {
      id: `Program "${programme}" belum dicatat; jalankan: payung programme record FILE.`,
      en: `The programme "${programme}" is not recorded; run: payung programme record FILE.`,
    });
  }
  return policyAsRecorded(tx, programme, newest);
}

/** A policy version as it was recorded, whatever was recorded since: to repeat what was decided under it. Fault: not-found `policy-version-unknown`. */
export async function recordedPolicy(tx: Tx, programme: string, version: number): Promise<CurrentPolicy> {
  const recorded = await policyOfVersion(tx, programme, version);
  if (recorded !== undefined) return policyAsRecorded(tx, programme, recorded);
  throw new Fault('not-found', 'policy-version-unknown', {
    id: `Versi kebijakan ${version} program "${programme}" tidak ada.`,
    en: `There is no policy version ${version} of the programme "${programme}".`,
  });
}

async function policyAsRecorded(tx: Tx, programme: string, { version, digest, content }: PolicyRow): Promise<CurrentPolicy> {
  const policy = revive(programme, content);
  return {
    programme,
    version,
    digest,
    sponsor: policy.sponsor.code,
    area: policy.sponsor.region,
    timeZone: policy.sponsor.timeZone,
    policy,
    quotas: await quotasOf(tx, programme, version),
  };
}

/** The last day evidence of a programme's runs is kept; null: as long as the runs themselves. */
export const evidenceKeptUntil = ({ term, evidenceKeptMonths }: ProgrammeFile): CivilDate | null =>
  evidenceKeptMonths === undefined ? null : lastDayOf(addMonths(term.last, evidenceKeptMonths));

type Stored = { readonly numerator: number; readonly denominator: number } | string;

/** Policy content rests as JSON of the checked file; fractions come back as text for the schema. */
function revive(programme: string, content: unknown): ProgrammeFile {
  const stored = content as { contribution: { payers: { share: Stored }[] }; places: { reserved?: { share: Stored }[] } };
  const revived = <One extends { share: Stored }>(all: readonly One[]) =>
    all.map((one) => ({ ...one, share: typeof one.share === 'string' ? one.share : `${one.share.numerator}/${one.share.denominator}` }));
  const { contribution, places } = stored;
  return readPolicy(programme, {
    ...stored,
    contribution: { ...contribution, payers: revived(contribution.payers) },
    places: { ...places, ...(places.reserved === undefined ? {} : { reserved: revived(places.reserved) }) },
  });
}

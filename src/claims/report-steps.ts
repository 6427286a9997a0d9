// Takes reports of deaths and accidents from wherever they come: one with a NIK meets its person at once, one without waits for an officer who decides.
import { randomInt } from 'node:crypto';
import type { Actor } from '../kernel/actor.ts';
import { dateIn } from '../kernel/clock.ts';
import { type CivilDate, addDays, parseDate } from '../kernel/date.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { plainLine } from '../kernel/file-name.ts';
import { refuseLongNumber } from '../kernel/long-number.ts';
import { coverageOf } from '../coverage/coverage-steps.ts';
import { type AccidentOutcome } from '../law/accident-benefit.ts';
import { estimate } from '../law/estimate.ts';
import { citationJson } from '../law/law.ts';
import { recordAct } from '../platform/act.ts';
import { type Tx, lookIn } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import { type CurrentPolicy, currentPolicy } from '../programme/programme-steps.ts';
import { formerKeys, keysOfPerson } from '../registry/one-person-store.ts';
import { latestSnapshots } from '../registry/registry-steps.ts';
import { takeStep } from './case-steps.ts';
import { byNikAlone, tellReporters } from './claim-notice-steps.ts';
import { newClaim, recordOpened } from './claims-steps.ts';
import { type ClaimSource, type NewClaim, saveClaims, saveFoundDeaths, standingClaim } from './claims-store.ts';
import { deathClaims, opensClaim } from './death-claim.ts';
import { eventOf, baseBehind } from './estimate-question.ts';
import { openWords, sealWords } from './family-vault-client.ts';
import type { ReportWords } from './family-words.ts';
import type { ClaimsVault } from './payee-steps.ts';
import type { PlaceTold } from './place-told.ts';
import { type LikelyPerson, likeliest } from './report-match.ts';
import { type VillageMeant, placeOfReport, villagesMeant } from './report-place-steps.ts';
import {
  type ReportRow,
  listedArea,
  listedPeople,
  reportById,
  reportByReceipt,
  reportsSince,
  saveDecision,
  saveReport,
  countWaiting,
  waitingReports,
} from './report-store.ts';

export { type ReportRow, reportByReceipt } from './report-store.ts';

export interface NewReport extends ReportWords {
  readonly programme: string;
  readonly source: ReportRow['source'];
  readonly event: 'death' | 'accident';
  readonly happenedOn: CivilDate;
  /** Village, by its Kemendagri code; null where it is told by words (`place`), or nobody knows it. */
  readonly area: string | null;
  readonly token: string | null;
}

/** The receipt number, whether an officer must decide whom it means, and the claim it opened or met. */
export interface ReportTaken {
  readonly reportId: string;
  readonly receipt: string;
  readonly waits: boolean;
  readonly claimId: string | null;
}

/** Who acts on the public page: nobody in particular, within one sponsor. */
export const publicReporter = (sponsor: string): Actor => ({ id: 'public-page', roles: [], sponsor, area: '*' });
const [mostInTime, minutes] = [60, 60];
const yearsBack = 5 * 366;

/** Numbers people read out on the telephone. */
const newReceipt = (): string => Array.from({ length: 3 }, () => String(randomInt(10_000)).padStart(4, '0')).join('-'); // not law: digits of a number

/** As many characters as a field of a report holds, whichever way it comes. */
const longest = { name: 200, words: 2000, reporter: 200, kabupaten: 80, district: 80, village: 80 } as const; // not law: what a form takes

/** A text as it is kept: what nobody sees and line ends are blanks, so that it writes no row of its own where it is shown. Faults: bad-input `long-number-in-text`, `text-too-long`. */
function reportText<Text extends string | null>(text: Text, field: keyof typeof longest): Text {
  if (text === null) return text;
  refuseLongNumber(text, field);
  if (text.length > longest[field]) {
    throw new Fault(
      'bad-input',
      'text-too-long',
      { id: `Paling banyak ${longest[field]} huruf; singkatkan.`, en: `At most ${longest[field]} characters; shorten it.` },
      { column: field },
    );
  }
  return plainLine(text).trim() as Text;
}

/**
 * Takes a report. With a NIK of somebody on the list the person is met at once and, where his day was covered, a probable claim opens. Faults: bad-input
 * `day-not-reached`, `day-too-long-ago`, `birth-not-real`, those of `placeOfReport`; conflict `too-many-reports` (from the public page in an hour); not-found `programme-unknown`.
 */
export async function takeReport(tx: Tx, port: ClaimsVault, of: NewReport): Promise<ReportTaken> {
  const policy = await currentPolicy(tx, of.programme);
  const today = dateIn(policy.timeZone, tx.at);
  if (of.happenedOn > today)
    throw new Fault('bad-input', 'day-not-reached', { id: `${of.happenedOn} belum tiba.`, en: `${of.happenedOn} has not come yet.` }, { column: 'on' });
  if (of.happenedOn < addDays(today, -yearsBack)) {
    throw new Fault(
      'bad-input',
      'day-too-long-ago',
      { id: 'Hari itu terlalu lama berlalu; periksa tahunnya.', en: 'That day is too long ago; check the year.' },
      { column: 'on' },
    );
  }
  if (of.birth !== null && parseDate(of.birth) === null)
    throw new Fault('bad-input', 'birth-not-real', { id: 'Tanggal lahir tidak ada di kalender.', en: 'The birth date is not real.' }, { column: 'birth' });
  if (of.area !== null && !/^\d{2,10}$/.test(of.area))
    throw new Fault('bad-input', 'area-not-a-code', { id: 'Kode desa berupa 10 angka.', en: 'The code of a village is 10 digits.' }, { column: 'area' });
  const { birth, phone, place: told } = of;
  const name = reportText(of.name, 'name');
  const [words, reporter] = [reportText(of.words, 'words'), reportText(of.reporter, 'reporter')];
  const written =
    told === undefined || told === null
      ? null
      : {
          kabupaten: reportText(told.kabupaten, 'kabupaten'),
          district: reportText(told.district, 'district'),
          village: reportText(told.village, 'village'),
        };
  if (of.source === 'public-page') await refuseFlood(tx);
  const { area, place } = await placeOfReport(tx, policy, { area: of.area, place: written });
  const report: ReportRow = {
    reportId: newKey(),
    receipt: newReceipt(),
    programme: of.programme,
    sponsor: policy.sponsor,
    area,
    source: of.source,
    event: of.event,
    happenedOn: of.happenedOn,
    receivedOn: today,
    token: of.token,
    sealed: sealWords(port.vault, { name, birth, words, reporter, phone, place }),
  };
  await saveReport(tx, report);
  await recordAct(tx, {
    kind: 'claim-reported',
    subject: report.reportId,
    digest: sha256(`${of.event} ${of.happenedOn}`),
    sponsor: report.sponsor,
    area: report.area,
  });
  const personKey = of.token === null ? undefined : await personMeant(tx, of.programme, of.token);
  const waiting = { reportId: report.reportId, receipt: report.receipt, waits: true, claimId: null };
  // Whoever may not ask for a person's cover learns nothing of it here either, and names nobody dead: an officer decides.
  const mayKnow = tx.actor.roles.some((role) => role === 'case-worker' || role === 'verifier');
  if (personKey === undefined || !mayKnow) return waiting;
  const decided = await meetPerson(tx, port, policy, report, personKey, byNikAlone, null);
  return { ...waiting, waits: false, claimId: decided.claimId };
}

/** The person of a sealed NIK: of several keys of his the one on a signed list of the programme, else the one that means him today. */
async function personMeant(tx: Tx, programme: string, token: string): Promise<string | undefined> {
  const keys = await keysOfPerson(tx, token);
  if (keys.length > 1) for (const personKey of keys) if ((await listedArea(tx, { programme, personKey })) !== undefined) return personKey;
  return keys[0];
}

/** The key a person is listed under, where it is one he was known by before; else the key itself. */
async function listedKey(tx: Tx, programme: string, personKey: string): Promise<string> {
  if ((await listedArea(tx, { programme, personKey })) !== undefined) return personKey;
  for (const { formerKey, personKey: today } of await formerKeys(tx))
    if (today === personKey && (await listedArea(tx, { programme, personKey: formerKey })) !== undefined) return formerKey;
  return personKey;
}

async function refuseFlood(tx: Tx): Promise<void> {
  const since = new Date(Date.parse(tx.at) - minutes * 60_000).toISOString(); // not law: milliseconds of a minute
  if ((await reportsSince(tx, { author: tx.actor.id, since })) < mostInTime) return;
  throw new Fault('conflict', 'too-many-reports', {
    id: 'Laporan dari halaman ini terlalu banyak dalam satu jam terakhir. Hubungi desa atau kantor Nakertrans.',
    en: 'Too many reports came through this page in the last hour. Tell the village or the labour office.',
  });
}

/** What a decision led to: the claim that opened or was there, or null where that day was not covered or the person is on no list. */
export interface ReportDecided {
  readonly claimId: string | null;
  readonly opened: boolean;
}

async function meetPerson(
  tx: Tx,
  port: ClaimsVault,
  policy: CurrentPolicy,
  report: ReportRow,
  personKey: string,
  evidence: string,
  outcome: AccidentOutcome | null,
): Promise<ReportDecided> {
  const area = await listedArea(tx, { programme: report.programme, personKey });
  let claimId = area === undefined ? undefined : await standingClaim(tx, { personKey, event: report.event });
  let opened = false;
  if (area !== undefined && claimId === undefined) {
    const claim = await claimFor(tx, port, policy, report, { personKey, area }, outcome);
    if (claim !== null && (await saveClaims(tx, [claim])).has(claim.claimId)) {
      await recordOpened(tx, [claim]);
      opened = true;
    }
    claimId = await standingClaim(tx, { personKey, event: report.event });
  }
  if (!(await saveDecision(tx, report, { personKey, claimId: claimId ?? null, evidence }))) throw decidedAlready();
  if (claimId !== undefined && area !== undefined)
    await tellReporters(tx, port.vault, [{ claimId, programme: policy.programme, sponsor: policy.sponsor, area }]);
  // Whoever tells us is the family, or close to it: the case begins with papers.
  if (claimId !== undefined && opened && report.source === 'family-call') {
    await takeStep(tx, port, { claimId, kind: 'reported', happenedOn: null, amount: null, remark: report.receipt });
  }
  return { claimId: claimId ?? null, opened };
}

async function claimFor(
  tx: Tx,
  { law }: ClaimsVault,
  policy: CurrentPolicy,
  report: ReportRow,
  who: { readonly personKey: string; readonly area: string },
  outcome: AccidentOutcome | null,
): Promise<NewClaim | null> {
  const coverage = await coverageOf(lookIn(tx), { law, personKey: who.personKey, on: report.happenedOn });
  const today = report.receivedOn;
  const source: ClaimSource = report.source;
  if (report.event === 'death') {
    await saveFoundDeaths(tx, { programme: policy.programme, sponsor: policy.sponsor, knownOn: today }, [
      { ...who, diedOn: report.happenedOn, reportedOn: today, source: report.source },
    ]);
    return opensClaim(coverage) ? newClaim(deathClaims(law), policy, today, { ...who, diedOn: report.happenedOn }, coverage, source) : null;
  }
  if (coverage.jkk.state !== 'protected' && coverage.jkk.state !== 'arrears-unsettled') return null;
  const posted = coverage.posted.filter(({ counts, jkk }) => counts && jkk > 0n);
  const jkk = posted.at(-1)?.jkk;
  const event = eventOf(
    law,
    { event: 'accident', on: report.happenedOn, outcome: outcome ?? 'recovered' },
    jkk === undefined ? null : baseBehind(law, jkk, report.happenedOn),
  );
  const answer = estimate({ law, event, posted: posted.map(({ month, bankValueOn }) => ({ month, postedOn: bankValueOn })) });
  return {
    claimId: newKey(),
    personKey: who.personKey,
    programme: policy.programme,
    sponsor: policy.sponsor,
    area: who.area,
    happenedOn: report.happenedOn,
    knownOn: today,
    event: 'accident',
    source,
    benefit: 'work-accident',
    amount: answer.total,
    confidence: answer.confidence,
    calculation: {
      components: answer.lines.map(({ parameter, title, amount }) => ({ parameter, title, amount: Number(amount) })), // exact: shown, and far below 2^53,
      citations: answer.citations.map(citationJson),
      unsettled: answer.unsettled.map(({ parameter, title }) => ({ parameter, title })),
      readings: [],
    },
    conditions: coverage.jkk.state === 'protected' ? ['accident-by-work'] : ['accident-by-work', 'month-of-death-not-yet-paid'],
    missingDocuments: answer.documents.map(({ code }) => code),
  };
}

const decidedAlready = (): Fault =>
  new Fault('conflict', 'report-decided-already', { id: 'Laporan ini sudah diputuskan.', en: 'This report is decided already.' });
const unknownReport = (): Fault => new Fault('not-found', 'report-unknown', { id: 'Laporan itu tidak ada.', en: 'There is no such report.' });

/** Decides which person a report of a programme means, or nobody. Faults: not-found `report-unknown`; conflict `report-decided-already`; bad-input `long-number-in-text`. */
export async function decideReport(
  tx: Tx,
  port: ClaimsVault,
  of: {
    readonly programme: string;
    readonly reportId: string;
    readonly personKey: string | null;
    readonly evidence: string;
    readonly outcome: AccidentOutcome | null;
  },
): Promise<ReportDecided> {
  refuseLongNumber(of.evidence, 'evidence');
  const report = await reportById(tx, of.reportId);
  if (report?.programme !== of.programme) throw unknownReport();
  const policy = await currentPolicy(tx, report.programme);
  if (of.personKey !== null) {
    const personKey = await listedKey(tx, report.programme, of.personKey);
    return meetPerson(tx, port, policy, report, personKey, of.evidence, of.outcome);
  }
  if (!(await saveDecision(tx, report, { personKey: null, claimId: null, evidence: of.evidence }))) throw decidedAlready();
  return { claimId: null, opened: false };
}

/** A report that waits, its words, and whom it may mean. */
export interface WaitingReport {
  readonly report: Omit<ReportRow, 'sealed' | 'token'>;
  readonly name: string;
  readonly birth: string | null;
  readonly words: string | null;
  /** Where, as written; null where the village was told by its code, or nothing was told. */
  readonly place: PlaceTold | null;
  /** The village, or those the words may mean. */
  readonly villages: readonly VillageMeant[];
  readonly likely: readonly LikelyPerson[];
}

const [mostWaiting, mostCompared, kabupatenDigits] = [50, 5_000, 4]; // not law: the oldest reports shown, the people compared with each, nearest first

/** How many reports wait for an officer; `reportsToDecide` gives the oldest of them. */
export const reportsWaiting = (tx: Tx, programme: string): Promise<number> => countWaiting(tx, programme);

/** The oldest reports an officer must decide, each with the likeliest people of its kabupaten's list. */
export async function reportsToDecide(tx: Tx, { vault }: ClaimsVault, programme: string): Promise<readonly WaitingReport[]> {
  const policy = await currentPolicy(tx, programme);
  const { population } = await latestSnapshots(tx, policy.sponsor, dateIn(policy.timeZone, tx.at));
  const snapshots = population.map(({ snapshotId }) => snapshotId);
  const meant = villagesMeant(tx);
  const told: WaitingReport[] = [];
  for (const { sealed, token: _, ...report } of await waitingReports(tx, programme, mostWaiting)) {
    const { name, birth, words, place = null } = openWords<ReportWords>(vault, sealed);
    const villages = await meant(report.area, place);
    const areas = villages.map(({ code }) => code);
    const within = report.area.slice(0, kabupatenDigits);
    const people = await listedPeople(tx, { programme, name, areas, within, snapshots, limit: mostCompared });
    const likely = likeliest({ name, birth: birth === null ? null : parseDate(birth), areas }, people);
    told.push({ report, name, birth, words, place, villages, likely });
  }
  return told;
}

/** Where a report stands, by its receipt number; says nothing of anybody. Fault: not-found `report-unknown`. */
export async function followReport(
  tx: Tx,
  receipt: string,
): Promise<{ readonly receivedOn: CivilDate; readonly state: 'waits' | 'nobody' | 'no-claim' | 'claim' }> {
  const found = await reportByReceipt(tx, receipt);
  if (found === undefined) throw unknownReport();
  return {
    receivedOn: found.receivedOn,
    state: found.outcome === null ? 'waits' : found.outcome === 'nobody' ? 'nobody' : found.claimId === null ? 'no-claim' : 'claim',
  };
}

// Decides what the demonstration ends with: one minute for a governor and an engineer, and one object for a machine.
import { createHash } from 'node:crypto';
import { type CivilDate, daysInMonth, monthOfYear, yearOf } from '../src/kernel/date.ts';
import { rupiahText } from '../src/kernel/money.ts';
import { addMonths, dayIn, monthOf } from '../src/kernel/month.ts';
import { claimTotals, claimsOf, coveredDeaths } from '../src/claims/claims-steps.ts';
import { deathClaim, opensClaim } from '../src/claims/death-claim.ts';
import { dateIn } from '../src/kernel/clock.ts';
import { ledgerCheck } from '../src/contributions/reconciliation-steps.ts';
import type { Law } from '../src/law/law.ts';
import type { Item } from '../src/law/parameter.ts';
import { moneyTotals, postedMonthsOf } from '../src/contributions/trace-steps.ts';
import { coverageOf } from '../src/coverage/coverage-steps.ts';
import { verdictsOf } from '../src/eligibility/eligibility-steps.ts';
import { enrolmentCounts, registrationsOf } from '../src/enrolment/registration-steps.ts';
import { determinationsOf, reserveLeft } from '../src/enrolment/instrument-steps.ts';
import { lookIn } from '../src/platform/database.ts';
import { latestRun } from '../src/platform/run.ts';
import { currentPolicy } from '../src/programme/programme-steps.ts';
import { linesOf } from '../src/programme/budget-steps.ts';
import type { Case } from './demo-cast.ts';
import { people, programme } from './demo-cast.ts';
import { count } from './demo-steps.ts';
import type { Outside } from './outside.ts';

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Prints the ending and answers what the last line says. */
export async function tell(
  of: Case,
  outside: Outside,
  selection: { accepted: number; rejected: number; review: number; rows: number },
  covers: number,
): Promise<Record<string, unknown>> {
  const { workplace, steps } = of;
  const deaths = await workplace.database.transact(people.cases, async (tx) => coveredDeaths(tx, workplace.law, programme));
  return workplace.database.read(people.office, async (tx) => {
    const policy = await currentPolicy(tx, programme);
    const allocation = await latestRun(tx, programme, 'allocation');
    const enrolment = await enrolmentCounts(tx, programme);
    const money = await moneyTotals(tx, programme);
    const claims = await claimTotals(tx, programme);
    const opened = await claimsOf(tx, { programme });
    const ledger = await ledgerCheck(tx, programme);
    const truth = await outside.act('truth', steps.record.rosters);
    const [line] = await linesOf(tx, programme);
    const runHash = createHash('sha256')
      .update([...steps.record.digests, ...opened.map((claim) => `${claim.happenedOn} ${claim.benefit} ${claim.amount}`)].join('\n'))
      .digest('hex');

    say(`\n${policy.policy.title.id}`);
    say(`  dijanjikan / promised          ${count(policy.policy.places.total)} orang, Juli sampai Desember 2025`);
    say(`  terlindungi 31-12-2025         ${count(covers)} orang (dari posting BPJS, bukan dari SK)`);
    say(
      `  iuran dibayar dan diposting    ${rupiahText(money.posted)} dari pagu ${rupiahText(line?.limit ?? 0n)}, ${count(money.personMonths)} bulan-orang × Rp16.800`,
    );
    say(
      `  keluarga ditemukan / helped    ${count(claims.opened)} klaim mungkin, ${rupiahText(claims.amount)} (${claims.full} penuh, ${claims.funeralOnly} pemakaman saja), dihitung pada ${dateIn(policy.timeZone, tx.at)}; akun publik menghitung yang diketahui sampai 2025-12-31`,
    );
    say(`  belum terjangkau / not reached ${count(truth - claims.opened)} kematian terlindungi belum dilaporkan siapa pun (dunia buatan tahu ${count(truth)})`);
    await widow(of, tx, opened);
    const reserve = await reserveLeft(tx, programme, allocation?.runId ?? '');
    say(`\nBuku besar seimbang / ledger balanced: ${ledger.holds ? 'ya' : 'TIDAK'}   hash ${runHash}`);
    const memory = Math.round(process.resourceUsage().maxRSS / 1024);
    say(`${steps.total().toFixed(1)} s, ${memory} MB`);
    return {
      candidates: selection.rows,
      accepted: selection.accepted,
      rejected: selection.rejected,
      review: selection.review,
      places: policy.policy.places.total,
      quotaSum: policy.quotas.reduce((sum, quota) => sum + quota.places, 0),
      selected: allocation?.counts['placed'] ?? 0,
      registered: enrolment.registered,
      personMonths: money.personMonths,
      invoiced: Number(money.invoiced),
      paid: Number(money.paid),
      posted: Number(money.posted),
      coveredOnLastDay: covers,
      reserveLeft: reserve,
      deathsCovered: deaths,
      claimsOpened: claims.opened,
      fullBenefit: claims.full,
      funeralOnly: claims.funeralOnly,
      deathsNotReached: truth - claims.opened,
      ledgerBalanced: ledger.holds,
      runHash,
      seconds: { ...steps.seconds, total: Math.round(steps.total() * 100) / 100 },
      memoryMb: memory,
    };
  });
}

const monthBefore = (date: CivilDate): CivilDate =>
  dayIn(addMonths(monthOf(date), -1), Math.min(Number(date.slice(8)), daysInMonth(yearOf(date), monthOfYear(date))));

/** How sure something is, in the words of the pages. */
const sure: Readonly<Record<string, string>> = { statute: 'menurut peraturan', secondary: 'menurut sumber lain', unverified: 'belum pasti' };
/** What the law calls a paper of a claim. */
function paper(law: Law, code: string): string {
  const listed = law.parameters.get('documents-jkm')?.values.at(-1)?.value;
  return (Array.isArray(listed) ? (listed as readonly Item[]) : []).find((one) => one.code === code)?.id ?? code;
}

type Tx = Parameters<typeof claimsOf>[0];

/** One widow's case and the way back from a posting to the village's row. */
async function widow(of: Case, tx: Tx, claims: Awaited<ReturnType<typeof claimsOf>>): Promise<void> {
  const { law } = of.workplace;
  for (const claim of claims
    .filter(({ benefit, confidence }) => benefit === 'full' && confidence !== 'unverified')
    .concat(claims.filter(({ benefit }) => benefit === 'full'))) {
    const earlier = monthBefore(claim.happenedOn);
    const then = await coverageOf(lookIn(tx), { law, personKey: claim.personKey, on: earlier });
    const [list] = await verdictsOf(tx, claim.personKey);
    const [posted] = await postedMonthsOf(tx, claim.personKey);
    const [registration] = (await registrationsOf(tx, claim.personKey)).filter(({ outcome }) => outcome === 'registered');
    const [decree] = await determinationsOf(tx, claim.personKey);
    if (list === undefined || posted === undefined || registration === undefined || decree === undefined || !opensClaim(then)) continue;
    const before = deathClaim(law, earlier, then);
    if (before.benefit === 'full') continue;
    const rule = law.parameters.get('jkm-full-minimum-months');
    say('\nSatu keluarga / one family');
    say(
      `  KPJ ${registration.kpj ?? ''}, desa ${list.village}: meninggal ${claim.happenedOn}, terlindungi, berhak ${rupiahText(BigInt(claim.amount))} (keyakinan: ${sure[claim.confidence] ?? claim.confidence})`,
    );
    say(`  yang masih kurang: ${claim.missingDocuments.map((code) => paper(law, code)).join(', ')}`);
    say(
      `  meninggal sebulan lebih awal (${earlier}): ${rupiahText(before.amount)} saja; ${rule?.article ?? ''} (${sure[rule?.values[0]?.confidence ?? ''] ?? ''}; cara menghitung 3 bulan: belum pasti)`,
    );
    say('\nSatu iuran ditelusuri / one contribution traced back');
    say(`  diposting ${posted.month} ${rupiahText(posted.jkk + posted.jkm)} (${posted.postingFile})`);
    say(`  <- diterima ${posted.receivedOn ?? ''}, bank ${posted.debitedOn ?? ''}, ${posted.sp2d ?? ''} ${posted.sp2dOn ?? ''}`);
    say(`  <- tagihan ${posted.invoice}, kode iuran ${posted.code}, ${rupiahText(posted.invoiceAmount)}`);
    say(`  <- ${decree.number} ditandatangani ${decree.signedOn ?? ''}`);
    say(`  <- ${list.fileName} baris ${list.rowNo}`);
    return;
  }
}

// Puts together and publishes the public account of a programme.
import type { Actor } from '../kernel/actor.ts';
import { dateIn } from '../kernel/clock.ts';
import type { CivilDate } from '../kernel/date.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import type { Law } from '../law/law.ts';
import { expectedOf } from '../claims/expected-steps.ts';
import { postingFilesOf } from '../contributions/posting-steps.ts';
import { coveredByArea } from '../coverage/coverage-steps.ts';
import { instrumentsOf } from '../enrolment/instrument-steps.ts';
import { recordAct } from '../platform/act.ts';
import type { Database, Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { Clock } from '../platform/system-clock.ts';
import { linesOf } from '../programme/budget-steps.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { type PublicAccount, publicAccount } from './account.ts';
import { areaFigures, listFigures, newestPublication, savePublication } from './reporting-store.ts';

/** What reporting needs of the installation. */
export interface ReportingPort {
  readonly database: Database;
  readonly law: Law;
  readonly clock: Clock;
}

/** The account of a programme as of a day (today in its region when absent), made now. Fault: not-found `programme-unknown`. */
export async function accountOf(port: ReportingPort, actor: Actor, programme: string, on?: CivilDate): Promise<PublicAccount> {
  return port.database.read(actor, async (tx) => makeAccount(tx, port.law, programme, on));
}

async function makeAccount(tx: Tx, law: Law, programme: string, on?: CivilDate): Promise<PublicAccount> {
  const policy = await currentPolicy(tx, programme);
  const asOf = on ?? dateIn(policy.timeZone, tx.at);
  const protectedPeople = await coveredByArea(tx, { law, programme, on: asOf });
  const figures = await areaFigures(tx, { programme, version: policy.version, on: asOf, postingFiles: await postingFilesOf(tx, programme) });
  const signed = (await instrumentsOf(tx, programme)).filter((instrument) => instrument.signedOn !== null && instrument.signedOn <= asOf);
  const { expected, low, high, confidence } = await expectedOf(tx, law, programme, asOf);
  return publicAccount({
    programme,
    expectedDeaths: { expected: Math.round(expected * 10) / 10, low, high, confidence },
    asOf,
    threshold: policy.policy.publicationThreshold,
    title: policy.policy.title,
    budget: (await linesOf(tx, programme)).reduce((sum, line) => sum + line.limit, 0n),
    sources: {
      ...(await listFigures(tx, policy.policy.candidatesFrom ?? programme)),
      instruments: signed.map(({ number, listDigest, signedOn }) => ({ number, listDigest, signedOn: signedOn ?? '' })),
    },
    figures: figures.map((row) => ({ ...row, protectedPeople: protectedPeople.get(row.area) ?? 0 })),
  });
}

/** Makes the account and publishes it under its digest. */
export async function publishAccount(
  port: ReportingPort,
  actor: Actor,
  programme: string,
  on: CivilDate,
): Promise<{ readonly account: PublicAccount; readonly digest: string }> {
  const account = await accountOf(port, actor, programme, on);
  const digest = sha256(JSON.stringify(account));
  await port.database.transact(actor, async (tx) => {
    const { sponsor, area } = await currentPolicy(tx, programme);
    await savePublication(tx, { publicationId: newKey(), programme, sponsor, area, asOf: on, content: account, digest });
    await recordAct(tx, { kind: 'account-published', subject: programme, digest, sponsor, area });
  });
  return { account, digest };
}

/** The newest published account, or undefined. */
export async function newestAccount(port: ReportingPort, actor: Actor, programme: string): Promise<PublicAccount | undefined> {
  return (await port.database.read(actor, async (tx) => newestPublication(tx, programme)))?.content as PublicAccount | undefined;
}

/** The newest published account. Fault: not-found `account-not-published`. */
export async function publishedAccount(port: ReportingPort, actor: Actor, programme: string): Promise<PublicAccount> {
  const published = await newestAccount(port, actor, programme);
  if (published !== undefined) return published;
  throw new Fault('not-found', 'account-not-published', {
    id: 'Akun publik program ini tidak ada atau belum diterbitkan.',
    en: 'The public account of this programme does not exist or is not published yet.',
  });
}

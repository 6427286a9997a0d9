// Records who may receive, on that person's own account (design, invariant 12), children at school, and shows either for a written reason.
import { dateIn } from '../kernel/clock.ts';
import { type CivilDate, parseDate, yearOf } from '../kernel/date.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import type { Rupiah } from '../kernel/money.ts';
import { childScholarships } from '../law/child-scholarship.ts';
import { type Relation, heirsOf, relations } from '../law/heirs.ts';
import type { Law } from '../law/law.ts';
import { nameLikeness } from '../matching/name-likeness.ts';
import { type Through, reasonGiven, recordDisclosure } from '../permission/reveal-steps.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import type { Vault } from '../platform/vault.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { caseShown } from './case-steps.ts';
import { childrenOf, payeesOf, savePayee, saveChild, saveStep } from './case-store.ts';
import { markOfNumber, openWords, sealWords } from './family-vault-client.ts';
import type { ChildWords, PayeeWords } from './family-words.ts';
import { type ScholarshipRight, scholarshipRight } from './scholarship-right-steps.ts';

export interface ClaimsVault {
  readonly law: Law;
  readonly vault: Vault;
}

export interface NewPayee extends PayeeWords {
  readonly claimId: string;
  readonly relation: Relation;
}

/** Names of one person, written by a bank and by a village. */
const sameName = 85;

/**
 * Records who receives. Faults: bad-input `account-not-own` (the account is in another name), `relation-unknown`; conflict `nearer-heir-there` (somebody of a
 * nearer rank of the legal order is recorded), `step-out-of-order` once handed over.
 */
export async function addPayee(tx: Tx, { law, vault }: ClaimsVault, of: NewPayee): Promise<{ readonly payeeId: string }> {
  const { claim, payees, standing } = await caseShown(tx, law, of.claimId);
  if (!['probable', 'contacted', 'gathering-papers', 'disputed', 'returned'].includes(standing.state)) {
    throw new Fault('conflict', 'step-out-of-order', {
      id: 'Penerima tidak dapat ditambah setelah berkas lengkap. Bila keliru, minta cabang mengembalikannya.',
      en: 'No payee can be added once the file is complete. If one is wrong, ask the branch to return it.',
    });
  }
  const holder = of.guardianOf === null ? [of.name] : [of.name, of.guardianOf];
  if (!holder.some((name) => nameLikeness(name, of.accountName) >= sameName)) {
    throw new Fault(
      'bad-input',
      'account-not-own',
      {
        id: 'Rekening bukan atas nama penerima. Santunan hanya ke rekening ahli waris sendiri, bukan perangkat desa atau agen.',
        en: "The account is in another name. The benefit goes to the heir's own account only, never to an official or agent.",
      },
      { column: 'accountName' },
    );
  }
  if (claim.event === 'death')
    refuseFarther(
      law,
      claim.happenedOn,
      of.relation,
      payees.map(({ relation }) => relation),
    );
  const words: PayeeWords = {
    name: of.name,
    bank: of.bank,
    account: of.account,
    accountName: of.accountName,
    phone: of.phone,
    agent: of.agent,
    guardianOf: of.guardianOf,
  };
  const payeeId = await savePayee(tx, claim, {
    relation: of.relation,
    through: of.guardianOf === null ? 'own-account' : 'guardian',
    sealed: sealWords(vault, words),
    accountMark: markOfNumber(vault, 'account', of.account),
    phoneMark: of.phone === null ? null : markOfNumber(vault, 'phone', of.phone),
    agentMark: of.agent === null ? null : markOfNumber(vault, 'agent', of.agent),
  });
  await recordAct(tx, { kind: 'claim-payee', subject: payeeId, digest: sha256(`${claim.claimId} ${of.relation}`), sponsor: claim.sponsor, area: claim.area });
  return { payeeId };
}

function refuseFarther(law: Law, on: CivilDate, relation: Relation, others: readonly string[]): void {
  const family = [...others, relation].flatMap((one) => relations.filter((known) => known === one)).map((one) => ({ relation: one }));
  const { rank, payees } = heirsOf({ law, on, family });
  if (payees.length === family.length) return;
  throw new Fault('conflict', 'nearer-heir-there', {
    id: `Ada ahli waris yang lebih dekat menurut urutan hukum: ${rank?.id ?? ''}.`,
    en: `There is a nearer heir in the legal order: ${rank?.en ?? ''}.`,
  });
}

/** Who receives and which children are recorded, told for a reason that is recorded first. Faults: bad-input `reason-missing`; not-found `claim-unknown`. */
export async function revealFamily(
  tx: Tx,
  { law, vault }: ClaimsVault,
  of: { readonly claimId: string; readonly reason: string | undefined; readonly through: Through },
): Promise<{ readonly payees: readonly (PayeeWords & { readonly relation: string })[]; readonly children: readonly ChildWords[] }> {
  const reason = reasonGiven(of.reason);
  await caseShown(tx, law, of.claimId);
  await recordDisclosure(tx, {
    kind: 'reveal',
    act: 'claims reveal',
    token: null,
    fields: ['name', 'account', 'telephone', 'children'],
    reason,
    through: of.through,
    // Watchers of other areas read this too: whoever knows the claim finds it by the digest.
    subject: sha256(of.claimId),
    author: tx.actor.id,
  });
  const payees = (await payeesOf(tx, of.claimId)).map(({ relation, sealed }) => ({ relation, ...openWords<PayeeWords>(vault, sealed) }));
  const children = (await childrenOf(tx, { claimId: of.claimId })).map(({ sealed }) => openWords<ChildWords>(vault, sealed));
  return { payees, children };
}

/** A child whose scholarship is claimed every school year; `years` is how many the law pays for as the months stand, none before its minimum. Faults: bad-input `birth-not-real`, those of `childScholarships`; conflict `no-scholarship`. */
export async function addChild(
  tx: Tx,
  { law, vault }: ClaimsVault,
  of: ChildWords & { readonly claimId: string },
): Promise<{ readonly childId: string; readonly years: number; readonly right: ScholarshipRight }> {
  const { claim } = await caseShown(tx, law, of.claimId);
  const birth = parseDate(of.birth);
  if (birth === null)
    throw new Fault('bad-input', 'birth-not-real', { id: 'Tanggal lahir tidak ada di kalender.', en: 'The birth date is not real.' }, { column: 'birth' });
  const { children } = childScholarships({ law, on: claim.happenedOn, children: [{ birth, level: of.level, year: of.year }] });
  const years = children[0]?.years ?? [];
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined) {
    throw new Fault('conflict', 'no-scholarship', { id: 'Tidak ada tahun beasiswa bagi anak ini.', en: 'There is no school year to pay for this child.' });
  }
  const words: ChildWords = { name: of.name, birth: of.birth, level: of.level, year: of.year, school: of.school };
  const childId = await saveChild(tx, claim, { sealed: sealWords(vault, words), firstYear: yearOf(first.from), lastYear: yearOf(last.from) });
  const right = await scholarshipRight(tx, law, claim);
  return { childId, years: right.entitled ? years.length : 0, right };
}

/** One school year of one child that can be claimed now. */
export interface DueScholarship {
  readonly claimId: string;
  readonly childId: string;
  readonly from: CivilDate;
  readonly amount: Rupiah;
  readonly lapsesOn: CivilDate;
}

/** A claim whose children are at school and have no right to the scholarship, and why. */
export interface NotEntitled extends ScholarshipRight {
  readonly claimId: string;
}

/** The school years of a programme's children that have begun, are not claimed, and can still be paid, the first to lapse first; apart, the claims the law gives none. */
export async function dueScholarships(
  tx: Tx,
  { law, vault }: ClaimsVault,
  programme: string,
): Promise<{ readonly due: readonly DueScholarship[]; readonly notEntitled: readonly NotEntitled[] }> {
  const today = dateIn((await currentPolicy(tx, programme)).timeZone, tx.at);
  const rows = await childrenOf(tx, { programme, year: yearOf(today) });
  const due: DueScholarship[] = [];
  const shown = new Map<string, Awaited<ReturnType<typeof caseShown>>>();
  const rights = new Map<string, ScholarshipRight>();
  for (const row of rows) {
    const known = shown.get(row.claimId) ?? (await caseShown(tx, law, row.claimId));
    shown.set(row.claimId, known);
    const words = openWords<ChildWords>(vault, row.sealed);
    const birth = parseDate(words.birth);
    if (birth === null || known.standing.state === 'false-death') continue;
    const claimed = known.steps.filter(({ kind, subject }) => kind === 'scholarship-claimed' && subject === row.childId).map(({ remark }) => remark);
    const { children } = childScholarships({ law, on: known.claim.happenedOn, children: [{ birth, level: words.level, year: words.year }] });
    for (const year of children[0]?.years ?? []) {
      if (year.from > today || year.lapsesOn <= today || claimed.includes(year.from)) continue;
      const right = rights.get(row.claimId) ?? (await scholarshipRight(tx, law, known.claim));
      rights.set(row.claimId, right);
      if (!right.entitled) break;
      due.push({ claimId: row.claimId, childId: row.childId, from: year.from, amount: year.amount, lapsesOn: year.lapsesOn });
    }
  }
  due.sort((one, other) => (one.lapsesOn === other.lapsesOn ? (one.childId < other.childId ? -1 : 1) : one.lapsesOn < other.lapsesOn ? -1 : 1));
  return { due, notEntitled: [...rights].filter(([, right]) => !right.entitled).map(([claimId, right]) => ({ claimId, ...right })) };
}

/** Records that a child's school year was claimed. Faults: conflict `scholarship-not-entitled`, `school-year-not-due`. */
export async function claimScholarship(
  tx: Tx,
  port: ClaimsVault,
  of: { readonly claimId: string; readonly childId: string; readonly from: CivilDate },
): Promise<DueScholarship> {
  const { claim, steps } = await caseShown(tx, port.law, of.claimId);
  const right = await scholarshipRight(tx, port.law, claim);
  if (!right.entitled) throw new Fault('conflict', 'scholarship-not-entitled', right.text);
  const due = (await dueScholarships(tx, port, claim.programme)).due.find(({ childId, from }) => childId === of.childId && from === of.from);
  if (due === undefined) {
    throw new Fault('conflict', 'school-year-not-due', {
      id: 'Tahun ajaran itu belum mulai, sudah diajukan, atau sudah gugur.',
      en: 'That school year has not begun, was claimed, or has lapsed.',
    });
  }
  const today = dateIn((await currentPolicy(tx, claim.programme)).timeZone, tx.at);
  await saveStep(tx, claim, steps.length, { kind: 'scholarship-claimed', happenedOn: today, amount: due.amount, remark: due.from, subject: of.childId });
  return due;
}

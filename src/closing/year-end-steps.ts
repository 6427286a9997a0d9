// Shows what the end of a programme's term means, records how each kabupaten goes on, and carries that out: money committed, files written for whoever goes on.
import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { owedFor } from '../enrolment/owed.ts';
import type { Actor } from '../kernel/actor.ts';
import type { CivilDate } from '../kernel/date.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault, assert } from '../kernel/fault.ts';
import type { Rupiah } from '../kernel/money.ts';
import { type Month, addMonths, firstDayOf, lastDayOf, monthsFrom } from '../kernel/month.ts';
import { contribution, type Sector } from '../law/contribution.ts';
import { dueDate } from '../law/due-date.ts';
import { type Law, LawReading } from '../law/law.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import { outboxFolder } from '../platform/outbox-files.ts';
import type { Workplace } from '../platform/workplace.ts';
import { type XlsxRow, writeXlsx } from '../platform/xlsx-write.ts';
import { commit, linesOf } from '../programme/budget-steps.ts';
import { type CurrentPolicy, currentPolicy } from '../programme/programme-steps.ts';
import {
  type LateOpening,
  type PricedMonths,
  type YearEndChoice,
  assertChoice,
  lateOpening,
  remindersFor,
  sectorOf,
  selfPayment,
  usualOpenings,
} from './year-end.ts';
import { type ChoiceRow, type LastMember, fallingOff, saveCarried, saveChoices, standingChoices, streamLastMembers } from './year-end-store.ts';
import { priceOfWaiting } from '../coverage/watch.ts';

/** One kabupaten after the last month: its members, who goes on anyway, what going on costs a month and a year, and what was decided. */
export interface YearEndGroup {
  readonly area: string;
  readonly people: number;
  readonly goesOn: number;
  readonly fallsOff: number;
  readonly perMonth: Rupiah;
  readonly perYear: Rupiah;
  readonly choice: ChoiceRow | null;
}

export interface YearEnd {
  readonly programme: string;
  readonly last: Month;
  readonly endsOn: CivilDate;
  readonly next: Month;
  /** The due date of the first month after the term. */
  readonly dueOn: CivilDate;
  readonly groups: readonly YearEndGroup[];
  readonly fallsOff: number;
  readonly perPerson: Rupiah;
  readonly perMonth: Rupiah;
  readonly perYear: Rupiah;
  /** Money of the programme's lines that nothing is committed on: out of it, at most, months are paid in advance. */
  readonly uncommitted: Rupiah;
  readonly prepay: readonly { readonly months: number; readonly amount: Rupiah; readonly affordable: boolean }[];
  readonly selfPayment: Readonly<Record<Sector, readonly PricedMonths[]>>;
  readonly reminders: readonly CivilDate[];
  readonly openings: readonly LateOpening[];
  /** What a family loses when a death falls into a wait that began anew. */
  readonly perDeathIfWaitBegins: Rupiah;
}

/** What the end of the term means. `opensOn`: the day the next budget is expected to pay. Fault: not-found `programme-unknown`. */
export async function yearEnd(tx: Tx, of: { readonly law: Law; readonly programme: string; readonly opensOn?: CivilDate }): Promise<YearEnd> {
  const { law, programme } = of;
  const current = await currentPolicy(tx, programme);
  const { last } = termOf(current);
  const next = addMonths(last, 1);
  const perPerson = owedFor(current.policy, law, next).contribution.total;
  const choices = new Map((await standingChoices(tx, programme, last)).map((choice) => [choice.area, choice]));
  const groups = (await fallingOff(tx, programme, last, next)).map(({ area, people, goesOn }) => {
    const fallsOff = people - goesOn;
    return {
      area,
      people,
      goesOn,
      fallsOff,
      perMonth: perPerson * BigInt(fallsOff),
      perYear: perPerson * BigInt(12 * fallsOff),
      choice: choices.get(area) ?? null,
    };
  });
  const fallsOff = groups.reduce((sum, group) => sum + group.fallsOff, 0);
  const uncommitted = (await linesOf(tx, programme)).reduce<Rupiah>((sum, line) => sum + line.limit - line.committed, 0n);
  const terms = new LawReading(law, firstDayOf(next)).take('prepayment-terms', 'list').map(Number);
  const openings = of.opensOn === undefined ? usualOpenings(law, last) : [of.opensOn];
  return {
    programme,
    last,
    endsOn: lastDayOf(last),
    next,
    dueOn: dueDate({ law, month: next }).due,
    groups,
    fallsOff,
    perPerson,
    perMonth: perPerson * BigInt(fallsOff),
    perYear: perPerson * BigInt(12 * fallsOff),
    uncommitted,
    prepay: terms.map((months) => {
      const amount = prepaid(current, law, next, months) * BigInt(fallsOff);
      return { months, amount, affordable: amount <= uncommitted };
    }),
    selfPayment: selfPayment({ law, income: current.policy.contribution.income, from: next }),
    reminders: remindersFor(last),
    openings: openings.map((opensOn) => lateOpening({ law, last, opensOn, timeZone: current.timeZone })),
    perDeathIfWaitBegins: priceOfWaiting(law, lastDayOf(last)),
  };
}

const termOf = ({ policy }: CurrentPolicy): { readonly first: Month; readonly last: Month } => policy.term;

/** What so many months from one on cost a person, each by its own tariff. */
const prepaid = ({ policy }: CurrentPolicy, law: Law, from: Month, months: number): Rupiah =>
  monthsFrom(from, addMonths(from, months - 1)).reduce<Rupiah>((sum, month) => sum + owedFor(policy, law, month).contribution.total, 0n);

/**
 * Records how a kabupaten (or every one, without `area`) goes on; a later choice replaces an earlier one that was not carried out. Faults: not-found
 * `programme-unknown`, `area-has-no-members`; bad-input `prepayment-term-not-offered`, `next-payer-missing`; conflict `year-end-choice-carried`.
 */
export async function chooseYearEnd(
  tx: Tx,
  of: {
    readonly law: Law;
    readonly programme: string;
    readonly area?: string;
    readonly choice: YearEndChoice;
    readonly months?: number;
    readonly nextPayer?: string;
    readonly reason: string;
  },
): Promise<readonly { readonly choiceId: string; readonly area: string }[]> {
  const current = await currentPolicy(tx, of.programme);
  const { last } = termOf(current);
  assertChoice(of.law, lastDayOf(last), of);
  const known = await fallingOff(tx, of.programme, last, addMonths(last, 1));
  const areas = known.filter(({ area, people, goesOn }) => (of.area === undefined ? people > goesOn : area === of.area)).map(({ area }) => area);
  if (areas.length === 0)
    throw new Fault(
      'not-found',
      'area-has-no-members',
      { id: 'Tidak ada peserta di wilayah itu pada bulan terakhir.', en: 'There are no members in that area in the last month.' },
      { column: 'area' },
    );
  const carried = (await standingChoices(tx, of.programme, last)).find(({ area, persons }) => persons !== null && areas.includes(area));
  if (carried !== undefined)
    throw new Fault('conflict', 'year-end-choice-carried', {
      id: `Pilihan untuk ${carried.area} sudah dijalankan dan tidak dapat diganti.`,
      en: `The choice for ${carried.area} was carried out and cannot be replaced.`,
    });
  const choices = areas.map((area) => ({
    choiceId: newKey(),
    programme: of.programme,
    last,
    sponsor: current.sponsor,
    area,
    choice: of.choice,
    months: of.choice === 'prepay' ? (of.months ?? null) : null,
    nextPayer: of.choice === 'hand-over' ? (of.nextPayer ?? null) : null,
    reason: of.reason,
  }));
  await saveChoices(tx, choices);
  for (const { choiceId, area, choice, months, nextPayer } of choices)
    await recordAct(tx, {
      kind: 'year-end-chosen',
      subject: choiceId,
      digest: sha256(JSON.stringify([of.programme, last, area, choice, months, nextPayer])),
      sponsor: current.sponsor,
      area,
    });
  return choices.map(({ choiceId, area }) => ({ choiceId, area }));
}

/** What carrying the choices out did. */
export interface CarriedYearEnd {
  readonly carried: readonly {
    readonly area: string;
    readonly choice: YearEndChoice;
    readonly persons: number;
    readonly amount: Rupiah | null;
    readonly file: { readonly name: string; readonly path: string; readonly digest: string } | null;
  }[];
  /** Kabupaten whose members fall off and for whom nothing is chosen. */
  readonly open: readonly string[];
}

/**
 * Carries out every choice not carried out yet: for months in advance the money is committed on the programme's lines and the list written for the branch; for a
 * hand-over the candidate list for the next payer; for self-payment who must be told what, and when. Each choice in one transaction, once. Faults: not-found
 * `programme-unknown`, conflict `budget-line-exceeded`.
 */
export async function carryYearEnd(workplace: Workplace, actor: Actor, of: { readonly programme: string }): Promise<CarriedYearEnd> {
  const { database, law, dataDir } = workplace;
  const state = await database.read(actor, (tx) => yearEnd(tx, { law, programme: of.programme }));
  const folder = outboxFolder(dataDir, of.programme, 'year-end');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const carried: CarriedYearEnd['carried'][number][] = [];
  for (const group of state.groups) {
    const { choice } = group;
    if (choice === null || choice.persons !== null) continue;
    const file = choice.choice === 'let-end' ? null : await writeList(workplace, actor, { ...of, state, group: { ...group, choice }, folder });
    const done = await database.transact(actor, async (tx) => {
      const current = await currentPolicy(tx, of.programme);
      const persons = file?.persons ?? group.fallsOff;
      const amount = choice.choice === 'prepay' ? prepaid(current, law, state.next, choice.months ?? 0) * BigInt(persons) : null;
      const row = { choiceId: choice.choiceId, sponsor: current.sponsor, area: group.area, persons, amount: amount === 0n ? null : amount, file };
      if (!(await saveCarried(tx, row))) return null;
      if (choice.choice === 'prepay')
        await commitPrepaid(tx, current, {
          law,
          from: state.next,
          months: choice.months ?? 0,
          persons,
          reference: `year-end:${choice.choiceId}`,
          area: group.area,
        });
      await recordAct(tx, {
        kind: 'year-end-carried',
        subject: choice.choiceId,
        digest: file?.digest ?? sha256(choice.choiceId),
        sponsor: current.sponsor,
        area: group.area,
      });
      return {
        area: group.area,
        choice: choice.choice,
        persons,
        amount,
        file: file === null ? null : { name: file.name, path: path.join(folder, file.name), digest: file.digest },
      };
    });
    if (done !== null) carried.push(done);
  }
  return { carried, open: state.groups.filter(({ choice, fallsOff }) => choice === null && fallsOff > 0).map(({ area }) => area) };
}

/** Commits what the payers of a programme carry of the months in advance, on their lines. */
async function commitPrepaid(
  tx: Tx,
  current: CurrentPolicy,
  of: { readonly law: Law; readonly from: Month; readonly months: number; readonly persons: number; readonly reference: string; readonly area: string },
): Promise<void> {
  const lines = new Map<string, Rupiah>();
  for (const month of monthsFrom(of.from, addMonths(of.from, of.months - 1)))
    for (const { shares } of owedFor(current.policy, of.law, month).covers)
      for (const { line, amount } of shares) lines.set(line, (lines.get(line) ?? 0n) + amount * BigInt(of.persons));
  for (const [line, amount] of lines)
    await commit(tx, { line, reference: of.reference, amount, programme: current.programme, sponsor: current.sponsor, area: of.area });
}

interface ToWrite {
  readonly programme: string;
  readonly state: YearEnd;
  readonly group: YearEndGroup & { readonly choice: ChoiceRow };
  readonly folder: string;
}

/** Writes the list of one kabupaten. Its rows must be exactly those who fall off. */
async function writeList(
  { database, law, niks }: Workplace,
  actor: Actor,
  { programme, state, group, folder }: ToWrite,
): Promise<{ name: string; digest: string; persons: number }> {
  const { choice } = group;
  const name = `${choice.choice}-${state.last}-${group.area}-${choice.choiceId.slice(-8)}.xlsx`;
  const header = headers[choice.choice === 'let-end' ? 'hand-over' : choice.choice];
  const current = await database.read(actor, (tx) => currentPolicy(tx, programme));
  const perPerson = prepaid(current, law, state.next, choice.months ?? 1);
  const { income } = current.policy.contribution;
  const row = (member: LastMember, number: number): XlsxRow => {
    const nik = member.token === null ? null : niks.open(member.token);
    if (choice.choice === 'prepay')
      return [String(number), member.kpj, member.name, member.area, state.next, addMonths(state.next, (choice.months ?? 1) - 1), perPerson.toString()];
    const person = [String(number), nik, member.name];
    if (choice.choice === 'hand-over')
      return [
        ...person,
        member.birthPlace,
        member.birthDate,
        member.sex,
        member.address,
        member.occupation,
        member.kpj,
        `peserta lanjutan, terlindungi sampai ${state.endsOn}`,
      ];
    const sector = sectorOf(law, state.endsOn, member.occupation);
    const { total } = contribution({ law, income, month: state.next, payer: 'self', sector });
    return [...person, member.kpj, member.area, member.phone, sector, total.toString(), state.dueOn, ...state.reminders];
  };
  // Two who carry out at once write the same bytes, each into a file of his own; the last to end gives it its name.
  const own = path.join(folder, `${newKey()}.new`);
  let persons = 0;
  const written = await database.read(actor, (tx) => {
    async function* rows(): AsyncGenerator<XlsxRow> {
      for await (const chunk of streamLastMembers(tx, { programme, last: state.last, next: state.next, area: group.area }))
        for (const member of chunk) yield row(member, (persons += 1));
    }
    return writeXlsx(own, [{ name: group.area, header, rows: rows() }]);
  });
  assert(persons === group.fallsOff, `${persons} of ${group.fallsOff} members who fall off stand in ${name}`);
  await rename(own, path.join(folder, name));
  return { name, digest: written.sha256, persons };
}

const headers = {
  prepay: ['NO', 'NO KPJ', 'NAMA', 'DESA', 'BULAN AWAL', 'BULAN AKHIR', 'JUMLAH IURAN'],
  'hand-over': ['NO', 'NIK', 'NAMA', 'TEMPAT LAHIR', 'TANGGAL LAHIR', 'L/P', 'ALAMAT', 'PEKERJAAN', 'NO KPJ', 'KETERANGAN'],
  'announce-self-payment': [
    'NO',
    'NIK',
    'NAMA',
    'NO KPJ',
    'DESA',
    'NO HP',
    'SEKTOR',
    'IURAN BULAN PERTAMA',
    'JATUH TEMPO',
    'INGATKAN 1',
    'INGATKAN 2',
    'INGATKAN 3',
  ],
} as const;

// Carries the choices at the end of a term out: money committed, files written for whoever goes on; each choice once.
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { owedFor } from '../enrolment/owed.ts';
import type { Actor } from '../kernel/actor.ts';
import { sha256 } from '../kernel/digest.ts';
import { assert } from '../kernel/fault.ts';
import type { Rupiah } from '../kernel/money.ts';
import { type Month, addMonths, monthsFrom } from '../kernel/month.ts';
import { contribution } from '../law/contribution.ts';
import type { Law } from '../law/law.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import { outboxFolder } from '../platform/outbox-files.ts';
import type { Workplace } from '../platform/workplace.ts';
import { type XlsxRow, writeXlsx } from '../platform/xlsx-write.ts';
import { commit } from '../programme/budget-steps.ts';
import { type CurrentPolicy, currentPolicy } from '../programme/programme-steps.ts';
import { type HeldCover, hold, recordAdvance } from '../roster/roster-steps.ts';
import { type YearEndChoice, sectorOf } from './year-end.ts';
import { saveHandedPeople } from './seam-store.ts';
import { type ChoiceRow, type LastMember, gatherPrepaid, saveCarried, setPrepaidMonths, streamLastMembers } from './year-end-store.ts';
import { type YearEnd, type YearEndGroup, prepaid, priceOfChoice, yearEnd } from './year-end-steps.ts';

/** What carrying the choices out did. */
export interface CarriedYearEnd {
  readonly carried: readonly {
    readonly area: string;
    readonly name: string;
    readonly choice: YearEndChoice;
    readonly persons: number;
    /** Committed on the programme's lines. */
    readonly amount: Rupiah | null;
    /** See `priceOfChoice`. */
    readonly price: Rupiah | null;
    readonly file: { readonly name: string; readonly path: string; readonly digest: string } | null;
  }[];
  /** Kabupaten whose members fall off and for whom nothing is chosen. */
  readonly open: readonly { readonly area: string; readonly name: string }[];
}

/**
 * Carries out every choice not carried out yet: for months in advance the months are held for whoever falls off, their money committed on the programme's lines, and
 * the list written for the branch, so that they are opened, invoiced, paid and posted as every month is; for a
 * hand-over the candidate list for the next payer; for self-payment who must be told what, and when. Each choice in one transaction, once. Faults: not-found
 * `programme-unknown`, conflict `budget-line-exceeded`, `person-month-already-held`.
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
      assert(persons === group.fallsOff, `${persons} of ${group.fallsOff} members who fall off stand in the list of ${group.area}`);
      if (choice.choice === 'prepay' && persons > 0)
        await holdPrepaid(tx, current, { law, last: state.last, months: choice.months ?? 0, persons, choiceId: choice.choiceId, area: group.area });
      if (choice.choice === 'hand-over') {
        await gatherPrepaid(tx, { ...of, last: state.last, next: state.next, area: group.area });
        const handed = await saveHandedPeople(tx, { choiceId: choice.choiceId, programme: of.programme, sponsor: current.sponsor, next: state.next });
        assert(handed === persons, `${handed} people are handed over, ${persons} stand in the list`);
      }
      await recordAct(tx, {
        kind: 'year-end-carried',
        subject: choice.choiceId,
        digest: file?.digest ?? sha256(choice.choiceId),
        sponsor: current.sponsor,
        area: group.area,
      });
      return {
        area: group.area,
        name: group.name,
        choice: choice.choice,
        persons,
        amount,
        price: priceOfChoice(current, { law, next: state.next, choice: choice.choice, months: choice.months, people: persons }),
        file: file === null ? null : { name: file.name, path: path.join(folder, file.name), digest: file.digest },
      };
    });
    if (done !== null) carried.push(done);
  }
  return { carried, open: state.groups.filter(({ choice, fallsOff }) => choice === null && fallsOff > 0).map(({ area, name }) => ({ area, name })) };
}

/**
 * Holds the months in advance for a kabupaten's members who fall off, each month by its own tariff, and commits what the payers carry of them on their lines. The
 * choice stands where an instrument does: it is what they are held by.
 */
async function holdPrepaid(
  tx: Tx,
  current: CurrentPolicy,
  of: { readonly law: Law; readonly last: Month; readonly months: number; readonly persons: number; readonly choiceId: string; readonly area: string },
): Promise<void> {
  const { programme, sponsor } = current;
  const lines = new Map<string, Rupiah>();
  await gatherPrepaid(tx, { programme, last: of.last, next: addMonths(of.last, 1), area: of.area });
  for (const stretch of stretches(current, of.law, addMonths(of.last, 1), of.months)) {
    const { covers, months } = stretch;
    const [first, last] = [months[0], months.at(-1)];
    assert(first !== undefined && last !== undefined, 'a stretch has months');
    await setPrepaidMonths(tx, first, last);
    const { people } = await hold(tx, { instrumentId: of.choiceId, programme, sponsor, people: 'year_end_people', covers });
    assert(people === of.persons, `${people} are held in advance, ${of.persons} stand in the list`);
    for (const { shares } of covers)
      for (const { line, amount } of shares) lines.set(line, (lines.get(line) ?? 0n) + amount * BigInt(people) * BigInt(months.length));
  }
  const term = { first: addMonths(of.last, 1), last: addMonths(of.last, of.months) };
  await recordAdvance(tx, { instrumentId: of.choiceId, programme, sponsor, area: of.area, ...term, persons: of.persons });
  for (const [line, amount] of lines) await commit(tx, { line, reference: `year-end:${of.choiceId}`, amount, programme, sponsor, area: of.area });
}

/** Months in a row that cost the same. */
function stretches(
  { policy }: CurrentPolicy,
  law: Law,
  from: Month,
  months: number,
): readonly { readonly covers: readonly HeldCover[]; readonly months: Month[] }[] {
  const found: { readonly covers: readonly HeldCover[]; readonly months: Month[] }[] = [];
  const total = (covers: readonly HeldCover[]): string => covers.map(({ cover, amount }) => `${cover} ${amount}`).join();
  for (const month of monthsFrom(from, addMonths(from, months - 1))) {
    const { covers } = owedFor(policy, law, month);
    const open = found.at(-1);
    if (open !== undefined && total(open.covers) === total(covers)) open.months.push(month);
    else found.push({ covers, months: [month] });
  }
  return found;
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
  // Whoever carried the choice out meanwhile holds these people: his list stands, and this one is nobody's.
  if (persons === group.fallsOff) await rename(own, path.join(folder, name));
  else await rm(own);
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

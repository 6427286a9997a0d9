// The real steps on a real PostgreSQL as books: a programme of its own for each sequence, one branch, the branch's files as the branch would send them.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { acceptContributionCode } from '../../src/contributions/contribution-code-steps.ts';
import { finaliseMonth, invoiceMonth, openMonth } from '../../src/contributions/contributions-steps.ts';
import { recordPayment, reversePayment } from '../../src/contributions/payment-steps.ts';
import { importPostings } from '../../src/contributions/posting-steps.ts';
import { ledgerCheck } from '../../src/contributions/reconciliation-steps.ts';
import { coverageOfMany } from '../../src/coverage/coverage-steps.ts';
import { civilDate } from '../../src/kernel/date.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { monthFrom } from '../../src/kernel/month.ts';
import { loadLaw } from '../../src/law/law-store.ts';
import { balanceOf } from '../../src/ledger/chart.ts';
import { trialBalance } from '../../src/ledger/ledger-steps.ts';
import type { Tx } from '../../src/platform/database.ts';
import { newKey } from '../../src/platform/key.ts';
import { commit } from '../../src/programme/budget-steps.ts';
import { readPolicy } from '../../src/programme/policy.ts';
import { recordProgramme } from '../../src/programme/programme-steps.ts';
import { hold, release } from '../../src/roster/roster-steps.ts';
import { type TestDatabase, anyone } from '../database.ts';
import { lawFolder } from '../law-folder.ts';
import { type Books, type Command, type Figures, type ModelMonth, type Outcome, monthly, months } from './commands.ts';

const law = loadLaw(lawFolder);
const [village, branch, npp] = ['5303012001', 'atambua', 'NTT25-ATAMBUA'];
const covers = (line: string) => [
  { cover: 'jkk' as const, amount: 10_000n, shares: [{ payer: 'ntt', line, amount: 10_000n }] },
  { cover: 'jkm' as const, amount: 6_800n, shares: [{ payer: 'ntt', line, amount: 6_800n }] },
];

export class PostgresBooks implements Books {
  readonly #base: TestDatabase;
  readonly #folder: string;
  readonly #name: string;
  readonly #people: readonly string[];
  readonly #rosters = new Map<ModelMonth, string>();

  private constructor(base: TestDatabase, folder: string, name: string, people: readonly string[]) {
    [this.#base, this.#folder, this.#name, this.#people] = [base, folder, name, people];
  }

  /** A programme with a line of so much money and so many people, registered but not paid for. */
  static async make(
    base: TestDatabase,
    of: { readonly folder: string; readonly sequence: number; readonly limit: bigint; readonly people: number; readonly file: object },
  ): Promise<PostgresBooks> {
    const name = `model-${of.sequence}`;
    const people = Array.from({ length: of.people }, () => newKey());
    const books = new PostgresBooks(base, of.folder, name, people);
    const policy = structuredClone(of.file) as { contribution: { payers: { line: string }[] }; budget: { line: string; limit: number }[] };
    for (const payer of policy.contribution.payers) payer.line = books.#line;
    for (const line of policy.budget) Object.assign(line, { line: books.#line, limit: Number(of.limit) });
    await base.database.transact(anyone, async (tx) => {
      await recordProgramme(tx, readPolicy(name, { ...policy, programme: name, term: { first: months[0], last: months.at(-1) } }));
      for (const [place, person] of people.entries())
        await tx.client.query(
          `insert into enrolment.registration (person_key, file_id, sponsor, area, programme, outcome, kpj, answered_on, recorded_at) values ($1, $2, 'ntt', $3, $4, 'registered', $5, '2025-06-20', '2025-06-20')`,
          [person, newKey(), village, name, `${of.sequence}P${place}`],
        );
    });
    return books;
  }

  get #line(): string {
    return `${this.#name}-apbd`;
  }
  #kpj(person: number): string {
    return `${this.#name.slice('model-'.length)}P${person}`;
  }
  #number(month: ModelMonth): string {
    return `${this.#name}/${branch}/${month}`;
  }
  #act<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#base.database.transact(anyone, work);
  }

  async act(command: Command): Promise<Outcome> {
    try {
      return (await this.#do(command)) ? 'done' : 'same';
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return 'refused';
    }
  }

  async #do(command: Command): Promise<boolean> {
    switch (command.do) {
      case 'enrol':
        return this.#act((tx) => this.#enrol(tx, command.person, command.from));
      case 'leave':
        return this.#act((tx) => this.#leave(tx, command.person, command.from));
      case 'close':
        return this.#close(command.month);
      case 'invoice':
        return this.#invoice(command.month);
      case 'pay': {
        const { rows } = await this.#act((tx) =>
          tx.client.query<{ amount: string }>('select amount from contributions.invoice where number = $1', [this.#number(command.month)]),
        );
        const amount = (BigInt(rows[0]?.amount ?? 6) * BigInt(command.part)) / 6n;
        const { fact, month, reference } = command;
        const { recorded } = await this.#act((tx) =>
          recordPayment(tx, { invoice: this.#number(month), fact, reference: `${fact}/${reference}`, amount, occurredOn: civilDate('2025-09-10') }),
        );
        return recorded;
      }
      case 'correct': {
        const { fact, month, reference, to } = command;
        const { reversed } = await this.#act((tx) =>
          reversePayment(tx, {
            invoice: this.#number(month),
            fact,
            reference: `${fact}/${reference}`,
            reason: 'dicatat di tempat yang salah',
            ...(to === null ? {} : { to: this.#number(to) }),
          }),
        );
        return reversed;
      }
      case 'post':
      case 'take-back':
        return this.#post(command);
    }
  }

  async #enrol(tx: Tx, person: number, from: number): Promise<boolean> {
    const [first, last] = [months[from] ?? months[0], months[months.length - 1] ?? months[0]];
    await tx.client.query(
      `create temporary table model_people on commit drop as select '${this.#people[person] ?? ''}'::uuid as person_key, '${village}'::text as area, '${first}-01'::date as first_month, '${last}-01'::date as last_month`,
    );
    await hold(tx, { instrumentId: newKey(), programme: this.#name, sponsor: 'ntt', people: 'model_people', covers: covers(this.#line) });
    await commit(tx, { ...this.#commitment(), amount: BigInt(months.length - from) * monthly });
    return true;
  }

  #commitment() {
    return { line: this.#line, reference: newKey(), programme: this.#name, sponsor: 'ntt', area: '53' };
  }

  async #leave(tx: Tx, person: number, from: number): Promise<boolean> {
    await tx.client.query(
      `create temporary table model_people on commit drop as select '${this.#people[person] ?? ''}'::uuid as person_key, '${months[from] ?? ''}-01'::date as from_month`,
    );
    const { lines } = await release(tx, { people: 'model_people', programme: this.#name, cause: 'withdrawn' });
    for (const { amount } of lines) await commit(tx, { ...this.#commitment(), amount: -amount });
    return lines.length > 0;
  }

  async #close(month: ModelMonth): Promise<boolean> {
    const done = await this.#act(async (tx) => {
      await openMonth(tx, { law, programme: this.#name, month: monthFrom(month) });
      return finaliseMonth(tx, { programme: this.#name, branch, month: monthFrom(month), directory: this.#folder });
    });
    this.#rosters.set(month, done.file);
    return done.changed;
  }

  async #invoice(month: ModelMonth): Promise<boolean> {
    const roster = this.#rosters.get(month);
    const persons = roster === undefined ? 0 : (await readFile(roster, 'utf8')).trim().split('\n').length - 1;
    const file = path.join(this.#folder, `kode-${this.#name}-${month}.csv`);
    const [jkk, jkm] = [persons * 10_000, persons * 6_800];
    await writeFile(
      file,
      `kode_iuran,npp,bulan,jumlah_peserta,jumlah_jkk,jumlah_jkm,jumlah_iuran,berlaku_sampai\r\n${this.#name}-${month},${npp},${month},${persons},${jkk},${jkm},${jkk + jkm},2026-01-31\r\n`,
    );
    return this.#act(async (tx) => {
      await acceptContributionCode(tx, { programme: this.#name, file });
      return (await invoiceMonth(tx, { programme: this.#name, branch, month: monthFrom(month) })).invoiced;
    });
  }

  async #post({ do: kind, month, who, at }: Extract<Command, { do: 'post' | 'take-back' }>): Promise<boolean> {
    const rows = this.#people.map((_, person) => person).filter((person) => (who & (1 << person)) !== 0);
    const file = path.join(this.#folder, `posting-${this.#name}-${kind}-${month}-${who}-${at}.csv`);
    const amounts = kind === 'post' ? '10000,6800' : '-10000,-6800';
    const lines = rows.map((person) => `${this.#kpj(person)},,${month},${amounts},${this.#name}-${month},${month}-09,${month}-09T12:0${at}:00+08:00`);
    await writeFile(file, ['kpj,nama,bulan,jkk,jkm,kode_iuran,tanggal_nilai_bank,waktu_posting', ...lines, ''].join('\r\n'));
    const { posted, reversed, alreadyRead } = await this.#act((tx) => importPostings(tx, { programme: this.#name, file }));
    return posted + reversed > 0 && !alreadyRead;
  }

  async figures(): Promise<Figures> {
    return this.#act(async (tx) => {
      const named = async (query: string): Promise<string[]> => {
        const { rows } = await tx.client.query<{ person_key: string; month: string }>(query, [this.#people]);
        return rows.map((row) => `${this.#people.indexOf(row.person_key)}:${row.month.slice(0, 7)}`).sort();
      };
      const { broken } = await ledgerCheck(tx, this.#name);
      if (broken.length > 0) throw new Error(`the ledger does not agree: ${broken.map(({ code, subject }) => `${code} ${subject}`).join(', ')}`);
      const balance = await trialBalance(tx, this.#name);
      const { rows: lines } = await tx.client.query<{ committed: string }>('select committed from programme.budget_line where line = $1', [this.#line]);
      const asked = this.#people.flatMap((key) => months.map((month) => `('${key}'::uuid, '${month}-28'::date)`)).join(', ');
      await tx.client.query(`create temporary table model_asked on commit drop as select * from (values ${asked}) asked (person_key, "on")`);
      const protectedNow: string[] = [];
      for await (const chunk of coverageOfMany(tx, { law, people: 'model_asked', timeZone: 'Asia/Makassar' }))
        for (const { personKey, on, coverage } of chunk)
          if (coverage.jkk.state === 'protected' && coverage.jkm.state === 'protected')
            protectedNow.push(`${this.#people.indexOf(personKey)}:${on.slice(0, 7)}`);
      return {
        held: await named(`select person_key, month from roster.person_month where person_key = any ($1::uuid[]) and cover = 'jkk' order by 1, 2`),
        charged: await named(`select c.person_key, c.month from contributions.charge c where c.person_key = any ($1::uuid[]) order by 1, 2`),
        posted: await named('select person_key, month from contributions.standing_posting where person_key = any ($1::uuid[]) order by 1, 2'),
        protected: protectedNow.sort(),
        committed: BigInt(lines[0]?.committed ?? 0),
        expense: balanceOf(balance, 'expense'),
        payable: -balanceOf(balance, 'payable'),
        transit: -balanceOf(balance, 'sp2d-in-transit'),
        treasury: -balanceOf(balance, 'treasury'),
        administrator: balanceOf(balance, 'administrator-held'),
        debits: balance.debits,
        credits: balance.credits,
      };
    });
  }
}

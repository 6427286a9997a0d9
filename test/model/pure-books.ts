// The product's own deciding functions as books kept in memory: what an invoice takes, which accounts move, whether the ledger agrees, who is protected.
import { type InvoiceState, after, refusalOf } from '../../src/contributions/invoice-state.ts';
import { checkLedger } from '../../src/contributions/ledger-check.ts';
import { type Said, turnsOf } from '../../src/contributions/posting-turns.ts';
import { type KnownPosting, coverage, coverageRule } from '../../src/coverage/coverage.ts';
import { instant } from '../../src/kernel/clock.ts';
import { civilDate } from '../../src/kernel/date.ts';
import { total } from '../../src/kernel/money.ts';
import { monthFrom } from '../../src/kernel/month.ts';
import { loadLaw } from '../../src/law/law-store.ts';
import { type Account, type PairedKind, type TransferKind, balanceOf, chart, pairOf, trialBalanceOf } from '../../src/ledger/chart.ts';
import { lawFolder } from '../law-folder.ts';
import { type Books, type Command, type Figures, type ModelFact, type ModelMonth, type Outcome, monthly, months, people } from './commands.ts';

const law = loadLaw(lawFolder);
const [programme, branch, timeZone] = ['p', 'b', 'Asia/Makassar'];
const knownAt = instant('2025-12-31T00:00:00Z');

const isStanding = (posting: KnownPosting): boolean => posting.takenBackAt === undefined;

interface Transfer {
  readonly kind: TransferKind;
  readonly debit: Account;
  readonly credit: Account;
  readonly amount: bigint;
}
interface Fact {
  readonly kind: PairedKind & ModelFact;
  readonly amount: bigint;
  reversed: boolean;
}
interface Invoice {
  state: InvoiceState;
  readonly persons: readonly number[];
  readonly facts: Map<string, Fact>;
}

export class PureBooks implements Books {
  readonly #limit: bigint;
  readonly #held = new Map<string, bigint>();
  readonly #closed = new Map<ModelMonth, readonly number[]>();
  readonly #invoices = new Map<ModelMonth, Invoice>();
  readonly #postings = new Map<number, KnownPosting[]>();
  /** What files said of it, by person and month. */
  readonly #said = new Map<string, (Said & { readonly file: string })[]>();
  readonly #files = new Set<string>();
  readonly #transfers: Transfer[] = [];
  /** Asked again only when something was posted since. */
  #protected: readonly string[] = [];

  constructor(limit: bigint) {
    this.#limit = limit;
  }

  act(command: Command): Outcome {
    switch (command.do) {
      case 'enrol': {
        const keys = months.slice(command.from).map((month) => ({ month, key: `${command.person}:${month}` }));
        if (keys.some(({ month, key }) => this.#closed.has(month) || this.#held.has(key))) return 'refused';
        if (total(this.#held.values()) + BigInt(keys.length) * monthly > this.#limit) return 'refused';
        for (const { key } of keys) this.#held.set(key, monthly);
        return 'done';
      }
      case 'leave': {
        const open = months.slice(command.from).filter((month) => !this.#closed.has(month));
        return open.filter((month) => this.#held.delete(`${command.person}:${month}`)).length > 0 ? 'done' : 'same';
      }
      case 'close': {
        if (this.#closed.has(command.month)) return 'same';
        const persons = [...Array(people).keys()].filter((person) => this.#held.has(`${person}:${command.month}`));
        if (persons.length > 0) this.#closed.set(command.month, persons);
        return persons.length > 0 ? 'done' : 'refused';
      }
      case 'invoice':
        return this.#invoice(command.month);
      case 'pay': {
        const invoice = this.#invoices.get(command.month);
        return invoice === undefined ? 'refused' : this.#record(invoice, command.fact, command.reference, (invoice.state.amount * BigInt(command.part)) / 6n);
      }
      case 'correct':
        return this.#correct(command);
      case 'post':
      case 'take-back':
        return this.#post(command);
    }
  }

  #invoice(month: ModelMonth): Outcome {
    const persons = this.#closed.get(month);
    if (persons === undefined) return 'refused';
    if (this.#invoices.has(month)) return 'same';
    const amount = BigInt(persons.length) * monthly;
    this.#invoices.set(month, { persons, facts: new Map(), state: { amount, ordered: 0n, debited: 0n, received: 0n, credited: 0n } });
    this.#transfers.push({ kind: 'invoiced', debit: chart.expense(programme, 'line', 'jkk'), credit: chart.payable(programme, branch), amount });
    return 'done';
  }

  #record(invoice: Invoice, kind: ModelFact, reference: number, amount: bigint): Outcome {
    const standing = invoice.facts.get(`${kind}/${reference}`);
    if (standing !== undefined) return !standing.reversed && standing.amount === amount ? 'same' : 'refused';
    const next = after(invoice.state, kind, amount);
    if (refusalOf(next, kind) !== null) return 'refused';
    invoice.state = next;
    invoice.facts.set(`${kind}/${reference}`, { kind, amount, reversed: false });
    this.#transfers.push({ kind, ...pairOf(kind, programme, branch), amount });
    return 'done';
  }

  #correct({ month, fact, reference, to }: Extract<Command, { do: 'correct' }>): Outcome {
    const [invoice, other] = [this.#invoices.get(month), to === null ? null : this.#invoices.get(to)];
    const standing = invoice?.facts.get(`${fact}/${reference}`);
    if (invoice === undefined || other === undefined || standing === undefined) return 'refused';
    if (standing.reversed) return 'same';
    const [before, moved] = [invoice.state, this.#transfers.length];
    const next = after(before, fact, standing.amount, 'reversed');
    if (refusalOf(next, fact, 'reversed') !== null) return 'refused';
    invoice.state = next;
    standing.reversed = true;
    const { debit, credit } = pairOf(fact, programme, branch);
    this.#transfers.push({ kind: 'reversed', debit: credit, credit: debit, amount: standing.amount });
    if (other === null || this.#record(other, fact, reference, standing.amount) !== 'refused') return 'done';
    invoice.state = before;
    standing.reversed = false;
    this.#transfers.length = moved;
    return 'refused';
  }

  /** The rows of a posting file or of one that takes back, each decided as the branch's instants say; the same file once. */
  #post({ do: kind, month, who, at: minute }: Extract<Command, { do: 'post' | 'take-back' }>): Outcome {
    const invoice = this.#invoices.get(month);
    if (invoice === undefined) return 'refused';
    const file = `${kind} ${month} ${who} ${minute}`;
    if (this.#files.has(file)) return 'same';
    this.#files.add(file);
    const at = instant(`${month}-09T04:0${minute}:00Z`);
    const done = invoice.persons.filter((person) => {
      if ((who & (1 << person)) === 0) return false;
      const ofMonth = (this.#postings.get(person) ?? []).filter((posting) => posting.month === monthFrom(month));
      const known = this.#said.get(`${person}:${month}`) ?? [];
      const row = { back: kind === 'take-back', at: minute };
      const [turn] = turnsOf({ known, stands: ofMonth.some(isStanding), rows: [row] });
      this.#said.set(`${person}:${month}`, [...known, { ...row, file }]);
      if (turn === 'posts') {
        const posting = { month: monthFrom(month), jkk: 10_000n, jkm: 6_800n, bankValueOn: civilDate(`${month}-09`), postedAt: at, recordedAt: at };
        this.#postings.set(person, [...(this.#postings.get(person) ?? []), posting]);
      } else if (turn === 'takes-back') {
        const standing = ofMonth.find(isStanding);
        this.#postings.set(
          person,
          (this.#postings.get(person) ?? []).map((posting) => (posting === standing ? { ...posting, takenBackAt: at } : posting)),
        );
      }
      return turn === 'posts' || turn === 'takes-back';
    });
    if (done.length === 0) return 'same';
    this.#protected = this.#whoIsProtected();
    const transferKind = kind === 'post' ? 'posted' : 'posting-reversed';
    this.#transfers.push({ kind: transferKind, ...pairOf(transferKind, programme, branch), amount: BigInt(done.length) * monthly });
    return 'done';
  }

  #whoIsProtected(): readonly string[] {
    const registrations = [{ outcome: 'registered', answeredOn: civilDate('2025-06-20'), recordedAt: instant('2025-06-20T00:00:00Z') }] as const;
    return [...this.#postings]
      .flatMap(([person, postings]) => months.map((month) => ({ person, month, postings })))
      .filter(({ month, postings }) => {
        const { jkk, jkm } = coverage(coverageRule({ law, on: civilDate(`${month}-28`), knownAt, timeZone }), { registrations, postings });
        return jkk.state === 'protected' && jkm.state === 'protected';
      })
      .map(({ person, month }) => `${person}:${month}`)
      .sort();
  }

  #balance() {
    const accounts = new Map<string, Account>(this.#transfers.flatMap(({ debit, credit }) => [debit, credit]).map((one) => [one.account, one]));
    const side = (account: string, of: 'debit' | 'credit'): bigint =>
      total(this.#transfers.filter((transfer) => transfer[of].account === account).map(({ amount }) => amount));
    return trialBalanceOf(
      [...accounts.values()].map(({ account, kind }) => {
        const [debits, credits] = [side(account, 'debit'), side(account, 'credit')];
        return { account, kind, debits, credits, balance: debits - credits };
      }),
    );
  }

  figures(): Figures {
    const balance = this.#balance();
    this.#mustAgree(balance);
    return {
      held: [...this.#held.keys()].sort(),
      charged: [...this.#closed].flatMap(([month, persons]) => persons.map((person) => `${person}:${month}`)).sort(),
      posted: [...this.#postings].flatMap(([person, postings]) => postings.filter(isStanding).map(({ month }) => `${person}:${month}`)).sort(),
      protected: this.#protected,
      committed: total(this.#held.values()),
      expense: balanceOf(balance, 'expense'),
      payable: -balanceOf(balance, 'payable'),
      transit: -balanceOf(balance, 'sp2d-in-transit'),
      treasury: -balanceOf(balance, 'treasury'),
      administrator: balanceOf(balance, 'administrator-held'),
      debits: balance.debits,
      credits: balance.credits,
    };
  }

  /** The product's own check of its ledger, fed from the facts. */
  #mustAgree(balance: ReturnType<typeof trialBalanceOf>): void {
    const facts = [...this.#invoices.values()].flatMap((invoice) => [...invoice.facts.values()]);
    const sums = (rows: readonly { readonly kind: string; readonly amount: bigint }[]): Map<string, bigint> => {
      const found = new Map<string, bigint>();
      for (const { kind, amount } of rows) found.set(kind, (found.get(kind) ?? 0n) + amount);
      return found;
    };
    const invoiced = [...this.#invoices.values()].map(({ state }) => state);
    const postings = [...this.#postings.values()].flat();
    const [everPosted, posted] = [BigInt(postings.length) * monthly, BigInt(postings.filter(isStanding).length) * monthly];
    const kinds = sums([
      ...facts,
      ...facts.filter(({ reversed }) => reversed).map(({ amount }) => ({ kind: 'reversed', amount })),
      ...invoiced.map(({ amount }) => ({ kind: 'invoiced', amount })),
      { kind: 'posted', amount: everPosted },
      { kind: 'posting-reversed', amount: everPosted - posted },
    ]);
    const { broken } = checkLedger({
      balance,
      movements: sums(this.#transfers),
      kinds,
      standing: sums(facts.filter(({ reversed }) => !reversed)),
      unpaid: new Map([[branch, total(invoiced.map(({ amount, ordered }) => amount - ordered))]]),
      held: new Map([[branch, total(invoiced.map(({ received }) => received)) - posted]]),
      prepaid: new Map(),
      personPostings: posted,
    });
    if (broken.length > 0) throw new Error(`the ledger does not agree: ${broken.map(({ code, subject }) => `${code} ${subject}`).join(', ')}`);
  }
}

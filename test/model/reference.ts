// The reference model of a programme's money: sets and sums written from the words of the design, sharing no code with the product.
import {
  type Books,
  type Command,
  type Figures,
  type ModelFact,
  type ModelMonth,
  type Outcome,
  minutesOfPosting,
  monthly,
  months,
  people,
} from './commands.ts';

interface Fact {
  readonly amount: bigint;
  gone: boolean;
}

interface Bill {
  readonly persons: readonly number[];
  owed: bigint;
  readonly facts: Map<string, Fact>;
}

const last = months.length - 1;

export class Reference implements Books {
  readonly #limit: bigint;
  readonly #held = new Set<string>();
  readonly #closed = new Map<ModelMonth, readonly number[]>();
  readonly #bills = new Map<ModelMonth, Bill>();
  /** What the branch ever said of a person's month: the minutes at which it posted, and at which it took back. */
  readonly #said = new Map<string, { readonly posted: Set<number>; readonly back: Set<number> }>();
  readonly #files = new Set<string>();
  /** Everything that was ever moved: each moves the debit side and the credit side alike. */
  #moved = 0n;

  constructor(limit: bigint) {
    this.#limit = limit;
  }

  act(command: Command): Outcome {
    switch (command.do) {
      case 'enrol':
        return this.#enrol(command.person, command.from);
      case 'leave':
        return this.#leave(command.person, command.from);
      case 'close':
        return this.#close(command.month);
      case 'invoice':
        return this.#invoice(command.month);
      case 'pay':
        return this.#pay(command.month, command.fact, command.reference, command.part);
      case 'correct':
        return this.#correct(command.month, command.fact, command.reference, command.to);
      case 'post':
        return this.#read(command, (key) => this.#hear(key, 'posted', command.at));
      case 'take-back':
        return this.#read(command, (key) => this.#hear(key, 'back', command.at));
    }
  }

  #enrol(person: number, from: number): Outcome {
    const wanted = months.slice(from);
    if (wanted.some((month) => this.#closed.has(month) || this.#held.has(`${person}:${month}`))) return 'refused';
    if (BigInt(this.#held.size + wanted.length) * monthly > this.#limit) return 'refused';
    for (const month of wanted) this.#held.add(`${person}:${month}`);
    return 'done';
  }

  #leave(person: number, from: number): Outcome {
    let left = 0;
    for (const month of months.slice(from)) if (!this.#closed.has(month) && this.#held.delete(`${person}:${month}`)) left += 1;
    return left > 0 ? 'done' : 'same';
  }

  #close(month: ModelMonth): Outcome {
    if (this.#closed.has(month)) return 'same';
    const persons = Array.from({ length: people }, (_, person) => person).filter((person) => this.#held.has(`${person}:${month}`));
    if (persons.length === 0) return 'refused';
    this.#closed.set(month, persons);
    return 'done';
  }

  #invoice(month: ModelMonth): Outcome {
    const persons = this.#closed.get(month);
    if (persons === undefined) return 'refused';
    if (this.#bills.has(month)) return 'same';
    const owed = BigInt(persons.length) * monthly;
    this.#bills.set(month, { persons, owed, facts: new Map() });
    this.#moved += owed;
    return 'done';
  }

  #sum(bill: Bill, fact: ModelFact): bigint {
    return [...bill.facts].filter(([key, { gone }]) => !gone && key.startsWith(`${fact}/`)).reduce((sum, [, { amount }]) => sum + amount, 0n);
  }

  /** Whether the bill stands up: ordered and received within what is owed, debited within what is ordered; what came back counts as neither. */
  #sound(bill: Bill): boolean {
    const back = this.#sum(bill, 'bank-returned');
    const [ordered, debited, received] = [
      this.#sum(bill, 'sp2d-issued') - back,
      this.#sum(bill, 'bank-debited') - back,
      this.#sum(bill, 'administrator-received'),
    ];
    return ordered >= 0n && ordered <= bill.owed && debited >= 0n && debited <= ordered && received <= bill.owed;
  }

  #pay(month: ModelMonth, fact: ModelFact, reference: number, part: number): Outcome {
    const bill = this.#bills.get(month);
    if (bill === undefined) return 'refused';
    return this.#put(bill, `${fact}/${reference}`, (bill.owed * BigInt(part)) / 6n);
  }

  #put(bill: Bill, key: string, amount: bigint): Outcome {
    const standing = bill.facts.get(key);
    if (standing !== undefined) return standing.gone || standing.amount !== amount ? 'refused' : 'same';
    bill.facts.set(key, { amount, gone: false });
    if (this.#sound(bill)) {
      this.#moved += amount;
      return 'done';
    }
    bill.facts.delete(key);
    return 'refused';
  }

  #correct(month: ModelMonth, fact: ModelFact, reference: number, to: ModelMonth | null): Outcome {
    const [bill, other] = [this.#bills.get(month), to === null ? null : this.#bills.get(to)];
    const key = `${fact}/${reference}`;
    const standing = bill?.facts.get(key);
    if (bill === undefined || other === undefined || standing === undefined) return 'refused';
    if (standing.gone) return 'same';
    standing.gone = true;
    const moved = this.#moved;
    if (this.#sound(bill)) {
      this.#moved += standing.amount;
      if (other === null || ['done', 'same'].includes(this.#put(other, key, standing.amount))) return 'done';
    }
    standing.gone = false;
    this.#moved = moved;
    return 'refused';
  }

  /** A file of the branch, once: every row of somebody charged by itself. */
  #read({ do: kind, month, who, at }: Extract<Command, { do: 'post' | 'take-back' }>, one: (key: string) => boolean): Outcome {
    const bill = this.#bills.get(month);
    if (bill === undefined) return 'refused';
    const file = `${kind} ${month} ${who} ${at}`;
    if (this.#files.has(file)) return 'same';
    this.#files.add(file);
    const done = bill.persons.filter((person) => (who & (1 << person)) !== 0 && one(`${person}:${month}`)).length;
    this.#moved += BigInt(done) * monthly;
    return done > 0 ? 'done' : 'same';
  }

  /** Minute by minute: what was posted more often than taken back stands; what is taken back before it was ever posted takes nothing. */
  #stands(key: string): boolean {
    const said = this.#said.get(key);
    let left = 0;
    for (let minute = 0; minute < minutesOfPosting; minute += 1) {
      if (said?.posted.has(minute) === true) left += 1;
      if (said?.back.has(minute) === true && left > 0) left -= 1;
    }
    return left > 0;
  }

  /** Hears of one row; whether the month is another than before. */
  #hear(key: string, said: 'posted' | 'back', minute: number): boolean {
    const stood = this.#stands(key);
    if (!this.#said.has(key)) this.#said.set(key, { posted: new Set(), back: new Set() });
    this.#said.get(key)?.[said].add(minute);
    return this.#stands(key) !== stood;
  }

  figures(): Figures {
    const bills = [...this.#bills.values()];
    const over = (fact: ModelFact): bigint => bills.reduce((sum, bill) => sum + this.#sum(bill, fact), 0n);
    const expense = bills.reduce((sum, { owed }) => sum + owed, 0n);
    const [ordered, debited, back, received] = [over('sp2d-issued'), over('bank-debited'), over('bank-returned'), over('administrator-received')];
    const posted = [...this.#said.keys()].filter((key) => this.#stands(key)).sort();
    return {
      held: [...this.#held].sort(),
      charged: [...this.#closed].flatMap(([month, persons]) => persons.map((person) => `${person}:${month}`)).sort(),
      posted,
      protected: posted,
      committed: BigInt(this.#held.size) * monthly,
      expense,
      payable: expense - ordered + back,
      transit: ordered - debited,
      treasury: debited - back,
      administrator: received - BigInt(posted.length) * monthly,
      debits: this.#moved,
      credits: this.#moved,
    };
  }
}

export const wholeTerm = last + 1;

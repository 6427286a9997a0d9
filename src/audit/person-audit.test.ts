// Tests what is found about one person: a text table of lives, and that nothing is held against anybody for a list that is not there.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lawFolder } from '../../test/law-folder.ts';
import { instant } from '../kernel/clock.ts';
import { civilDate } from '../kernel/date.ts';
import { type Month, monthFrom } from '../kernel/month.ts';
import { loadLaw } from '../law/law-store.ts';
import { type AuditContext, type PersonRow, auditPerson } from './person-audit.ts';

const law = loadLaw(lawFolder);
const everything: AuditContext = {
  law,
  timeZone: 'Asia/Makassar',
  knownAt: instant('2026-06-01T00:00:00Z'),
  isPaid: () => true,
  paidByDecree: () => false,
  postingsKnown: () => true,
  paymentsKnown: () => true,
  hasDecrees: true,
};

let number = 0;
/** `promise 07-12 A`, `pay 07 A`, `post 07 A`, `dead 2025-09-10`, `claim`. */
function rowOf(text: string): PersonRow {
  const [what = '', when = '', payer = null] = text.split(' ');
  const [first, last = first] = what === 'dead' ? [] : when.split('-').map((month) => (month.length === 2 ? monthFrom(`2025-${month}`) : null));
  const common = { at: { source: 1, row: (number += 1) }, payer, amount: 16_800n, reference: null, code: null, dated: null };
  if (what === 'dead') return { ...common, kind: 'death', payer: null, first: null, last: null, amount: null, dated: civilDate(when) };
  if (what === 'claim') return { ...common, kind: 'claim', payer: null, first: null, last: null };
  const kind = { promise: 'promise', pay: 'payment', post: 'posting' }[what] as PersonRow['kind'];
  return { ...common, kind, first: first ?? null, last: last ?? null };
}
const found = (life: string, context: Partial<AuditContext> = {}): readonly string[] =>
  auditPerson('t', life.split(', ').map(rowOf), { ...everything, ...context }).map(({ code, first, last, amount }) =>
    [code, first === last ? first?.slice(5) : `${first?.slice(5)}-${last?.slice(5)}`, amount].filter((part) => part !== null && part !== undefined).join(' '),
  );

test.each([
  ['all in order', 'promise 07-08 A, pay 07 A, pay 08 A, post 07 A, post 08 A', []],
  ['paid again', 'promise 07 A, pay 07 A, pay 07 A, post 07 A, post 07 A', ['paid-twice-by-payer 07 16800']],
  ['posted again', 'promise 07 A, pay 07 A, post 07 A, post 07 A', ['posted-twice 07 16800']],
  ['two payers', 'promise 07 A, pay 07 A, pay 07 B, post 07 A', ['two-payers-paid 07 16800']],
  ['two payers posted', 'promise 07 A, pay 07 A, post 07 A, post 07 B', ['two-payers-posted 07 16800']],
  ['not posted', 'promise 07-08 A, pay 07 A, pay 08 A, post 08 A', ['paid-not-posted 07 16800', 'partly-protected 07']],
  ['not paid', 'promise 07 A, post 07 A', ['posted-not-paid 07 16800']],
  ['never posted', 'promise 07-12 A', ['never-protected 07-12']],
  ['no decree', 'pay 07 A, post 07 A, pay 08 A, post 08 A', ['not-on-any-decree 07-08 33600']],
  [
    'dead in the third month',
    'promise 07-10 A, pay 07 A, pay 08 A, pay 09 A, pay 10 A, post 07 A, post 08 A, post 09 A, post 10 A, dead 2025-09-10',
    ['paid-after-death 10 16800', 'protected-at-death 09 42000000'],
  ],
  ['dead in the second month', 'promise 07-08 A, pay 07 A, pay 08 A, post 07 A, post 08 A, dead 2025-08-20', ['protected-at-death 08 10000000']],
  ['dead and claimed', 'promise 07 A, pay 07 A, post 07 A, dead 2025-07-20, claim', []],
  ['dead in arrears', 'promise 07-08 A, pay 07 A, post 07 A, dead 2025-08-20', ['in-arrears-at-death 08 10000000', 'partly-protected 08']],
  ['dead, promised, never posted', 'promise 07-08 A, dead 2025-07-20', ['promised-at-death 07', 'never-protected 07-08']],
  [
    'dead, posted later',
    'promise 07 A, pay 07 A, post 07 A, post 10 A, pay 10 A, dead 2025-07-20',
    ['paid-after-death 10 16800', 'protected-at-death 07 10000000'],
  ],
])('%s', (_, life, codes) => {
  expect(found(life)).toEqual(codes);
});

test('a month without a posting list holds nothing against anybody', () => {
  expect(found('promise 07-12 A, pay 07 A', { postingsKnown: () => false })).toEqual([]);
});

test('an SP2D without names pays for the names of the decree', () => {
  expect(found('promise 07-08 A, post 08 A', { paidByDecree: (_, month) => month === '2025-07' })).toEqual([
    'assumed-paid-not-posted 07',
    'posted-not-paid 08 16800',
    'partly-protected 07',
  ]);
});

const month = fc.integer({ min: 1, max: 12 }).map((value) => monthFrom(`2025-${String(value).padStart(2, '0')}`));
const rows = fc.array(fc.record({ kind: fc.constantFrom('promise', 'payment', 'posting'), payer: fc.constantFrom('A', 'B', null), month }), { maxLength: 30 });

test('paid person-months are posted, told, or told as promised; an extra payment is told exactly once', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const all = given.map(({ kind, payer, month: of }, place): PersonRow => ({
        at: { source: 1, row: place + 1 },
        kind: kind as PersonRow['kind'],
        payer,
        first: of,
        last: of,
        amount: 16_800n,
        reference: null,
        code: null,
        dated: null,
      }));
      const findings = auditPerson('t', all, everything);
      const months = (kind: string): Set<Month | null> => new Set(all.filter((row) => row.kind === kind).map((row) => row.first));
      const [paid, posted, promised] = [months('payment'), months('posting'), months('promise')];
      const told = (code: string): Set<Month | null> => new Set(findings.filter((one) => one.code === code).map((one) => one.first));
      expect(told('paid-not-posted')).toEqual(new Set([...paid].filter((one) => !posted.has(one))));
      expect(told('posted-not-paid')).toEqual(new Set([...posted].filter((one) => !paid.has(one))));
      const missing = [...promised].filter((one) => !posted.has(one)).length;
      expect(findings.filter((one) => one.class === 'promised-not-protected').reduce((sum, one) => sum + one.personMonths, 0)).toBe(missing);
      const payments = all.filter((row) => row.kind === 'payment');
      const distinct = new Set(payments.map((row) => `${row.first} ${row.payer}`)).size;
      expect(findings.filter((one) => one.code === 'paid-twice-by-payer')).toHaveLength(payments.length - distinct);
    }),
  );
});

// Answers where a person's contributions came from and what a programme's months add up to; writes nothing.
export { type PostedMonth, moneyTotals, postedMonthsOf } from './trace-store.ts';

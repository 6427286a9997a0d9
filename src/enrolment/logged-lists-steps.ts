// Answers the log about signed lists: which instrument is meant, and whether what stands behind each is still what was signed.
import type { Instruments } from '../log/proof-files-steps.ts';
import type { CheckSubjects } from '../log/verify-steps.ts';
import { checkCommittedLists } from './committed-list-steps.ts';
import { provenInstrument } from './instrument-steps.ts';
import { checkLists } from './list-check-steps.ts';

/** Signed lists as the log asks of them. */
export const loggedLists: { readonly instruments: Instruments; readonly checkSubjects: CheckSubjects } = {
  instruments: { named: provenInstrument },
  checkSubjects: async (tx) => [await checkLists(tx), await checkCommittedLists(tx)],
};

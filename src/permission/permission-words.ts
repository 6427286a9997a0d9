// Decides the words of cases and of broken glasses, on pages and at the command line.

/** What a case is. */
export const caseKindWords = {
  claim: { id: 'klaim', en: 'claim' },
  objection: { id: 'keberatan', en: 'objection' },
  complaint: { id: 'pengaduan', en: 'complaint' },
} as const;

/** How a broken glass was judged. */
export const glassVerdicts = {
  justified: { id: 'beralasan', en: 'justified' },
  'not-justified': { id: 'tidak beralasan', en: 'not justified' },
} as const;

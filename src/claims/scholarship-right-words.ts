// Decides how the right of a claim's children to the scholarship is told on a terminal.
import type { ScholarshipRight } from './scholarship-right-steps.ts';

/** The right in Indonesian, English beside it, with the article and how sure it is. */
export const rightText = ({ text, article, confidence }: Pick<ScholarshipRight, 'text' | 'article' | 'confidence'>): string =>
  `${text.id} / ${text.en} [${confidence}] ${article}`;

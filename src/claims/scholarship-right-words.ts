// Decides how the right of a claim's children to the scholarship is told on a terminal.
import type { Bilingual } from '../law/parameter.ts';

/** The right in Indonesian, English beside it, with the article and how sure it is. */
export const rightText = ({ text, article, confidence }: { readonly text: Bilingual; readonly article: string; readonly confidence: string }): string =>
  `${text.id} / ${text.en} [${confidence}] ${article}`;

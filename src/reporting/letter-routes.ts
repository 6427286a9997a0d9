// Decides the operation of the answer to a person: the letter in words, and as a page of PDF.
import { z } from '@hono/zod-openapi';
import { Fault } from '../kernel/fault.ts';
import { readNik } from '../kernel/nik.ts';
import { operation } from '../web/operation.ts';
import { searchOf } from '../web/search.ts';
import { programmeName, words } from '../web/shapes.ts';
import { nikFaultWords } from '../web/story-words.ts';
import { letterOutcomes } from './letter.ts';
import { printedLetterTo } from './letter-steps.ts';

const text = z.string();

export const letterOperations = {
  letter: operation({
    command: 'letter',
    id: 'tellLetter',
    method: 'post',
    path: '/programmes/{programme}/letters',
    summary: 'The answer to one person on one page: chosen, waiting or refused, with every reason; posted, so that a NIK stands in no address',
    input: z.object({
      programme: programmeName,
      nik: z.string().max(40).openapi({ description: '16 digits' }),
      reason: words.optional().openapi({ description: 'What it is asked for; the person may read it.' }),
    }),
    personal: true,
    discloses: ({ nik, reason }, { niks }) => searchOf(niks, nik, ['letter'], reason),
    answer: z.object({
      outcome: z.enum(letterOutcomes),
      title: text,
      sponsor: text,
      programme: text,
      name: text,
      nik: text.openapi({ description: 'Masked.' }),
      village: text,
      on: text,
      heading: text,
      paragraphs: z.array(text),
      reasons: z.array(z.object({ text, article: text, remedy: text })),
      objection: z.array(text),
      reference: text,
      pdf: text.openapi({ description: 'One A4 page, Base64.' }),
    }),
    run: async ({ workplace, actor }, { programme, nik: written }) => {
      const { nik, fault } = readNik(written);
      if (nik === null) throw new Fault('bad-input', fault, nikFaultWords[fault] ?? { id: fault, en: fault }, { column: 'nik' });
      const { letter, pdf } = await printedLetterTo(workplace, actor, { programme, nik });
      return { ...letter, pdf: pdf.toString('base64') };
    },
  }),
};

// Decides the forms of the family of instruments, which stand on the page of all of them: bases, delegations, errata, revocations, minutes.
import type { Hono } from 'hono';
import { type Page, type PageContext, takeForm } from '../web/act.ts';
import type { Field } from '../web/action-form.tsx';
import { FoldedForm } from '../web/folded-form.tsx';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { speaker } from '../web/words.ts';
import { instrumentOperations as operations } from './instrument-routes.ts';
import { instrumentWords as words } from './instrument-words.ts';

/** What may be done around a programme's instruments, each folded away. */
export const FamilyForms = ({
  c,
  programme,
  signed,
}: {
  c: PageContext;
  programme: string;
  signed: readonly { readonly instrumentId: string; readonly number: string }[];
}) => {
  const at = `/programmes/${programme}`;
  const choices = [...signed].reverse().map((one) => [one.instrumentId, { id: one.number, en: one.number }] as const);
  const number: Field = { name: 'number', label: words.number };
  const saying: Field = { name: 'words', label: words.words, kind: 'text' };
  const of: Field = { name: 'of', label: words.of, kind: 'choice', choices };
  const days: readonly Field[] = [
    { name: 'datedOn', label: words.dated, kind: 'date' },
    { name: 'validFrom', label: words.from, kind: 'date' },
  ];
  return (
    <>
      <FoldedForm
        id="dasar"
        c={c}
        operation={operations.basis}
        action={`${at}/legal-bases`}
        lead={words.basisLead}
        fields={[
          {
            name: 'kind',
            label: words.kind,
            kind: 'choice',
            choices: [
              ['regulation', words.regulation],
              ['agreement', words.agreement],
            ],
          },
          number,
          { name: 'title', label: words.title },
          ...days,
          { name: 'validTo', label: words.to, kind: 'date', optional: true },
        ]}
        submit={words.basis}
      />
      <FoldedForm
        id="pelimpahan"
        c={c}
        operation={operations.delegate}
        action={`${at}/delegations`}
        lead={words.delegateLead}
        fields={[
          number,
          { name: 'office', label: words.office },
          { name: 'holder', label: words.holder },
          { name: 'kinds', label: words.kinds, hint: words.kindsHint, value: 'amendment erratum' },
          ...days,
          { name: 'validTo', label: words.to, kind: 'date' },
        ]}
        submit={words.delegate}
      />
      {signed.length === 0 ? null : (
        <>
          <FoldedForm
            id="ralat"
            c={c}
            operation={operations.correct}
            action={`${at}/errata`}
            lead={words.correctLead}
            fields={[of, number, saying, { name: 'file', label: words.file, kind: 'file', accept: '.csv' }]}
            submit={words.correct}
          />
          <FoldedForm
            id="cabut"
            c={c}
            operation={operations.revoke}
            action={`${at}/revocations`}
            lead={words.revokeLead}
            fields={[of, number, saying]}
            submit={words.revoke}
          />
          <FoldedForm
            id="berita-acara"
            c={c}
            operation={operations.minutes}
            action={`${at}/minutes`}
            lead={words.minutesLead}
            fields={[of, number, saying]}
            submit={words.minutes}
          />
        </>
      )}
    </>
  );
};

/** Takes the forms of the family, which stand on the page of all instruments. */
export function takeFamilyForms(pages: Hono<RequestEnv>, surface: Surface, page: Page): void {
  const next = (_: unknown, { programme }: { programme: string }): string => `/programmes/${programme}/instruments`;
  for (const [operation, address] of [
    [operations.basis, 'legal-bases'],
    [operations.delegate, 'delegations'],
  ] as const) {
    takeForm(pages, surface, {
      operation: operation as typeof operations.delegate,
      at: `/programmes/:programme/${address}`,
      page,
      told: ({ number }, locale) => ({ text: speaker(locale)(words.recorded, { number }) }),
      next,
    });
  }
  for (const [operation, address] of [
    [operations.correct, 'errata'],
    [operations.revoke, 'revocations'],
    [operations.minutes, 'minutes'],
  ] as const) {
    takeForm(pages, surface, {
      operation: operation as typeof operations.revoke,
      at: `/programmes/:programme/${address}`,
      page,
      told: ({ number }, locale) => ({ text: speaker(locale)(words.proposed, { number }) }),
      next,
    });
  }
}

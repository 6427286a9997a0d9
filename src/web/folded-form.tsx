// Decides how a form stands folded on a page: under its title, open where it was just refused or where it is what the page is for.
import { ActionForm, type ActionFormProps } from './action-form.tsx';
import { localeOf } from './locale.ts';
import { Doable } from './parts.tsx';
import type { Bilingual } from './words.ts';

interface FoldedFormProps extends ActionFormProps {
  /** Under which name the address of the page opens it. */
  readonly id: string;
  /** What is done; the words of its button where absent. */
  readonly title?: Bilingual;
  readonly open?: boolean;
}

/** A form and the fold it stands in. */
export const FoldedForm = ({ id, title, open = false, ...form }: FoldedFormProps) => (
  <Doable id={id} title={(title ?? form.submit)[localeOf(form.c)]} open={open || form.c.get('refusal')?.operation === form.operation.id}>
    <ActionForm {...form} />
  </Doable>
);

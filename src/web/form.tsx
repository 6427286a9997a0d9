// Decides how a form asks: one label a field, a hint, a fault beside the field and above the form, and no script.
import type { Child } from 'hono/jsx';

export interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly fault?: string | undefined;
  readonly value?: string;
  /** The keyboard a phone shows. */
  readonly inputmode?: 'numeric' | 'text';
  readonly maxlength?: number;
  readonly optional?: boolean;
}

/** A line of text to fill in. What people type about others is not kept by the browser. */
export const TextField = ({ name, label, hint, fault, value, inputmode = 'text', maxlength, optional = false }: TextFieldProps) => {
  const described = [hint === undefined ? null : `${name}-hint`, fault === undefined ? null : `${name}-fault`].filter((id) => id !== null).join(' ');
  return (
    <div class={fault === undefined ? 'field' : 'field field-fault'}>
      <label for={name}>{label}</label>
      {hint === undefined ? null : (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {fault === undefined ? null : (
        <p class="fault" id={`${name}-fault`}>
          {fault}
        </p>
      )}
      <input
        type="text"
        id={name}
        name={name}
        value={value}
        inputmode={inputmode}
        maxlength={maxlength}
        autocomplete="off"
        spellcheck={false}
        required={!optional}
        aria-describedby={described === '' ? undefined : described}
        aria-invalid={fault === undefined ? undefined : 'true'}
      />
    </div>
  );
};

/** What must be corrected, above the form, with a link to each field. */
export const FaultSummary = ({ title, faults }: { title: string; faults: readonly { readonly field: string; readonly text: string }[] }) =>
  faults.length === 0 ? null : (
    <div class="fault-summary" role="alert" aria-labelledby="fault-summary">
      <h2 id="fault-summary">{title}</h2>
      <ul>
        {faults.map(({ field, text }) => (
          <li>
            <a href={`#${field}`}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  );

/** A form that posts; browsers check nothing, the server answers in the reader's language. */
export const Form = ({ action, submit, children }: { action: string; submit: string; children?: Child }) => (
  <form method="post" action={action} novalidate>
    {children}
    <button type="submit">{submit}</button>
  </form>
);

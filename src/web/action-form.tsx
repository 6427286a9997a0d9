// Decides how a form asks for an operation: one label a field, hints, what was refused beside the field and above the form, a key so that sending twice acts once.
import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { Fault } from '../kernel/fault.ts';
import { placeText, withoutNik } from '../platform/rendering.ts';
import { localeOf } from './locale.ts';
import type { Operation } from './operation.ts';
import type { Refusal, RequestEnv } from './surface.ts';
import { type Bilingual, type Locale, frameWords } from './words.ts';

/** Under which name a form sends its key. */
export const keyField = '_key';

/** One thing a form asks for. */
export interface Field {
  readonly name: string;
  readonly label: Bilingual;
  readonly hint?: Bilingual;
  /** `line` when absent. `secret`: not filled in again, not kept by the browser. `password`: hidden while typed, not filled in again. `boxes`: several of the choices, sent with commas between them (a form with a file). */
  readonly kind?: 'line' | 'secret' | 'password' | 'text' | 'date' | 'month' | 'whole' | 'choice' | 'boxes' | 'file' | 'files';
  readonly choices?: readonly (readonly [value: string, words: Bilingual])[];
  readonly optional?: boolean;
  readonly value?: string;
  /** What a browser or password keeper may fill in; nothing when absent. */
  readonly autocomplete?: 'username' | 'current-password' | 'new-password' | 'one-time-code';
  /** Kinds of file offered first. */
  readonly accept?: string;
}

export interface ActionFormProps {
  readonly c: Context<RequestEnv>;
  /** Offered to those who may; `command` or `act` absent: to everybody. */
  readonly operation: Pick<Operation, 'id' | 'files' | 'act'> & { readonly command?: string };
  readonly action: string;
  readonly fields?: readonly Field[];
  readonly hidden?: Readonly<Record<string, string>>;
  readonly submit: Bilingual;
  /** Where several forms of one operation stand on a page. */
  readonly part?: string;
  /** Says what happens, above the fields. */
  readonly lead?: Bilingual;
  readonly plain?: boolean;
  readonly children?: Child;
}

export const ActionForm = ({ c, operation, action, fields = [], hidden = {}, submit, part, lead, plain = false, children }: ActionFormProps) => {
  const locale = localeOf(c);
  const act = operation.act ?? operation.command;
  const permission = act === undefined ? undefined : c.get('mayDo')?.(act);
  if (permission?.may === false) return <p class="hint">{`${submit[locale]}: ${frameWords.onlyThese[locale]} ${permission.who}.`}</p>;
  const refusal = c.get('refusal');
  const mine = refusal?.operation === operation.id && Object.entries(hidden).every(([name, value]) => refusal.values[name] === value) ? refusal : undefined;
  const stem = `${operation.id}${part === undefined ? '' : `-${part}`}`;
  const wrong = mine?.error instanceof Fault ? (mine.error.place.column ?? '') : '';
  return (
    <form
      method="post"
      action={action}
      novalidate
      enctype={operation.files === undefined ? undefined : 'multipart/form-data'}
      class={plain ? 'plain' : undefined}
    >
      {lead === undefined ? null : <p class="form-lead">{lead[locale]}</p>}
      {mine === undefined ? null : <Refused refusal={mine} fields={fields} stem={stem} locale={locale} />}
      <input type="hidden" name={keyField} value={randomUUID()} />
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {fields.map((field) => (
        <FieldInput field={field} id={`${stem}-${field.name}`} locale={locale} value={mine?.values[field.name] ?? field.value} wrong={wrong === field.name} />
      ))}
      {children}
      <button type="submit">{submit[locale]}</button>
    </form>
  );
};

const Refused = ({ refusal, fields, stem, locale }: { refusal: Refusal; fields: readonly Field[]; stem: string; locale: Locale }) => {
  if (!(refusal.error instanceof Fault)) return null;
  const { code, place, text } = refusal.error;
  const field = fields.find(({ name }) => name === place.column);
  const said =
    field !== undefined && (code === 'field-missing' || code === 'field-not-readable')
      ? `${field.label[locale]}: ${code === 'field-missing' ? { id: 'belum diisi', en: 'not filled in' }[locale] : { id: 'tidak dapat dibaca', en: 'cannot be read' }[locale]}.`
      : withoutNik(text[locale]);
  const where = placeText({ ...(place.file === undefined ? {} : { file: place.file }), ...(place.row === undefined ? {} : { row: place.row }) }, locale);
  return (
    <div class="fault-summary" role="alert">
      <p>{field === undefined ? <strong>{said}</strong> : <a href={`#${stem}-${field.name}`}>{said}</a>}</p>
      <p class="hint">
        {where === '' ? null : `${where} · `}
        <code>{code}</code>
      </p>
    </div>
  );
};

/** Several choices to tick, under one label. */
const Boxes = ({ field, id, locale, value = '', wrong }: { field: Field; id: string; locale: Locale; value: string | undefined; wrong: boolean }) => {
  const ticked = value.split(',');
  return (
    <fieldset
      id={id}
      tabindex={-1}
      class={wrong ? 'field boxes field-fault' : 'field boxes'}
      aria-describedby={field.hint === undefined ? undefined : `${id}-hint`}
    >
      <legend>{field.label[locale]}</legend>
      {field.hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {field.hint[locale]}
        </p>
      )}
      {(field.choices ?? []).map(([one, words]) => (
        <label>
          <input type="checkbox" name={field.name} value={one} checked={ticked.includes(one)} /> {words[locale]}
        </label>
      ))}
    </fieldset>
  );
};

const types = { line: 'text', secret: 'text', password: 'password', whole: 'text', date: 'date', month: 'month', file: 'file', files: 'file' } as const;

const FieldInput = ({ field, id, locale, value, wrong }: { field: Field; id: string; locale: Locale; value: string | undefined; wrong: boolean }) => {
  const { name, label, hint, kind = 'line', choices = [], optional = false, accept, autocomplete = 'off' } = field;
  if (kind === 'boxes') return <Boxes field={field} id={id} locale={locale} value={value} wrong={wrong} />;
  const common = {
    id,
    name,
    required: !optional,
    'aria-describedby': hint === undefined ? undefined : `${id}-hint`,
    'aria-invalid': wrong ? ('true' as const) : undefined,
  };
  return (
    <div class={wrong ? 'field field-fault' : 'field'}>
      <label for={id}>
        {label[locale]}
        {optional ? <span class="optional">{` (${frameWords.optional[locale]})`}</span> : null}
      </label>
      {hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {hint[locale]}
        </p>
      )}
      {kind === 'text' ? (
        <textarea {...common} rows={4} spellcheck={false}>
          {value}
        </textarea>
      ) : kind === 'choice' ? (
        <select {...common}>
          {choices.map(([one, words]) => (
            <option value={one} selected={one === value}>
              {words[locale]}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...common}
          type={types[kind]}
          value={kind === 'file' || kind === 'files' || kind === 'secret' || kind === 'password' ? undefined : value}
          multiple={kind === 'files'}
          accept={accept}
          inputmode={kind === 'whole' || kind === 'secret' ? 'numeric' : undefined}
          autocomplete={autocomplete}
          spellcheck={kind === 'line' ? false : undefined}
        />
      )}
    </div>
  );
};

// Decides nothing by itself: what the one Table Schema (Data Package v2, list.tableschema.json) says of a list's columns, their labels, help and checks.
import schema from './list.tableschema.json' with { type: 'json' };

/** A column Payung knows. `birth` is place and date in one cell (TTL); `birth-day`, `-month`, `-year` are a date in three columns; `sex-l`, `sex-p` ticks; `name-first`, `name-rest` a name in two columns. */
export type Column =
  | 'number'
  | 'nik'
  | 'household'
  | 'name'
  | 'name-first'
  | 'name-rest'
  | 'birth-place'
  | 'birth-date'
  | 'birth'
  | 'birth-day'
  | 'birth-month'
  | 'birth-year'
  | 'sex'
  | 'sex-l'
  | 'sex-p'
  | 'address'
  | 'hamlet'
  | 'rt-rw'
  | 'rt'
  | 'rw'
  | 'village'
  | 'district'
  | 'regency'
  | 'occupation'
  | 'mother-name'
  | 'phone'
  | 'note';

/** One field of the template. `labels` are the titles villages write for it. */
export interface ListField {
  readonly name: Column;
  readonly title: string;
  readonly id: string;
  readonly en: string;
  readonly example: string;
  readonly required: boolean;
  readonly values: readonly string[];
  readonly labels: readonly string[];
}

/** The file itself, as a machine may read it. */
export const tableSchema: Readonly<Record<string, unknown>> = schema;

/** The columns of the template, in its order. */
export const listFields: readonly ListField[] = schema.fields.map((field) => {
  const constraints: { readonly required?: boolean; readonly enum?: readonly string[] } = field.constraints ?? {};
  return {
    name: field.name as Column,
    title: field.title,
    id: field.description,
    en: field['payung:descriptionEn'],
    example: field.example ?? '',
    required: constraints.required ?? false,
    values: constraints.enum ?? [],
    labels: field['payung:labels'],
  };
});

/** What a column is called on screens. */
export const columnNames: ReadonlyMap<Column, string> = new Map([
  ...[...schema.fields, ...schema['payung:understood']].map((field) => [field.name as Column, field['payung:name']] as const),
  ['sex-l', 'Tanda laki-laki'],
  ['sex-p', 'Tanda perempuan'],
]);

/** The labels of every column that can be understood, those outside the template too. */
export const labelsOf: ReadonlyMap<Column, readonly string[]> = new Map(
  [...schema.fields, ...schema['payung:understood']].map((field) => [field.name as Column, field['payung:labels']]),
);

/** Whether a word names a column. */
export const isColumn = (word: string): word is Column => columnNames.has(word as Column);

// Decides how a wrong field of a programme file is told: what stands there, what may stand there, in both languages.
import { z } from 'zod';

/** Why and what to do, in both languages. */
export interface Words {
  readonly id: string;
  readonly en: string;
}

type Issue = z.core.$ZodIssue;

/** An issue of the schema in words, with the remedy. */
export function issueWords(issue: Issue, schema: z.ZodType, content: unknown): Words {
  const missing = valueAt(content, issue.path) === undefined;
  switch (issue.code) {
    case 'unrecognized_keys': {
      const [names, known] = [issue.keys.map((key) => `"${key}"`).join(', '), knownAt(schema, content, issue.path)];
      const may: Words =
        known.length === 0 ? { id: '', en: '' } : { id: ` Yang dikenal di sini: ${known.join(', ')}.`, en: ` Known here: ${known.join(', ')}.` };
      return { id: `Tidak dikenal: ${names}. Hapus atau betulkan namanya.${may.id}`, en: `Not known: ${names}. Delete it or mend its name.${may.en}` };
    }
    case 'invalid_value':
      return oneOf(issue.values.map(String));
    case 'invalid_union': {
      const codes = knownCodes(schemaAt(schema, content, issue.path.slice(0, -1)));
      if (codes.length > 0) return oneOf(codes);
      break;
    }
    case 'invalid_type': {
      const word = typeWords[issue.expected] ?? { id: issue.expected, en: issue.expected };
      if (missing) return { id: `Belum diisi. Isi dengan ${word.id}.`, en: `Missing. Fill in ${word.en}.` };
      return { id: `Harus berupa ${word.id}.`, en: `Must be ${word.en}.` };
    }
    case 'too_small':
      if (issue.inclusive === false) return { id: `Harus lebih dari ${String(issue.minimum)}.`, en: `Must be more than ${String(issue.minimum)}.` };
      return { id: `Paling sedikit ${String(issue.minimum)}.`, en: `At least ${String(issue.minimum)}.` };
    case 'too_big':
      return { id: `Paling banyak ${String(issue.maximum)}.`, en: `At most ${String(issue.maximum)}.` };
    default:
  }
  return { id: `Perbaiki: ${shapeWords[issue.message] ?? issue.message}.`, en: `Mend it: ${issue.message}.` };
}

const oneOf = (values: readonly string[]): Words => ({ id: `Pilih salah satu: ${values.join(', ')}.`, en: `Choose one of: ${values.join(', ')}.` });

const typeWords: Readonly<Record<string, Words>> = {
  string: { id: 'teks (dalam tanda kutip bila berupa angka)', en: 'a text (in quotes where it is a number)' },
  number: { id: 'angka bulat tanpa titik', en: 'a whole number without dots' },
  int: { id: 'angka bulat', en: 'a whole number' },
  array: { id: 'daftar [...]', en: 'a list [...]' },
  object: { id: 'kelompok isian', en: 'a group of fields' },
  record: { id: 'kelompok isian', en: 'a group of fields' },
  boolean: { id: 'true atau false', en: 'true or false' },
};

const shapeWords: Readonly<Record<string, string>> = {
  'a Kemendagri code without dots, in quotes': 'kode Kemendagri tanpa titik, dalam tanda kutip',
  'a month YYYY-MM, in quotes': 'bulan TTTT-BB, dalam tanda kutip',
  'a date YYYY-MM-DD, in quotes': 'tanggal TTTT-BB-HH, dalam tanda kutip',
  'a fraction such as 1/1': 'pecahan seperti 1/1',
  'a short name such as disabled-workers': 'nama pendek seperti disabled-workers',
};

function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined),
    content,
  );
}

/** The schema of a field, found from the schema of the file. */
function schemaAt(schema: unknown, content: unknown, path: readonly PropertyKey[]): unknown {
  let [at, value] = [bare(schema), content];
  for (const key of path) {
    at = bare(at instanceof z.ZodObject ? at.shape[String(key)] : at instanceof z.ZodArray ? at.element : at instanceof z.ZodRecord ? at.valueType : undefined);
    value = valueAt(value, [key]);
    if (at instanceof z.ZodDiscriminatedUnion) {
      const { code } = (value ?? {}) as { code?: unknown };
      at = at.options.find((option) => option instanceof z.ZodObject && codesOf(option).includes(String(code))) ?? at;
    }
  }
  return at;
}

function bare(schema: unknown): unknown {
  let at = schema;
  while (at instanceof z.ZodOptional || at instanceof z.ZodDefault || at instanceof z.ZodPrefault) at = at.unwrap();
  return at;
}

const codesOf = (option: z.ZodObject): string[] => (option.shape['code'] instanceof z.ZodLiteral ? [...option.shape['code'].values].map(String) : []);

const knownAt = (schema: unknown, content: unknown, path: readonly PropertyKey[]): readonly string[] => {
  const at = schemaAt(schema, content, path);
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
};

function knownCodes(schema: unknown): readonly string[] {
  return schema instanceof z.ZodDiscriminatedUnion ? schema.options.flatMap((option) => (option instanceof z.ZodObject ? codesOf(option) : [])) : [];
}

// Decides what a form of the administrator's may say (profiles/*.yaml: which column holds what), and what stands in each cell for one person; every cell is text.
import { z } from 'zod';
import type { CivilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import type { Nik } from '../kernel/nik.ts';

/** What a column may hold. */
export const profileFields = [
  'number',
  'nik',
  'kpj',
  'name',
  'birth-place',
  'birth-date',
  'mother-name',
  'sex',
  'married',
  'phone',
  'address',
  'occupation',
  'work-area',
  'income',
  'starts',
  'ends',
  'cause',
  'happened-on',
  'remark',
] as const;
export type ProfileField = (typeof profileFields)[number];

/** One person as the forms need him: as the population register writes him, not as the village did. Fields that say nothing of him are absent. */
export interface Enrollee {
  readonly nik?: Nik;
  /** His membership number, when he has one. */
  readonly kpj: string | null;
  readonly name: string;
  readonly birthPlace?: string;
  readonly birthDate: CivilDate;
  readonly motherName?: string;
  readonly sex?: string;
  readonly married?: boolean;
  readonly phone?: string;
  readonly address?: string;
  readonly occupation?: string;
  /** Kemendagri code of the kabupaten of residence. */
  readonly workArea?: string;
  readonly income?: bigint;
  readonly starts?: CivilDate;
  readonly ends?: CivilDate;
  /** Why and when he left, for the forms of leavers. */
  readonly cause?: string;
  readonly happenedOn?: CivilDate;
  readonly remark?: string;
}

const schema = z.strictObject({
  profile: z.string().regex(/^[a-z][a-z0-9_]*$/),
  /** Profiles of one form are chosen together. */
  form: z.string().regex(/^[a-z][a-z0-9-]*$/),
  for: z.enum(['new', 'continuing', 'new-and-continuing', 'leaving']),
  /** Stands in the file's name. */
  mark: z.string().regex(/^([a-z0-9]+_)?$/),
  dates: z.enum(['dd-mm-yyyy', 'dd/mm/yyyy', 'yyyy-mm-dd']),
  source: z.string().min(1),
  confidence: z.enum(['statute', 'secondary', 'unverified']),
  columns: z
    .array(
      z
        .strictObject({
          header: z.string().min(1),
          from: z.enum(profileFields).optional(),
          text: z.string().optional(),
          /** What is written for a value; a value that is not named is written as it is. */
          values: z.record(z.string(), z.string()).optional(),
        })
        .refine(({ from, text }) => from === undefined || text === undefined, 'a column has `from` or `text`, not both'),
    )
    .min(1),
});
export type ExportProfile = z.output<typeof schema>;

/** Checks a profile's content. Fault: bad-input `export-profile-wrong`, naming file and field. */
export function readProfile(file: string, content: unknown): ExportProfile {
  const read = schema.safeParse(content);
  const issue = read.error?.issues[0];
  if (issue !== undefined) throw wrong(file, issue.path.join('.'), issue.message);
  const profile = read.data as ExportProfile;
  const headers = profile.columns.map(({ header }) => header);
  const twice = headers.find((header, index) => headers.indexOf(header) !== index);
  if (twice !== undefined) throw wrong(file, 'columns', `${twice} stands twice`);
  return profile;
}

const wrong = (file: string, field: string, message: string): Fault =>
  new Fault(
    'bad-input',
    'export-profile-wrong',
    { id: `${file}: isian "${field}" salah: ${message}.`, en: `${file}: the field "${field}" is wrong: ${message}.` },
    { file, column: field },
  );

/** The profiles of a form, one for each use. Faults: not-found `export-form-unknown`; bad-input `export-profile-wrong` (two profiles of a form for one use). */
export function formOf(
  profiles: readonly ExportProfile[],
  form: string,
): { readonly new: ExportProfile; readonly continuing: ExportProfile; readonly leaving: ExportProfile | null } {
  const ours = profiles.filter((profile) => profile.form === form);
  const one = (...uses: readonly ExportProfile['for'][]): ExportProfile | null => {
    const [found = null, other] = ours.filter((profile) => uses.includes(profile.for));
    if (other !== undefined) throw wrong(`${other.profile}.yaml`, 'for', `${found?.profile ?? ''} is for that already`);
    return found;
  };
  const [fresh, continuing] = [one('new', 'new-and-continuing'), one('continuing', 'new-and-continuing')];
  if (fresh !== null && continuing !== null) return { new: fresh, continuing, leaving: one('leaving') };
  throw new Fault('not-found', 'export-form-unknown', {
    id: `Tidak ada formulir "${form}" untuk peserta baru dan lanjutan; yang ada: ${[...new Set(profiles.map((profile) => profile.form))].join(', ')}.`,
    en: `There is no form "${form}" for new and continuing members; there are: ${[...new Set(profiles.map((profile) => profile.form))].join(', ')}.`,
  });
}

const dateText: Readonly<Record<ExportProfile['dates'], (date: string) => string>> = {
  'dd-mm-yyyy': (date) => `${date.slice(8, 10)}-${date.slice(5, 7)}-${date.slice(0, 4)}`,
  'dd/mm/yyyy': (date) => `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`,
  'yyyy-mm-dd': (date) => date,
};

/** The cells of a person, in the order of the profile's columns. */
export function profileRow(profile: ExportProfile, person: Enrollee, number: number): readonly string[] {
  return profile.columns.map(({ from, text, values }) => {
    if (from === undefined) return text ?? '';
    const value = valueOf(from, person, number, dateText[profile.dates]);
    return values?.[value] ?? value;
  });
}

const dated = (day: CivilDate | undefined, written: (of: string) => string): string => (day === undefined ? '' : written(day));

function valueOf(field: ProfileField, person: Enrollee, number: number, date: (of: string) => string): string {
  switch (field) {
    case 'number':
      return String(number);
    case 'nik':
      return person.nik ?? '';
    case 'kpj':
      return person.kpj ?? '';
    case 'name':
      return person.name;
    case 'birth-place':
      return person.birthPlace ?? '';
    case 'birth-date':
      return dated(person.birthDate, date);
    case 'mother-name':
      return person.motherName ?? '';
    case 'sex':
      return person.sex ?? '';
    case 'married':
      return person.married === undefined ? '' : person.married ? 'ya' : 'tidak';
    case 'phone':
      return person.phone ?? '';
    case 'address':
      return person.address ?? '';
    case 'occupation':
      return person.occupation ?? '';
    case 'work-area':
      return person.workArea ?? '';
    case 'income':
      return person.income?.toString() ?? '';
    case 'starts':
      return dated(person.starts, date);
    case 'ends':
      return dated(person.ends, date);
    case 'cause':
      return person.cause ?? '';
    case 'happened-on':
      return dated(person.happenedOn, date);
    case 'remark':
      return person.remark ?? '';
  }
}

// Decides what the files of the five reference registers look like and which column of which table each of their columns fills.
import type { CivilDate } from '../kernel/date.ts';
import type { FaultMessage } from '../kernel/fault.ts';
import {
  type CellForm,
  type CellValue,
  dateCell,
  householdCell,
  membershipNumberCell,
  nikCell,
  numberCell,
  textCell,
  villageCell,
  wordCell,
  yesCell,
} from './register-cells.ts';

/** The reference registers, in the order they are asked about. */
export const registers = ['population', 'social-register', 'membership', 'public-servants', 'deaths'] as const;
export type Register = (typeof registers)[number];

/** One column of a register file. */
export interface ColumnForm {
  /** Header in the file; agreements name permitted fields by it. */
  readonly header: string;
  /** Column of the register's table; `token` and `household` are stored sealed. */
  readonly field: string;
  readonly sqlType: 'uuid' | 'text' | 'date' | 'smallint' | 'boolean';
  readonly cell: CellForm;
  /** An empty cell is wrong. (A column the agreement does not permit is not read at all, and stored empty.) */
  readonly required: boolean;
}

/** What a row is read in: the day the register speaks of, and the area (Kemendagri code without dots) it covers. */
export interface RowContext {
  readonly asOf: CivilDate;
  readonly area: string;
}

/** A condition on two columns of a row (`one` and `other`, by header; empty cells always pass); `header` is blamed and `says` what must hold. */
export interface RowCondition {
  readonly one: string;
  readonly other: string;
  readonly header: string;
  readonly holds: (one: CellValue, other: CellValue, context: RowContext) => boolean;
  readonly says: FaultMessage;
}

/** The form of one register's file. */
export interface RegisterForm {
  readonly register: Register;
  readonly table: string;
  readonly name: FaultMessage;
  readonly columns: readonly ColumnForm[];
  readonly conditions: readonly RowCondition[];
  /** The headers that together may stand only once in a file. */
  readonly unique: readonly string[];
}

const column = (header: string, field: string, sqlType: ColumnForm['sqlType'], cell: CellForm, required = false): ColumnForm => ({
  header,
  field,
  sqlType,
  cell,
  required,
});
const required = true;
const nik = column('nik', 'token', 'uuid', nikCell, required);

const notAfterAsOf = (header: string): RowCondition => ({
  one: header,
  other: header,
  header,
  holds: (date, _, { asOf }) => String(date) <= asOf,
  says: { id: 'tanggal yang tidak melewati tanggal keadaan data', en: 'a date not after the date the register speaks of' },
});

const inOrder = (one: string, other: string): RowCondition => ({
  one,
  other,
  header: other,
  holds: (earlier, later) => String(earlier) <= String(later),
  says: { id: `tanggal yang tidak mendahului ${one}`, en: `a date not before ${one}` },
});

/** Residents, from the population office (Dukcapil). */
const population: RegisterForm = {
  register: 'population',
  table: 'registry.population',
  name: { id: 'data kependudukan (penduduk)', en: 'the population register (penduduk)' },
  columns: [
    nik,
    column('no_kk', 'household', 'uuid', householdCell),
    column('nama', 'name', 'text', textCell, required),
    column('tempat_lahir', 'birth_place', 'text', textCell),
    column('tanggal_lahir', 'birth_date', 'date', dateCell, required),
    column('jenis_kelamin', 'sex', 'text', wordCell({ L: 'L', P: 'P', 'LAKI-LAKI': 'L', PEREMPUAN: 'P' }), required),
    column('status_kawin', 'marital_status', 'text', textCell),
    column('nama_ibu', 'mother_name', 'text', textCell),
    column('alamat', 'address', 'text', textCell),
    column('kode_desa', 'area', 'text', villageCell, required),
    column('pekerjaan', 'occupation', 'text', textCell),
    column('status', 'status', 'text', wordCell({ AKTIF: 'resident', PINDAH: 'moved', MENINGGAL: 'deceased' }), required),
  ],
  conditions: [
    notAfterAsOf('tanggal_lahir'),
    {
      one: 'kode_desa',
      other: 'status',
      header: 'kode_desa',
      holds: (village, status, { area }) => status !== 'resident' || String(village).startsWith(area),
      says: { id: 'desa di dalam wilayah yang dimuat, karena statusnya AKTIF', en: 'a village inside the area being loaded, since the status is AKTIF' },
    },
  ],
  unique: ['nik'],
};

/** Social and economic register (DTSEN, Inpres 4/2025). */
const socialRegister: RegisterForm = {
  register: 'social-register',
  table: 'registry.social_register',
  name: { id: 'data sosial ekonomi (DTSEN)', en: 'the social and economic register (DTSEN)' },
  columns: [
    nik,
    column('desil', 'decile', 'smallint', numberCell(1, 10)),
    column('disabilitas', 'disabled', 'boolean', yesCell),
    column('perempuan_kepala_keluarga', 'woman_headed', 'boolean', yesCell),
    column('tanggungan', 'dependants', 'smallint', numberCell(0, 50)),
  ],
  conditions: [],
  unique: ['nik'],
};

/** Membership at the administrator (BPJS Ketenagakerjaan). */
const membership: RegisterForm = {
  register: 'membership',
  table: 'registry.membership',
  name: { id: 'data kepesertaan BPJS Ketenagakerjaan', en: 'membership at BPJS Ketenagakerjaan (kepesertaan)' },
  columns: [
    nik,
    column('kpj', 'kpj', 'text', membershipNumberCell, required),
    column('segmen', 'segment', 'text', wordCell({ PU: 'pu', BPU: 'bpu', JAKON: 'jakon', PMI: 'pmi' }), required),
    column('status', 'active', 'boolean', wordCell({ AKTIF: true, NONAKTIF: false }), required),
    column('pembayar', 'payer_kind', 'text', wordCell({ PERUSAHAAN: 'employer', SENDIRI: 'self', PEMERINTAH: 'government' })),
    column('nama_pembayar', 'payer_name', 'text', textCell),
    column('mulai', 'since', 'date', dateCell),
    column('sampai', 'until', 'date', dateCell),
  ],
  conditions: [inOrder('mulai', 'sampai')],
  unique: ['nik', 'kpj'],
};

/** Public servants and pensioners who draw public pay. */
const publicServants: RegisterForm = {
  register: 'public-servants',
  table: 'registry.public_servant',
  name: { id: 'data ASN, TNI, Polri dan pensiunan', en: 'public servants and pensioners (asn)' },
  columns: [nik, column('jenis', 'service', 'text', wordCell({ ASN: 'asn', TNI: 'tni', POLRI: 'polri', PENSIUN: 'pension' }), required)],
  conditions: [],
  unique: ['nik'],
};

/** Deaths, as the population office or a village reports them. */
const deaths: RegisterForm = {
  register: 'deaths',
  table: 'registry.death',
  name: { id: 'data kematian', en: 'deaths (kematian)' },
  columns: [
    nik,
    column('tanggal_meninggal', 'died_on', 'date', dateCell, required),
    column('tanggal_lapor', 'reported_on', 'date', dateCell),
    column('sumber', 'source', 'text', wordCell({ DUKCAPIL: 'dukcapil', DESA: 'village' }), required),
  ],
  conditions: [notAfterAsOf('tanggal_meninggal'), notAfterAsOf('tanggal_lapor'), inOrder('tanggal_meninggal', 'tanggal_lapor')],
  unique: ['nik'],
};

/** The form of each register. */
export const registerForms: Readonly<Record<Register, RegisterForm>> = {
  population,
  'social-register': socialRegister,
  membership,
  'public-servants': publicServants,
  deaths,
};

/** The register of a name, or null. */
export const registerNamed = (name: string): Register | null => registers.find((register) => register === name) ?? null;

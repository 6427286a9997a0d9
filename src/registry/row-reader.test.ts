// Proves which rows of the five registers are taken, and which column is blamed for the others.
import { describe, expect, it } from 'vitest';
import type { CivilDate } from '../kernel/date.ts';
import { badRowsFault } from './bad-rows.ts';
import { type Register, registerForms } from './registers.ts';
import { isRowFault, rowReader } from './row-reader.ts';

const context = { asOf: '2025-07-01' as CivilDate, area: '53' };
const all = (register: Register): ReadonlySet<string> => new Set(registerForms[register].columns.map(({ header }) => header));
const read = (register: Register, line: string): string => {
  const row = rowReader(registerForms[register], all(register), context).read(line.split('|'));
  return isRowFault(row) ? `wrong: ${row.header}` : row.map((value) => String(value)).join('|');
};

const n = '5311015012850001';
const rows: readonly (readonly [Register, string, string])[] = [
  [
    'population',
    `${n}|5311010101200001|Maria|WAINGAPU|1985-12-10|p|KAWIN|Ana|RT 1|53.11.01.2001|PETANI|aktif`,
    `${n}|5311010101200001|Maria|WAINGAPU|1985-12-10|P|KAWIN|Ana|RT 1|5311012001|PETANI|resident`,
  ],
  ['population', `${n}||Maria||1985-12-10|P|||||5311012001|AKTIF`, 'wrong: kode_desa'],
  ['population', `${n}||Maria||1985-12-10|P||||5311012001||AKTIF`, `${n}|null|Maria|null|1985-12-10|P|null|null|null|5311012001|null|resident`],
  ['population', `||Maria||1985-12-10|P||||5311012001||AKTIF`, 'wrong: nik'],
  ['population', `${n}||||1985-12-10|P||||5311012001||AKTIF`, 'wrong: nama'],
  ['population', `${n}||Maria||2025-07-02|P||||5311012001||AKTIF`, 'wrong: tanggal_lahir'],
  ['population', `${n}||Maria||2025-07-01|X||||5311012001||AKTIF`, 'wrong: jenis_kelamin'],
  ['population', `${n}||Maria||1985-12-10|P||||3374012001||AKTIF`, 'wrong: kode_desa'],
  ['population', `${n}||Maria||1985-12-10|P||||3374012001||PINDAH`, `${n}|null|Maria|null|1985-12-10|P|null|null|null|3374012001|null|moved`],
  ['social-register', `${n}|2|TIDAK|YA|3`, `${n}|2|false|true|3`],
  ['social-register', `${n}||||`, `${n}|null|null|null|null`],
  ['social-register', `${n}|11|||`, 'wrong: desil'],
  ['social-register', `${n}|1|||-1`, 'wrong: tanggungan'],
  ['membership', `${n}|00123456789|BPU|NONAKTIF|SENDIRI||2020-01-01|2020-01-01`, `${n}|00123456789|bpu|false|self|null|2020-01-01|2020-01-01`],
  ['membership', `${n}|00123456789|BPU|NONAKTIF|||2020-01-02|2020-01-01`, 'wrong: sampai'],
  ['membership', `${n}||BPU|AKTIF||||`, 'wrong: kpj'],
  ['public-servants', `${n}|TNI`, `${n}|tni`],
  ['public-servants', `${n}|GURU`, 'wrong: jenis'],
  ['deaths', `${n}|2025-06-01|2025-06-10|DUKCAPIL`, `${n}|2025-06-01|2025-06-10|dukcapil`],
  ['deaths', `${n}|2025-06-01||DESA`, `${n}|2025-06-01|null|village`],
  ['deaths', `${n}|2025-07-02||DESA`, 'wrong: tanggal_meninggal'],
  ['deaths', `${n}|2025-06-11|2025-06-10|DESA`, 'wrong: tanggal_lapor'],
  ['deaths', `${n}|2025-06-11|2025-07-10|DESA`, 'wrong: tanggal_lapor'],
];

it.each(rows)('%s %s -> %s', (register, line, result) => {
  expect(read(register, line)).toBe(result);
});

it('does not read what is not permitted, nor judge by it', () => {
  const reader = rowReader(registerForms.population, new Set(['nik', 'nama', 'kode_desa']), context, 1);
  expect(reader.forms.map(({ header }) => header)).toEqual(['nik', 'nama', 'kode_desa']);
  expect(reader.read([n, 'Maria', '3374012001'])).toEqual([undefined, n, 'Maria', '3374012001']);
});

describe('the report of bad rows', () => {
  const bad = { line: 7, header: 'desil', expects: { id: 'angka', en: 'a number' } };
  it('names line, column and remedy in both languages', () => {
    const fault = badRowsFault([bad, { ...bad, line: 9 }], 'dtsen.csv', true);
    expect(fault.text).toEqual({
      id: 'Berkas dtsen.csv tidak dimuat: 2 baris salah. Perbaiki, lalu muat ulang berkasnya.\n- baris 7, kolom desil: harus angka\n- baris 9, kolom desil: harus angka',
      en: 'File dtsen.csv was not loaded: 2 bad rows. Correct them and load the file again.\n- row 7, column desil: must be a number\n- row 9, column desil: must be a number',
    });
    expect(fault.place).toEqual({ file: 'dtsen.csv', row: 7, column: 'desil' });
    expect(badRowsFault([bad], 'dtsen.csv', false).text.en).toContain('1+ bad rows');
  });
});

// Tests that a fault carries what people need to be told, and that a bug is not one.
import { expect, it } from 'vitest';
import { assert, Fault } from './fault.ts';

it('carries kind, code, both languages and the place', () => {
  const fault = new Fault(
    'bad-input',
    'column-missing',
    { id: 'Kolom NIK tidak ada.', en: 'The NIK column is missing.' },
    { file: 'desa-oebelo.xlsx', row: 3, column: 'B' },
  );
  expect(fault).toBeInstanceOf(Error);
  expect(fault).toMatchObject({
    name: 'Fault',
    kind: 'bad-input',
    code: 'column-missing',
    message: 'column-missing: The NIK column is missing.',
    text: { id: 'Kolom NIK tidak ada.', en: 'The NIK column is missing.' },
    place: { file: 'desa-oebelo.xlsx', row: 3, column: 'B' },
  });
});

it('has an empty place when there is none', () => {
  expect(new Fault('not-found', 'list-not-found', { id: 'Daftar tidak ada.', en: 'No such list.' }).place).toEqual({});
});

it('asserts what the code relies on, as a bug and not a fault', () => {
  assert(true, 'never said');
  expect(() => assert(false, 'rows in = rows out')).toThrow('assertion failed: rows in = rows out');
  try {
    assert(0, 'nothing');
  } catch (error) {
    expect(error).not.toBeInstanceOf(Fault);
  }
});

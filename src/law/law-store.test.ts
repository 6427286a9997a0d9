// Tests that the law files load, that the version follows content only, and that a wrong file is named with its field.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadLaw, readParameter } from './law-store.ts';

const lawDir = fileURLToPath(new URL('../../law', import.meta.url));
let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'payung-law-'));
  cpSync(lawDir, copy, { recursive: true });
});
afterAll(() => rmSync(copy, { recursive: true }));

describe('loading', () => {
  it('gives one version for one content, whatever the line endings', () => {
    const before = loadLaw(lawDir);
    const file = join(copy, 'jkm-amount.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replaceAll('\n', '\r\n'));
    expect(loadLaw(copy).version).toBe(before.version);
    writeFileSync(file, text.replace('6800', '6801'));
    expect(loadLaw(copy).version).not.toBe(before.version);
    writeFileSync(file, text);
    expect(before.version).toMatch(/^[0-9a-f]{64}$/);
    expect([...before.parameters.keys()]).toEqual([...before.parameters.keys()].sort());
  });

  it('names the file and the field that is wrong', () => {
    const text = readFileSync(join(lawDir, 'jkm-amount.yaml'), 'utf8');
    const fault = (file: string, content: string): unknown => {
      try {
        readParameter(file, content);
      } catch (caught) {
        return caught;
      }
      return null;
    };
    expect(fault('jkm-amount.yaml', text)).toBeNull();
    expect(fault('jkm-amount.yaml', text.replace('value: 6800', 'value: 6800.5'))).toMatchObject({
      code: 'law-file-not-valid',
      place: { file: 'jkm-amount.yaml', column: 'values.0.value' },
    });
    expect(fault('other.yaml', text)).toMatchObject({ place: { file: 'other.yaml', column: 'name' } });
    expect(fault('jkm-amount.yaml', `${text}unit: rupiah\n`)).toMatchObject({ place: { column: expect.stringContaining('line ') } });
  });

  it('refuses a folder that is missing or empty', () => {
    expect(() => loadLaw(join(copy, 'nowhere'))).toThrow('law-folder-missing');
    const empty = mkdtempSync(join(tmpdir(), 'payung-law-'));
    expect(() => loadLaw(empty)).toThrow('law-folder-empty');
    rmSync(empty, { recursive: true });
  });
});

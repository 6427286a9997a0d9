// How files reach a step: streamed to disk, within limits, under names that are safe, and gone afterwards.
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receive } from './upload.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'payung-upload-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

function sent(files: readonly (readonly [name: string, content: string])[], fields: Readonly<Record<string, string>> = {}): Request {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  for (const [name, content] of files) body.append('file', new File([content], name));
  return new Request('http://localhost/', { method: 'POST', body });
}

describe('a request with files', () => {
  it('gives its fields, and each file on disk with its digest, until it is discarded', async () => {
    const received = await receive(
      sent(
        [
          ['desa.csv', 'satu'],
          ['desa.csv', 'dua'],
        ],
        { sender: 'kabupaten' },
      ),
      { folder },
    );
    expect(received.fields).toEqual({ sender: 'kabupaten' });
    expect(received.files.map(({ name }) => name)).toEqual(['desa.csv', 'desa.csv']);
    expect(await Promise.all(received.files.map((file) => readFile(file.path, 'utf8')))).toEqual(['satu', 'dua']);
    expect(new Set(received.files.map(({ digest }) => digest)).size).toBe(2);
    await received.discard();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is refused when a file is too large, and nothing of it stays', async () => {
    await expect(receive(sent([['besar.csv', 'x'.repeat(200_000)]]), { folder, largest: 100_000 })).rejects.toMatchObject({
      code: 'file-too-large',
      place: { file: 'besar.csv' },
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('gives a field that was sent several times, as ticked boxes are, with commas between', async () => {
    const body = new FormData();
    for (const [name, value] of [
      ['paper', 'akta'],
      ['paper', 'ktp'],
      ['constructor', 'x'],
    ] as const)
      body.append(name, value);
    body.append('file', new File(['isi'], 'satu.pdf'));
    const { fields, discard } = await receive(new Request('http://localhost/', { method: 'POST', body }), { folder });
    expect({ ...fields }).toEqual({ paper: 'akta,ktp', constructor: 'x' });
    await discard();
  });

  it('counts an empty file field as no file', async () => {
    const received = await receive(sent([['', '']]), { folder });
    expect(received.files).toEqual([]);
    await received.discard();
  });

  it.each([
    ['../../keys/nik.key', 'nik.key'],
    ['C:\\desa\\daftar.xlsx', 'daftar.xlsx'],
    ['..', 'file-1'],
    ['daftar 5301014107900001.csv', 'daftar 53**********0001.csv'],
  ])('names a file %j safely', async (written, name) => {
    const received = await receive(sent([[written, 'x']]), { folder });
    expect(received.files[0]?.name).toBe(name);
    expect(path.dirname(path.dirname(received.files[0]?.path ?? ''))).toMatch(new RegExp(`^${folder}`));
    await received.discard();
  });

  it('that breaks off in the middle is refused', async () => {
    const whole = sent([['desa.csv', 'x'.repeat(1000)]]);
    const bytes = new Uint8Array(await whole.clone().arrayBuffer()).slice(0, 400);
    const broken = new Request('http://localhost/', { method: 'POST', body: bytes, headers: { 'content-type': whole.headers.get('content-type') ?? '' } });
    await expect(receive(broken, { folder })).rejects.toMatchObject({ code: 'request-not-readable' });
    expect(await readdir(folder)).toEqual([]);
  });
});

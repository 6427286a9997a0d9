// Tests tiles' addresses, signed notes, checkpoints, entries and proof files against what their specifications print.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signingKey } from '../kernel/ed25519.ts';
import { commitmentOf, openingOf } from './opening.ts';
import { readCheckpoint, signCheckpoint } from './checkpoint.ts';
import { entryBundle, entryOfOpening, entryText } from './entry.ts';
import { readProofFile, writeProofFile } from './proof-file.ts';
import { isKeyName, openNote, readVerifierKey, signNote, verifierKey } from './signed-note.ts';
import { edgeOf, readTilePath, tilePath, widthIn } from './tile.ts';
import { leafHash } from './tree.ts';

describe('the address of a tile', () => {
  it.each`
    level        | tile         | width  | path
    ${0}         | ${1_234_067} | ${256} | ${'0/x001/x234/067'}
    ${0}         | ${0}         | ${256} | ${'0/000'}
    ${1}         | ${5}         | ${17}  | ${'1/005.p/17'}
    ${'entries'} | ${1000}      | ${1}   | ${'entries/x001/000.p/1'}
    ${63}        | ${999}       | ${255} | ${'63/999.p/255'}
  `('$path', ({ path, ...name }: { path: string; level: number | 'entries'; tile: number; width: number }) => {
    expect(tilePath(name)).toBe(path);
    expect(readTilePath(path)).toEqual(name);
  });

  it.each([
    '64/000',
    '00/000',
    '0/0',
    '0/x000/001',
    '0/000.p/0',
    '0/000.p/256',
    '0/000.p/01',
    '0/1234',
    'x/000',
    '0/001/x000',
    '',
    '0/000/',
    'entries',
    '-1/000',
  ])('%s is none', (path) => {
    expect(readTilePath(path)).toBeNull();
  });

  it('of 70,000 entries there are those the specification counts', () => {
    expect(edgeOf(70_000)).toEqual([
      { level: 0, tile: 273, width: 112 },
      { level: 1, tile: 1, width: 17 },
      { level: 2, tile: 0, width: 1 },
    ]);
    expect(edgeOf(256)).toEqual([
      { level: 0, tile: 1, width: 0 },
      { level: 1, tile: 0, width: 1 },
    ]);
    expect([widthIn(70_000, 0, 272), widthIn(70_000, 0, 273), widthIn(70_000, 0, 274), widthIn(70_000, 1, 0), widthIn(70_000, 3, 0)]).toEqual([
      256, 112, 0, 256, 0,
    ]);
  });
});

// The example of the signed note specification and of Go's package documentation.
const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const signature = '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const neumann = readVerifierKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
const key = signingKey(Buffer.alloc(32, 9));
const verifier = { name: 'payung.local/test', publicKey: key.publicKey };

describe('a signed note', () => {
  it('of the specification opens', () => {
    expect(neumann).not.toBeNull();
    expect(neumann !== null && openNote(`${text}\n${signature}`, neumann)).toBe(text);
    expect(neumann !== null && verifierKey(neumann)).toBe('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
  });

  const note = signNote('one\n\ntwo\n', verifier.name, key);
  it.each`
    what                             | altered
    ${'another text'}                | ${note.replace('two', 'three')}
    ${'no signature'}                | ${'one\n\ntwo\n'}
    ${'the signature of another'}    | ${`one\n\ntwo\n\n${signature}`}
    ${'a line that is no signature'} | ${`${note}nobody\n`}
    ${'no line end'}                 | ${note.slice(0, -1)}
    ${'a shorter signature'}         | ${note.replace(/(\u2014 \S+ .{8}).*/u, '$1')}
  `('with $what does not open', ({ altered }: { altered: string }) => {
    expect(openNote(note, verifier)).toBe('one\n\ntwo\n');
    expect(openNote(altered, verifier)).toBeNull();
  });

  it('opens beside signatures of others', () => {
    expect(openNote(`${note}${signature}`, verifier)).toBe('one\n\ntwo\n');
  });

  it.each`
    name                        | may
    ${'payung.nttprov.go.id/l'} | ${true}
    ${'two words'}              | ${false}
    ${'a+b'}                    | ${false}
    ${''}                       | ${false}
  `('"$name" may sign: $may', ({ name, may }: { name: string; may: boolean }) => {
    expect(isKeyName(name)).toBe(may);
  });

  it('a key with the id of another is none', () => {
    expect(readVerifierKey('PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')).toBeNull();
  });
});

describe('a checkpoint', () => {
  const head = { size: 7, root: leafHash('root') };
  const note = signCheckpoint(verifier.name, head, key);
  it('has the lines of the specification, and says what was signed', () => {
    expect(note.split('\n').slice(0, 4)).toEqual([verifier.name, '7', head.root.toString('base64'), '']);
    expect(readCheckpoint(note, verifier)).toEqual(head);
  });

  it.each`
    what               | body
    ${'another log'}   | ${`another/log\n7\n${head.root.toString('base64')}\n`}
    ${'a zero before'} | ${`${verifier.name}\n07\n${head.root.toString('base64')}\n`}
    ${'a short hash'}  | ${`${verifier.name}\n7\nAAAA\n`}
    ${'no hash'}       | ${`${verifier.name}\n7\n`}
  `('with $what is none', ({ body }: { body: string }) => {
    expect(readCheckpoint(signNote(body, verifier.name, key), verifier)).toBeNull();
  });
});

describe('an entry', () => {
  const act = {
    actId: '0198',
    kind: 'k',
    subject: 's',
    sponsor: 'ntt',
    area: '53',
    digest: 'd',
    recordedAt: '2025-07-01T00:00:00Z',
    author: 'local:a',
  };
  it('holds the key of the act and a hash of the rest, so that only an opening tells', () => {
    const opening = openingOf(act, '00');
    expect(opening).toBe(
      '{"act":"0198","area":"53","at":"2025-07-01T00:00:00Z","author":"local:a","digest":"d","kind":"k","salt":"00","sponsor":"ntt","subject":"s"}',
    );
    expect(entryOfOpening(opening)).toBe(`{"act":"0198","commitment":"${commitmentOf(opening)}"}`);
    expect(entryOfOpening('x')).toBeNull();
    expect(entryOfOpening('{}')).toBeNull();
  });

  it.each(['kind', 'subject', 'sponsor', 'area', 'digest', 'recordedAt', 'author'] as const)('changes with %s', (field) => {
    const other = { ...act, [field]: 'other' };
    expect(entryText(act.actId, commitmentOf(openingOf(other, '00')))).not.toBe(entryText(act.actId, commitmentOf(openingOf(act, '00'))));
  });

  it('changes with the salt', () => expect(openingOf(act, '01')).not.toBe(openingOf(act, '00')));

  it('is served after its length', () => {
    expect(entryBundle(['ab', ''])).toEqual(Buffer.from([0, 2, 97, 98, 0, 0]));
  });
});

describe('a proof file', () => {
  it('reads back as it was written, with any proof', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 40 }),
        fc.string({ minLength: 1 }),
        (index, hashes, opening) => {
          const file = { index, proof: hashes.map((hash) => Buffer.from(hash)), checkpoint: signNote('a\n', verifier.name, key), opening };
          expect(readProofFile(writeProofFile(file))).toEqual({ ...file, opening: Buffer.from(opening, 'utf8').toString('utf8') });
        },
      ),
    );
  });

  it('has the lines of the specification', () => {
    const file = writeProofFile({ index: 3, proof: [leafHash('a')], checkpoint: 'note\n', opening: 'x' });
    expect(file).toBe(`c2sp.org/tlog-proof@v1\nextra eA==\nindex 3\n${leafHash('a').toString('base64')}\n\nnote\n`);
  });

  it.each([
    '',
    'c2sp.org/tlog-proof@v2\nextra eA==\nindex 0\n\nnote\n',
    'c2sp.org/tlog-proof@v1\nextra eA==\nindex 01\n\nnote\n',
    'c2sp.org/tlog-proof@v1\nextra eA==\nindex 0\nAAAA\n\nnote\n',
  ])('%j is none', (text) => {
    expect(readProofFile(text)).toBeNull();
  });
});

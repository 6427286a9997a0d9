// Tests what rows that post and take back do to one person's month, row by row as a table, and that neither order nor repetition of files changes what stands.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Held, type Said, postingsHeld, turnsOf } from './posting-turns.ts';

/** `+3` posts at three, `-5` takes back at five. */
const read = (text: string): readonly Said[] =>
  text
    .split(' ')
    .filter((one) => one !== '')
    .map((one) => ({ back: one.startsWith('-'), at: Number(one.slice(1)) }));

/** Files in the order they arrive, `|` between them; after the arrow what each row did, and `S` when the month stands at the end. */
const table = `
+1 => posts S
+1 -2 => posts takes-back
+1 | -2 => posts | takes-back
+1 +1 | -2 => posts repeats | takes-repeat S
+1 | +2 | -3 => posts | repeats | takes-repeat S
+1 | +2 | -3 -3 => posts | repeats | takes-repeat takes-back
+1 | +2 | -3 | -4 => posts | repeats | takes-repeat | takes-back
+1 | -3 | +2 => posts | takes-back | posts S
+1 +1 | +1 +1 | -2 => posts repeats | repeats repeats | takes-repeat S
+1 | +1 | -2 => posts | repeats | takes-back
+1 | -2 | -2 => posts | takes-back | undone
+1 | -2 | +1 => posts | takes-back | undone
+1 +1 | -2 | -2 => posts repeats | takes-repeat | undone S
+1 -2 +3 => repeats takes-repeat posts S
+1 -2 +3 -4 => repeats takes-repeat posts takes-back
+1 | -2 +2 => posts | takes-back posts S
+2 | -1 => posts | fits-nothing S
-3 | +2 => fits-nothing | undone
-3 | +2 | +4 => fits-nothing | undone | posts S
-3 | +2 | +1 => fits-nothing | undone | posts S
`;

const play = (files: readonly (readonly Said[])[]) => {
  const known: (Said & { readonly file: string })[] = [];
  let stands = false;
  const turns = files.map((rows, file) => {
    const done = turnsOf({ known, stands, rows });
    for (const turn of done) if (turn === 'posts' || turn === 'takes-back') stands = turn === 'posts';
    known.push(...rows.map((row) => ({ ...row, file: String(file) })));
    return done;
  });
  return { stands, turns };
};

test.each(
  table
    .trim()
    .split('\n')
    .map((line) => line.split(' => ')),
)('%s: %s', (files = '', expected) => {
  const { turns, stands } = play(files.split('|').map(read));
  expect(`${turns.map((row) => row.join(' ')).join(' | ')}${stands ? ' S' : ''}`).toBe(expected);
});

const row = fc.record({ back: fc.boolean(), at: fc.nat({ max: 4 }) });
const someFiles = fc.array(fc.array(row, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });

test('what stands is the same whatever the order of the files, and when some come again', () => {
  fc.assert(
    fc.property(
      someFiles.chain((files) => fc.tuple(fc.constant(files), fc.shuffledSubarray(files, { minLength: files.length }), fc.subarray(files))),
      ([files, other, again]) => {
        expect(play([...other, ...again]).stands).toBe(play(files).stands);
      },
    ),
  );
});

test('a file posts a month at most once, and no posting is taken back that did not stand', () => {
  fc.assert(
    fc.property(someFiles, (files) => {
      let stands = false;
      for (const turns of play(files).turns) {
        expect(turns.filter((turn) => turn === 'posts').length).toBeLessThan(2);
        for (const turn of turns) {
          if (turn === 'posts') expect(stands).toBe(false);
          if (turn === 'takes-back') expect(stands).toBe(true);
          if (turn === 'posts' || turn === 'takes-back') stands = turn === 'posts';
        }
      }
    }),
  );
});

const heldAfter = (files: readonly (readonly Said[])[], what = 'charged'): readonly Held[] =>
  files.flatMap((rows, file) => rows.map((one) => ({ ...one, file: String(file), what })));

test.each([
  ['+1', 1],
  ['+1 +1', 2],
  ['+1 | +2', 2],
  ['+1 | +1', 1],
  ['+1 +2 | +3 | -4', 2],
  ['+1 +2 | +3 | -4 | -4 | -5', 1],
  ['+1 | -2 | +3', 1],
  ['-2 | +1 | +3 | +4', 2],
])('%s: the administrator holds %i', (files, held) => {
  expect(postingsHeld(heldAfter(files.split('|').map(read)))).toBe(held);
});

test('what the administrator holds is more than nothing exactly when the month stands, whatever the order of the files; other amounts count beside it', () => {
  fc.assert(
    fc.property(
      someFiles.chain((files) => fc.tuple(fc.constant(files), fc.shuffledSubarray(files, { minLength: files.length }))),
      ([files, other]) => {
        const held = postingsHeld(heldAfter(files));
        expect(held > 0).toBe(play(files).stands);
        expect(postingsHeld(heldAfter(other))).toBe(held);
        expect(postingsHeld([...heldAfter(files), ...heldAfter(files, '20000')])).toBe(2 * held);
      },
    ),
  );
});

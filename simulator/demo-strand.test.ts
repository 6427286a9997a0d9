import { expect, test } from 'vitest';
import { Happening, together } from './demo-strand.ts';

/** Both strands' ends, as `together` settles them. */
async function played(first: (it: Happening) => Promise<string>): Promise<{ readonly ends: string; readonly seen: readonly string[] }> {
  const [it, seen] = [new Happening(), [] as string[]];
  const second = async (): Promise<string> => {
    await it.awaited;
    seen.push('second');
    return 'second';
  };
  const both = together(
    it.within(first(it)).finally(() => seen.push('first ends')),
    second(),
  );
  const ends = await both.then(String, (error: Error) => error.message);
  return { ends, seen };
}

const later = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 20));

test('a strand goes on as soon as what it awaits has happened', async () => {
  const { ends, seen } = await played(async (it) => {
    it.happened();
    await later();
    return 'first';
  });
  expect([ends, seen]).toEqual(['first,second', ['second', 'first ends']]);
});

test('what has not happened by itself has happened at the end', async () => {
  const { ends, seen } = await played(async () => {
    await later();
    return 'first';
  });
  expect([ends, [...seen].sort()]).toEqual(['first,second', ['first ends', 'second']]);
});

test('where one fails before it, the other does not go on', async () => {
  const { ends, seen } = await played(async () => {
    await later();
    throw new Error('no December');
  });
  expect([ends, seen]).toEqual(['no December', ['first ends']]);
});

test('where one fails after it, the other is played to its end first', async () => {
  const { ends, seen } = await played(async (it) => {
    it.happened();
    await later();
    throw new Error('no account');
  });
  expect([ends, seen]).toEqual(['no account', ['second', 'first ends']]);
});

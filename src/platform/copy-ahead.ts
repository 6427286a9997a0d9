// Decides how far work runs ahead of whoever takes its results: the next ones are made while he is busy, and no more than he allows.

/** The results of `source` in order, up to `most` of them made before they are asked for. An error arrives after the results before it. */
export async function* madeAhead<Result>(source: AsyncGenerator<Result, void, undefined>, most: number): AsyncGenerator<Result, void, undefined> {
  const coming: Promise<IteratorResult<Result, void>>[] = [];
  try {
    for (;;) {
      // a generator answers the calls of `next` one after the other, in the order they were made
      while (coming.length < most) {
        const next = source.next();
        next.catch(() => {}); // thrown where it is awaited
        coming.push(next);
      }
      const result = await coming.shift();
      if (result === undefined || result.done === true) return;
      yield result.value;
    }
  } finally {
    await source.return();
  }
}

// Decides how what many ask for at the same time is done together: while one batch is under way the next gathers, so that they share a round trip or a commit.

interface Waiting<In, Out> {
  readonly asked: In;
  readonly resolve: (answer: Out) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Work asked for one by one and done in batches of at most `most`, one batch at a time. Each is answered by work begun after it was asked; where a
 * batch fails, each of it is done alone, so that nobody fails for another. `together` answers in the order it was asked.
 */
export function gathered<In, Out>(together: (asked: readonly In[]) => Promise<readonly Out[]>, most = 500): (asked: In) => Promise<Out> {
  let waiting: Waiting<In, Out>[] = [];
  let underWay = false;

  const answer = async (batch: readonly Waiting<In, Out>[]): Promise<void> => {
    try {
      const answers = await together(batch.map(({ asked }) => asked));
      batch.forEach(({ resolve }, at) => resolve(answers[at] as Out));
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      else for (const one of batch) await answer([one]);
    }
  };
  const work = async (): Promise<void> => {
    underWay = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      await answer(batch);
    }
    underWay = false;
  };
  return (asked) =>
    new Promise((resolve, reject) => {
      waiting.push({ asked, resolve, reject });
      if (!underWay) void work();
    });
}

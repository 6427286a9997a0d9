// Decides how what many ask for at the same time is done together: while a batch is under way the next gathers, so that they share a round trip or a commit.

interface Waiting<In, Out> {
  readonly asked: In;
  readonly resolve: (answer: Out) => void;
  readonly reject: (reason: unknown) => void;
}

export interface Gathering<In> {
  /** Asked for in one batch at most. */
  readonly most?: number;
  /** Batches under way at a time. */
  readonly lanes?: number;
  /** Only what answers alike goes together. */
  readonly alike?: (asked: In) => string;
}

/** What gathers for one kind, and how many of its batches are under way. */
interface Queue<In, Out> {
  waiting: Waiting<In, Out>[];
  underWay: number;
}

/**
 * Work asked for one by one and done in batches. Each is answered by work begun after it was asked; where a batch fails, each of it is done alone, so
 * that nobody fails for another. `together` answers in the order it was asked.
 */
export function gathered<In, Out>(
  together: (asked: readonly In[]) => Promise<readonly Out[]>,
  { most = 500, lanes = 1, alike = () => '' }: Gathering<In> = {},
): (asked: In) => Promise<Out> {
  const queues = new Map<string, Queue<In, Out>>();

  const answer = async (batch: readonly Waiting<In, Out>[]): Promise<void> => {
    try {
      const answers = await together(batch.map(({ asked }) => asked));
      batch.forEach(({ resolve }, at) => resolve(answers[at] as Out));
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      else for (const one of batch) await answer([one]);
    }
  };
  const work = async (kind: string, queue: Queue<In, Out>): Promise<void> => {
    queue.underWay += 1;
    while (queue.waiting.length > 0) {
      // What stands ready on several connections is read one after the other, and comes at the same time: while somebody still comes, it is waited for.
      let came: number;
      do {
        came = queue.waiting.length;
        await new Promise(setImmediate);
      } while (queue.waiting.length > came && queue.waiting.length < most);
      const batch = queue.waiting.splice(0, most);
      if (batch.length > 0) await answer(batch); // another lane may have taken all
    }
    queue.underWay -= 1;
    if (queue.underWay === 0) queues.delete(kind);
  };
  return (asked) =>
    new Promise((resolve, reject) => {
      const kind = alike(asked);
      const queue = queues.get(kind) ?? { waiting: [], underWay: 0 };
      queues.set(kind, queue);
      queue.waiting.push({ asked, resolve, reject });
      if (queue.underWay < lanes) void work(kind, queue);
    });
}

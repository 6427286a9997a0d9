// Decides how a server is asked: many look-ups at once by autocannon, or one page after the other; in a process of its own, so that asking costs the server nothing.
import autocannon from 'autocannon';

/** Many requests of different people over several connections, or the same few one by one until time or number is up. */
export type ClientTask =
  | {
      readonly kind: 'load';
      readonly address: string;
      /** The session the requests come with. */
      readonly cookie?: string;
      readonly path: string;
      readonly bodies: readonly string[];
      readonly seconds: number;
      readonly connections: number;
    }
  | {
      readonly kind: 'pages';
      readonly address: string;
      readonly cookie?: string;
      readonly requests: readonly PageRequest[];
      readonly amount: number;
      readonly seconds: number;
    };

export interface PageRequest {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly type?: string;
  readonly body?: string;
}

/** `seconds` of the whole load, or of each page; `answered` in that time, and `all` from the first to the last. */
export interface ClientAnswer {
  readonly seconds: readonly number[];
  readonly answered: number;
  readonly all: number;
  readonly failed: number;
}

const cookieOf = ({ cookie }: ClientTask): Record<string, string> => (cookie === undefined ? {} : { cookie });

/** From the first answer to the last that came in time: autocannon itself rounds up to whole seconds. */
async function load(task: ClientTask & { kind: 'load' }): Promise<ClientAnswer> {
  const shooting = autocannon({
    url: task.address,
    connections: task.connections,
    duration: Math.ceil(task.seconds) + 1,
    requests: task.bodies.map((body) => ({ method: 'POST', path: task.path, headers: { 'content-type': 'application/json', ...cookieOf(task) }, body })),
  });
  let [answered, all, first, last] = [0, 0, 0, 0];
  shooting.on('response', () => {
    const now = performance.now();
    all += 1;
    if (first === 0) first = now;
    else if (now - first <= task.seconds * 1000) [answered, last] = [answered + 1, now];
  });
  const { non2xx, errors, timeouts } = await shooting;
  return { seconds: [(last - first) / 1000], answered, all, failed: non2xx + errors + timeouts };
}

async function pages(task: ClientTask & { kind: 'pages' }): Promise<ClientAnswer> {
  const seconds: number[] = [];
  let failed = 0;
  const ask = async (request: PageRequest): Promise<void> => {
    const from = performance.now();
    const answer = await fetch(`${task.address}${request.path}`, {
      method: request.method,
      headers: { origin: task.address, ...cookieOf(task), ...(request.type === undefined ? {} : { 'content-type': request.type }) },
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    await answer.arrayBuffer();
    seconds.push((performance.now() - from) / 1000);
    if (!answer.ok) failed += 1;
  };
  const some = async (amount: number, limit: number): Promise<void> => {
    const began = performance.now();
    for (let at = 0; at < amount && (at < 3 || performance.now() - began < limit * 1000); at += 1) {
      const request = task.requests[at % task.requests.length];
      if (request !== undefined) await ask(request);
    }
  };
  await some(Math.min(10, task.amount), task.seconds / 6); // warm, as above
  seconds.length = 0;
  await some(task.amount, task.seconds);
  return { seconds, answered: seconds.length, all: seconds.length, failed };
}

process.once('message', (task: ClientTask) => {
  (task.kind === 'load' ? load(task) : pages(task)).then(
    (answer) => process.send?.(answer, () => process.disconnect()),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exit(1);
    },
  );
});

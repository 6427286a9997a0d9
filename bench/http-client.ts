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
      readonly amount: number;
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

/** `seconds` of the whole load, or of each page. */
export interface ClientAnswer {
  readonly seconds: readonly number[];
  readonly failed: number;
}

const cookieOf = ({ cookie }: ClientTask): Record<string, string> => (cookie === undefined ? {} : { cookie });

async function load(task: ClientTask & { kind: 'load' }): Promise<ClientAnswer> {
  const fire = (amount: number) =>
    autocannon({
      url: task.address,
      connections: task.connections,
      amount,
      requests: task.bodies.map((body) => ({ method: 'POST', path: task.path, headers: { 'content-type': 'application/json', ...cookieOf(task) }, body })),
    });
  await fire(Math.max(task.connections, Math.ceil(task.amount / 5))); // warm: what is compiled and cached on the first requests is not what is measured
  const from = performance.now();
  const { non2xx, errors, timeouts } = await fire(task.amount);
  return { seconds: [(performance.now() - from) / 1000], failed: non2xx + errors + timeouts };
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
  return { seconds, failed };
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

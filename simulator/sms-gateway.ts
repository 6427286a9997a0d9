// Plays a gateway of short messages: takes each message once by its idempotency key, refuses numbers that do not exist, fails and stalls as told.
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message as the gateway took it. */
export interface TakenMessage {
  readonly key: string;
  readonly to: string;
  readonly text: string;
  readonly channel: string;
}

/** How the next request is answered: as usual, with a fault of the gateway, or by taking it and losing the answer. */
export type Behaviour = 'well' | 'down' | 'answer-lost';

export interface SmsGateway {
  readonly url: string;
  readonly token: string;
  readonly taken: readonly TakenMessage[];
  /** Requests that came, whatever became of them. */
  requests(): number;
  behave(as: Behaviour): void;
  close(): Promise<void>;
}

/** Starts one on this computer. Numbers that end in 000 do not exist. */
export async function smsGateway(token = 'rahasia'): Promise<SmsGateway> {
  const byKey = new Map<string, TakenMessage>();
  let [behaviour, requests]: [Behaviour, number] = ['well', 0];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (bytes: Buffer) => (body += bytes.toString()));
    request.on('end', () => {
      requests += 1;
      const answer = (status: number, said: object): void => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(said));
      };
      if (request.headers.authorization !== `Bearer ${token}`) return answer(401, { message: 'token?' });
      if (behaviour === 'down') return answer(503, { message: 'maintenance' });
      const { to, text, channel } = JSON.parse(body) as Omit<TakenMessage, 'key'>;
      if (to.endsWith('000')) return answer(422, { message: `no such number ${to}` });
      const key = String(request.headers['idempotency-key']);
      byKey.set(key, byKey.get(key) ?? { key, to, text, channel });
      if (behaviour === 'answer-lost') return void request.socket.destroy();
      return answer(202, { id: `gw-${key.slice(-8)}` });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`,
    token,
    get taken() {
      return [...byKey.values()];
    },
    requests: () => requests,
    behave: (as) => void (behaviour = as),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

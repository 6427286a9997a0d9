// Decides how a server listens and how it stops: requests under way are finished, connections merely held open are not waited for.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Fault } from '../kernel/fault.ts';

const graceMilliseconds = 5000;

/** Answers with `fetch` on a port (0: a free one) of one address. Fault: conflict `port-in-use`. */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  at: { readonly port: number; readonly host: string },
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createAdaptorServer({ fetch }) as Server;
  let underWay = 0;
  const closeIfIdle = (): void => {
    if (!server.listening && underWay === 0) server.closeAllConnections();
  };
  server.on('request', (_, response) => {
    underWay += 1;
    response.once('close', () => {
      underWay -= 1;
      closeIfIdle();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? portInUse(at.port) : error));
    server.listen(at.port, at.host, resolve);
  });
  return {
    url: `http://${at.host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        const force = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
        server.close(() => {
          clearTimeout(force);
          resolve();
        });
        closeIfIdle();
      }),
  };
}

const portInUse = (port: number): Fault =>
  new Fault('conflict', 'port-in-use', {
    id: `Port ${port} sedang dipakai program lain; pilih port lain.`,
    en: `Port ${port} is used by another program; choose another.`,
  });

// A gateway for installations without one: messages go to a file, a line of JSON each, for whoever sends them by hand.
import { appendFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Gateway } from './gateway.ts';

/** Appends to `notices/outgoing.jsonl` of the data folder, readable by its owner alone. */
export function fileGateway(dataDir: string): Gateway {
  const folder = path.join(dataDir, 'notices');
  return {
    name: 'file',
    send: async (notice) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await appendFile(path.join(folder, 'outgoing.jsonl'), `${JSON.stringify(notice)}\n`, { mode: 0o600 });
      return { outcome: 'taken', reference: notice.id };
    },
  };
}

// Keeps messages going out beside a server: what is due is sent every few seconds.
import type { Actor } from '../kernel/actor.ts';
import { startRepeating } from '../platform/repeat.ts';
import type { Gateway } from './gateway.ts';
import { type NoticePort, sendDue } from './notice-steps.ts';

/** Starts sending; `stop` waits for the messages under way. */
export function startSender(
  port: NoticePort,
  of: {
    readonly actor: Actor;
    readonly gateway: Gateway;
    readonly perMinute: number;
    readonly everyMilliseconds?: number;
    readonly onFailure: (error: unknown) => void;
  },
): { stop(): Promise<void> } {
  const { actor, gateway, perMinute, everyMilliseconds = 5000, onFailure } = of;
  const turn = async (): Promise<void> => {
    await sendDue(port, actor, gateway, { perMinute });
  };
  return startRepeating({ turn, everyMilliseconds, onFailure });
}

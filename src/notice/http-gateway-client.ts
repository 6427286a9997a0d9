// A gateway over HTTP, as providers of SMS and WhatsApp offer one: a POST a message, its id as idempotency key; what is no clear answer is tried again.
import { z } from 'zod';
import { said } from './delivery-report.ts';
import type { Gateway, GatewayAnswer } from './gateway.ts';

const answer = z.object({ reference: z.string().max(200).optional(), id: z.string().max(200).optional(), message: z.string().optional() });

const detail = (text: string): { detail: string } => ({ detail: said(text) });

/** Posts `{to, text, channel}` as JSON with the token as bearer. 2xx: taken; 400, 404, 410, 422: refused; the rest, no answer in ten seconds included: failed. */
export function httpGateway(of: {
  readonly url: string;
  readonly token: string | null;
  readonly channel: 'sms' | 'whatsapp';
  readonly patience?: number;
}): Gateway {
  const { url, token, channel, patience = 10_000 } = of; // milliseconds
  return {
    name: new URL(url).hostname,
    send: async ({ id, to, text }): Promise<GatewayAnswer> => {
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': id, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
          body: JSON.stringify({ to, text, channel }),
          redirect: 'error',
          signal: AbortSignal.timeout(patience),
        });
        const read = answer.safeParse(await response.json().catch(() => ({})));
        const { reference, id: given, message = '' } = read.success ? read.data : {};
        if (response.ok) return { outcome: 'taken', ...((reference ?? given) === undefined ? {} : { reference: reference ?? given ?? '' }) };
        return { outcome: [400, 404, 410, 422].includes(response.status) ? 'refused' : 'failed', ...detail(`${response.status} ${message}`) };
      } catch (error) {
        return { outcome: 'failed', ...detail(error instanceof Error ? error.name : 'unknown') };
      }
    },
  };
}

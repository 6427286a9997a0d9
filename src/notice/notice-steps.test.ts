// Messages on a real database and a gateway that behaves as gateways do: one for each reason, sent once, tried again, refused, reported; sealed at rest.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type SmsGateway, smsGateway } from '../../simulator/sms-gateway.ts';
import { anyone } from '../../test/database.ts';
import { testWorkplace } from '../../test/workplace.ts';
import { Fault } from '../kernel/fault.ts';
import { ownerSession } from '../platform/connection.ts';
import { newKey } from '../platform/key.ts';
import { fileGateway } from './file-gateway-client.ts';
import type { Gateway } from './gateway.ts';
import { httpGateway } from './http-gateway-client.ts';
import { reportDelivery, takeDeliveryReports } from './delivery-report-steps.ts';
import { type Notice, noticesShown, queueNotice, sendDue } from './notice-steps.ts';

let workplace: Awaited<ReturnType<typeof testWorkplace>>;
let provider: SmsGateway;
let gateway: Gateway;
beforeAll(async () => {
  workplace = await testWorkplace();
});
afterAll(() => workplace.drop());
beforeEach(async () => {
  provider = await smsGateway();
  gateway = httpGateway({ url: provider.url, token: provider.token, channel: 'sms', patience: 20_000 });
});
afterEach(async () => {
  await sendDue(workplace, anyone, fileGateway(workplace.dataDir)); // nothing of one test waits in the next
  seconds(3600);
  await provider.close();
});

const seconds = (count: number): void => workplace.clock.set(new Date(Date.parse(workplace.clock.now()) + count * 1000).toISOString());
const queue = (of: Partial<Notice> = {}) =>
  workplace.database.transact(anyone, (tx) =>
    queueNotice(tx, workplace.vault, {
      ...{ kind: 'card-ready', reason: newKey(), subject: 'kartu', sponsor: 'ntt', area: '5311', to: '0812 3456 7890', fields: { office: 'kantor desa' } },
      ...of,
    }),
  );
const shown = () => workplace.database.read(anyone, (tx) => noticesShown(tx, workplace.vault, 10));
const send = (to: Gateway = gateway) => sendDue(workplace, anyone, to);

test('for one reason there is one message, however often it is asked for; what is no number is told', async () => {
  const reason = newKey();
  const asked = await Promise.all([1, 2, 3].map(() => queue({ reason })));
  expect(asked.sort()).toEqual(['queued', 'queued-before', 'queued-before']);
  expect(await queue({ to: 'Ibu Maria' })).toBe('no-number');
  expect(await send()).toEqual({ sent: 1, failed: 0, refused: 0 });
  expect(provider.taken).toMatchObject([{ to: '+6281234567890', channel: 'sms', text: expect.stringContaining('Kartu BPJS') as string }]);
  expect((await shown())[0]).toMatchObject({ to: '+6281****890', state: 'sent', tries: 1 });
});

test('number and words rest sealed', async () => {
  await queue({ to: '081299998888' });
  const { rows } = await ownerSession(workplace.url, (client) =>
    client.query<{ recipient: Buffer; words: Buffer }>('select recipient, words from notice.message'),
  );
  for (const { recipient, words } of rows) {
    expect(recipient.toString('latin1')).not.toMatch(/9999|8888/);
    expect(words.toString('latin1')).not.toContain('Kartu');
  }
});

test('two servers that send at the same time send each message once', async () => {
  await Promise.all(Array.from({ length: 12 }, () => queue()));
  const counts = await Promise.all([send(), send(), send()]);
  expect(counts.reduce((sum, { sent }) => sum + sent, 0)).toBe(12);
  expect([provider.requests(), provider.taken.length]).toEqual([12, 12]);
});

test('a gateway that is down is tried again later, not before, and then it is sent', async () => {
  await queue();
  provider.behave('down');
  expect(await send()).toEqual({ sent: 0, failed: 1, refused: 0 });
  provider.behave('well');
  expect(await send()).toEqual({ sent: 0, failed: 0, refused: 0 });
  seconds(61);
  expect(await send()).toEqual({ sent: 1, failed: 0, refused: 0 });
  expect((await shown())[0]).toMatchObject({ state: 'sent', tries: 2 });
});

test('an answer that was lost sends no second message: the next try has the same id', async () => {
  await queue();
  provider.behave('answer-lost');
  expect(await send()).toMatchObject({ failed: 1 });
  provider.behave('well');
  seconds(61);
  expect(await send()).toMatchObject({ sent: 1 });
  expect([provider.requests(), provider.taken.length]).toEqual([2, 1]);
});

test('a number that does not exist is refused for good, and its digits stand in no detail', async () => {
  await queue({ to: '081234567000' });
  expect(await send()).toEqual({ sent: 0, failed: 0, refused: 1 });
  seconds(100_000);
  expect(await send()).toEqual({ sent: 0, failed: 0, refused: 0 });
  const [one] = await shown();
  expect(one).toMatchObject({ state: 'refused', detail: '422 no such number …' });
});

test('a process that dies while it sends leaves the message to others once its time is over', async () => {
  await queue();
  const dies: Gateway = {
    name: 'dies',
    send: () => {
      throw new Error('killed');
    },
  };
  await expect(send(dies)).rejects.toThrow('killed');
  expect(await send()).toMatchObject({ sent: 0 });
  seconds(121);
  expect(await send()).toMatchObject({ sent: 1 });
});

test('no more go within a minute than are allowed', async () => {
  await Promise.all(Array.from({ length: 5 }, () => queue()));
  const some = () => sendDue(workplace, anyone, gateway, { perMinute: 3 });
  expect([(await some()).sent, (await some()).sent]).toEqual([3, 0]);
  seconds(61);
  expect((await some()).sent).toBe(2);
});

test('a report of delivery is kept; one of nothing is told', async () => {
  await queue();
  await send();
  const key = provider.taken[0]?.key ?? '';
  await workplace.database.transact(anyone, (tx) => reportDelivery(tx, { reference: `gw-${key.slice(-8)}`, delivered: true }));
  expect((await shown())[0]).toMatchObject({ state: 'delivered' });
  for (const odd of [{ reference: 'gw\u0000' }, { reference: 'gw-1', detail: 'a\u0000' }]) {
    await expect(workplace.database.transact(anyone, (tx) => reportDelivery(tx, { ...odd, delivered: false }))).rejects.toMatchObject({
      code: 'delivery-report-not-understood',
    });
  }
  const unknown = workplace.database.transact(anyone, (tx) => reportDelivery(tx, { reference: 'gw-lain', delivered: true }));
  await expect(unknown).rejects.toThrow(Fault);
});

const posted = (...reports: readonly (readonly [reference: string, state: string])[]) =>
  workplace.database.transact(anyone, (tx) =>
    takeDeliveryReports(tx, { gateway: 'payung', posted: reports.map(([reference, state]) => ({ reference, state })) }),
  );
const referenceOf = () => `gw-${provider.taken.at(-1)?.key.slice(-8) ?? ''}`;

test('what a provider reports is kept once, in whatever order it comes; of nothing known it changes nothing', async () => {
  await queue();
  await send();
  const reference = referenceOf();
  expect(await posted([reference, 'sent'], ['gw-lain', 'delivered'], [reference, 'aneh'])).toEqual({
    ...{ reports: 3, news: 0, unchanged: 1, unknown: 1, notUnderstood: 1 },
  });
  expect((await shown())[0]).toMatchObject({ state: 'sent', tries: 1 });
  expect(await posted([reference, 'delivered'], [reference, 'delivered'])).toMatchObject({ news: 1, unchanged: 1 });
  expect(await posted([reference, 'failed'], [reference, 'refused'], [reference, 'sent'], [reference, 'delivered'])).toMatchObject({ news: 0, unchanged: 4 });
  expect((await shown())[0]).toMatchObject({ state: 'delivered', tries: 2 });
  seconds(100_000);
  expect(await send()).toEqual({ sent: 0, failed: 0, refused: 0 });
});

test('a message reported as failed is tried again, and the same report again fails it no second time', async () => {
  await queue();
  await send();
  const reference = referenceOf();
  expect(await posted([reference, 'failed'])).toMatchObject({ news: 1 });
  seconds(301);
  expect(await send()).toMatchObject({ sent: 1 });
  expect(await posted([reference, 'failed'])).toMatchObject({ news: 0, unchanged: 1 });
  expect((await shown())[0]).toMatchObject({ state: 'sent' });
  expect(await posted([reference, 'delivered'])).toMatchObject({ news: 1 });
  expect((await shown())[0]).toMatchObject({ state: 'delivered' });
});

test('a report by the message’s own id counts even before the gateway’s answer is kept', async () => {
  await queue();
  provider.behave('answer-lost');
  await send();
  expect(await posted([provider.taken[0]?.key ?? '', 'delivered'])).toMatchObject({ news: 1, unknown: 0 });
  seconds(61);
  expect(await send()).toEqual({ sent: 0, failed: 0, refused: 0 });
  expect((await shown())[0]).toMatchObject({ state: 'delivered' });
});

test('reports that come together are kept once', async () => {
  await queue();
  await send();
  const reference = referenceOf();
  const taken = await Promise.all([1, 2, 3, 4].map((one) => posted([reference, one % 2 === 0 ? 'delivered' : 'failed'])));
  expect(taken.reduce((sum, { reports, unknown }) => sum + reports + unknown, 0)).toBe(4);
  const { rows } = await ownerSession(workplace.url, (client) =>
    client.query<{ outcome: string; count: string }>('select outcome, count(*) from notice.attempt where reported = $1 group by 1', [reference]),
  );
  for (const { count } of rows) expect(count).toBe('1');
  expect((await shown())[0]).toMatchObject({ state: 'delivered' });
});

test('a gateway nobody wrote a profile of is told', async () => {
  const unknown = workplace.database.transact(anyone, (tx) => takeDeliveryReports(tx, { gateway: 'entah', posted: {} }));
  await expect(unknown).rejects.toMatchObject({ code: 'gateway-unknown' });
});

test('without a gateway messages go to a file of the data folder', async () => {
  await queue({ to: '081377776666' });
  expect(await send(fileGateway(workplace.dataDir))).toMatchObject({ sent: 1 });
  const lines = (await readFile(path.join(workplace.dataDir, 'notices', 'outgoing.jsonl'), 'utf8')).trim().split('\n');
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ to: '+6281377776666' });
});

// Reports of providers as decisions: read by a profile however deep they stand, and which of them is news; and the profiles that come along.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Fault } from '../kernel/fault.ts';
import { deliveryReports, isNews, postedText, readGatewayProfile } from './delivery-report.ts';
import { gatewaysFolder } from './gateway-profile-client.ts';
import type { AttemptOutcome } from './notice.ts';

const profiles = new Map(
  readdirSync(gatewaysFolder).map((name) => [path.parse(name).name, readGatewayProfile(name, parse(readFileSync(path.join(gatewaysFolder, name), 'utf8')))]),
);
const read = (gateway: string, posted: unknown) =>
  deliveryReports(profiles.get(gateway) ?? (undefined as never), posted).map(
    ({ reference, outcome, known, detail }) => `${reference} ${outcome} ${known} ${detail}`,
  );
const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof Fault ? error.code : String(error);
  }
  return 'none';
};

test('every profile is named as its file', () => {
  expect([...profiles.keys()]).toEqual([...profiles.values()].map(({ gateway }) => gateway));
});

test.each<[string, unknown, string[]]>([
  ['payung', { reference: 'gw-1', state: 'delivered' }, ['gw-1 delivered true null']],
  [
    'payung',
    [
      { reference: 'gw-1', state: 'FAILED', detail: 'ke +6281234567890' },
      { reference: 'gw-2', state: 'sent' },
    ],
    ['gw-1 failed true ke …', 'gw-2 null true null'],
  ],
  ['payung', { reference: 7, state: 'on the moon' }, ['7 null false null']],
  ['vonage', { messageId: '0A1', status: 'rejected', 'err-code': '7' }, ['0A1 refused true 7']],
  ['twilio', { MessageSid: 'SM1', MessageStatus: 'undelivered', ErrorCode: '30003' }, ['SM1 failed true 30003']],
  [
    'whatsapp-cloud',
    {
      entry: [
        {
          changes: [
            {
              value: {
                statuses: [
                  { id: 'wamid.1', status: 'read' },
                  { id: 'wamid.2', status: 'failed', errors: [{ title: 'no' }] },
                ],
              },
            },
          ],
        },
      ],
    },
    ['wamid.1 delivered true null', 'wamid.2 failed true no'],
  ],
  ['whatsapp-cloud', { entry: [{ changes: [{ value: { messages: [{ id: 'x' }] } }] }] }, []],
])('%s reads %j', (gateway, posted, reports) => {
  expect(read(gateway, posted)).toEqual(reports);
});

test.each<[string, unknown]>([
  ['the state', { reference: 'gw-1' }],
  ['the id', { state: 'delivered' }],
  ['a name of a message that is one', { reference: 'x'.repeat(201), state: 'delivered' }],
  ['a name without a NUL', { reference: 'gw\u0000', state: 'delivered' }],
  ['a name on one line', { reference: 'gw\n1', state: 'delivered' }],
  ['words without a NUL', { reference: 'gw-1', state: 'failed', detail: 'a\u0000b' }],
  ['words without a control character', { reference: 'gw-1', state: 'failed', detail: 'a\u001bb' }],
  ['anything', 'delivered'],
])('a report without %s is refused', (_, posted) => {
  expect(codeOf(() => read('payung', posted))).toBe('delivery-report-not-understood');
});

test.each([
  [20, 'none'],
  [21, 'delivery-report-not-understood'],
  [30_000, 'delivery-report-not-understood'],
])('reports %i lists deep: %s', (deep, code) => {
  const posted = (inside: string): unknown => postedText(`${'['.repeat(deep)}${inside}${']'.repeat(deep)}`);
  expect(codeOf(() => read('payung', posted('{"reference":"gw-1","state":"delivered"}')))).toBe(code);
  expect(codeOf(() => read('whatsapp-cloud', posted('')))).toBe(code);
});

test('a profile that lacks a field, or names one nobody knows, is refused', () => {
  const payung = profiles.get('payung');
  expect(codeOf(() => readGatewayProfile('x.yaml', { ...payung, id: undefined }))).toBe('gateway-profile-wrong');
  expect(codeOf(() => readGatewayProfile('x.yaml', { ...payung, warna: 'biru' }))).toBe('gateway-profile-wrong');
});

describe('what is news', () => {
  const cases = `
    report     known of the message      reported of the sending  news
    delivered  taken                     -                        true
    delivered  taken,delivered           delivered                false
    failed     taken,delivered           delivered                false
    failed     taken                     -                        true
    failed     taken,failed              failed                   false
    failed     taken,failed,taken        -                        true
    delivered  taken,failed              failed                   true
    refused    taken,failed              failed                   true
    failed     taken,refused             refused                  false
    delivered  taken,refused             refused                  true`;
  const list = (written = '-') => (written === '-' ? [] : (written.split(',') as AttemptOutcome[]));
  test.each(
    cases
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/)),
  )('%s, where %s is known and %s was reported: %s', (report, outcomes, reported, news) => {
    expect(String(isNews(report as 'failed', { outcomes: list(outcomes), reported: list(reported) }))).toBe(news);
  });
});

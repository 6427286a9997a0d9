// Messages as decisions: short enough for one SMS, nothing personal in them, when one is tried again; and numbers as people write them.
import { describe, expect, test } from 'vitest';
import { type AttemptOutcome, longestNotice, noticeKinds, noticeState, noticeText, pauseBefore } from './notice.ts';
import { maskPhone, readPhone } from './phone.ts';

const fields = { office: 'Dinas Nakertrans NTT 0380-123456', when: '31 Desember 2025', number: 'ADU-7K4M-9QXD-2H6P' };

test.each(noticeKinds)('%s fits one SMS of the GSM alphabet', (kind) => {
  const text = noticeText(kind, fields);
  expect(text.length).toBeLessThanOrEqual(longestNotice);
  expect(text).toMatch(/^[A-Za-z0-9 .,:()-]+$/);
});

test('a place of the longest name still fits', () => {
  expect(noticeText('card-ready', { office: 'x'.repeat(60) }).length).toBeLessThanOrEqual(longestNotice);
});

describe('how a message stands and when it is tried', () => {
  const cases = `
    outcomes                                                 state      seconds
    -                                                        waiting    0
    failed                                                   waiting    60
    failed,failed                                            waiting    300
    failed,failed,failed,failed,failed,failed                waiting    86400
    failed,failed,failed,failed,failed,failed,failed         given-up   -
    taken                                                    sent       -
    failed,taken                                             sent       -
    taken,delivered                                          delivered  -
    taken,failed                                             waiting    300
    refused                                                  refused    -
    taken,delivered,failed                                   delivered  -
    failed,delivered,taken                                   delivered  -
    taken,refused,failed                                     refused    -`;
  test.each(
    cases
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/)),
  )('%s: %s, %s', (written = '', state, seconds) => {
    const outcomes = written === '-' ? [] : (written.split(',') as AttemptOutcome[]);
    expect([noticeState(outcomes), String(pauseBefore(outcomes) ?? '-')]).toEqual([state, seconds]);
  });
});

describe('a mobile number', () => {
  test.each([
    ['0812 3456 7890', '+6281234567890'],
    ['+62 812-3456-789', '+628123456789'],
    ['62(813)45678901', '+6281345678901'],
    ['０８１２３４５６７８９', '+628123456789'],
    ['0380 123456', null],
    ['08123', null],
    ['5311011403850002', null],
    ['Ibu Maria', null],
    ['+1 212 555 0100', null],
  ])('%s is read as %s', (written, read) => {
    expect(readPhone(written)).toBe(read);
  });
  test('is shown masked', () => {
    expect(maskPhone('+6281234567890')).toBe('+6281****890');
  });
});

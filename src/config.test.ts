// Settings: the command line before the environment before the default.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readConfig, readDoorConfig, readNoticeConfig } from './config.ts';

test.each([
  ['nothing given', {}, {}, undefined],
  ['the environment', { DATABASE_URL: 'postgresql://a/b' }, {}, 'postgresql://a/b'],
  ['the command line before the environment', { DATABASE_URL: 'postgresql://a/b' }, { databaseUrl: 'postgresql://c/d' }, 'postgresql://c/d'],
  ['an empty value is none', { DATABASE_URL: ' ' }, { databaseUrl: '' }, undefined],
] as const)('%s', (_, environment, given, expected) => {
  expect(readConfig(environment, given).databaseUrl).toBe(expected);
});

test('each setting has its name in the environment', () => {
  const environment = { PAYUNG_DATA: 'a', DATABASE_URL: 'b', PAYUNG_NIK_KEY: 'c', PAYUNG_LOG_ORIGIN: 'e', HOME: 'd' };
  expect(readConfig(environment)).toMatchObject({ dataDir: 'a', databaseUrl: 'b', nikKey: 'c', logOrigin: 'e' });
});

test('the door: nothing by default, https alone, and a provider whole or not at all', async () => {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'payung-config-')), 'secret');
  await writeFile(file, 'rahasia\n');
  const door = (environment: Record<string, string>) => readDoorConfig(readConfig(environment));
  const openid = { PAYUNG_OIDC_ISSUER: 'https://sso.example.go.id', PAYUNG_OIDC_CLIENT_ID: 'payung' };
  expect(door({})).toEqual({ origin: null, openid: null });
  expect(door({ PAYUNG_ORIGIN: 'https://payung.example.go.id', ...openid, PAYUNG_OIDC_SECRET_FILE: file })).toEqual({
    origin: 'https://payung.example.go.id',
    openid: { issuer: 'https://sso.example.go.id', clientId: 'payung', clientSecret: 'rahasia' },
  });
  expect(() => door({ PAYUNG_ORIGIN: 'http://payung.example.go.id' })).toThrow('origin-wrong');
  expect(() => door(openid)).toThrow('openid-incomplete');
  expect(() => door({ ...openid, PAYUNG_OIDC_SECRET_FILE: `${file}-none` })).toThrow('secret-unreadable');
});

test('the gateway of messages: none by default, https alone, and settings that cannot be read are named', () => {
  const gateway = (environment: Record<string, string>) => readNoticeConfig(readConfig(environment));
  expect(gateway({})).toEqual({ gateway: null, perMinute: 60 });
  expect(gateway({ PAYUNG_NOTICE_URL: 'https://sms.example/kirim', PAYUNG_NOTICE_CHANNEL: 'whatsapp', PAYUNG_NOTICE_PER_MINUTE: '5' })).toEqual({
    gateway: { url: 'https://sms.example/kirim', token: null, channel: 'whatsapp' },
    perMinute: 5,
  });
  expect(() => gateway({ PAYUNG_NOTICE_URL: 'http://sms.example/kirim' })).toThrow('notice-url-wrong');
  expect(() => gateway({ PAYUNG_NOTICE_PER_MINUTE: 'cepat' })).toThrow('notice-setting-wrong');
  expect(() => gateway({ PAYUNG_NOTICE_CHANNEL: 'surat' })).toThrow('notice-setting-wrong');
  expect(() => gateway({ PAYUNG_NOTICE_URL: 'https://sms.example/kirim', PAYUNG_NOTICE_TOKEN_FILE: '/tidak/ada' })).toThrow('secret-unreadable');
});

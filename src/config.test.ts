// Settings: the command line before the environment before the default.
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

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

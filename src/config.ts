// Decides the settings: what the command line says, else the environment, else the default of the part concerned.
import { readFileSync } from 'node:fs';
import { Fault } from './kernel/fault.ts';

/** Settings as read; what is absent is left to the part that uses it. */
export interface Config {
  /** Folder of keys, files and the built-in database. */
  readonly dataDir: string | undefined;
  /** PostgreSQL 15 or later instead of the built-in one. */
  readonly databaseUrl: string | undefined;
  /** Key of the NIK tokens, 32 bytes as hex or base64, instead of the key file. */
  readonly nikKey: string | undefined;
  /** Name the transparency log signs under, instead of one made of its key. */
  readonly logOrigin: string | undefined;
  /** `https://…` under which browsers reach the server behind whoever ends TLS. */
  readonly origin: string | undefined;
  /** Issuer of the OpenID provider people may sign in by, with what this installation is called there. */
  readonly oidcIssuer: string | undefined;
  readonly oidcClientId: string | undefined;
  /** File that holds the secret this installation shares with the provider, and nothing else. */
  readonly oidcSecretFile: string | undefined;
  /** `host:port` of a clamd that looks at papers before they rest. */
  readonly clamd: string | undefined;
  /** Where short messages are posted; without it they go to a file. */
  readonly noticeUrl: string | undefined;
  /** File that holds the token the gateway wants, and nothing else. */
  readonly noticeTokenFile: string | undefined;
  /** `sms` or `whatsapp`. */
  readonly noticeChannel: string | undefined;
  /** Messages a minute at most. */
  readonly noticePerMinute: string | undefined;
}

/** The names under which the environment gives each setting. */
const names: Readonly<Record<keyof Config, string>> = {
  dataDir: 'PAYUNG_DATA',
  databaseUrl: 'DATABASE_URL',
  nikKey: 'PAYUNG_NIK_KEY',
  logOrigin: 'PAYUNG_LOG_ORIGIN',
  origin: 'PAYUNG_ORIGIN',
  oidcIssuer: 'PAYUNG_OIDC_ISSUER',
  oidcClientId: 'PAYUNG_OIDC_CLIENT_ID',
  oidcSecretFile: 'PAYUNG_OIDC_SECRET_FILE',
  clamd: 'PAYUNG_CLAMD',
  noticeUrl: 'PAYUNG_NOTICE_URL',
  noticeTokenFile: 'PAYUNG_NOTICE_TOKEN_FILE',
  noticeChannel: 'PAYUNG_NOTICE_CHANNEL',
  noticePerMinute: 'PAYUNG_NOTICE_PER_MINUTE',
};

/** The settings of this run; an empty value counts as not given. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, given: Partial<Config> = {}): Config {
  const read = (name: keyof Config): string | undefined => [given[name], environment[names[name]]].find((value) => value !== undefined && value.trim() !== '');
  return Object.fromEntries(Object.keys(names).map((name) => [name, read(name as keyof Config)])) as unknown as Config;
}

/** How a server is reached, and who vouches for people besides it, as configured. */
export interface DoorConfig {
  readonly origin: string | null;
  readonly openid: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string } | null;
}

/** The settings of a server's door. Faults: bad-input `origin-wrong`, `openid-incomplete`. */
export function readDoorConfig(config: Config): DoorConfig {
  const { origin, oidcIssuer, oidcClientId, oidcSecretFile } = config;
  if (origin !== undefined && !/^https:\/\/[a-z0-9.-]+(:\d+)?$/.test(origin)) {
    throw new Fault('bad-input', 'origin-wrong', {
      id: 'PAYUNG_ORIGIN: alamat https tanpa garis miring di akhir, misalnya https://payung.nttprov.go.id.',
      en: 'PAYUNG_ORIGIN: an https address without a slash at the end, for example https://payung.nttprov.go.id.',
    });
  }
  const given = [oidcIssuer, oidcClientId, oidcSecretFile].filter((one) => one !== undefined).length;
  if (oidcIssuer === undefined || oidcClientId === undefined || oidcSecretFile === undefined) {
    if (given === 0) return { origin: origin ?? null, openid: null };
    throw new Fault('bad-input', 'openid-incomplete', {
      id: 'Isi ketiganya: PAYUNG_OIDC_ISSUER, PAYUNG_OIDC_CLIENT_ID dan PAYUNG_OIDC_SECRET_FILE.',
      en: 'Set all three: PAYUNG_OIDC_ISSUER, PAYUNG_OIDC_CLIENT_ID and PAYUNG_OIDC_SECRET_FILE.',
    });
  }
  return { origin: origin ?? null, openid: { issuer: oidcIssuer, clientId: oidcClientId, clientSecret: secretIn(oidcSecretFile, 'PAYUNG_OIDC_SECRET_FILE') } };
}

/** The gateway of short messages as configured: null where there is none. */
export interface NoticeConfig {
  readonly gateway: { readonly url: string; readonly token: string | null; readonly channel: 'sms' | 'whatsapp' } | null;
  readonly perMinute: number;
}

/** Faults: bad-input `notice-url-wrong` (https, or http to this computer), `notice-setting-wrong`, `secret-unreadable`. */
export function readNoticeConfig({ noticeUrl, noticeTokenFile, noticeChannel = 'sms', noticePerMinute = '60' }: Config): NoticeConfig {
  if (!/^[1-9]\d{0,4}$/.test(noticePerMinute)) throw settingWrong('PAYUNG_NOTICE_PER_MINUTE', '60');
  if (noticeChannel !== 'sms' && noticeChannel !== 'whatsapp') throw settingWrong('PAYUNG_NOTICE_CHANNEL', 'sms, whatsapp');
  const perMinute = Number(noticePerMinute);
  if (noticeUrl === undefined) return { gateway: null, perMinute };
  if (!/^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost)[:/])/.test(noticeUrl)) {
    throw new Fault('bad-input', 'notice-url-wrong', {
      id: 'PAYUNG_NOTICE_URL: alamat https gerbang pesan.',
      en: 'PAYUNG_NOTICE_URL: an https address of the gateway of messages.',
    });
  }
  const token = noticeTokenFile === undefined ? null : secretIn(noticeTokenFile, 'PAYUNG_NOTICE_TOKEN_FILE');
  return { gateway: { url: noticeUrl, token, channel: noticeChannel }, perMinute };
}

/** The gateway as the environment has it. */
export const noticeSettings = (): NoticeConfig => readNoticeConfig(readConfig(process.env));

const settingWrong = (name: string, example: string): Fault =>
  new Fault('bad-input', 'notice-setting-wrong', {
    id: `${name} tidak dapat dibaca; misalnya: ${example}.`,
    en: `${name} cannot be read; for example: ${example}.`,
  });

function secretIn(file: string, setting: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new Fault('bad-input', 'secret-unreadable', { id: `Berkas ${setting} tidak dapat dibaca.`, en: `The file of ${setting} cannot be read.` }, { file });
  }
}

// Decides what a browser may do with our pages, and which requests are not ours to answer: no foreign script, no frame, no foreign host or form.
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { Fault } from '../kernel/fault.ts';
import type { RequestEnv } from './surface.ts';
import { isMultipart } from './upload.ts';

/** Headers of every answer. Everything comes from this server; nothing may run that is not a file of ours. */
export const guardHeaders = (origin: string | null): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    // Where somebody ends TLS before us; otherwise this server speaks plain HTTP to its own computer.
    strictTransportSecurity: origin === null ? false : 'max-age=31536000',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
  });

const thisComputer = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** An address on this server, which no browser reads as another host's. */
// oxlint-disable-next-line no-control-regex -- browsers leave out tabs and line ends, and then read another host
export const localAddress = /^\/(?![/\\])[^\u0000-\u001f\u007f\\]*$/;

/**
 * A page elsewhere may point its own name at 127.0.0.1 and read us with the visitor's browser: only our own names are answered,
 * which are this computer's and, where whoever ends TLS stands before us, the one of `origin`.
 */
export const onlyOurNames = (origin: string | null): MiddlewareHandler<RequestEnv> => {
  const names = new Set(origin === null ? thisComputer : [...thisComputer, new URL(origin).hostname]);
  return async (c, next) => {
    if (!names.has(new URL(c.req.url).hostname)) {
      throw new Fault('forbidden', 'host-not-this-computer', {
        id: 'Server ini hanya menjawab dari komputer ini (127.0.0.1 atau localhost) dan di bawah alamat PAYUNG_ORIGIN.',
        en: 'This server answers from this computer only (127.0.0.1 or localhost), and under the address of PAYUNG_ORIGIN.',
      });
    }
    await next();
  };
};

const largestForm = 64 * 1024;

/** Bytes of the body as the request says them, or null where only reading tells: a body that is looked at becomes a stream, which costs much. */
export function bytesSaid(c: Context): number | null {
  const said = c.req.header('content-length');
  return said !== undefined && /^\d+$/.test(said) && c.req.header('transfer-encoding') === undefined ? Number(said) : null;
}

/** The token of a program's request. */
export const bearerOf = (authorization: string | undefined): string | undefined => /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];

/**
 * Refuses forms sent from pages of others, and forms larger than any of ours. A page of others cannot send the headers of a program's
 * request, and files are measured while they stream to disk.
 */
export const guardForms = (origin: string | null): readonly MiddlewareHandler[] => {
  const ours = (from: string, c: Context): boolean => from === new URL(c.req.url).origin || from === origin;
  const [sameOrigin, small] = [csrf({ origin: ours }), bodyLimit({ maxSize: largestForm, onError: tooLarge })];
  const byProgram = (c: Context): boolean =>
    (c.req.path.startsWith('/v1/') && (c.req.header('idempotency-key') !== undefined || bearerOf(c.req.header('authorization')) !== undefined)) ||
    c.req.path === '/oauth/token'; // a page of others cannot send the key's header; with a token, and there, no cookie counts
  return [
    (c, next) => (byProgram(c) ? next() : sameOrigin(c, next)),
    (c, next) => {
      const bytes = bytesSaid(c);
      if (isMultipart(c.req.header('content-type'))) return next();
      if (bytes === null) return small(c, next);
      return bytes > largestForm ? tooLarge(c) : next();
    },
  ];
};

function tooLarge(_: Context): never {
  throw new Fault('bad-input', 'form-too-large', { id: 'Isian terlalu besar.', en: 'The form is too large.' });
}

/** What the framework threw, as a fault of ours; anything else unchanged. */
export function asFault(error: unknown): unknown {
  if (!(error instanceof HTTPException)) return error;
  return error.status === 403
    ? new Fault('forbidden', 'form-from-elsewhere', {
        id: 'Isian ini dikirim dari halaman lain. Buka halamannya di sini lalu kirim lagi.',
        en: 'This form was sent from another page. Open the page here and send it again.',
      })
    : new Fault('bad-input', 'request-not-readable', { id: 'Permintaan tidak dapat dibaca.', en: 'The request cannot be read.' });
}

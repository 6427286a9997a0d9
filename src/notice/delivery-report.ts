// Decides what a provider's report of delivery says, by a profile in gateways/*.yaml, and whether it is news.
import { z } from 'zod';
import { Fault } from '../kernel/fault.ts';
import { hideLongNumbers } from '../kernel/long-number.ts';
import type { AttemptOutcome } from './notice.ts';

const text = z.string().min(1);
/** Names of fields inside each other, joined by dots; lists on the way are gone through. */
const field = z.string().regex(/^[\w-]+(\.[\w-]+)*$/);
const words = z.array(text).default([]);

const schema = z.strictObject({
  gateway: z.string().regex(/^[a-z0-9-]{1,40}$/),
  title: z.strictObject({ id: text, en: text }),
  source: text,
  confidence: z.enum(['statute', 'secondary', 'unverified']),
  /** Where the reports stand in what is posted; absent: what is posted is one report, or a list of them. */
  reports: field.optional(),
  /** What the provider calls the message, or its own id at Payung (the idempotency key it was sent under). */
  id: field,
  state: field,
  detail: field.optional(),
  /** The provider's words for each state: arrived; not arrived, tried again; never will; nothing final yet. */
  states: z.strictObject({ delivered: z.array(text).min(1), failed: words, refused: words, underway: words }),
});

/** How a provider words its reports. */
export type GatewayProfile = z.output<typeof schema>;

/** Checks a profile's parsed content. Fault: bad-input `gateway-profile-wrong`, naming file and field. */
export function readGatewayProfile(file: string, content: unknown): GatewayProfile {
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const column = issue?.path.join('.') ?? '';
  throw new Fault(
    'bad-input',
    'gateway-profile-wrong',
    {
      id: `${file}: isian "${column}" salah. Perbaiki: ${issue?.message ?? ''}.`,
      en: `${file}: the field "${column}" is wrong. Mend it: ${issue?.message ?? ''}.`,
    },
    { file, column },
  );
}

/** What a provider says of one sending; `outcome` null: nothing final, or a word its profile does not know. */
export interface DeliveryReport {
  readonly reference: string;
  readonly outcome: 'delivered' | 'failed' | 'refused' | null;
  /** Whether the profile knows the word. */
  readonly known: boolean;
  readonly detail: string | null;
}

/** Longest words of a provider that are kept. */
const longest = 200;

/** What a provider posted, kept as text. Fault: bad-input `delivery-report-not-understood`. */
export function postedText(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    throw new Fault('bad-input', 'delivery-report-not-understood', { id: 'Laporan itu bukan JSON.', en: 'That report is no JSON.' }, { column: 'body' });
  }
}

/** Lists inside each other that are gone through; providers use three or four. */
const deepest = 20;

/** Everything that stands under a path of names, through lists. Fault: bad-input `delivery-report-not-understood` where they lie too deep. */
function under(value: unknown, path: readonly string[], depth = 0): readonly unknown[] {
  if (Array.isArray(value)) {
    if (depth < deepest) return value.flatMap((one) => under(one, path, depth + 1));
    throw new Fault(
      'bad-input',
      'delivery-report-not-understood',
      {
        id: `Laporan itu berisi lebih dari ${deepest} daftar di dalam daftar. Kirim laporan seperti dikatakan profil gerbangnya.`,
        en: `That report holds more than ${deepest} lists inside lists. Send it as the profile of its gateway says.`,
      },
      { column: 'body' },
    );
  }
  const [name, ...others] = path;
  if (name === undefined) return [value];
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? under((value as Record<string, unknown>)[name], others, depth) : [];
}

const wordAt = (report: unknown, at: string): string | null => {
  const [found] = under(report, at.split('.'));
  return typeof found === 'string' || typeof found === 'number' ? String(found).trim() : null;
};

/** Reads what a provider posted; nothing under `reports` is no report. Fault: bad-input `delivery-report-not-understood`, naming the field that is missing. */
export function deliveryReports(profile: GatewayProfile, posted: unknown): readonly DeliveryReport[] {
  return under(posted, profile.reports?.split('.') ?? []).map((one) => {
    const [reference, state] = [wordAt(one, profile.id), wordAt(one, profile.state)];
    if (reference === null || reference === '' || reference.length > longest || state === null) {
      const column = state === null ? profile.state : profile.id;
      throw new Fault(
        'bad-input',
        'delivery-report-not-understood',
        {
          id: `Laporan gerbang pesan tidak memuat "${column}" seperti dikatakan profil "${profile.gateway}". Periksa gateways/${profile.gateway}.yaml.`,
          en: `The gateway's report holds no "${column}" as the profile "${profile.gateway}" says. Look at gateways/${profile.gateway}.yaml.`,
        },
        { column },
      );
    }
    const word = state.toLowerCase();
    const is = (of: keyof GatewayProfile['states']): boolean => profile.states[of].some((name) => name.toLowerCase() === word);
    const outcome = (['delivered', 'failed', 'refused'] as const).find(is) ?? null;
    const detail = profile.detail === undefined ? null : wordAt(one, profile.detail);
    return {
      reference: onOneLine(reference, profile.id),
      outcome,
      known: outcome !== null || is('underway'),
      detail: detail === null ? null : said(detail, profile.detail),
    };
  });
}

/** A provider's words as they came, since nothing keeps a NUL and no page shows a control character. Fault: bad-input `delivery-report-not-understood`. */
export function onOneLine(written: string, column: string): string {
  if (!/\p{Cc}/u.test(written)) return written;
  throw new Fault(
    'bad-input',
    'delivery-report-not-understood',
    {
      id: `"${column}" dalam laporan itu memuat karakter kendali. Tulis sebagai teks biasa dalam satu baris.`,
      en: `"${column}" of that report holds a control character. Write plain text on one line.`,
    },
    { column },
  );
}

/** A provider's words as they are kept: without numbers that could be anybody's, and short. Fault: as `onOneLine`. */
export const said = (detail: string, column = 'detail'): string => hideLongNumbers(onOneLine(detail, column).replaceAll(/\+?\d{6,}/g, '…')).slice(0, longest);

const weight: Readonly<Partial<Record<AttemptOutcome, number>>> = { failed: 1, refused: 2, delivered: 3 };

/**
 * Whether a report of a sending is news, by what was reported of it before and what is known of the message: what arrived has arrived, whatever is said
 * afterwards; of one sending only what says more counts, so that the order in which reports come changes nothing.
 */
export const isNews = (
  outcome: 'delivered' | 'failed' | 'refused',
  of: { readonly outcomes: readonly AttemptOutcome[]; readonly reported: readonly AttemptOutcome[] },
): boolean => !of.outcomes.includes('delivered') && of.reported.every((before) => (weight[before] ?? 0) < (weight[outcome] ?? 0));

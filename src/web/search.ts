// Decides what is recorded of a search for one person by NIK.
import type { Disclosure } from '../permission/reveal-steps.ts';
import { refuseLongNumber } from '../kernel/long-number.ts';
import { readNik } from '../kernel/nik.ts';
import type { NikSealer } from '../platform/nik-token.ts';

/** A search as recorded: whom by the sealed NIK, for which fields, why. Fault: bad-input `long-number-in-text`. */
export function searchOf(
  niks: Pick<NikSealer, 'seal'>,
  written: string,
  fields: readonly string[],
  reason: string | undefined,
): Pick<Disclosure, 'kind' | 'token' | 'fields' | 'reason'> {
  const { nik } = readNik(written);
  if (reason !== undefined) refuseLongNumber(reason, 'reason');
  return { kind: 'search', token: nik === null ? null : niks.seal(nik), fields, reason: reason ?? null };
}

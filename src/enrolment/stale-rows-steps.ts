// Refuses to determine people whose list was taken back, or whose row was corrected, since they were chosen.
import { Fault } from '../kernel/fault.ts';
import type { Tx } from '../platform/database.ts';
import { staleRows } from './instrument-store.ts';

/** Asks it of an instrument, or (null) of whoever is `chosen`. Fault: conflict `lists-changed-since-allocation`. */
export async function refuseStale(tx: Tx, instrumentId: string | null): Promise<void> {
  const rows = await staleRows(tx, instrumentId);
  if (rows === 0) return;
  throw new Fault('conflict', 'lists-changed-since-allocation', {
    id: `${rows} orang dipilih dari daftar yang sudah ditarik atau baris yang sudah diperbaiki. Nilai dan bagi tempat lagi (payung assess, payung allocate), lalu usulkan lagi.`,
    en: `${rows} people were chosen from lists withdrawn or rows corrected since. Assess and allocate again (payung assess, payung allocate), then propose again.`,
  });
}

// Proposes the further instruments: an erratum (how a thing is written, never who is paid for), a revocation, minutes; each is signed like any other.
import path from 'node:path';
import type { Actor } from '../kernel/actor.ts';
import type { CivilDate } from '../kernel/date.ts';
import { RowDigest } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { refuseLongNumber } from '../kernel/long-number.ts';
import { readNik } from '../kernel/nik.ts';
import { copyTemp } from '../platform/copy.ts';
import { readCsvTable } from '../platform/csv.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { chooseRevoked, correctionsOfNobody, gatherCorrections, saveCorrections, saveText, streamGathered } from './family-store.ts';
import { type Proposal, instrumentNamed, newestAllocation, propose, saveProposal } from './instrument-steps.ts';
import { type InstrumentRow, instrumentOf } from './instrument-store.ts';
import type { InstrumentPort } from './signing-steps.ts';

interface Further {
  readonly programme: string;
  /** Number or id of the instrument it is of. */
  readonly of: string;
  readonly number: string;
  readonly effectiveOn: CivilDate;
  readonly words: string;
}

/** The signed instrument of a programme that a further one is of. Faults: those of `instrumentNamed`; conflict `instrument-not-signed`, not-found `instrument-unknown`. */
async function signedOf(tx: Tx, programme: string, name: string): Promise<InstrumentRow> {
  const instrument = (await instrumentOf(tx, await instrumentNamed(tx, name))) as InstrumentRow;
  if (instrument.programme !== programme)
    throw new Fault('not-found', 'instrument-unknown', { id: 'Keputusan itu tidak ada dalam program ini.', en: 'This programme has no such instrument.' });
  if (instrument.signedBy !== null) return instrument;
  throw new Fault('conflict', 'instrument-not-signed', {
    id: `${instrument.number} belum ditandatangani; tarik saja usulannya: payung determine withdraw.`,
    en: `${instrument.number} is not signed yet; withdraw the proposal instead: payung determine withdraw.`,
  });
}

/**
 * Proposes taking everybody a signed instrument added off the list, from the first month still open. Faults: those of `signedOf`; conflict
 * `nobody-left-to-revoke`, `instrument-number-taken`.
 */
export async function proposeRevocation(port: InstrumentPort, actor: Actor, given: Further): Promise<Proposal> {
  return port.database.transact(actor, async (tx) => {
    const revoked = await signedOf(tx, given.programme, given.of);
    const policy = await currentPolicy(tx, given.programme);
    await chooseRevoked(tx, { instrumentId: revoked.instrumentId, programme: given.programme });
    const proposal = await propose(tx, port.law, {
      ...given,
      kind: 'revocation',
      policy,
      runId: revoked.runId,
      words: { ofNumber: revoked.number, words: given.words },
    });
    if (proposal.removals === 0) {
      throw new Fault('conflict', 'nobody-left-to-revoke', {
        id: `Tidak ada lagi orang dari ${revoked.number} di daftar, atau semua bulannya sudah ditutup.`,
        en: `Nobody of ${revoked.number} stands on the list any more, or all its months are closed.`,
      });
    }
    await saveText(tx, { ...proposal, sponsor: policy.sponsor, area: policy.area, ofInstrument: revoked.instrumentId, words: given.words });
    return proposal;
  });
}

/** Proposes minutes (berita acara): words only, nobody is added or removed. Faults: those of `signedOf`; conflict `nothing-allocated`, `instrument-number-taken`. */
export async function proposeMinutes(port: InstrumentPort, actor: Actor, given: Omit<Further, 'of'> & { readonly of?: string | undefined }): Promise<Proposal> {
  return port.database.transact(actor, async (tx) => {
    const about = given.of === undefined ? null : await signedOf(tx, given.programme, given.of);
    const { policy, runId } = await newestAllocation(tx, given.programme);
    const digest = new RowDigest();
    digest.add(['say', about?.number ?? null, given.words]);
    const proposal = { instrumentId: newKey(), number: given.number, additions: 0, removals: 0, listDigest: digest.finish(), late: null };
    await saveProposal(tx, port.law, {
      ...proposal,
      lateAdditions: 0,
      programme: given.programme,
      effectiveOn: given.effectiveOn,
      kind: 'minutes',
      policy,
      runId,
    });
    await saveText(tx, {
      instrumentId: proposal.instrumentId,
      sponsor: policy.sponsor,
      area: policy.area,
      ofInstrument: about?.instrumentId ?? null,
      words: given.words,
    });
    return proposal;
  });
}

/** What an erratum may correct, as its file names it. Whatever else a file asks for would be another person or another month. */
const fields: Readonly<Record<string, string>> = { NAMA: 'name', ALAMAT: 'address', 'TEMPAT LAHIR': 'birth-place', 'NAMA IBU': 'mother-name' };
const erratumColumns = { required: ['nik', 'isian', 'menjadi'] } as const;

/**
 * Proposes an erratum from a file `nik,isian,menjadi`: how a name, address, birth place or mother's name of somebody on the list is written. Faults:
 * those of `signedOf`; bad-input `erratum-changes-who-is-paid-for`, `erratum-not-understood`, `erratum-of-nobody`, naming file and row; conflict
 * `nothing-to-correct`, `instrument-number-taken`.
 */
export async function proposeErratum(
  port: InstrumentPort & { readonly niks: NikSealer },
  actor: Actor,
  given: Further & { readonly file: string },
): Promise<Proposal & { readonly corrections: number }> {
  return port.database.transact(actor, async (tx) => {
    const corrected = await signedOf(tx, given.programme, given.of);
    const policy = await currentPolicy(tx, given.programme);
    await copyTemp(tx, 'correction_staging', 'file_row integer, token uuid, field text, corrected text', corrections(port.niks, given.file));
    const [nobody] = await correctionsOfNobody(tx, corrected.instrumentId);
    if (nobody !== undefined) throw ofNobody(path.basename(given.file), nobody, corrected.number);
    const count = await gatherCorrections(tx, corrected.instrumentId);
    if (count === 0) {
      throw new Fault('conflict', 'nothing-to-correct', {
        id: 'Semua isian sudah tertulis demikian; tidak ada yang diralat.',
        en: 'Everything is written so already; nothing to correct.',
      });
    }
    const digest = new RowDigest();
    digest.add(['say', corrected.number, given.words]);
    for await (const chunk of streamGathered(tx)) for (const row of chunk) digest.add(row);
    const proposal = { instrumentId: newKey(), number: given.number, additions: 0, removals: 0, listDigest: digest.finish(), late: null };
    await saveProposal(tx, port.law, {
      ...proposal,
      lateAdditions: 0,
      programme: given.programme,
      effectiveOn: given.effectiveOn,
      kind: 'erratum',
      policy,
      runId: corrected.runId,
    });
    await saveCorrections(tx, { instrumentId: proposal.instrumentId, sponsor: policy.sponsor });
    await saveText(tx, {
      instrumentId: proposal.instrumentId,
      sponsor: policy.sponsor,
      area: policy.area,
      ofInstrument: corrected.instrumentId,
      words: given.words,
    });
    return { ...proposal, corrections: count };
  });
}

const ofNobody = (file: string, row: number, number: string): Fault =>
  new Fault(
    'bad-input',
    'erratum-of-nobody',
    {
      id: `${file} baris ${row}: NIK itu tidak ada dalam ${number}. Ralat hanya untuk orang di daftarnya; orang lain masuk lewat keputusan perubahan.`,
      en: `${file} row ${row}: that NIK does not stand in ${number}. An erratum is for people of its list; others are added by an amendment.`,
    },
    { file, row },
  );

async function* corrections(niks: NikSealer, file: string): AsyncGenerator<readonly (string | number)[], void, undefined> {
  const name = path.basename(file);
  for await (const batch of readCsvTable(file, erratumColumns)) {
    for (const [index, [identity = '', asked = '', corrected = '']] of batch.rows.entries()) {
      const row = batch.lines[index] ?? 0;
      const { nik } = readNik(identity);
      const field = fields[asked.trim().toUpperCase()];
      if (field === undefined) {
        throw new Fault(
          'bad-input',
          'erratum-changes-who-is-paid-for',
          {
            id: `${name} baris ${row}: ralat hanya memperbaiki penulisan ${Object.keys(fields).join(', ')}. Orang dan bulannya diubah dengan keputusan perubahan atau pencabutan.`,
            en: `${name} row ${row}: an erratum corrects how ${Object.keys(fields).join(', ')} are written. People and months change by an amendment or a revocation.`,
          },
          { file: name, row, column: 'isian' },
        );
      }
      if (nik === null || corrected.trim() === '') {
        throw new Fault(
          'bad-input',
          'erratum-not-understood',
          { id: `${name} baris ${row}: tulis NIK 16 angka dan isian yang benar.`, en: `${name} row ${row}: write a NIK of 16 digits and what it should say.` },
          { file: name, row },
        );
      }
      refuseLongNumber(corrected, 'menjadi');
      yield [row, niks.seal(nik), field, corrected.trim()];
    }
  }
}

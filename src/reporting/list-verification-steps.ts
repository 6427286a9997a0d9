// Answers whether a list is what was decided: its digest, signature and rows, its proof in the log, and the whole decision made again; and if not, which input differs.
import type { Actor } from '../kernel/actor.ts';
import { spkiSignatureHolds } from '../kernel/ed25519.ts';
import { Fault } from '../kernel/fault.ts';
import { proofFileAbout } from '../log/log-steps.ts';
import { lawContentOf } from '../platform/run.ts';
import { type RecordedRun, listRuns, runOf } from '../platform/run-list.ts';
import { type InstrumentRow, type ListReplay, checkCommittedList, provenInstrument, replayList } from '../enrolment/replay-steps.ts';
import { tellInstrument } from '../enrolment/instrument-told-steps.ts';
import { policyDigestHolds } from './policy-digest-steps.ts';
import { type VerificationPort, verifyRun } from './run-steps.ts';

/** One thing checked. `holds` null: it cannot be said (nothing was kept, or nothing is signed yet). */
export interface ListCheck {
  readonly code: 'digest' | 'signature' | 'rows' | 'log' | 'policy' | 'law' | 'assessment' | 'allocation' | 'inputs' | 'replay';
  readonly holds: boolean | null;
  readonly id: string;
  readonly en: string;
}

export interface ListVerification {
  readonly instrumentId: string;
  readonly programme: string;
  readonly number: string;
  readonly kind: string;
  readonly listDigest: string;
  readonly replayedDigest: string;
  /** Every check that could be made holds. */
  readonly holds: boolean;
  readonly checks: readonly ListCheck[];
  /** The inputs that differ, by the words of the checks: `allocation`, `assessment`, `policy`, `law`, `departures`, `closed-months`, `deaths`, `signed-lists`, or a table. */
  readonly differs: readonly string[];
}

type Said = readonly [id: string, en: string];
const say = (code: ListCheck['code'], holds: boolean | null, [id, en]: Said): ListCheck => ({ code, holds, id, en });

/** Checks an instrument by number or id in every way there is. Faults: those of `provenInstrument`. */
export async function verifyList(port: VerificationPort, actor: Actor, name: string): Promise<ListVerification> {
  const { instrument, rows, log, policyHolds, lawKnown } = await port.database.read(actor, async (tx) => {
    const { instrumentId } = await provenInstrument(tx, name);
    const told = await tellInstrument(tx, port.law, instrumentId);
    return {
      instrument: told,
      rows: told.signedOn === null ? null : await checkCommittedList(tx, instrumentId),
      log: told.signedOn === null ? null : await proofFileAbout(tx, 'instrument-signed', instrumentId).catch(faultCode),
      policyHolds: await policyDigestHolds(tx, told.programme, told.policyVersion),
      lawKnown: (await lawContentOf(tx, told.lawVersion)) !== undefined,
    };
  });
  const replay = await replayList(port, actor, instrument);
  const runs = await verifyRuns(port, actor, instrument);
  const checks: ListCheck[] = [
    say('digest', replay.stored === instrument.listDigest, digestWords(replay.stored, instrument.listDigest)),
    signatureCheck(instrument),
    say(
      'rows',
      rows === null ? null : rows.length === 0,
      rows === null || rows.length === 0
        ? ['Setiap baris di balik tanda tangan masih seperti saat ditandatangani.', 'Every row behind the signature is as it was signed.']
        : [
            rows
              .map((row) => `${row.table}: ${row.id}`)
              .slice(0, 5)
              .join('; '),
            rows
              .map((row) => `${row.table}: ${row.en}`)
              .slice(0, 5)
              .join('; '),
          ],
    ),
    logCheck(log),
    say(
      'policy',
      policyHolds,
      policyHolds
        ? [`Versi kebijakan ${instrument.policyVersion} masih seperti saat dicatat.`, `Policy version ${instrument.policyVersion} is as it was recorded.`]
        : [
            `Versi kebijakan ${instrument.policyVersion} berubah sejak dicatat.`,
            `Policy version ${instrument.policyVersion} was changed since it was recorded.`,
          ],
    ),
    say(
      'law',
      lawKnown,
      lawKnown
        ? ['Versi hukum yang dipakai tersimpan.', 'The version of the law it was made under is kept.']
        : ['Versi hukum yang dipakai tidak ada lagi.', 'The version of the law it was made under is gone.'],
    ),
    ...runs,
    inputsCheck(replay),
    replayCheck(replay, instrument),
  ];
  const differs = [
    ...(rows ?? []).map(({ table }) => table),
    ...checks.filter(({ code, holds }) => holds === false && ['policy', 'law', 'assessment', 'allocation'].includes(code)).map(({ code }) => code),
    ...replay.inputs.map(({ input }) => input),
  ];
  return {
    instrumentId: instrument.instrumentId,
    programme: instrument.programme,
    number: instrument.number,
    kind: instrument.kind,
    listDigest: instrument.listDigest,
    replayedDigest: replay.replayed,
    holds: checks.every(({ holds }) => holds !== false),
    checks,
    differs: [...new Set(differs)],
  };
}

const faultCode = (error: unknown): Fault => {
  if (error instanceof Fault) return error;
  throw error;
};

const digestWords = (stored: string, recorded: string): Said =>
  stored === recorded
    ? [`Sidik daftar sama: ${recorded}.`, `The digest of the list is the same: ${recorded}.`]
    : [`Sidik daftar kini ${stored}, tercatat ${recorded}.`, `The digest of the list is ${stored} now, recorded was ${recorded}.`];

function signatureCheck({ publicKey, signature, listDigest }: InstrumentRow): ListCheck {
  if (publicKey === null || signature === null) return say('signature', null, ['Belum ditandatangani.', 'Not signed yet.']);
  const holds = spkiSignatureHolds(Buffer.from(listDigest, 'utf8'), Buffer.from(signature, 'base64'), Buffer.from(publicKey, 'base64'));
  return say(
    'signature',
    holds,
    holds
      ? ['Tanda tangan Ed25519 cocok dengan sidik daftar.', 'The Ed25519 signature fits the digest of the list.']
      : ['Tanda tangan tidak cocok dengan sidik daftar.', 'The signature does not fit the digest of the list.'],
  );
}

function logCheck(log: string | Fault | null): ListCheck {
  if (log === null) return say('log', null, ['Belum ditandatangani, jadi belum ada dalam catatan.', 'Not signed yet, so not in the log.']);
  if (typeof log === 'string')
    return say('log', true, ['Penandatanganannya terbukti dalam catatan transparansi.', 'Its signing is proven to stand in the transparency log.']);
  return say('log', log.code === 'act-waits' || log.code === 'log-empty' ? null : false, [log.text.id, log.text.en]);
}

/** Decides the allocation it was made from again, and the assessment that allocation was made from. */
async function verifyRuns(port: VerificationPort, actor: Actor, { runId }: InstrumentRow): Promise<readonly ListCheck[]> {
  const { allocation, assessment } = await port.database.read(actor, async (tx) => {
    const run = await runOf(tx, runId);
    const runs = await listRuns(tx, { programme: undefined, limit: 100_000 }); // not law: runs an installation has
    return { allocation: run, assessment: runs.find((one) => one.kind === 'assessment' && one.runHash === run.inputs['assessment']) };
  });
  return [await runCheck(port, actor, 'assessment', assessment), await runCheck(port, actor, 'allocation', allocation)];
}

async function runCheck(port: VerificationPort, actor: Actor, code: 'assessment' | 'allocation', run: RecordedRun | undefined): Promise<ListCheck> {
  if (run === undefined) return say(code, false, ['Run yang mendasarinya tidak ada lagi.', 'The run it was made from is gone.']);
  try {
    const { holds, comparison } = await verifyRun(port, actor, run.runId);
    const first = comparison.first[0];
    return say(
      code,
      holds,
      holds
        ? [
            `${comparison.rows} baris diputuskan ulang dari bukti dengan hasil yang sama (${run.runId}).`,
            `${comparison.rows} rows decided again from the evidence with the same result (${run.runId}).`,
          ]
        : [
            `${comparison.differing} baris berbeda bila diputuskan ulang (${run.runId})${first === undefined ? '' : `; pertama: ${first.sheet} baris ${first.rowNo}, ${first.field}`}.`,
            `${comparison.differing} rows differ when decided again (${run.runId})${first === undefined ? '' : `; the first: ${first.sheet} row ${first.rowNo}, ${first.field}`}.`,
          ],
    );
  } catch (error) {
    const { code: fault, text } = faultCode(error);
    return say(code, fault === 'run-has-no-evidence' ? null : false, [text.id, text.en]);
  }
}

const inputsCheck = ({ inputs }: ListReplay): ListCheck =>
  say(
    'inputs',
    inputs.length === 0,
    inputs.length === 0
      ? [
          'Yang keluar, bulan tertutup, kematian dan SK sebelumnya masih seperti saat diusulkan.',
          'Leavers, closed months, deaths and earlier lists are as they were when it was proposed.',
        ]
      : [
          inputs.map(({ input, recorded, now }) => `${input}: dahulu ${recorded}; kini ${now}`).join(' · '),
          inputs.map(({ input, recorded, now }) => `${input}: then ${recorded}; now ${now}`).join(' · '),
        ],
  );

function replayCheck({ replayed, differing, first }: ListReplay, { listDigest }: InstrumentRow): ListCheck {
  const holds = replayed === listDigest && differing === 0;
  const rows = first.slice(0, 5).map(({ fileDigest, rowNo, side }) => `${fileDigest.slice(0, 12)} ${rowNo} (${side})`);
  return say(
    'replay',
    holds,
    holds
      ? ['Daftar dibuat ulang dari masukannya dengan hasil yang sama.', 'The list made again from its inputs is the same.']
      : [
          `Daftar yang dibuat ulang berbeda pada ${differing} baris: ${rows.join(', ')}.`,
          `The list made again differs in ${differing} rows: ${rows.join(', ')}.`,
        ],
  );
}

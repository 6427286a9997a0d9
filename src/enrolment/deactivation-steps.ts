// Tells the administrator whom a signed instrument takes off the list: files of the form of leavers, each person once; never the dead, whose family claims.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Actor } from '../kernel/actor.ts';
import { type CivilDate, civilDate } from '../kernel/date.ts';
import { Fault, assert } from '../kernel/fault.ts';
import { LawReading } from '../law/law.ts';
import { recordAct } from '../platform/act.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { latestSnapshots } from '../registry/registry-steps.ts';
import { gatherLeaving, leavingColumns, saveDeactivations, streamLeaving } from './deactivation-store.ts';
import { formOf } from './export-profile.ts';
import { exportProfiles } from './profile-client.ts';
import { filesFor } from './registration-files.ts';
import { type RegistrationPort, type WrittenEnrolment, keepProfiles, sentBefore, signedInstrument, writeFiles, writeSheet } from './registration-steps.ts';
import { fileNames, saveFileRows, takeTurn } from './registration-store.ts';

/**
 * Writes the files of leavers of a signed instrument. Asked again with nobody to send, it answers the files as they were sent. Faults: not-found
 * `instrument-unknown`, `no-form-for-leavers`; conflict `instrument-not-signed`, `enrolment-already-exported`.
 */
export async function exportDeactivation(
  port: RegistrationPort,
  actor: Actor,
  of: { instrumentId: string; folder: string; on: CivilDate; form?: string | undefined; profiles?: string | undefined },
): Promise<readonly WrittenEnrolment[]> {
  const profiles = await exportProfiles(of.profiles);
  const { leaving } = formOf(profiles, of.form ?? 'sipp');
  if (leaving === null) {
    throw new Fault('not-found', 'no-form-for-leavers', {
      id: 'Formulir itu tidak punya lembar untuk yang keluar.',
      en: 'That form has no sheet for leavers.',
    });
  }
  await mkdir(of.folder, { recursive: true });
  return port.database.transact(actor, async (tx) => {
    const instrument = await signedInstrument(tx, of.instrumentId);
    const policy = await currentPolicy(tx, instrument.programme);
    await takeTurn(tx, policy);
    const { population } = await latestSnapshots(tx, policy.sponsor, of.on);
    const scope = { programme: policy.programme, sponsor: policy.sponsor, area: policy.area, instrumentId: of.instrumentId };
    const toSend = await gatherLeaving(tx, { ...scope, population: population.map(({ snapshotId }) => snapshotId), sheet: leaving.profile });
    if (toSend.length === 0) {
      const others = profiles.filter(({ profile }) => profile !== leaving.profile).map(({ profile }) => profile);
      return sentBefore(tx, of, others);
    }
    const planned = filesFor({
      programme: policy.programme,
      instrument: instrument.number,
      toSend,
      limit: new LawReading(port.law, of.on).take('bulk-file-max-rows', 'rows'),
      taken: await fileNames(tx, policy.programme),
      marks: { [leaving.profile]: leaving.mark },
    });
    const place = Object.fromEntries(leavingColumns.map((column, index) => [column, index])) as Record<(typeof leavingColumns)[number], number>;
    const files = await writeFiles(
      planned,
      (file) => streamLeaving(tx, file),
      (file, people) =>
        writeSheet(
          path.join(of.folder, file.name),
          leaving,
          people.map((row) => ({
            kpj: row[place.kpj] ?? null,
            name: row[place.name] ?? '',
            birthDate: civilDate(row[place.birth_date] ?? ''),
            cause: row[place.cause] ?? '',
            happenedOn: civilDate(row[place.happened_on] ?? ''),
            remark: row[place.remark] ?? '',
          })),
        ),
    );
    await saveFileRows(tx, scope, files, await keepProfiles(tx, [leaving]));
    const people = await saveDeactivations(tx, scope, files);
    assert(people === toSend.reduce((sum, group) => sum + group.people, 0), 'everybody gathered is in a file');
    await recordAct(tx, { kind: 'deactivation-exported', subject: of.instrumentId, digest: instrument.listDigest, sponsor: policy.sponsor, area: policy.area });
    return files.map((file) => ({ path: path.join(of.folder, file.name), branch: file.branch, rows: file.last - file.first + 1 }));
  });
}

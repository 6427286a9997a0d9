// Plays people who complain once the case is over: one by name and answered, one without a name, one about money that was asked for.
import type { Actor } from '../src/kernel/actor.ts';
import { fileComplaint, treatComplaint } from '../src/grievance/complaint-steps.ts';
import type { Workplace } from '../src/platform/workplace.ts';
import { people, programme } from './demo-cast.ts';

const thePublic: Actor = { id: 'local:public', roles: [], sponsor: '*', area: '*' };

const said = [
  { kind: 'card-missing', area: '5308', statement: 'Kartu belum sampai, padahal nama saya ada di daftar.', contact: '0812 3400 1122', channel: 'village' },
  { kind: 'not-listed', area: '5319', statement: 'Nelayan di dusun kami belum didata.', contact: undefined, channel: 'web' },
  { kind: 'money-taken', area: '5305', statement: 'Ada yang meminta uang untuk mengurus kartu.', contact: undefined, channel: 'web' },
] as const;

/** Files the complaints where there are none, and answers the first; the answer is queued as a message. */
export async function voicesOfCast({ database, vault, law }: Workplace): Promise<void> {
  const before = await database.read(people.office, async (tx) => (await tx.client.query('select from grievance.complaint limit 1')).rowCount ?? 0);
  if (before > 0) return;
  await database.transact(thePublic, async (tx) => {
    const filed = [];
    for (const complaint of said) filed.push(await fileComplaint(tx, { ...complaint, vault, law, programme }));
    return filed;
  });
  const [first] = await database.read(
    people.office,
    async (tx) => (await tx.client.query<{ id: string }>(`select complaint_id as id from grievance.complaint where kind = 'card-missing'`)).rows,
  );
  if (first === undefined) return;
  const answer = 'Kartu ada di kantor desa sejak kemarin dan dapat diambil dengan KTP.';
  await database.transact(people.cases, (tx) => treatComplaint(tx, { vault, complaintId: first.id, kind: 'answered', words: answer }));
}

// Decides how the case is played where no register may be held: lists go out to Dukcapil and BPJS Ketenagakerjaan, dated answers come back in two rounds.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type CivilDate, civilDate } from '../src/kernel/date.ts';
import { assess } from '../src/eligibility/eligibility-steps.ts';
import { peopleListed } from '../src/intake/intake-steps.ts';
import { loadAnswers, requestVerification, requests } from '../src/registry/verification-steps.ts';
import { type Case, people, programme } from './demo-cast.ts';
import { count } from './demo-steps.ts';
import type { Outside } from './outside.ts';

type Exchanged = 'population' | 'membership';

/** The list that went out about everybody listed: the one recorded, where an interruption came after it. */
async function askedAbout(of: Case, register: Exchanged, day: CivilDate): Promise<{ readonly requestId: string; readonly file: string }> {
  const { workplace, folder } = of;
  const file = path.join(folder, `permintaan-${register}.csv`);
  const sent = await workplace.database.read(people.office, async (tx) => (await requests(tx)).find((request) => request.register === register));
  if (sent !== undefined) return { requestId: sent.requestId, file };
  await rm(file, { force: true }); // of a request that was interrupted before it was recorded
  return requestVerification(workplace, people.office, {
    register,
    sponsor: 'ntt',
    area: '53',
    agreement: `PKS-${register}-2025`,
    on: day,
    file,
    people: await workplace.database.read(people.office, async (tx) => peopleListed(tx, programme)),
  });
}

/** Asks about everybody on the lists; whoever is not answered yet is judged unknown, never eligible, until the second round. */
export async function exchange(of: Case, outside: Outside): Promise<void> {
  const { workplace, steps, folder } = of;
  for (const round of [1, 2] as const) {
    const day = civilDate(round === 1 ? '2025-06-23' : '2025-06-24');
    steps.day(day, '15:00:00');
    await steps.step(
      'exchange',
      `Pertukaran ${round} / exchange`,
      async () => {
        const counts = [];
        for (const register of ['population', 'membership'] as const) {
          const { requestId, file } = await askedAbout(of, register, day);
          const answers = path.join(folder, `jawaban-${register}-${round}.csv`);
          counts.push(await outside.act('verification', { register, request: file, answers, asOf: day, round }));
          await loadAnswers(workplace, people.office, { register, request: requestId, file: answers, asOf: day });
        }
        return counts;
      },
      (counts) => counts.map(({ asked: number, answered }) => `${count(number)} ditanyakan, ${count(answered)} dijawab`).join('; '),
    );
    if (round === 1) {
      await steps.step(
        'assess',
        'Dinilai selagi menunggu / meanwhile',
        () => assess(workplace, people.office, programme),
        ({ counts }) => `${count(counts['accept'] ?? 0)} terima, ${count(counts['review'] ?? 0)} menunggu jawaban`,
      );
    }
  }
}

// Decides how the case is played where no register may be held: lists go out to Dukcapil and BPJS Ketenagakerjaan, dated answers come back in two rounds.
import path from 'node:path';
import { civilDate } from '../src/kernel/date.ts';
import { assess } from '../src/eligibility/eligibility-steps.ts';
import { peopleListed } from '../src/intake/intake-steps.ts';
import { loadAnswers, requestVerification } from '../src/registry/verification-steps.ts';
import { type Case, people, programme } from './demo-cast.ts';
import { count } from './demo-steps.ts';
import type { Outside } from './outside.ts';

/** Asks about everybody on the lists; whoever is not answered yet is judged unknown, never eligible, until the second round. */
export async function exchange(of: Case, outside: Outside): Promise<void> {
  const { workplace, steps, folder } = of;
  const asked = new Map<'population' | 'membership', { requestId: string; file: string }>();
  for (const round of [1, 2] as const) {
    const day = round === 1 ? '2025-06-23' : '2025-06-24';
    steps.day(day, '15:00:00');
    const listed = await workplace.database.read(people.office, async (tx) => peopleListed(tx, programme));
    await steps.step(
      'exchange',
      `Pertukaran ${round} / exchange`,
      async () => {
        const counts = [];
        for (const register of ['population', 'membership'] as const) {
          const request =
            asked.get(register) ??
            (await requestVerification(workplace, people.office, {
              register,
              sponsor: 'ntt',
              area: '53',
              agreement: `PKS-${register}-2025`,
              on: civilDate(day),
              file: path.join(folder, `permintaan-${register}.csv`),
              people: listed,
            }));
          asked.set(register, request);
          const answers = path.join(folder, `jawaban-${register}-${round}.csv`);
          counts.push(await outside.act('verification', { register, request: request.file, answers, asOf: day, round }));
          await loadAnswers(workplace, people.office, { register, request: request.requestId, file: answers, asOf: civilDate(day) });
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

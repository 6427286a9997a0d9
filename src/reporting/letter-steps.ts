// Makes the answer to a person: what stands about him in a programme, told on one page.
import { findingOf } from '../eligibility/told-row.ts';
import { determinationsOf } from '../enrolment/instrument-steps.ts';
import type { Actor } from '../kernel/actor.ts';
import { areaName } from '../kernel/area-name.ts';
import { dateIn } from '../kernel/clock.ts';
import { firstDayOf, monthFrom } from '../kernel/month.ts';
import type { Nik } from '../kernel/nik.ts';
import { LawReading } from '../law/law.ts';
import { reachInTerm } from '../law/reach-in-term.ts';
import { latestRun } from '../platform/run.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { findPersonByNik, registerFacts } from '../registry/registry-steps.ts';
import { type Letter, letterOf } from './letter.ts';
import { letterPdf } from './letter-pdf-client.ts';
import { rankIn, verdictIn } from './letter-store.ts';
import type { StoryPort } from './story-steps.ts';

const nobody = '00000000-0000-0000-0000-000000000000';

/** The letter to whoever holds a NIK, about one programme, from its newest assessment and allocation. Fault: not-found `programme-unknown`. */
export async function letterTo(port: StoryPort, actor: Actor, of: { readonly programme: string; readonly nik: Nik }): Promise<Letter> {
  return port.database.read(actor, async (tx) => {
    const current = await currentPolicy(tx, of.programme);
    const on = dateIn(current.timeZone, tx.at);
    const personKey = (await findPersonByNik(tx, port.niks, of.nik)) ?? nobody;
    const [assessment, allocation] = [await latestRun(tx, of.programme, 'assessment'), await latestRun(tx, of.programme, 'allocation')];
    const verdict = assessment === undefined ? undefined : await verdictIn(tx, assessment.runId, personKey, port.niks.seal(of.nik));
    const rank = allocation === undefined ? undefined : await rankIn(tx, allocation.runId, personKey);
    const population = personKey === nobody ? undefined : (await registerFacts(tx, personKey, current.sponsor, on)).population;
    const registered = population?.rows[0]?.['name'];
    const determined = (await determinationsOf(tx, personKey)).filter(({ programme, signedOn }) => programme === of.programme && signedOn !== null).at(-1);
    const signed = determined === undefined || determined.change !== 'add' ? null : determined;
    const ageOn = firstDayOf(current.policy.term.first);
    const reading = new LawReading(port.law, ageOn);
    reading.take('registration-age-below', 'years');
    return letterOf({
      nik: of.nik,
      name: typeof registered === 'string' ? registered : (verdict?.name ?? ''),
      village: areaName(verdict?.village ?? ''),
      policy: current.policy,
      verdict:
        verdict === undefined || assessment === undefined
          ? null
          : {
              outcome: verdict.outcome,
              run: assessment.runId,
              reasons: verdict.reasons.map((code) => ({ code, id: findingOf(code)?.id ?? code, remedyId: findingOf(code)?.remedyId ?? '' })),
            },
      rank: rank === undefined ? null : { ...rank, kabupaten: areaName(rank.kabupaten) },
      signed:
        signed === null
          ? null
          : { number: signed.number, signatory: signed.signatory, signedOn: signed.signedOn ?? '', first: signed.firstMonth, last: signed.lastMonth },
      reach: signed === null ? null : reachInTerm(port.law, { first: monthFrom(signed.firstMonth), last: monthFrom(signed.lastMonth) }),
      ageArticle: reading.citations[0]?.article ?? '',
      on,
    });
  });
}

/** The letter, and as a page of PDF. Faults as `letterTo`. */
export async function printedLetterTo(
  port: StoryPort,
  actor: Actor,
  of: { readonly programme: string; readonly nik: Nik },
): Promise<{ readonly letter: Letter; readonly pdf: Buffer }> {
  const letter = await letterTo(port, actor, of);
  return { letter, pdf: await letterPdf(letter) };
}

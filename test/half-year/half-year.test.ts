// Half a year of deaths on a real database: every covered death that was told opens a claim within a cycle, of the sum the scenarios write out; the rest is reported.
// HALF_YEAR_PEOPLE and HALF_YEAR_COMPLETE (percent of deaths the registry learns of) make it larger: `npm run half-year -- --people 100000 --complete 60`.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeStep } from '../../src/claims/case-steps.ts';
import { claimsOf, findDeaths } from '../../src/claims/claims-steps.ts';
import { expectedOf } from '../../src/claims/expected-steps.ts';
import { addPaper } from '../../src/claims/paper-steps.ts';
import { addPayee } from '../../src/claims/payee-steps.ts';
import { decideReport, reportsToDecide, takeReport } from '../../src/claims/report-steps.ts';
import { scanByBytes } from '../../src/claims/virus-scan-client.ts';
import type { StepKind } from '../../src/claims/case-state.ts';
import { type CivilDate, addDays, civilDate, daysBetween } from '../../src/kernel/date.ts';
import { monthFrom } from '../../src/kernel/month.ts';
import type { Nik } from '../../src/kernel/nik.ts';
import { type SmallProgramme, actors, programme, smallProgramme, villagers } from '../fixtures/small-programme.ts';
import { type Soul, type Told, chances, deathsAmong, souls, spread, tellings } from './half-year.ts';

const many = Number(process.env['HALF_YEAR_PEOPLE'] ?? 4000);
const complete = Number(process.env['HALF_YEAR_COMPLETE'] ?? 60) / 100;
const hours = 3 * 60 * 60 * 1000;

let small: SmallProgramme;
const chance = chances(20_251_127);
const people = souls(many, chance);
const keys = new Map<number, string>();
const placeOf = new Map<string, number>();
const told: string[] = [];
const tell = (line: string): void => void told.push(line);

const [given, middle, clans] = [
  [
    'YOHANES',
    'MARIA',
    'PETRUS',
    'KRISTINA',
    'ANDREAS',
    'THERESIA',
    'STEFANUS',
    'AGUSTINA',
    'LAURENSIUS',
    'VERONIKA',
    'DOMINIKUS',
    'BERNADETA',
    'GABRIEL',
    'ROSALIA',
    'MIKAEL',
    'YULIANA',
    'FRANSISKUS',
    'MARTINA',
    'ALOYSIUS',
    'KATARINA',
  ],
  [
    'BRIA',
    'SERAN',
    'KLAU',
    'TAEK',
    'NENO',
    'ABUK',
    'HOAR',
    'BANO',
    'LUAN',
    'MOLO',
    'FALLO',
    'TEFA',
    'KOLO',
    'SAKO',
    'USFAL',
    'BOIK',
    'LAKA',
    'MANEK',
    'ASA',
    'LEKI',
  ],
  [
    'BERE',
    'LAWALU',
    'NAHAK',
    'TAKENE',
    'UMBU',
    'DJAMI',
    'RADJA',
    'FERNANDEZ',
    'KLEDEN',
    'TUKAN',
    'LAMEN',
    'WUTUN',
    'HAYON',
    'MARAN',
    'KOTEN',
    'BEDING',
    'OLA',
    'BORO',
    'KEDANG',
    'SABON',
  ],
] as const;
const pick = <T>(words: readonly T[], number: number): T => words[number % words.length] as T;
const nameOf = (place: number) =>
  `${pick(given, place)} ${pick(middle, Math.floor(place / given.length))} ${pick(clans, Math.floor(place / given.length / middle.length))}`;
const misspelt = (name: string) => name.replace('AN', 'EN').replace('Y', 'J');
const villageOf = (place: number) => `5311012${String(1 + (place % 90)).padStart(3, '0')}`;
const nikOf = ({ place, birth, sex }: Soul): Nik => {
  const day = Number(birth.slice(8)) + (sex === 'P' ? 40 : 0);
  // a serial number is never 0000
  return `5311${10 + Math.floor(place / 9_000)}${String(day).padStart(2, '0')}${birth.slice(5, 7)}${birth.slice(2, 4)}${String(1 + (place % 9_000)).padStart(4, '0')}` as Nik;
};

/** Everybody like the one villager the product enrolled and paid for: the same decree, the same posting files. */
async function settle(): Promise<void> {
  for (let from = 0; from < many; from += 10_000) {
    const some = people.slice(from, from + 10_000);
    const tokens = small.workplace.niks.sealAll(some.map(nikOf));
    await small.owner(
      `with made as (
         select gen_random_uuid() as person_key, n.* from unnest($1::uuid[], $2::text[], $3::date[], $4::text[], $5::text[]) n (token, name, birth, sex, area)),
       known as (insert into registry.identifier (token, person_key, source, recorded_at) select token, person_key, 'population', '2025-06-15T01:00:00Z' from made returning 1),
       shown as (insert into registry.population (person_key, snapshot_id, sponsor, area, found, name, birth_date, sex, status)
         select m.person_key, p.snapshot_id, p.sponsor, m.area, true, m.name, m.birth, m.sex, 'resident' from made m cross join (select * from registry.population limit 1) p returning 1),
       listed as (insert into enrolment.determination (person_key, instrument_id, sponsor, area, programme, change, first_month, last_month)
         select m.person_key, d.instrument_id, d.sponsor, m.area, d.programme, 'add', d.first_month, d.last_month from made m cross join (select * from enrolment.determination where change = 'add' limit 1) d returning 1)
       insert into contributions.posting (person_key, month, file_id, sponsor, area, jkk, jkm, bank_value_on, posted_at)
       select m.person_key, p.month, p.file_id, p.sponsor, m.area, p.jkk, p.jkm, p.bank_value_on, p.posted_at
       from made m cross join (select * from contributions.posting where person_key = (select person_key from contributions.posting limit 1)) p`,
      [tokens, some.map(({ place }) => nameOf(place)), some.map(({ birth }) => birth), some.map(({ sex }) => sex), some.map(({ place }) => villageOf(place))],
    );
    const rows = await small.owner<{ token: string; person_key: string }>(`select token, person_key from registry.identifier where token = any ($1::uuid[])`, [
      tokens,
    ]);
    const byToken = new Map(rows.map((row) => [row.token, row.person_key]));
    for (const [index, { place }] of some.entries()) {
      const key = byToken.get(tokens[index] ?? '') ?? '';
      keys.set(place, key);
      placeOf.set(key, place);
    }
  }
  await small.owner('analyze');
}

beforeAll(async () => {
  small = await smallProgramme({ villagers: villagers('timur', 1), places: { timur: 1 } });
  await small.allocated();
  await small.established();
  for (const month of ['2025-07', '2025-08', '2025-09', '2025-10', '2025-11', '2025-12']) await small.pay(monthFrom(month));
  await settle();
}, hours);
afterAll(async () => {
  process.stderr.write(`\n${told.join('\n')}\n`);
  await small.drop();
});

const officer = actors.cases;
const step = (claimId: string, kind: StepKind, amount: bigint | null = null) =>
  small.database.transact(officer, (tx) => takeStep(tx, small.workplace, { claimId, kind, happenedOn: null, amount, remark: 'simulasi' }));

test(
  'half a year',
  async () => {
    const died = deathsAmong(small.workplace.law, people, chance);
    const all = tellings({ people: many, died, complete, chance });
    const end = civilDate('2026-02-28');
    const within = all.filter(({ toldOn }) => toldOn <= end);
    const registered: Told[] = [];
    const opened = new Map<string, CivilDate>();
    const plans = new Map<string, readonly (readonly [CivilDate, StepKind])[]>();
    const reports = new Map<string, Told>();
    let [wrong, nobody, next] = [0, 0, 0];
    const claimed: number[] = [];

    const seeOpened = async (today: CivilDate): Promise<void> => {
      for (const claim of await small.database.read(officer, (tx) => claimsOf(tx, { programme }))) {
        if (opened.has(claim.claimId)) continue;
        opened.set(claim.claimId, today);
        const alive = !died.has(placeOf.get(claim.personKey) ?? -1);
        // Who called has been spoken to: that case has begun.
        const calls = claim.source === 'family-call';
        const contacted = addDays(today, 2 + Math.floor(chance() * 8));
        plans.set(
          claim.claimId,
          alive
            ? [[addDays(contacted, 7), 'false-death']]
            : calls
              ? []
              : [
                  [contacted, 'contacted'],
                  [addDays(contacted, 3 + Math.floor(chance() * 17)), 'reported'],
                ],
        );
      }
    };
    for (let today = addDays(civilDate('2025-07-01'), 6); today <= addDays(end, 31); today = addDays(today, 1)) {
      small.day(today);
      for (; next < within.length && (within[next]?.toldOn ?? today) <= today; next += 1) {
        const one = within[next] as Told;
        if (one.teller === 'register') {
          registered.push(one);
          continue;
        }
        const soul = people[one.place] as Soul;
        const taken = await small.database.transact(officer, (tx) =>
          takeReport(tx, small.workplace, {
            programme,
            source: one.teller as 'village-report',
            event: 'death',
            happenedOn: one.diedOn,
            area: villageOf(one.place),
            token: one.withNik ? small.workplace.niks.seal(nikOf(soul)) : null,
            name: one.misspelt ? misspelt(nameOf(one.place)) : nameOf(one.place),
            birth: soul.birth,
            words: null,
            reporter: null,
            phone: null,
          }),
        );
        reports.set(taken.reportId, one);
      }
      if (daysBetween(civilDate('2025-07-01'), today) % 7 === 0) {
        for (const { report, likely } of await small.database.read(officer, (tx) => reportsToDecide(tx, small.workplace, programme))) {
          const sure = likely[0] !== undefined && likely[0].score >= 85 && (likely[1]?.score ?? 0) < likely[0].score ? likely[0].personKey : null;
          if (sure === null) nobody += 1;
          else if (placeOf.get(sure) !== reports.get(report.reportId)?.place) wrong += 1;
          await small.database.transact(officer, (tx) =>
            decideReport(tx, small.workplace, { programme, reportId: report.reportId, personKey: sure, evidence: 'nama, lahir, desa', outcome: null }),
          );
        }
        for (const [claimId, plan] of plans) {
          const due = plan.filter(([on]) => on <= today);
          for (const [, kind] of due) await step(claimId, kind);
          plans.set(claimId, plan.slice(due.length));
        }
        await seeOpened(today);
      }
      if (addDays(today, 1).endsWith('-01')) {
        const rows = registered.map((one) => `${nikOf(people[one.place] as Soul)},${one.diedOn},${one.toldOn},DUKCAPIL`);
        await small.load('deaths', today, rows);
        await findDeaths(small.workplace, officer, programme);
        await seeOpened(today);
      }
    }

    const claims = await small.database.read(officer, (tx) => claimsOf(tx, { programme }));
    const open = new Map(claims.map((claim) => [placeOf.get(claim.personKey) ?? -1, claim]));
    const [posting] = await small.owner<{ first: string }>('select min(bank_value_on)::text as first from contributions.posting');
    const covered = [...died].filter(([, on]) => on >= (posting?.first ?? ''));
    const toldOf = (teller: Told['teller'], sure: boolean) =>
      new Set(within.filter((one) => one.teller === teller && !one.falseDeath && (!sure || one.withNik)).map(({ place }) => place));
    tell(`people ${many}, deaths ${died.size}, covered ${covered.length}, registry completeness ${complete * 100} %`);
    for (const teller of ['register', 'village-report', 'family-call', 'public-page'] as const) {
      const places = toldOf(teller, false);
      const heard = covered.filter(([place]) => places.has(place));
      tell(
        `  ${teller}: told of ${heard.length} of ${covered.length} covered deaths (recall ${((100 * heard.length) / covered.length).toFixed(0)} %), claims for ${heard.filter(([place]) => open.has(place)).length}`,
      );
    }
    const sure = new Set((['register', 'village-report', 'family-call', 'public-page'] as const).flatMap((teller) => [...toldOf(teller, true)]));
    const mustOpen = covered.filter(([place]) => sure.has(place));
    const missing = mustOpen.filter(([place]) => !open.has(place));
    tell(
      `  claims ${covered.filter(([place]) => open.has(place)).length} of ${covered.length} covered deaths; told with a NIK ${mustOpen.length}, of these without a claim ${missing.length}`,
    );
    tell(`  reports without NIK: decided for another person ${wrong}, for nobody ${nobody}`);
    const falseOnes = claims.filter((claim) => !died.has(placeOf.get(claim.personKey) ?? -1));
    const reversed = await small.count('claims.case_step', "kind = 'false-death'");
    const stillOff = await small.count('enrolment.departure', `person_key = any ('{${falseOnes.map(({ personKey }) => personKey).join(',')}}'::uuid[])`);
    tell(`  false deaths that opened a claim ${falseOnes.length}, reversed ${reversed}, still off the list ${stillOff}`);
    const known = covered.flatMap(([place, on]) => (open.has(place) ? [daysBetween(on, open.get(place)?.knownOn ?? on)] : []));
    tell(`  days from death to probable claim: median ${spread(known).median}, nine in ten within ${spread(known).nineInTen}`);
    for (const row of await small.owner<{ days: number }>(
      "select (s.happened_on - c.happened_on)::int as days from claims.case_step s join claims.probable_claim c using (claim_id) where s.kind = 'reported'",
    ))
      claimed.push(row.days);
    tell(
      `  days from death to the family applying: median ${spread(claimed).median}, nine in ten within ${spread(claimed).nineInTen} (${claimed.length} claims)`,
    );

    const paid: number[] = [];
    const applied = claims.filter((claim) => died.has(placeOf.get(claim.personKey) ?? -1)).slice(0, 10);
    for (const [index, claim] of applied.entries()) {
      small.day(addDays(end, 32));
      const payee = {
        relation: 'parent',
        name: 'ANA BERE',
        bank: 'Bank NTT',
        account: `77${index}`,
        accountName: 'ANA BERE',
        phone: null,
        agent: null,
        guardianOf: null,
      } as const;
      await small.database.transact(officer, (tx) => addPayee(tx, small.workplace, { claimId: claim.claimId, ...payee }));
      const { standing } = await step(claim.claimId, 'confirmed');
      if (standing.state === 'contacted') await step(claim.claimId, 'reported');
      for (const code of ['form-f4', 'member-card', 'deceased-ktp-kk', 'heir-ktp-kk', 'death-certificate', 'heir-letter', 'heir-bank-book']) {
        const content = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from(`${code} ${index}`)]);
        await small.database.transact(officer, (tx) =>
          addPaper(tx, { ...small.workplace, scan: scanByBytes }, { claimId: claim.claimId, codes: [code], content }),
        );
      }
      await step(claim.claimId, 'complete');
      await step(claim.claimId, 'handed');
      small.day(addDays(end, 32 + 1 + Math.floor(chance() * 12)));
      await step(claim.claimId, 'accepted');
      const { standing: after } = await step(claim.claimId, 'paid', BigInt(claim.amount));
      paid.push(daysBetween(addDays(end, 32), after.since));
      expect((await step(claim.claimId, 'called-back', BigInt(claim.amount))).standing.state).toBe('closed');
    }
    tell(`  days from handing over to payment, of ${paid.length} played to their end: median ${spread(paid).median}, longest ${Math.max(...paid)}`);
    const expected = await small.database.read(officer, (tx) => expectedOf(tx, small.workplace.law, programme, civilDate('2025-12-31')));
    tell(`  expected ${expected.expected.toFixed(1)} deaths (${expected.low} to ${expected.high}) from ${expected.months} person-months; died ${died.size}`);

    expect(missing).toEqual([]);
    expect(stillOff).toBe(0);
    expect(reversed).toBe(falseOnes.length);
    expect(died.size).toBeGreaterThanOrEqual(expected.low - 3);
    expect(died.size).toBeLessThanOrEqual(expected.high + 3);
    // The third paid month brings the full benefit; before it there is funeral money only.
    const [third] = await small.owner<{ on: string }>("select max(bank_value_on)::text as on from contributions.posting where month = '2025-09-01'");
    for (const claim of claims)
      expect([claim.happenedOn, claim.amount]).toEqual([claim.happenedOn, claim.happenedOn >= (third?.on ?? '') ? '42000000' : '10000000']);
    expect(claims.filter(({ amount }) => amount === '10000000').length).toBeGreaterThan(0);
  },
  hours,
);

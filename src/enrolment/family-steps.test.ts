// The family of instruments on a real database: what each rests on, who may do what, what an erratum can never change, and what a revocation undoes.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as XLSX from '@e965/xlsx';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SmallProgramme, actors, faultOf, programme, smallProgramme, together, villagers } from '../../test/fixtures/small-programme.ts';
import { signatureHoldsByHand } from '../../test/ed25519-by-hand.ts';
import { civilDate } from '../kernel/date.ts';
import { writeAnnex } from './annex-steps.ts';
import { proposeErratum, proposeMinutes, proposeRevocation } from './family-steps.ts';
import { recordBasis, recordDelegation, reviewInstrument, withdrawInstrument } from './grounds-steps.ts';
import { checkCommittedLists } from './committed-list-steps.ts';
import { tellInstrument } from './instrument-told-steps.ts';
import { checkLists } from './list-check-steps.ts';
import { signInstrument } from './signing-steps.ts';
import { localSigner } from './signing-client.ts';

const { office, secretary } = actors;
let small: SmallProgramme;
beforeEach(async () => {
  small = await smallProgramme({ villagers: [...villagers('timur', 1, 1, 2, 3, 4), ...villagers('utara', 2)], places: { timur: 3, utara: 1 } });
  await small.allocated();
});
afterEach(() => small.drop());

const openWorkbook = async (file: string, sheet: string): Promise<string[][]> =>
  XLSX.utils.sheet_to_json<string[]>(XLSX.read(await readFile(file)).Sheets[sheet] as XLSX.WorkSheet, { header: 1, defval: '' });
const further = (number: string) => ({ programme, of: 'SK/1', number, effectiveOn: civilDate('2025-08-01'), words: 'Uji coba keputusan lanjutan.' });
const basis = ([kind, dated, from, to]: readonly ['regulation' | 'agreement', string, string, string | null]) =>
  small.database.transact(office, (tx) =>
    recordBasis(tx, {
      programme,
      kind,
      number: `${kind}/${dated}`,
      title: 'uji',
      datedOn: civilDate(dated),
      validFrom: civilDate(from),
      validTo: to === null ? null : civilDate(to),
    }),
  );
const review = (instrumentId: string, verdict: 'objection' | 'no-objection', actor = secretary) =>
  small.database.transact(actor, (tx) => reviewInstrument(tx, { instrumentId, verdict, remark: 'ditelaah', reviewedOn: civilDate('2025-06-24') }));
const holds = () => small.database.read(office, async (tx) => [...(await checkLists(tx)).rows, ...(await checkCommittedLists(tx)).rows]);
const paid = () => small.owner<{ months: number }>('select count(*)::int as months from roster.person_month');

describe('what a list is signed on', () => {
  test.each([
    [
      'a regulation in force and an agreement made before',
      ['regulation', '2025-03-01', '2025-03-01', null],
      ['agreement', '2025-05-01', '2025-06-01', '2025-12-31'],
      'none',
    ],
    [
      'an agreement made only after the day of signing',
      ['regulation', '2025-03-01', '2025-03-01', null],
      ['agreement', '2025-06-26', '2025-06-26', null],
      'instrument-lacks-grounds',
    ],
    [
      'an agreement over before it takes effect',
      ['regulation', '2025-03-01', '2025-03-01', null],
      ['agreement', '2024-05-01', '2024-06-01', '2025-06-30'],
      'instrument-lacks-grounds',
    ],
    [
      'a regulation in force only later',
      ['regulation', '2025-03-01', '2025-07-02', null],
      ['agreement', '2025-05-01', '2025-05-01', null],
      'instrument-lacks-grounds',
    ],
  ] as const)('%s', async (_, regulation, agreement, code) => {
    await basis(regulation);
    await basis(agreement);
    expect(await faultOf(small.sign(await small.propose()))).toBe(code);
    expect((await paid())[0]?.months).toBe(code === 'none' ? 48 : 0);
  });

  test('nothing recorded is told and does not stop what the programme does not demand', async () => {
    const proposal = await small.propose();
    const told = await small.database.read(office, (tx) => tellInstrument(tx, small.workplace.law, 'SK/1'));
    expect(told.lacks.map(({ code, stops }) => [code, stops])).toEqual([
      ['regulation-not-recorded', false],
      ['agreement-not-recorded', false],
      ['legal-review-missing', false],
    ]);
    await small.sign(proposal);
  });

  test('the latest legal review counts, and nobody reviews his own proposal, in the program or past it', async () => {
    const { instrumentId } = await small.propose();
    expect(await faultOf(review(instrumentId, 'no-objection', office))).toBe('proposer-may-not-review');
    await expect(
      small.database.transact(office, (tx) =>
        tx.client.query(`insert into enrolment.legal_review values ($1, 1, 'ntt', '53', $2, $2, '2025-06-24', 'no-objection', 'x', now())`, [
          instrumentId,
          office.id,
        ]),
      ),
    ).rejects.toMatchObject({ constraint: 'nobody_reviews_his_own_proposal' });
    await review(instrumentId, 'objection');
    expect(await faultOf(small.sign({ instrumentId }))).toBe('instrument-lacks-grounds');
    await review(instrumentId, 'no-objection');
    await small.sign({ instrumentId });
    expect(await faultOf(review(instrumentId, 'objection'))).toBe('instrument-already-signed');
  });

  test('what it was signed on cannot be changed behind it', async () => {
    await basis(['regulation', '2025-03-01', '2025-03-01', null]);
    await small.sign(await small.propose());
    expect(await holds()).toEqual([]);
    await small.owner(`update enrolment.legal_basis set number = 'lain'`);
    expect(await holds()).toMatchObject([{ table: 'enrolment.signing_ground' }]);
  });

  test('a delegate signs what he was given, when he was given it', async () => {
    const delegate = { ...secretary, id: 'test:delegate' };
    const give = (kinds: readonly string[], to: string, number: string) =>
      small.database.transact(secretary, (tx) =>
        recordDelegation(tx, {
          programme,
          number,
          office: 'Sekretaris Daerah',
          holder: delegate.id,
          kinds,
          datedOn: '2025-06-01',
          validFrom: '2025-06-01',
          validTo: to,
        }),
      );
    await give(['amendment'], '2025-12-31', 'D/1');
    await give(['establishment'], '2025-06-24', 'D/2');
    await give(['establishment'], '2025-12-31', 'D/3');
    const { instrumentId } = await small.propose();
    const sign = (delegation: string, actor = delegate) => faultOf(signInstrument(small.workplace, actor, instrumentId, { delegation }));
    expect([await sign('D/1'), await sign('D/2'), await sign('D/9'), await sign('D/3', secretary)]).toEqual(Array(4).fill('delegation-does-not-hold'));
    expect(await sign('D/3')).toBe('none');
    expect((await small.database.read(office, (tx) => tellInstrument(tx, small.workplace.law, 'SK/1'))).delegation).toMatchObject({ number: 'D/3' });
  });
});

describe('the signing port', () => {
  test('the local key signs so that another program verifies it', async () => {
    const signed = await localSigner(Buffer.alloc(32, 3)).sign('abc');
    const [publicKey, signature] = [Buffer.from(signed.publicKey, 'base64').subarray(-32), Buffer.from(signed.signature, 'base64')];
    expect([signatureHoldsByHand(Buffer.from('abc'), signature, publicKey), signatureHoldsByHand(Buffer.from('abd'), signature, publicKey)]).toEqual([
      true,
      false,
    ]);
  });

  test('what a provider answers is verified, and a wrong answer keeps nothing', async () => {
    const { instrumentId } = await small.propose();
    const signer = localSigner(Buffer.alloc(32, 3));
    const wrong = { name: 'penyedia', sign: () => signer.sign('another digest') };
    expect(await faultOf(signInstrument({ ...small.workplace, signer: wrong }, secretary, instrumentId))).toBe('signature-does-not-hold');
    expect([await small.count('enrolment.signature'), await small.count('enrolment.instrument_end')]).toEqual([0, 0]);
    await signInstrument({ ...small.workplace, signer: { ...signer, name: 'penyedia' } }, secretary, instrumentId);
    expect((await small.database.read(office, (tx) => tellInstrument(tx, small.workplace.law, 'SK/1'))).signedThrough).toBe('penyedia');
  });
});

describe('a withdrawal', () => {
  const withdraw = (instrumentId: string) => small.database.transact(office, (tx) => withdrawInstrument(tx, { instrumentId, reason: 'salah nomor' }));
  test('ends a proposal, before a signature and never after', async () => {
    const [first, second] = [await small.propose(), await small.propose('SK/2')];
    await withdraw(first.instrumentId);
    expect([await faultOf(small.sign(first)), await faultOf(withdraw(first.instrumentId))]).toEqual(['instrument-withdrawn', 'instrument-withdrawn']);
    await small.sign(second);
    expect(await faultOf(withdraw(second.instrumentId))).toBe('instrument-already-signed');
    await expect(
      small.database.transact(office, (tx) =>
        tx.client.query(
          `insert into enrolment.instrument_withdrawal (instrument_id, sponsor, area, reason, recorded_at, author) values ($1, 'ntt', '53', 'x', now(), 'x')`,
          [second.instrumentId],
        ),
      ),
    ).rejects.toMatchObject({ code: '23503' });
  });

  test('and a signature at the same moment: one of them happens', async () => {
    const { instrumentId } = await small.propose();
    const ends = await together(small, 'enrolment.instrument_end', [() => faultOf(small.sign({ instrumentId })), () => faultOf(withdraw(instrumentId))]);
    const codes = ends.map((end) => (end.status === 'fulfilled' ? end.value : String(end.reason)));
    expect(codes.filter((code) => code === 'none')).toHaveLength(1);
    expect((await small.count('enrolment.signature')) + (await small.count('enrolment.instrument_withdrawal'))).toBe(1);
  });
});

describe('an erratum', () => {
  const correct = async (rows: readonly string[], number = 'R/1') =>
    proposeErratum(small.workplace, office, {
      ...further(number),
      file: await small.write(`ralat-${number.replace('/', '-')}.csv`, ['nik,isian,menjadi', ...rows]),
    });
  const placed = async (): Promise<number> => {
    const [row] = await small.owner<{ person_key: string }>('select person_key from enrolment.determination order by person_key limit 1');
    return small.indexOf(row?.person_key ?? '');
  };

  test('corrects how a name is written, is signed by another, and pays for nobody', async () => {
    await small.sign(await small.propose());
    const nik = small.people[await placed()]?.nik ?? '';
    const before = await paid();
    const erratum = await correct([`${nik},NAMA,YOHANES BERE LAKA`, `${nik},ALAMAT,RT 02`]);
    expect(erratum).toMatchObject({ additions: 0, removals: 0, corrections: 2 });
    expect(await faultOf(small.sign(erratum, office))).toBe('proposer-may-not-sign');
    expect(await small.sign(erratum)).toMatchObject({ personMonths: 0, amount: 0n });
    expect(await paid()).toEqual(before);
    expect(await holds()).toEqual([]);
    await small.owner(`update enrolment.correction set corrected = 'LAIN' where field = 'name'`);
    expect((await holds())[0]).toMatchObject({ table: 'enrolment.determination' });
  });

  test('of a NIK, a month or somebody else is refused, naming file and row', async () => {
    await small.sign(await small.propose());
    const nik = small.people[await placed()]?.nik ?? '';
    expect(await faultOf(correct([`${nik},NIK,5311012001850001`]))).toBe('erratum-changes-who-is-paid-for');
    expect(await faultOf(correct([`${nik},BULAN,2025-06`]))).toBe('erratum-changes-who-is-paid-for');
    expect(await faultOf(correct(['5371011203700009,NAMA,ORANG LAIN']))).toBe('erratum-of-nobody');
    expect(await faultOf(correct([`${nik},NAMA,`]))).toBe('erratum-not-understood');
    expect(await small.count('enrolment.instrument', `kind = 'erratum'`)).toBe(0);
  });

  test('cannot change who is paid for in the database either', async () => {
    await small.sign(await small.propose());
    const erratum = await correct([`${small.people[await placed()]?.nik ?? ''},NAMA,LAIN NAMA`]);
    const insert = (kind: string) =>
      small.database.transact(office, (tx) =>
        tx.client.query(
          `insert into enrolment.determination (person_key, instrument_id, kind, sponsor, area, programme, change, first_month, last_month)
           values (gen_random_uuid(), $1, $2, 'ntt', '5311', $3, 'add', '2025-07-01', '2025-12-01')`,
          [erratum.instrumentId, kind, programme],
        ),
      );
    await expect(insert('erratum')).rejects.toMatchObject({ constraint: 'only_these_change_who_is_paid_for' });
    await expect(
      small.database.transact(office, (tx) =>
        tx.client.query(
          `insert into enrolment.instrument select gen_random_uuid(), programme, sponsor, area, 'erratum', 'R/9', legal_basis, signatory, effective_on, policy_version, law_version, run_id, list_digest, 1, 0, now(), author
           from enrolment.instrument limit 1`,
        ),
      ),
    ).rejects.toMatchObject({ constraint: 'erratum_and_minutes_change_nobody' });
  });
});

describe('a revocation and minutes', () => {
  test('a revocation takes everybody off from the first open month, and gives the money back', async () => {
    await small.sign(await small.propose());
    expect(await faultOf(proposeRevocation(small.workplace, office, { ...further('C/1'), of: 'SK/9' }))).toBe('instrument-unknown');
    const revocation = await proposeRevocation(small.workplace, office, further('C/1'));
    expect(revocation).toMatchObject({ additions: 0, removals: 4 });
    expect((await paid())[0]?.months).toBe(48);
    await small.sign(revocation);
    expect((await paid())[0]?.months).toBe(0);
    expect(await small.owner('select committed::int from programme.budget_line')).toEqual([{ committed: 0 }]);
    expect(await holds()).toEqual([]);
    expect(await faultOf(proposeRevocation(small.workplace, office, further('C/2')))).toBe('nobody-left-to-revoke');
  });

  test('minutes say words that cannot be changed afterwards', async () => {
    await small.sign(await small.propose());
    const minutes = await proposeMinutes(small.workplace, office, further('BA/1'));
    await small.sign(minutes);
    expect((await paid())[0]?.months).toBe(48);
    expect(await holds()).toEqual([]);
    await small.owner(`update enrolment.instrument_text set words = 'lain'`);
    expect(await holds()).toMatchObject([{ table: 'enrolment.determination' }]);
  });

  test('of what is not signed there is no further instrument', async () => {
    await small.propose();
    for (const make of [proposeRevocation, proposeMinutes]) expect(await faultOf(make(small.workplace, office, further('X/1')))).toBe('instrument-not-signed');
  });
});

describe('an annex', () => {
  const annex = (kind: 'full' | 'public', form: 'pdf' | 'xlsx', reason: string | undefined = 'arsip biro hukum') =>
    small.database
      .read(office, (tx) => tellInstrument(tx, small.workplace.law, 'SK/1'))
      .then(({ instrumentId }) =>
        writeAnnex(small.workplace, office, {
          instrumentId,
          kind,
          form,
          folder: path.join(small.folder, 'annex'),
          reason,
          through: 'command',
          at: small.workplace.clock.now(),
        }),
      );

  test('whole holds NIK, name and address, needs a reason and is recorded as a copy', async () => {
    await small.sign(await small.propose());
    expect(await faultOf(annex('full', 'xlsx', ''))).toBe('reason-missing');
    const written = await annex('full', 'xlsx');
    const rows = await openWorkbook(written.path, 'LAMPIRAN');
    expect(rows[0]).toEqual(['NO', 'NIK', 'NAMA', 'L/P', 'ALAMAT', 'BULAN', 'DESA/KELURAHAN', 'KABUPATEN/KOTA', 'PERUBAHAN']);
    expect(rows).toHaveLength(5);
    const known = new Set(small.people.map(({ nik, name }) => `${nik} ${name}`));
    for (const [, nik, name, , address] of rows.slice(1)) expect([known.has(`${nik} ${name}`), address]).toEqual([true, 'RT 01']);
    expect(await small.owner('select act, people, reason, digest from permission.export')).toEqual([
      { act: 'determine annex', people: 4, reason: 'arsip biro hukum', digest: written.digest },
    ]);
  });

  test('for the public holds no NIK, no name, no address and no village of few people', async () => {
    await small.sign(await small.propose());
    const written = await annex('public', 'xlsx', undefined);
    const text = (await openWorkbook(written.path, 'LAMPIRAN')).flat().join('|');
    for (const { nik, name } of small.people) expect([text.includes(nik), text.includes(name)]).toEqual([false, false]);
    expect([text.includes('RT 01'), text.includes('53.11.01.2001')]).toEqual([false, false]);
    expect(text).toMatch(/[A-Z]\*\*\* [A-Z]\*\*\*/);
  });

  test('is a PDF with the same pages each time, and says the same after the registers were replaced', async () => {
    await small.sign(await small.propose());
    const before = await annex('public', 'pdf');
    const bytes = await readFile(before.path);
    expect([bytes.subarray(0, 5).toString(), before.pages, before.people]).toEqual(['%PDF-', 3, 4]);
    await small.owner('delete from registry.population');
    expect((await annex('public', 'pdf')).digest).toBe(before.digest);
  });
});

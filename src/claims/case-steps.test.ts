// A claim to its end on a real database: told, papers, payees on their own account, handed, paid, called back; a false death; a report without a NIK; who sees what.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SmallProgramme, actors, faultOf, programme, smallProgramme, together, villagers, villages } from '../../test/fixtures/small-programme.ts';
import { departuresOf } from '../enrolment/registration-steps.ts';
import type { Actor } from '../kernel/actor.ts';
import { civilDate } from '../kernel/date.ts';
import { monthFrom } from '../kernel/month.ts';
import { noticesShown } from '../notice/notice-steps.ts';
import { assignCase } from '../permission/case-steps.ts';
import { permit } from '../permission/reach-steps.ts';
import { permissions } from '../permission/permission-client.ts';
import { regionOf } from '../programme/programme-steps.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { claimShown, placeOfClaim } from './claim-page-steps.ts';
import { registerClaimsCommands } from './claims-commands.ts';
import type { StepKind } from './case-state.ts';
import { caseShown, takeStep, workList } from './case-steps.ts';
import { claimsOf, findDeaths } from './claims-steps.ts';
import { addPaper, bundleOf, openPaper } from './paper-steps.ts';
import { addChild, addPayee, claimScholarship, dueScholarships, revealFamily } from './payee-steps.ts';
import { patternsOf } from './pattern-steps.ts';
import { decideReport, followReport, publicReporter, reportsToDecide, takeReport } from './report-steps.ts';
import { scanByBytes } from './virus-scan-client.ts';

let small: SmallProgramme;
const [dead, alive, told, phoned, hurt, calls] = [0, 1, 2, 3, 4, 5];
const jpeg = (mark: string) => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(mark)]);
const officer = actors.cases;
const port = () => small.workplace;
const claimOf = async (who: number): Promise<string> => {
  const personKey = await small.keyOf(who);
  const [claim] = await small.database.read(officer, (tx) => claimsOf(tx, { personKey }));
  return claim?.claimId ?? '';
};
const step = (claimId: string, kind: StepKind, more: { on?: string; amount?: bigint; remark?: string } = {}) =>
  small.database.transact(officer, (tx) =>
    takeStep(tx, port(), {
      claimId,
      kind,
      happenedOn: more.on === undefined ? null : civilDate(more.on),
      amount: more.amount ?? null,
      remark: more.remark ?? null,
    }),
  );
const widow = {
  relation: 'spouse',
  name: 'MARIA BERE',
  bank: 'Bank NTT',
  account: '0012 345',
  accountName: 'Maria Bere',
  phone: '0812 3456',
  agent: null,
  guardianOf: null,
} as const;
const payee = (claimId: string, more: object = {}) => small.database.transact(officer, (tx) => addPayee(tx, port(), { claimId, ...widow, ...more }));
const paper = (claimId: string, code: string, content = jpeg(code)) =>
  small.database.transact(officer, (tx) => addPaper(tx, { ...port(), scan: scanByBytes }, { claimId, codes: [code], content }));
const report = {
  programme,
  source: 'village-report',
  event: 'death',
  happenedOn: civilDate('2025-10-25'),
  area: villages.timur,
  token: null,
  birth: '1985-03-14',
  words: null,
  reporter: null,
  phone: null,
} as const;

beforeAll(async () => {
  small = await smallProgramme({ villagers: villagers('timur', 1, 1, 1, 1, 1, 1), places: { timur: 6 } });
  await small.allocated();
  await small.established();
  for (const month of ['2025-07', '2025-08', '2025-09', '2025-10']) await small.pay(monthFrom(month));
  await small.load('deaths', civilDate('2025-11-01'), [
    `${small.people[dead]?.nik},2025-10-20,2025-10-28,DUKCAPIL`,
    `${small.people[alive]?.nik},2025-10-21,2025-10-28,DESA`,
  ]);
  small.day('2025-11-03');
  await findDeaths(small.workplace, officer, programme);
});
afterAll(() => small.drop());

describe('a claim to its end', () => {
  test('nobody has opened it: aged, counted, the superior must assign it', async () => {
    small.day('2025-11-20');
    const work = await small.database.read(officer, (tx) => workList(tx, port().law, programme, 10));
    expect(work.neverOpened).toEqual({ claims: 2, amount: 84_000_000n, under30: 2, to90: 0, over90: 0 });
    expect(work.late).toBe(2); // the programme promised a call within seven days
    expect(work.rows.map(({ standing }) => [standing.state, standing.holder, standing.dueOn, standing.age])).toEqual([
      ['probable', 'superior', '2025-11-10', 17],
      ['probable', 'superior', '2025-11-10', 17],
    ]);
  });

  test('assigned, exactly that officer has the ball', async () => {
    const claimId = await claimOf(dead);
    await small.database.transact(actors.secretary, (tx) =>
      assignCase(tx, { kind: 'claim', caseId: claimId, to: officer.id, caseOf: (inner, _, id) => placeOfClaim(inner, id) }),
    );
    const { standing } = await small.database.read(officer, (tx) => caseShown(tx, port().law, claimId));
    expect([standing.holder, standing.account]).toEqual(['case-worker', officer.id]);
  });

  test('the payee is whom the law names, on the own account', async () => {
    const claimId = await claimOf(dead);
    expect(await faultOf(payee(claimId, { accountName: 'YOSEF KEPALA DESA' }))).toBe('account-not-own');
    await payee(claimId);
    expect(await faultOf(payee(claimId, { relation: 'sibling', name: 'PETRUS BERE', accountName: 'PETRUS BERE' }))).toBe('nearer-heir-there');
    await payee(claimId, { relation: 'child', name: 'ANA BERE', guardianOf: 'ANA BERE', accountName: 'ANA BERE', account: '7788' });
    const { complications, payees } = await small.database.read(officer, (tx) => caseShown(tx, port().law, claimId));
    expect(complications).toEqual(['several-heirs', 'minor-heir']);
    expect(payees.map(({ through }) => through)).toEqual(['own-account', 'guardian']);
  });

  test('steps come in order, and a file is complete only with every paper', async () => {
    const claimId = await claimOf(dead);
    expect(await faultOf(step(claimId, 'complete'))).toBe('step-out-of-order');
    await step(claimId, 'contacted');
    await step(claimId, 'reported');
    expect(await faultOf(step(claimId, 'complete'))).toBe('papers-missing');
    expect(await faultOf(paper(claimId, 'death-certificate', Buffer.from('MZ program')))).toBe('paper-type-not-accepted');
    expect(await faultOf(paper(claimId, 'death-certificate', Buffer.alloc(0)))).toBe('paper-empty');
    expect(await faultOf(paper(claimId, 'death-certificate', Buffer.concat([jpeg(''), Buffer.alloc(6 * 1024 * 1024)])))).toBe('paper-too-large');
    expect(await faultOf(paper(claimId, 'death-certificate', Buffer.from('%PDF-1.4 /OpenAction << /JavaScript (x) >>')))).toBe('paper-not-clean');
    expect(await faultOf(paper(claimId, 'no-such-paper'))).toBe('paper-unknown');
    const { papers } = await small.database.read(officer, (tx) => caseShown(tx, port().law, claimId));
    const needed = papers.filter((one) => one.needed).map(({ code }) => code);
    expect(needed).toEqual([
      ...['form-f4', 'member-card', 'deceased-ktp-kk', 'heir-ktp-kk', 'death-certificate', 'heir-letter', 'marriage-book', 'heir-bank-book'],
      ...['heirs-agreement', 'guardian-letter', 'child-birth-certificate'],
    ]);
    for (const code of needed) await paper(claimId, code);
    expect(await faultOf(paper(claimId, 'form-f4', jpeg('form-f4')))).toBe('paper-there-already');
    expect((await step(claimId, 'complete', { on: '2025-11-03' })).standing.state).toBe('complete');
  });

  test('of two officers at once one records his step', async () => {
    const claimId = await claimOf(dead);
    const ended = await together(small, 'claims.case_step', [
      () => step(claimId, 'handed', { on: '2025-11-03' }),
      () => step(claimId, 'handed', { on: '2025-11-03' }),
    ]);
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('the administrator has three working days, and owes one percent a day after them', async () => {
    const claimId = await claimOf(dead);
    small.day('2025-11-13');
    await step(claimId, 'accepted');
    const { standing } = await step(claimId, 'paid', { amount: 42_000_000n });
    expect([standing.payment?.deadline, standing.payment?.daysLate, standing.payment?.penalty]).toEqual(['2025-11-06', 7, 2_940_000n]);
    expect(standing.holder).toBe('case-worker');
  });

  test('what arrived is asked: less than was paid is a task of the officer of the case, with a day', async () => {
    const claimId = await claimOf(dead);
    expect(await faultOf(step(claimId, 'explained', { remark: 'biaya' }))).toBe('step-out-of-order');
    expect(await faultOf(step(claimId, 'called-back'))).toBe('amount-missing');
    const { standing } = await step(claimId, 'called-back', { amount: 33_600_000n });
    expect([standing.state, standing.holder, standing.account, standing.dueOn]).toEqual(['differs', 'case-worker', officer.id, '2025-11-27']);
    expect(standing.difference).toEqual({ paid: 42_000_000n, arrived: 33_600_000n, foundOn: '2025-11-13', answer: null, answeredOn: null });
  });

  test('what names the family rests sealed, and is shown for a reason that is recorded', async () => {
    const claimId = await claimOf(dead);
    const rows = await small.owner<{ kept: string }>(
      'select to_jsonb(p)::text as kept from claims.payee p union all select to_jsonb(s)::text from claims.case_step s',
    );
    // What is sealed or hashed is hexadecimal, in which four digits of an account stand by chance: sealed bytes are looked at as the letters they would be, hashes not at all.
    const kept = rows.map((row) =>
      row.kept.replaceAll(/\b[0-9a-f]{64}\b/g, '').replaceAll(/\\\\x([0-9a-f]+)/g, (_, hex: string) => Buffer.from(hex, 'hex').toString('latin1')),
    );
    expect(kept.length).toBeGreaterThan(2);
    for (const row of kept) expect(row).not.toMatch(/MARIA|BERE|0012.?345|812.?3456/i);
    const papersAtRest = await small.owner<{ n: number }>(`select count(*)::int as n from claims.paper where position('form-f4'::bytea in sealed) > 0`);
    expect(papersAtRest[0]?.n).toBe(0);
    const before = await small.count('permission.disclosure');
    const shown = (reason: string) => small.database.transact(officer, (tx) => revealFamily(tx, port(), { claimId, reason, through: 'page' }));
    expect(await faultOf(shown('x'))).toBe('reason-missing');
    expect((await shown('Menghubungi keluarga.')).payees.map(({ name, account }) => `${name} ${account}`)).toEqual(['MARIA BERE 0012 345', 'ANA BERE 7788']);
    const { received } = await small.database.read(officer, (tx) => caseShown(tx, port().law, claimId));
    const opened = await small.database.transact(officer, (tx) =>
      openPaper(tx, port(), { claimId, paperId: received[0]?.paperId ?? '', reason: 'Mencocokkan akta.', through: 'page' }),
    );
    expect(opened.content).toEqual(jpeg('form-f4'));
    expect(await small.count('permission.disclosure')).toBe(before + 2);
  });

  test('nobody but the officer of the case opens a paper', async () => {
    const claimId = await claimOf(dead);
    const { received } = await small.database.read(officer, (tx) => caseShown(tx, port().law, claimId));
    const asked = async (actor: Actor) => {
      const permitted = await permit({ database: small.database, permissions: permissions(), regionOf }, actor, 'claims paper-open');
      return small.database.transact(permitted, (tx) =>
        openPaper(tx, port(), { claimId, paperId: received[0]?.paperId ?? '', reason: 'Mencocokkan akta.', through: 'page' }),
      );
    };
    const of = (id: string, ...roles: Actor['roles'][number][]): Actor => ({ id, roles, sponsor: 'ntt', area: '53' });
    expect(await faultOf(asked(officer))).toBe('none');
    expect(await faultOf(asked(of('petugas-lain', 'case-worker')))).toBe('claim-unknown');
    for (const role of [
      'sender',
      'verifier',
      'selector',
      'approver',
      'finance',
      'branch-officer',
      'auditor',
      'data-protection-officer',
      'administrator',
    ] as const)
      expect([role, await faultOf(asked(of(`petugas-${role}`, role)))]).toEqual([role, 'act-not-permitted']);
  });

  test('the file for the branch is a PDF with the papers in it', async () => {
    const claimId = await claimOf(dead);
    const other = await claimOf(alive);
    await small.database.transact(officer, (tx) =>
      addPaper(tx, { ...port(), scan: scanByBytes }, { claimId: other, codes: ['form-f4'], content: Buffer.from('%PDF-1.4 isi') }),
    );
    const bundle = await small.database.transact(officer, (tx) =>
      bundleOf(tx, port(), { claimId: other, reason: 'Menyerahkan ke cabang.', through: 'command' }),
    );
    expect(bundle.content.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bundle.fileName).toBe(`klaim-${other}.pdf`);
    expect(claimId).not.toBe(other);
  });
});

describe('at the command line', () => {
  const run = async (...words: readonly string[]): Promise<string> => {
    let told = '';
    const context: CommandContext = {
      open: async () => port(),
      actor: () => officer,
      print: (text) => void (told += text),
      json: () => false,
      result: (_, human) => void (told += human),
      disclose: async () => {},
      progress: { step: () => {}, at: () => {}, end: () => {} },
      secret: async () => '',
    };
    const program = new Command();
    registerClaimsCommands(program, context);
    await program.parseAsync(['claims', ...words], { from: 'user' });
    return told;
  };

  test('a bundle never overwrites: a file that is there already is told before anything is opened or recorded', async () => {
    const claimId = await claimOf(alive);
    const folder = await mkdtemp(path.join(tmpdir(), 'payung-bundle-'));
    const out = path.join(folder, 'berkas.pdf');
    await writeFile(out, 'yang lama');
    const { received } = await small.database.read(officer, (tx) => caseShown(tx, port().law, claimId));
    const before = await small.count('permission.disclosure');
    const reason = ['--reason', 'Menyerahkan ke cabang.'];
    expect(await faultOf(run('bundle', claimId, '--out', out, ...reason))).toBe('file-exists');
    expect(await faultOf(run('paper-open', claimId, '--paper', received[0]?.paperId ?? '', '--out', out, ...reason))).toBe('file-exists');
    expect(await faultOf(run('bundle', claimId, '--out', path.join(folder, 'tidak-ada', 'berkas.pdf'), ...reason))).toBe('file-not-writable');
    expect(await small.count('permission.disclosure')).toBe(before);
    expect(await readFile(out, 'utf8')).toBe('yang lama');
    const fresh = path.join(folder, 'baru.pdf');
    expect(await faultOf(run('bundle', claimId, '--out', fresh, '--reason', 'x'))).toBe('reason-missing');
    await run('bundle', claimId, '--out', fresh, ...reason);
    expect((await readFile(fresh)).subarray(0, 5).toString()).toBe('%PDF-');
    await rm(folder, { recursive: true });
  });

  test('a claim is told in words, with its id; its state and who must move too', async () => {
    const claimId = await claimOf(dead);
    const shown = await run('show', programme);
    expect(shown).toContain(claimId);
    expect(shown).toContain('santunan penuh / full benefit');
    expect(shown).toContain('belum pasti / unverified');
    expect(shown).toContain('Meninggal bukan karena kecelakaan kerja.');
    expect(shown).not.toMatch(/funeral-only|death-outside-work/);
    const work = await run('work', programme);
    expect(work).toContain('belum dibuka siapa pun / not opened by anybody');
    expect(await run('case', claimId)).toMatch(/^yang diterima berbeda \/ what arrived differs .*petugas kasus \/ case worker/);
    const other = await claimOf(alive);
    expect(await run('step', other, '--kind', 'contacted')).toMatch(
      /^keluarga dihubungi \/ family contacted .*petugas kasus|^keluarga dihubungi \/ family contacted .*atasan/,
    );
  });

  test('what is missing is told as it stands now, not as on the day the claim was opened', async () => {
    const shown = async (who: number) => small.database.read(officer, async (tx) => claimShown(tx, port().law, await claimOf(who)));
    expect((await shown(dead)).missingPapers).toEqual([]);
    expect((await shown(dead)).missingDocuments).toEqual([]);
    expect((await shown(alive)).missingDocuments).not.toContain('form-f4');
    expect((await shown(alive)).missingPapers.map(({ id }) => id).join()).toContain('kematian');
  });
});

describe('a death that was false', () => {
  test('brings the person back the same day, prices the gap, and a later death opens a claim of its own', async () => {
    const claimId = await claimOf(alive);
    const personKey = await small.keyOf(alive);
    const departures = () => small.database.read(officer, (tx) => departuresOf(tx, personKey));
    expect((await departures()).map(({ cause }) => cause)).toEqual(['death']);
    const result = await step(claimId, 'false-death', { remark: 'datang sendiri ke kantor desa' });
    expect(result.back).toBe(true);
    expect(result.gap).toMatchObject({ months: 0, contributions: 0n, atStake: 0n });
    expect(await departures()).toEqual([]);
    expect(await findDeaths(small.workplace, officer, programme)).toMatchObject({ opened: 0, departed: 0 });
    const niks = small.people[alive]?.nik;
    const taken = await small.database.transact(officer, (tx) =>
      takeReport(tx, port(), { ...report, name: 'SIAPA', happenedOn: civilDate('2025-10-30'), token: port().niks.seal(niks as never) }),
    );
    expect(taken.claimId).not.toBe(claimId);
    expect(taken.claimId).not.toBeNull();
  });
});

describe('a report', () => {
  test('without a NIK waits for an officer, who is shown the likeliest; his decision opens the claim, and no contribution stops yet', async () => {
    const name = small.people[told]?.name ?? '';
    const taken = await small.database.transact(publicReporter('ntt'), (tx) => takeReport(tx, port(), { ...report, source: 'public-page', name }));
    expect(taken).toMatchObject({ waits: true, claimId: null });
    const [waiting] = await small.database.read(officer, (tx) => reportsToDecide(tx, port(), programme));
    const personKey = await small.keyOf(told);
    expect(waiting?.likely[0]).toMatchObject({ personKey, score: 100, why: { name: 100, birthDays: 0, sameVillage: true } });
    const follow = () => small.database.read(publicReporter('ntt'), (tx) => followReport(tx, taken.receipt));
    expect((await follow()).state).toBe('waits');
    const decide = (of = programme) =>
      small.database.transact(officer, (tx) =>
        decideReport(tx, port(), { programme: of, reportId: taken.reportId, personKey, evidence: 'nama, tanggal lahir dan desa sama', outcome: null }),
      );
    expect(await faultOf(decide('another-2025'))).toBe('report-unknown');
    expect(await decide()).toMatchObject({ opened: true });
    expect(await faultOf(decide())).toBe('report-decided-already');
    expect((await follow()).state).toBe('claim');
    expect(await small.database.read(officer, (tx) => departuresOf(tx, personKey))).toEqual([]);
    await step(await claimOf(told), 'confirmed', { remark: 'akta kematian' });
    expect((await small.database.read(officer, (tx) => departuresOf(tx, personKey))).map(({ cause, evidence }) => `${cause} ${evidence}`)).toEqual([
      'death akta kematian',
    ]);
  });

  test('of a family begins the case; the same account behind two claims is a fact for the auditor', async () => {
    const nik = small.people[phoned]?.nik;
    const taken = await small.database.transact(officer, (tx) =>
      takeReport(tx, port(), { ...report, source: 'family-call', name: 'X', token: port().niks.seal(nik as never) }),
    );
    const { standing } = await small.database.read(officer, (tx) => caseShown(tx, port().law, taken.claimId ?? ''));
    expect(standing.state).toBe('gathering-papers');
    await payee(taken.claimId ?? '', { name: 'YULIANA NAHAK', accountName: 'YULIANA NAHAK', account: '0012-345', phone: '+62 812 3456' });
    const { shared } = await small.database.read(officer, (tx) => patternsOf(tx, port().law, programme));
    expect(shared.map(({ kind, claims }) => [kind, claims.length])).toEqual([
      ['account', 2],
      ['phone', 2],
    ]);
  });

  test('with a number is told that a claim may be there and which papers are missing; a stranger by NIK on the public page is not', async () => {
    const nik = small.people[calls]?.nik;
    const take = (source: 'public-page' | 'family-call', phone: string) =>
      small.database.transact(officer, (tx) => takeReport(tx, port(), { ...report, source, name: 'X', phone, token: port().niks.seal(nik as never) }));
    const told = async (claimId: string | null) =>
      (await small.database.read(actors.office, (tx) => noticesShown(tx, port().vault, 100)))
        .filter(({ subject }) => subject === claimId)
        .map(({ kind, to }) => `${kind} ${to}`)
        .sort();
    const stranger = await take('public-page', '081299998888');
    expect(await told(stranger.claimId)).toEqual([]);
    const { claimId } = await take('family-call', '081211112222');
    expect(claimId).toBe(stranger.claimId);
    expect(await told(claimId)).toEqual(['possible-claim +6281****222']);
    await step(claimId ?? '', 'reported');
    expect(await told(claimId)).toEqual(['document-missing +6281****222', 'possible-claim +6281****222']);
    const [message] = await small.database.read(actors.office, (tx) => noticesShown(tx, port().vault, 1));
    expect(message?.text).toContain(`Berkas santunan ${(claimId ?? '').slice(-8).toUpperCase()} belum lengkap`);
  });

  test('of a fatal accident opens a claim of JKK with its scholarships, reminded of each school year', async () => {
    const nik = small.people[hurt]?.nik;
    const taken = await small.database.transact(officer, (tx) => takeReport(tx, port(), { ...report, event: 'accident', name: 'X', token: null }));
    expect(nik).toBeDefined();
    const { claimId } = await small.database.transact(officer, async (tx) =>
      decideReport(tx, port(), { programme, reportId: taken.reportId, personKey: await small.keyOf(hurt), evidence: 'saksi', outcome: 'death' }),
    );
    expect(await small.count('claims.probable_claim', `claim_id = '${claimId}' and amount = 70000000 and benefit = 'work-accident'`)).toBe(1);
    await small.database.transact(officer, (tx) =>
      addChild(tx, port(), { claimId: claimId ?? '', name: 'ANA', birth: '2018-05-01', level: 'sd', year: 2, school: null }),
    );
    const due = () => small.database.read(officer, (tx) => dueScholarships(tx, port(), programme));
    expect((await due()).due.map(({ from, amount, lapsesOn }) => `${from} ${amount} ${lapsesOn}`)).toEqual(['2025-07-01 1500000 2029-07-01']);
    const [first] = (await due()).due;
    const claimed = () =>
      small.database.transact(officer, (tx) =>
        claimScholarship(tx, port(), { claimId: claimId ?? '', childId: first?.childId ?? '', from: civilDate('2025-07-01') }),
      );
    await claimed();
    expect(await due()).toEqual({ due: [], notEntitled: [] });
    expect(await faultOf(claimed())).toBe('school-year-not-due');
  });

  test('of a death outside work gives no scholarship before the months the law asks for: told, never listed as claimable', async () => {
    const claimId = await claimOf(told);
    await small.database.transact(actors.secretary, (tx) =>
      assignCase(tx, { kind: 'claim', caseId: claimId, to: officer.id, caseOf: (inner, _, id) => placeOfClaim(inner, id) }),
    );
    const asked = async (act: string): Promise<Actor> => permit({ database: small.database, permissions: permissions(), regionOf }, officer, act);
    const added = await small.database.transact(await asked('claims child'), (tx) =>
      addChild(tx, port(), { claimId, name: 'RINA', birth: '2018-05-01', level: 'sd', year: 2, school: null }),
    );
    const right = { entitled: false, minimumMonths: 36, paidMonths: 4, article: 'PP 82/2019', confidence: 'unverified' };
    expect(added).toMatchObject({ years: 0, right });
    const { due, notEntitled } = await small.database.read(await asked('claims scholarships'), (tx) => dueScholarships(tx, port(), programme));
    expect(due.filter((one) => one.claimId === claimId)).toEqual([]);
    expect(notEntitled).toMatchObject([{ claimId, ...right }]);
    const claimed = small.database.transact(officer, (tx) => claimScholarship(tx, port(), { claimId, childId: added.childId, from: civilDate('2025-07-01') }));
    expect(await faultOf(claimed)).toBe('scholarship-not-entitled');
  });

  test('of a day nobody had paid for opens nothing, and says so', async () => {
    const nik = small.people[hurt]?.nik;
    const taken = await small.database.transact(officer, (tx) =>
      takeReport(tx, port(), { ...report, name: 'X', happenedOn: civilDate('2025-07-02'), token: port().niks.seal(nik as never) }),
    );
    expect([taken.waits, taken.claimId]).toEqual([false, null]);
    expect((await small.database.read(officer, (tx) => followReport(tx, taken.receipt))).state).toBe('no-claim');
    expect(await faultOf(small.database.transact(officer, (tx) => takeReport(tx, port(), { ...report, name: 'X', happenedOn: civilDate('2026-10-01') })))).toBe(
      'day-not-reached',
    );
  });
});

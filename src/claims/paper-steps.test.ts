// One scan for several papers, on a real database: kept once, shown at each, opened and bundled once; named for further ones later; by command, /v1 and page.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SmallProgramme, actors, faultOf, programme, smallProgramme, villagers } from '../../test/fixtures/small-programme.ts';
import { asking, signedIn } from '../../test/signed-in.ts';
import type { Actor } from '../kernel/actor.ts';
import { civilDate } from '../kernel/date.ts';
import { monthFrom } from '../kernel/month.ts';
import { assignCase } from '../permission/case-steps.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { createApp } from '../server.ts';
import { caseShown } from './case-steps.ts';
import { placeOfClaim } from './claim-page-steps.ts';
import { registerClaimsCommands } from './claims-commands.ts';
import { claimsOf, findDeaths } from './claims-steps.ts';
import { addPaper, bundleOf, openPaper, papersNamed } from './paper-steps.ts';
import { scanByBytes } from './virus-scan-client.ts';

let small: SmallProgramme;
let claimId: string;
let app: ReturnType<typeof createApp>;
const officer = actors.cases;
const pdf = (mark: string) => Buffer.from(`%PDF-1.4 ${mark}`);

beforeAll(async () => {
  small = await smallProgramme({ villagers: villagers('timur', 1), places: { timur: 1 } });
  await small.allocated();
  await small.established();
  await small.pay(monthFrom('2025-07'));
  await small.load('deaths', civilDate('2025-08-01'), [`${small.people[0]?.nik},2025-07-20,2025-07-28,DUKCAPIL`]);
  small.day('2025-08-04');
  await findDeaths(small.workplace, officer, programme);
  claimId = (await small.database.read(officer, (tx) => claimsOf(tx, { programme })))[0]?.claimId ?? '';
  const worker = await signedIn(small.workplace, { roles: ['case-worker'], sponsor: 'ntt', area: '53' });
  await small.database.transact(actors.secretary, (tx) =>
    assignCase(tx, { kind: 'claim', caseId: claimId, to: worker.actorId, caseOf: (inner, _, id) => placeOfClaim(inner, id) }),
  );
  app = asking(createApp({ workplace: { ...small.workplace, dataDir: small.folder }, log: pino({ level: 'silent' }) }), worker);
});
afterAll(() => small.drop());

const add = (codes: readonly string[], content: Buffer) =>
  small.database.transact(officer, (tx) => addPaper(tx, { ...small.workplace, scan: scanByBytes }, { claimId, codes, content }));
const shown = () => small.database.read(officer, (tx) => caseShown(tx, small.workplace.law, claimId));
const there = async () => (await shown()).papers.filter((one) => one.there).map(({ code }) => code);

test('papers named together are read with commas and blanks between them, each once', () => {
  expect(papersNamed(' death-certificate, heir-ktp-kk,,death-certificate ')).toEqual(['death-certificate', 'heir-ktp-kk']);
});

describe('one scan', () => {
  test('stands for every paper named, is kept once, and leaves so many fewer missing', async () => {
    const before = (await shown()).papers.filter((one) => one.needed && !one.there).length;
    const { paperId, missing } = await add(['death-certificate', 'deceased-ktp-kk', 'heir-ktp-kk'], pdf('KTP KK akta'));
    expect(missing).toBe(before - 3);
    expect(await there()).toEqual(['deceased-ktp-kk', 'heir-ktp-kk', 'death-certificate']);
    const { papers, received } = await shown();
    expect(papers.filter((one) => one.there).map(({ scans }) => scans)).toEqual([[paperId], [paperId], [paperId]]);
    expect(received).toMatchObject([{ paperId, codes: ['death-certificate', 'deceased-ktp-kk', 'heir-ktp-kk'] }]);
    expect(await small.count('claims.paper')).toBe(1);
  });

  test('sent again is refused for the same papers and stands for further ones', async () => {
    expect(await faultOf(add(['heir-ktp-kk'], pdf('KTP KK akta')))).toBe('paper-there-already');
    await add(['heir-ktp-kk', 'heir-letter'], pdf('KTP KK akta'));
    expect(await there()).toContain('heir-letter');
    expect(await small.count('claims.paper')).toBe(1);
    expect(await small.count('claims.paper_use')).toBe(4);
  });

  test('with one unknown paper among those named is not kept at all', async () => {
    expect(await faultOf(add(['heir-bank-book', 'surat-cinta'], pdf('rekening')))).toBe('paper-unknown');
    expect(await faultOf(add([], pdf('rekening')))).toBe('paper-unknown');
    expect(await small.count('claims.paper')).toBe(1);
  });

  test('is opened once for all it holds, and attached to the file of the branch once', async () => {
    const paperId = (await shown()).received[0]?.paperId ?? '';
    const opened = await small.database.transact(officer, (tx) =>
      openPaper(tx, small.workplace, { claimId, paperId, reason: 'Mencocokkan akta.', through: 'page' }),
    );
    expect(opened).toMatchObject({ codes: ['death-certificate', 'deceased-ktp-kk', 'heir-ktp-kk', 'heir-letter'], content: pdf('KTP KK akta') });
    const { content } = await small.database.transact(officer, (tx) =>
      bundleOf(tx, small.workplace, { claimId, reason: 'Menyerahkan ke cabang.', through: 'page' }),
    );
    expect(content.toString('latin1').match(/\/EmbeddedFile\b/g)?.length).toBe(1);
  });
});

describe('three ways', () => {
  const form = (codes: readonly string[], mark: string) => {
    const body = new FormData();
    for (const code of codes) body.append('paper', code);
    body.append('file', new File([pdf(mark)], 'pindaian.pdf', { type: 'application/pdf' }));
    return body;
  };

  test('the page offers a box for each paper, keeps what was ticked, and shows the file at each paper', async () => {
    const at = `/claims/${claimId}/case`;
    const page = await (await app.request(at)).text();
    expect(page).toMatch(/<fieldset[^>]*class="field boxes"/);
    expect(page).toContain('<input type="checkbox" name="paper" value="form-f4"/>');
    const sent = await app.request(`/claims/${claimId}/papers`, {
      method: 'POST',
      body: form(['form-f4', 'member-card'], 'formulir dan kartu'),
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect(sent.status).toBe(303);
    // On a busy machine the form is followed as work.
    await expect.poll(there, { timeout: 30_000 }).toEqual(expect.arrayContaining(['form-f4', 'member-card']));
    expect((await (await app.request(at)).text()).match(/: ada, berkas 2</g)?.length).toBe(2);
    const none = await app.request(`/claims/${claimId}/papers`, { method: 'POST', body: form([], 'x'), headers: { 'sec-fetch-site': 'same-origin' } });
    expect(none.status).toBe(400);
    expect(await none.text()).toContain('Dokumen dalam berkas ini: belum diisi');
  });

  test('by HTTP with commas between the codes', async () => {
    const response = await app.request(`/v1/claims/${claimId}/papers`, {
      method: 'POST',
      body: form(['heir-bank-book, form-f4'], 'buku tabungan'),
      headers: { 'idempotency-key': 'dokumen-satu', origin: 'http://localhost' },
    });
    expect(response.status, await response.clone().text()).toBe(200);
    const { received } = (await (await app.request(`/v1/claims/${claimId}/case`)).json()) as { received: { codes: string[] }[] };
    expect(received.map(({ codes }) => codes)).toContainEqual(['form-f4', 'heir-bank-book']);
  });

  test('by command', async () => {
    const file = path.join(small.folder, 'dua.pdf');
    await writeFile(file, pdf('dua'));
    const context: CommandContext = {
      open: async () => small.workplace,
      actor: () => officer,
      print: () => {},
      json: () => false,
      result: () => {},
      disclose: async () => {},
      progress: { step: () => {}, at: () => {}, end: () => {} },
      secret: async () => '',
    };
    const program = new Command();
    registerClaimsCommands(program, context);
    await program.parseAsync(['claims', 'paper', claimId, file, '--paper', 'member-card,death-certificate'], { from: 'user' });
    expect((await shown()).received.at(-1)?.codes).toEqual(['death-certificate', 'member-card']);
  });
});

test('an officer without the case sees no use of a paper', async () => {
  const seen = (actor: Actor) => small.database.read(actor, async (tx) => (await tx.client.query('select from claims.paper_use')).rowCount);
  expect(await seen(officer)).toBeGreaterThan(0);
  expect(await seen({ ...officer, within: { cases: [] } })).toBe(0);
  expect(await seen({ ...officer, area: '5315' })).toBe(0);
});

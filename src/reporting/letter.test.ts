// The answer to a person: what is so of him, and what the letter says; and that it is one page whatever there is to say.
import { expect, test } from 'vitest';
import { lawFolder } from '../../test/law-folder.ts';
import { readPolicyFixture } from '../../test/policy.ts';
import { eligibilityCodes, eligibilityFindings } from '../eligibility/findings.ts';
import { monthFrom } from '../kernel/month.ts';
import type { Nik } from '../kernel/nik.ts';
import { loadLaw } from '../law/law-store.ts';
import { reachInTerm } from '../law/reach-in-term.ts';
import { type LetterFacts, letterOf } from './letter.ts';
import { letterPdf } from './letter-pdf-client.ts';

const reason = (code: (typeof eligibilityCodes)[number]) => ({ code, id: eligibilityFindings.of(code).id, remedyId: eligibilityFindings.of(code).remedyId });
const accepted = { outcome: 'accept', reasons: [], run: 'run-1' };
const facts: LetterFacts = {
  nik: '5307011403850001' as Nik,
  name: 'MARIA CONTOH',
  village: 'Nangameting',
  policy: readPolicyFixture(),
  verdict: accepted,
  rank: { rank: 1_284, of: 3_010, last: 1_102, placed: false, kabupaten: 'Kab. Sikka', keptFor: null },
  signed: null,
  reach: null,
  ageArticle: 'Permenaker 5/2021',
  on: '2025-07-02',
};
const law = loadLaw(lawFolder);
const reaching = (first: string) => reachInTerm(law, { first: monthFrom(first), last: monthFrom('2025-12') });
const signed = { number: 'SK/1', signatory: 'Gubernur Nusa Tenggara Timur', signedOn: '2025-06-30', first: '2025-07', last: '2025-12' };

test.each<[string, Partial<LetterFacts>, string, string]>([
  // what is so                | facts                                                              | outcome      | it says
  ['waits', {}, 'waiting', 'Peringkat 1.284 dari 3.010 di Kab. Sikka; tempat terakhir diberikan pada peringkat 1.102.'],
  ['has a place', { rank: { rank: 5, of: 9, last: 6, placed: true, kabupaten: 'Kab. Sikka', keptFor: null } }, 'proposed', 'Peringkat 5 dari 9'],
  [
    'has a kept place',
    { rank: { rank: 8, of: 9, last: 6, placed: true, kabupaten: 'Kab. Sikka', keptFor: 'disabled' } },
    'proposed',
    'disisihkan untuk kelompok',
  ],
  [
    'stands on a signed list',
    { signed, reach: reaching('2025-07') },
    'chosen',
    'SK/1 yang ditandatangani Gubernur Nusa Tenggara Timur pada 30 Juni 2025. Iuran ditanggung untuk Juli 2025 sampai Desember 2025.',
  ],
  [
    'came too late for the full benefit',
    { signed: { ...signed, first: '2025-11' }, reach: reaching('2025-11') },
    'chosen',
    'ketika 3 bulan iuran tidak muat lagi sampai Desember 2025. Bila meninggal bukan karena kerja dalam masa ini, keluarga hanya menerima biaya pemakaman, kecuali iuran dilanjutkan tahun berikutnya (Permenaker 1/2025; menurut sumber lain, naskahnya belum dibaca).',
  ],
  [
    'came when the readings of the rule differ',
    { signed: { ...signed, first: '2025-10' }, reach: reaching('2025-10') },
    'chosen',
    'Ada cara menghitung lain yang belum mencapainya (Permenaker 1/2025; cara menghitungnya belum pasti).',
  ],
  ['is not on any list', { verdict: null, rank: null }, 'unknown', 'Belum ada daftar calon'],
  ['was not ranked yet', { rank: null }, 'not-ranked', 'Tempat belum dibagikan'],
  [
    'is refused',
    { verdict: { ...accepted, outcome: 'reject', reasons: [reason('decile-above-bound'), reason('too-old-to-register')] }, rank: null },
    'refused',
    '',
  ],
  ['is looked into', { verdict: { ...accepted, outcome: 'review', reasons: [reason('not-in-social-register')] }, rank: null }, 'in-review', ''],
])('who %s', (_, change, outcome, says) => {
  const letter = letterOf({ ...facts, ...change });
  expect(letter.outcome).toBe(outcome);
  expect(letter.paragraphs.join(' ')).toContain(says);
  expect(JSON.stringify(letter)).not.toContain(facts.nik);
  expect(letter.nik).toBe('53**********0001');
});

test('every reason has its article: of the condition, or of the law', () => {
  const { reasons } = letterOf({ ...facts, verdict: { ...accepted, outcome: 'reject', reasons: eligibilityCodes.map(reason) } });
  expect(reasons).toHaveLength(eligibilityCodes.length);
  for (const { article } of reasons) expect(article).not.toBe('');
  expect(reasons.find(({ text }) => text.includes('batas pendaftaran'))?.article).toBe('Permenaker 5/2021');
  expect(reasons.find(({ text }) => text.includes('Desil kesejahteraan'))?.article).toBe(
    'Kriteria program; batas desil NTT tidak dipublikasikan (pasalnya belum dipastikan)',
  );
});

test.each([1, 5, 14])(
  'with %i reasons it is one page, and the same bytes every time',
  async (many) => {
    const letter = letterOf({ ...facts, rank: null, verdict: { ...accepted, outcome: 'reject', reasons: eligibilityCodes.slice(0, many).map(reason) } });
    const bytes = await letterPdf(letter);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.toString('latin1').match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1);
    expect((await letterPdf(letter)).equals(bytes)).toBe(true);
  },
  120_000,
);

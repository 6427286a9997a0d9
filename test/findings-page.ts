// Decides docs/operate/findings.md: the one vocabulary of findings, every code with who decides it, what it means and what to do, made from the tables of the stages.
import { eligibilityFindings } from '../src/eligibility/findings.ts';
import { intakeFindings } from '../src/intake/findings.ts';
import type { Finding } from '../src/kernel/finding.ts';
import { matchFindings } from '../src/matching/findings.ts';

const outcomes = { reject: 'tolak / reject', review: 'periksa / review', accept: 'catatan / note' } as const;
const cell = (text: string): string => text.replaceAll('|', '\\|');

const line = ({ code, outcome, field, id, en, remedyId, remedyEn }: Finding): string =>
  `| \`${code}\` | ${outcomes[outcome]} | ${field} | ${cell(id)}<br>${cell(en)} | ${cell(remedyId) || '–'}<br>${cell(remedyEn) || '–'} |`;

const stages: readonly (readonly [title: string, all: readonly Finding[]])[] = [
  ['intake: bentuk berkas / form of the file', intakeFindings.all],
  ['matching: orang yang dimaksud / which person is meant', matchFindings.all],
  ['eligibility: boleh dibayar / may be paid for', eligibilityFindings.all],
];

/** The page. */
export const findingsPage = (): string =>
  [
    '# Temuan / Findings',
    '',
    'Dibuat oleh `npm run generate`; jangan diubah. Setiap kode dimiliki satu tahap; urutannya adalah urutan alasan dalam laporan.',
    '',
    'Made by `npm run generate`; do not edit. Each code has one owner; their order is the order of reasons in a report.',
    ...stages.flatMap(([title, all]) => [
      '',
      `## ${title}`,
      '',
      '| Kode / code | Hasil / outcome | Isian / field | Arti / meaning | Yang dilakukan / remedy |',
      '|---|---|---|---|---|',
      ...all.map(line),
    ]),
    '',
  ].join('\n');

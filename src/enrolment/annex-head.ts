// Decides the words of an annex: its title, its facts, the table of kabupaten and the lines of signature, in the language of Indonesian decrees.
import { type AnnexGroup, type AnnexKind, type PlaceNames, kabupatenText } from './annex.ts';
import type { LateTold } from './late-additions.ts';
import { lateRule, otherReadings } from './late-words.ts';

/** What is known of the instrument an annex belongs to. */
export interface AnnexOf {
  readonly kind: string;
  readonly number: string;
  readonly signatory: string;
  readonly effectiveOn: string;
  readonly signedOn: string | null;
  readonly legalBasis: readonly string[];
  readonly listDigest: string;
  readonly additions: number;
  readonly removals: number;
  readonly policyVersion: number;
  readonly lawVersion: string;
  readonly publicKey: string | null;
  readonly signature: string | null;
  readonly programmeTitle: string;
  /** The additions that come too late for the full death benefit, and whether a second official approved them. */
  readonly late: LateTold | null;
  readonly approved: boolean;
}

const months = ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'];

/** `28 Juni 2025`. */
export const dayText = (date: string): string => `${Number(date.slice(8, 10))} ${months[Number(date.slice(5, 7)) - 1] ?? ''} ${date.slice(0, 4)}`;

const about: Readonly<Record<string, string>> = {
  establishment: 'PENETAPAN PESERTA',
  amendment: 'PERUBAHAN DAFTAR PESERTA',
  revocation: 'PENCABUTAN PENETAPAN PESERTA',
};

const count = (people: number): string => people.toLocaleString('id-ID');

/** Title, running head, facts, table and closing of an annex. `mark` is the copy's own. */
export function annexWords(of: AnnexOf, kind: AnnexKind, groups: readonly AnnexGroup[], names: PlaceNames, mark: string) {
  const date = of.signedOn === null ? 'belum ditandatangani' : dayText(of.signedOn);
  const decree = `KEPUTUSAN ${of.signatory.toUpperCase()}`;
  const title = `${about[of.kind] ?? of.kind.toUpperCase()} ${of.programmeTitle.toUpperCase()}`;
  const kabupaten = new Map<string, { added: number; removed: number }>();
  for (const { change, area, people } of groups) {
    const sums = kabupaten.get(area.slice(0, 4)) ?? { added: 0, removed: 0 };
    kabupaten.set(area.slice(0, 4), change === 'add' ? { ...sums, added: sums.added + people } : { ...sums, removed: sums.removed + people });
  }
  const change = [
    ...(of.additions > 0 ? [`${count(of.additions)} orang ${of.kind === 'establishment' ? 'ditetapkan' : 'ditambahkan'}`] : []),
    ...(of.removals > 0 ? [`${count(of.removals)} orang dikeluarkan`] : []),
  ];
  return {
    kind,
    title: [`LAMPIRAN ${decree}`, `NOMOR ${of.number}`, 'TENTANG', title],
    running: `Lampiran ${decree} Nomor ${of.number}, ${date}, tentang ${title}`,
    facts: [
      ['Nomor', of.number],
      ['Tanggal', date],
      ['Berlaku mulai', dayText(of.effectiveOn)],
      ['Dasar hukum', of.legalBasis.join('; ')],
      ['Isi', change.join(', ')],
      ...lateFacts(of),
      ['Kebijakan dan hukum', `versi kebijakan ${of.policyVersion}; versi hukum ${of.lawVersion.slice(0, 16)}`],
      ['Sidik daftar (SHA-256)', of.listDigest],
      [
        'Salinan',
        kind === 'full'
          ? 'Lengkap untuk arsip. Memuat NIK dan alamat: bukan untuk diumumkan (UU 27/2022).'
          : 'Untuk umum. Nama disamarkan; NIK dan alamat tidak dimuat; desa dengan sedikit orang tidak disebut.',
      ],
    ] as const,
    recap: [
      ...[...kabupaten].map(([area, { added, removed }]) => [kabupatenText(names, area), count(added), count(removed), count(lateIn(of.late, area))] as const),
      ['JUMLAH', count(of.additions), count(of.removals), count(of.late?.people ?? 0)] as const,
    ],
    listDigest: of.listDigest,
    mark,
    draft: of.signedOn === null ? 'BELUM DITANDATANGANI' : null,
    closing:
      of.signedOn === null
        ? ['Usulan. Belum ditandatangani dan belum berlaku.']
        : [
            `Ditetapkan pada ${dayText(of.signedOn)}`,
            of.signatory.toUpperCase(),
            'Ditandatangani secara elektronik (Ed25519 atas sidik daftar).',
            `Tanda tangan: ${of.signature ?? ''}`,
            `Kunci publik: ${of.publicKey ?? ''}`,
            'Periksa: payung determine verify, atau berkas bukti dari catatan transparansi.',
          ],
  };
}

const lateIn = (late: LateTold | null, area: string): number => (late?.kabupaten ?? []).reduce((sum, one) => (one.area === area ? sum + one.people : sum), 0);

/** The facts about late additions, which stand beside how many are added. */
function lateFacts({ late, approved }: AnnexOf): readonly (readonly [string, string])[] {
  if (late === null) return [];
  return [
    ['Tambahan terlambat', `${count(late.people)} orang. ${[lateRule(late).id, otherReadings(late)?.id ?? []].flat().join(' ')}`],
    ['Persetujuan kedua', approved ? 'Diberikan pejabat yang tidak mengusulkan dan tidak menandatangani.' : 'Belum diberikan.'],
  ];
}

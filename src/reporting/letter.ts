// Decides what one page of answer to a person says: chosen, waiting or refused, every reason with its article, and how to object.
import { sureWords } from '../enrolment/late-words.ts';
import { maskNik, type Nik } from '../kernel/nik.ts';
import type { TermReach } from '../law/reach-in-term.ts';
import type { ProgrammeFile } from '../programme/policy.ts';

/** What stands about a person in a programme. */
export interface LetterFacts {
  readonly nik: Nik;
  readonly name: string;
  readonly village: string;
  readonly policy: ProgrammeFile;
  /** The newest verdict; null when no list names the person. */
  readonly verdict: {
    readonly outcome: string;
    readonly reasons: readonly { readonly code: string; readonly id: string; readonly remedyId: string }[];
    readonly run: string;
  } | null;
  /** The newest rank, how many were ranked in that kabupaten, and the rank the last place was given at. */
  readonly rank: {
    readonly rank: number;
    readonly of: number;
    readonly last: number;
    readonly placed: boolean;
    readonly kabupaten: string;
    readonly keptFor: string | null;
  } | null;
  /** The signed list the person stands on. */
  readonly signed: { readonly number: string; readonly signatory: string; readonly signedOn: string; readonly first: string; readonly last: string } | null;
  /** Whether the paid months of the full death benefit still fit; null when not on a list. */
  readonly reach: TermReach | null;
  /** Article of the law's age limit. */
  readonly ageArticle: string;
  readonly on: string;
}

/** A reason with the article or clause it rests on. */
export interface LetterReason {
  readonly text: string;
  readonly article: string;
  readonly remedy: string;
}

export const letterOutcomes = ['chosen', 'proposed', 'waiting', 'refused', 'in-review', 'not-ranked', 'unknown'] as const;

/** The letter, in Indonesian, as it is printed. */
export interface Letter {
  readonly outcome: (typeof letterOutcomes)[number];
  readonly title: string;
  readonly sponsor: string;
  readonly programme: string;
  readonly name: string;
  readonly nik: string;
  readonly village: string;
  readonly on: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly reasons: readonly LetterReason[];
  readonly objection: readonly string[];
  readonly reference: string;
}

const number = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, '.');
const months = ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'];
const monthName = (month: string): string => `${months[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`;
const dayName = (day: string): string => `${Number(day.slice(8, 10))} ${monthName(day)}`;

/** The letter to a person. What nobody has decided yet is said to be open, never guessed. */
export function letterOf(facts: LetterFacts): Letter {
  const { policy, verdict, rank, signed } = facts;
  const outcome = outcomeOf(facts);
  return {
    outcome,
    title: 'Pemberitahuan hasil seleksi',
    sponsor: policy.sponsor.name,
    programme: policy.title.id,
    name: facts.name,
    nik: maskNik(facts.nik),
    village: facts.village,
    on: dayName(facts.on),
    heading: headings[outcome],
    paragraphs: [
      ...(signed === null
        ? []
        : [
            `Nama Saudara ada dalam keputusan ${signed.number} yang ditandatangani ${signed.signatory} pada ${dayName(signed.signedOn)}. Iuran ditanggung untuk ${monthName(signed.first)} sampai ${monthName(signed.last)}.`,
            'Perlindungan berlaku sejak iuran diterima BPJS Ketenagakerjaan, bukan sejak surat keputusan ini.',
            ...lateParagraph(facts.reach),
          ]),
      ...(rank === null || verdict?.outcome !== 'accept'
        ? []
        : [
            `Peringkat ${number(rank.rank)} dari ${number(rank.of)} di ${rank.kabupaten}; tempat terakhir diberikan pada peringkat ${number(rank.last)}.`,
            ...(rank.keptFor === null ? [] : ['Tempat ini berasal dari bagian yang disisihkan untuk kelompok Saudara.']),
            `Urutan ditentukan oleh kebutuhan (${policy.ranking.map((key) => rankingWords[key]).join(', ')}).`,
          ]),
      ...(outcome === 'waiting'
        ? ['Bila ada peserta yang keluar, penggantinya diambil dari daftar cadangan menurut urutan itu. Saudara tidak perlu mendaftar lagi.']
        : []),
      ...(outcome === 'unknown' ? ['Belum ada daftar calon yang menyebut Saudara. Minta desa atau kelurahan mengusulkan nama Saudara.'] : []),
      ...(outcome === 'not-ranked' ? ['Saudara memenuhi syarat. Tempat belum dibagikan.'] : []),
    ],
    reasons:
      verdict === null || verdict.outcome === 'accept'
        ? []
        : verdict.reasons.map((one) => ({ text: one.id, article: articleOf(one.code, facts), remedy: one.remedyId })),
    objection: [
      'Bila ada yang tidak benar, Saudara dapat mengajukan keberatan, lisan atau tertulis, tanpa biaya, melalui kantor desa atau kelurahan, atau dinas yang membidangi ketenagakerjaan.',
      'Bawa surat ini dan bukti yang Saudara punya (KTP, kartu keluarga, surat keterangan). Keberatan dijawab oleh petugas lain dari yang menerimanya; penilaian diulang bila datanya berubah.',
    ],
    reference: verdict === null ? '' : `Acuan penilaian ${verdict.run}`,
  };
}

/** Nothing where every way of counting reaches the full benefit. */
function lateParagraph(reach: TermReach | null): readonly string[] {
  if (reach === null || (reach.reached && reach.settled)) return [];
  const rule = `(${reach.article}; ${sureWords[reach.confidence].id})`;
  if (reach.reached) {
    return [
      `Bulan-bulan ini cukup untuk santunan kematian penuh bila yang dihitung ${reach.months} bulan iuran. Ada cara menghitung lain yang belum mencapainya ${rule}.`,
    ];
  }
  return [
    `Saudara masuk ketika ${reach.months} bulan iuran tidak muat lagi sampai ${monthName(reach.last)}. Bila meninggal bukan karena kerja dalam masa ini, keluarga hanya menerima biaya pemakaman, kecuali iuran dilanjutkan tahun berikutnya ${rule}.`,
  ];
}

function outcomeOf({ verdict, rank, signed }: LetterFacts): Letter['outcome'] {
  if (signed !== null) return 'chosen';
  if (verdict === null) return 'unknown';
  if (verdict.outcome === 'reject') return 'refused';
  if (verdict.outcome === 'review') return 'in-review';
  if (rank === null) return 'not-ranked';
  return rank.placed ? 'proposed' : 'waiting';
}

const headings: Readonly<Record<Letter['outcome'], string>> = {
  chosen: 'Saudara TERPILIH',
  proposed: 'Saudara MENDAPAT TEMPAT; keputusannya belum ditandatangani',
  waiting: 'Saudara MENUNGGU dalam daftar cadangan',
  refused: 'Saudara BELUM DAPAT DITERIMA',
  'in-review': 'Data Saudara MASIH DIPERIKSA',
  'not-ranked': 'Saudara MEMENUHI SYARAT',
  unknown: 'Saudara BELUM DIUSULKAN',
};

const rankingWords: Readonly<Record<ProgrammeFile['ranking'][number], string>> = {
  'extreme-poverty': 'miskin ekstrem',
  decile: 'desil',
  'occupation-risk': 'risiko pekerjaan',
  disability: 'disabilitas',
  'woman-headed-household': 'perempuan kepala keluarga',
  dependants: 'jumlah tanggungan',
  lottery: 'yang sama diputus dengan undian',
};

type ConditionCode = ProgrammeFile['conditions'][number]['code'];
const conditionsBehind: Readonly<Record<string, readonly ConditionCode[]>> = {
  'below-minimum-age': ['age-minimum'],
  'above-maximum-age': ['age-maximum'],
  'moved-out': ['residence'],
  'not-resident': ['residence'],
  'decile-above-bound': ['decile-maximum'],
  'not-extremely-poor': ['extreme-poverty'],
  'not-in-social-register': ['decile-maximum', 'extreme-poverty'],
  'social-register-not-answered': ['decile-maximum', 'extreme-poverty'],
  'occupation-outside-programme': ['occupation-among'],
  'occupation-excluded': ['occupation-not-among'],
  'occupation-not-stated': ['occupation-among', 'occupation-not-among'],
  'public-servant': ['not-public-servant'],
  'public-servants-not-answered': ['not-public-servant'],
  'already-covered-by-employer': ['not-already-covered'],
  'already-covered-by-self': ['not-already-covered'],
  'already-covered-by-government': ['not-already-covered'],
  'membership-not-answered': ['not-already-covered'],
};

/** The article or clause of a reason: the condition's own basis, the law's for age, else which rule of handling it is. */
function articleOf(code: string, { policy, ageArticle }: LetterFacts): string {
  if (code === 'too-old-to-register') return ageArticle;
  if (code === 'already-sponsored') return 'Satu bulan hanya satu penanggung (kebijakan program)';
  if (code === 'deceased' || code === 'deaths-not-answered') return 'Data kependudukan (Dukcapil)';
  const condition = policy.conditions.find((one) => conditionsBehind[code]?.includes(one.code));
  if (condition !== undefined) return `${condition.basis}${condition.confidence === 'unverified' ? ' (pasalnya belum dipastikan)' : ''}`;
  return 'Kelengkapan dan kecocokan data pada daftar usulan';
}

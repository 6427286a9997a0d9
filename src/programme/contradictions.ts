// Decides what a programme file may not say although each field is well formed: contradictions, and conditions nobody can meet.
import type { ProgrammeFile } from './policy-schema.ts';
import { reservedPlaces } from './places.ts';
import type { Words } from './policy-words.ts';

/** A contradiction: the field to change, and why with the remedy. */
export interface Contradiction extends Words {
  readonly path: readonly (string | number)[];
}

/** The first contradiction of a file, or null. */
export function contradictionIn(policy: ProgrammeFile): Contradiction | null {
  for (const find of [inTerm, inPayers, inBranches, inPlaces, inReserved, inConditions, inRanking]) {
    const found = find(policy);
    if (found !== null) return found;
  }
  return null;
}

const says = (path: Contradiction['path'], id: string, en: string): Contradiction => ({ path, id, en });

function inTerm({ term }: ProgrammeFile): Contradiction | null {
  return term.last < term.first ? says(['term', 'last'], 'Bulan akhir mendahului bulan awal.', 'The last month comes before the first.') : null;
}

function inPayers({ budget, contribution }: ProgrammeFile): Contradiction | null {
  const path = ['contribution', 'payers'];
  const lines = new Set(budget.map(({ line }) => line));
  const unknown = contribution.payers.find(({ line }) => !lines.has(line));
  if (unknown !== undefined) return says(path, `Mata anggaran ${unknown.line} tidak ada.`, `The budget line ${unknown.line} does not exist.`);
  const { numerator, denominator } = contribution.payers.reduce(
    (sum, { share }) => ({
      numerator: sum.numerator * share.denominator + share.numerator * sum.denominator,
      denominator: sum.denominator * share.denominator,
    }),
    { numerator: 0n, denominator: 1n },
  );
  return numerator === denominator ? null : says(path, 'Bagian para pembayar tidak berjumlah satu.', "The payers' shares do not sum to the whole.");
}

function inBranches({ branches }: ProgrammeFile): Contradiction | null {
  const areas = branches.flatMap((branch) => branch.areas);
  return new Set(areas).size === areas.length ? null : says(['branches'], 'Satu kabupaten dilayani dua cabang.', 'One kabupaten is served by two branches.');
}

function inPlaces({ places, sponsor }: ProgrammeFile): Contradiction | null {
  const { share, total } = places;
  const fixed = Object.values(places.fixed).reduce((sum, one) => sum + one.places, 0);
  if (fixed > total) return says(['places', 'fixed'], 'Kuota tetap melebihi jumlah tempat.', 'The fixed quotas exceed the places.');
  const outside = [...Object.keys(places.fixed), ...Object.keys(share.weights ?? {})].find((area) => !area.startsWith(sponsor.region));
  if (outside !== undefined) {
    const path = outside in places.fixed ? ['places', 'fixed', outside] : ['places', 'share', 'weights', outside];
    return says(
      path,
      `Kabupaten ${outside} di luar wilayah ${sponsor.region}. Hapus.`,
      `Kabupaten ${outside} is outside the region ${sponsor.region}. Delete it.`,
    );
  }
  const at = (field: string) => ['places', 'share', field];
  if (share.base === 'places-of' && share.programme === undefined) return says(at('programme'), 'Sebutkan programnya.', 'Name the programme.');
  if (share.base === 'poor-workers' && share.decile === undefined) {
    return says(at('decile'), 'Sebutkan sampai desil berapa orang disebut miskin.', 'Say up to which decile people count as poor.');
  }
  if (share.base === 'given' && (share.weights === undefined || share.source === undefined)) {
    return says(
      at(share.weights === undefined ? 'weights' : 'source'),
      'Sebutkan angka tiap kabupaten dan sumbernya.',
      'Give a number for each kabupaten and its source.',
    );
  }
  return null;
}

function inReserved({ places: { reserved = [], total } }: ProgrammeFile): Contradiction | null {
  const path = ['places', 'reserved'];
  for (const [index, one] of reserved.entries()) {
    if ((one.group === 'occupation') !== (one.occupations !== undefined)) {
      return says(
        [...path, index, 'occupations'],
        'Kelompok pekerjaan menyebut pekerjaannya; kelompok lain tidak.',
        'A group by occupation names its occupations; no other does.',
      );
    }
    if (reserved.findIndex(({ code }) => code === one.code) !== index)
      return says([...path, index, 'code'], 'Nama kelompok dipakai dua kali.', 'The name of the group is used twice.');
  }
  const kept = reserved.reduce((sum, { share }) => sum + reservedPlaces(total, share), 0);
  return kept > total ? says(path, 'Bagian yang disisihkan melebihi semua tempat.', 'The shares kept exceed all places.') : null;
}

type Conditions = ProgrammeFile['conditions'];
type Of<Code extends Conditions[number]['code']> = Extract<Conditions[number], { code: Code }>;
const one = <Code extends Conditions[number]['code']>(conditions: Conditions, code: Code): Of<Code> | undefined =>
  conditions.find((condition): condition is Of<Code> => condition.code === code);

/** Conditions said twice, and those that together accept nobody. */
function inConditions({ conditions, sponsor }: ProgrammeFile): Contradiction | null {
  const at = (code: string, field: string) => ['conditions', conditions.findIndex((condition) => condition.code === code), field];
  const again = conditions.findIndex(({ code }, index) => conditions.findIndex((other) => other.code === code) !== index);
  if (again >= 0) return says(['conditions', again, 'code'], 'Syarat ini sudah disebut; gabungkan.', 'This condition is said already; join them.');
  const [youngest, oldest] = [one(conditions, 'age-minimum'), one(conditions, 'age-maximum')];
  if (youngest !== undefined && oldest !== undefined && oldest.years < youngest.years) {
    return says(
      at('age-maximum', 'years'),
      `Tidak ada orang yang sekaligus berumur ${youngest.years} ke atas dan ${oldest.years} ke bawah. Ubah salah satunya.`,
      `Nobody is both ${youngest.years} or older and ${oldest.years} or younger. Change one of them.`,
    );
  }
  const [among, notAmong] = [one(conditions, 'occupation-among'), one(conditions, 'occupation-not-among')];
  if (
    among !== undefined &&
    notAmong !== undefined &&
    among.occupations.every((word) => notAmong.occupations.some((refused) => word.toUpperCase().includes(refused.toUpperCase())))
  ) {
    return says(
      at('occupation-not-among', 'occupations'),
      'Semua pekerjaan yang diminta juga dikecualikan: tidak ada yang dapat diterima. Ubah salah satunya.',
      'Every occupation asked for is excluded too: nobody can be accepted. Change one of them.',
    );
  }
  const residence = one(conditions, 'residence');
  if (residence !== undefined && !residence.region.startsWith(sponsor.region) && !sponsor.region.startsWith(residence.region)) {
    return says(
      at('residence', 'region'),
      `Wilayah ${residence.region} bukan wilayah pemerintah ${sponsor.region}: tidak ada yang dapat diterima.`,
      `The region ${residence.region} is none of the sponsor's ${sponsor.region}: nobody can be accepted.`,
    );
  }
  return null;
}

function inRanking({ ranking }: ProgrammeFile): Contradiction | null {
  const again = ranking.findIndex((key, index) => ranking.indexOf(key) !== index);
  if (again >= 0) return says(['ranking', again], 'Kunci urutan disebut dua kali.', 'The ranking key is named twice.');
  const lottery = ranking.indexOf('lottery');
  if (lottery < 0 || lottery === ranking.length - 1) return null;
  return says(
    ['ranking', lottery],
    'Undian memutus yang sama, jadi berdiri paling akhir; kunci sesudahnya tidak pernah berlaku.',
    'The lottery breaks ties, so it stands last; keys after it never count.',
  );
}

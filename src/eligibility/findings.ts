// Decides what eligibility has to say about a person: every reason in declared order, with its outcome, words and remedy.
import { type Finding, FindingTable } from '../kernel/finding.ts';

const finding = (outcome: Finding['outcome'], field: string, id: string, en: string, remedyId = '', remedyEn = '') => ({
  stage: 'eligibility',
  outcome,
  field,
  id,
  en,
  remedyId,
  remedyEn,
});

const claim = ['Laporkan ke dinas: keluarga mungkin berhak atas manfaat.', 'Tell the office: the family may have a right to a benefit.'] as const;
const renew = ['Perbarui data di Dukcapil bila keliru, lalu ajukan keberatan.', 'Have the population office correct it if wrong, then object.'] as const;
const payer = ['Tidak perlu diajukan lagi selama penanggung itu membayar.', 'Need not be handed in while that payer pays.'] as const;

const update = [
  'Minta pemutakhiran DTSEN melalui musyawarah desa bila keadaan berubah.',
  'Ask the village meeting to update the social register if circumstances changed.',
] as const;
const attest = ['Tulis pekerjaan yang diketahui desa, lalu kirim lagi.', 'Write the occupation the village attests, then send again.'] as const;

export const eligibilityCodes = [
  'deceased',
  'moved-out',
  'not-resident',
  'below-minimum-age',
  'too-old-to-register',
  'above-maximum-age',
  'public-servant',
  'already-covered-by-employer',
  'already-covered-by-self',
  'already-covered-by-government',
  'already-sponsored',
  'membership-not-answered',
  'decile-above-bound',
  'not-extremely-poor',
  'occupation-outside-programme',
  'occupation-excluded',
  'occupation-not-stated',
  'not-in-social-register',
  'social-register-not-answered',
  'public-servants-not-answered',
  'deaths-not-answered',
  'resident-elsewhere',
  'nik-registered-elsewhere',
  'nik-date-differs',
] as const;
export type EligibilityCode = (typeof eligibilityCodes)[number];

const words: Record<EligibilityCode, Omit<Finding, 'code'>> = {
  deceased: finding('reject', 'nik', 'Orang ini tercatat meninggal.', 'This person is recorded as deceased.', ...claim),
  'moved-out': finding('reject', 'nik', 'Orang ini tercatat pindah dari wilayah.', 'This person is recorded as moved away.', ...renew),
  'not-resident': finding('reject', 'nik', 'Bukan penduduk wilayah program.', "Not a resident of the programme's region.", ...renew),
  'below-minimum-age': finding('reject', 'birth-date', 'Umur di bawah batas program.', "Younger than the programme's minimum age."),
  'too-old-to-register': finding(
    'reject',
    'birth-date',
    'Umur sudah melewati batas pendaftaran BPJS Ketenagakerjaan.',
    'Too old to be registered with the administrator.',
  ),
  'above-maximum-age': finding('reject', 'birth-date', 'Umur di atas batas program.', "Older than the programme's maximum age."),
  'public-servant': finding('reject', 'nik', 'Tercatat sebagai ASN, TNI, Polri atau pensiunan.', 'Recorded as a public servant or pensioner.', ...renew),
  'already-covered-by-employer': finding('reject', 'nik', 'Sudah terlindungi: iuran dibayar pemberi kerja.', 'Already covered: an employer pays.', ...payer),
  'already-covered-by-self': finding('reject', 'nik', 'Sudah terlindungi: membayar sendiri.', 'Already covered: pays for himself.', ...payer),
  'already-covered-by-government': finding(
    'reject',
    'nik',
    'Sudah terlindungi: iuran dibayar pemerintah lain.',
    'Already covered: another government pays.',
    ...payer,
  ),
  'already-sponsored': finding(
    'reject',
    'nik',
    'Bulan-bulan ini sudah ditanggung program lain.',
    'These months are already carried by another programme.',
    ...payer,
  ),
  'membership-not-answered': finding(
    'review',
    'nik',
    'Kepesertaan belum dijawab BPJS Ketenagakerjaan.',
    'The administrator has not answered about membership yet.',
  ),
  'decile-above-bound': finding('reject', 'nik', 'Desil kesejahteraan di atas batas program.', "The welfare decile is above the programme's bound.", ...update),
  'not-extremely-poor': finding(
    'reject',
    'nik',
    'Keluarganya tidak tercatat miskin ekstrem (desil 1 DTSEN).',
    'The household is not recorded as extremely poor (decile 1 of DTSEN).',
    ...update,
  ),
  'occupation-outside-programme': finding(
    'reject',
    'occupation',
    'Pekerjaannya tidak termasuk kelompok pekerjaan program.',
    "The occupation is none of the programme's.",
    ...attest,
  ),
  'occupation-excluded': finding('reject', 'occupation', 'Pekerjaannya dikecualikan dari program.', 'The programme excludes the occupation.', ...attest),
  'occupation-not-stated': finding('review', 'occupation', 'Pekerjaannya belum disebut.', 'The occupation is not stated.', ...attest),
  'not-in-social-register': finding(
    'review',
    'nik',
    'Belum tercatat dalam DTSEN.',
    'Not in the social register yet.',
    'Usulkan ke dinas sosial melalui musyawarah desa.',
    'Propose the household to the social office through the village meeting.',
  ),
  'social-register-not-answered': finding('review', 'nik', 'Desil belum dijawab.', 'The decile has not been answered yet.'),
  'public-servants-not-answered': finding('review', 'nik', 'Data pegawai belum dijawab.', "The public servants' register has not answered yet."),
  'deaths-not-answered': finding('review', 'nik', 'Data kematian belum dijawab.', 'The register of deaths has not answered yet.'),
  'resident-elsewhere': finding(
    'accept',
    'nik',
    'Catatan: tinggal di desa lain dari desa pengusul; tempat dihitung menurut tempat tinggal.',
    'Note: lives in another village than the one that proposed; places count by residence.',
  ),
  'nik-registered-elsewhere': finding('accept', 'nik', 'Catatan: NIK diterbitkan di kabupaten lain.', 'Note: the NIK was issued in another kabupaten.'),
  'nik-date-differs': finding(
    'accept',
    'nik',
    'Catatan: tanggal di dalam NIK berbeda dari tanggal lahir resmi.',
    'Note: the date inside the NIK differs from the legal birth date.',
  ),
};

export const eligibilityFindings = new FindingTable<EligibilityCode>(eligibilityCodes.map((code) => ({ code, ...words[code] })));

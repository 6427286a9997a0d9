// Searches, for whoever decides a report, the people of a programme's signed lists for the one it means; every person shown is recorded as disclosed.
import { dateIn } from '../kernel/clock.ts';
import { dateOf } from '../kernel/date.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { refuseLongNumber } from '../kernel/long-number.ts';
import { type Nik, maskNik } from '../kernel/nik.ts';
import { maskedName } from '../enrolment/annex.ts';
import type { Reason } from '../matching/linkage-model.ts';
import { searchPersons } from '../matching/linkage-steps.ts';
import { type Through, recordDisclosure } from '../permission/reveal-steps.ts';
import type { Tx } from '../platform/database.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import type { Vault } from '../platform/vault.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { formerKeys } from '../registry/one-person-store.ts';
import { rowsAsOnePerson } from '../registry/one-person.ts';
import { latestSnapshots, registerColumns, registerRows } from '../registry/registry-steps.ts';
import { openWords } from './family-vault-client.ts';
import type { ReportWords } from './family-words.ts';
import type { PlaceTold } from './place-told.ts';
import { placeOfReport, villageNames } from './report-place-steps.ts';
import { listedRows, reportById, reportByReceipt } from './report-store.ts';

/** Who is looked for: what is null is taken from the report (the name) or not known. */
export interface SearchAsked {
  /** The programme it is asked in; a report of another is unknown there. */
  readonly programme?: string;
  readonly reportId: string;
  readonly name: string | null;
  readonly birthYear: number | null;
  readonly area: string | null;
  readonly place: PlaceTold | null;
  readonly nik: Nik | null;
  readonly reason: string | null;
  readonly through: Through;
}

/** Somebody on the list who may be meant: name and NIK masked; `bits` and `reasons` as the matching weighs them. */
export interface PersonFound {
  readonly personKey: string;
  readonly nik: string | null;
  readonly name: string | null;
  readonly birthYear: number | null;
  readonly area: string;
  readonly village: string;
  readonly bits: number;
  readonly reasons: readonly Reason[];
}

export interface PeopleFound {
  readonly reportId: string;
  readonly receipt: string;
  readonly people: readonly PersonFound[];
}

const kabupatenDigits = 4; // not law: digits of a kabupaten code

/**
 * The people of the signed lists a report may mean, the likeliest first. Whoever decides it is shown them; each is recorded. Faults: not-found
 * `report-unknown`; conflict `report-decided-already`; bad-input `search-too-wide` (a name alone, all over the programme), those of `placeOfReport`.
 */
export async function searchReported(
  tx: Tx,
  { niks, vault }: { readonly niks: NikSealer; readonly vault: Pick<Vault, 'open'> },
  of: SearchAsked,
): Promise<PeopleFound> {
  for (const [field, text] of [
    ['name', of.name],
    ['district', of.place?.district],
    ['village', of.place?.village],
    ['reason', of.reason],
  ] as const)
    if (text !== null && text !== undefined) refuseLongNumber(text, field);
  const report = await reportById(tx, of.reportId);
  if (report === undefined || (of.programme !== undefined && of.programme !== report.programme))
    throw new Fault('not-found', 'report-unknown', { id: 'Laporan itu tidak ada.', en: 'There is no such report.' });
  if ((await reportByReceipt(tx, report.receipt))?.outcome !== null)
    throw new Fault('conflict', 'report-decided-already', { id: 'Laporan ini sudah diputuskan.', en: 'This report is decided already.' });
  const policy = await currentPolicy(tx, report.programme);
  const { area } = await placeOfReport(tx, policy, of);
  const known = area.length >= kabupatenDigits;
  if (of.nik === null && of.birthYear === null && !known) {
    throw new Fault(
      'bad-input',
      'search-too-wide',
      {
        id: 'Nama saja terlalu luas. Tulis juga tahun lahir, pilih kabupaten, atau ketik NIK.',
        en: 'A name alone is too wide. Add the year of birth, choose a kabupaten, or type the NIK.',
      },
      { column: 'birthYear' },
    );
  }
  const { population } = await latestSnapshots(tx, policy.sponsor, dateIn(policy.timeZone, tx.at));
  const former = await formerKeys(tx);
  const rows = rowsAsOnePerson(registerRows(tx, 'population', population), registerColumns('population'), former, 'one');
  const found = await searchPersons(
    tx,
    niks,
    {
      name: of.name ?? openWords<ReportWords>(vault, report.sealed).name,
      // A day that says no day: only the year is known.
      birthDate: of.birthYear === null ? null : dateOf(of.birthYear, 7, 1),
      sex: null,
      area: known ? area : '',
      motherName: null,
      birthPlace: null,
      household: null,
      written: of.nik,
    },
    { sponsor: policy.sponsor, population: listedRows(rows, { programme: report.programme, former }) },
  );
  const asked = of.nik === null ? null : niks.seal(of.nik);
  // What was typed is recorded by whoever asks; here, whom the answer shows.
  for (const { token } of found) {
    if (token === asked && asked !== null) continue;
    await recordDisclosure(tx, {
      kind: 'search',
      act: 'claims search',
      token,
      fields: shownFields,
      reason: [`laporan ${report.receipt}`, of.reason].filter((part) => part !== null).join(': '),
      through: of.through,
      subject: sha256(of.reportId),
      author: tx.actor.id,
    });
  }
  const villages = await villageNames(
    tx,
    found.map(({ person }) => person.area),
  );
  return {
    reportId: of.reportId,
    receipt: report.receipt,
    people: found.map(({ personKey, token, bits, reasons, person }) => ({
      personKey,
      nik: token === null ? null : maskNik(niks.open(token)),
      name: person.name === null ? null : maskedName(person.name),
      birthYear: person.birthDate === null ? null : Number(person.birthDate.slice(0, 4)),
      area: person.area,
      village: villages.get(person.area) ?? '',
      bits: rounded(bits),
      reasons: reasons.filter(({ comparison, level }) => level !== null && comparison !== 'birth-date').map((one) => ({ ...one, weight: rounded(one.weight) })),
    })),
  };
}

/** What a search shows of a person. */
export const shownFields = ['name-masked', 'birth-year', 'village'] as const;

const rounded = (bits: number): number => Math.round(bits * 100) / 100;

// Decides what is shown of proposals: the row and the person side by side with masked NIKs, each reason in words with its weight.
import { maskNik } from '../kernel/nik.ts';
import type { Tx } from '../platform/database.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { latestSnapshots, registerRows } from '../registry/registry-steps.ts';
import { type ShownProposal, countProposed, shownProposals } from './linkage-page-store.ts';
import { latestProposing } from './linkage-steps.ts';

/** A doubtful row with everybody proposed for it. */
export interface ProposedRow {
  readonly listId: string;
  readonly rowNo: number;
  readonly fileName: string;
  readonly sheet: string;
  readonly row: PersonShown;
  readonly reasons: readonly string[];
  readonly persons: readonly (PersonShown & {
    readonly personKey: string;
    readonly place: number;
    readonly bits: number;
    readonly probability: number;
    readonly status: string | null;
    readonly weights: ShownProposal['reasons'];
    readonly verdict: string | null;
    readonly decidedAt: string | null;
    readonly decidedBy: string | null;
  })[];
}

/** What is shown of a row or of a person. */
export interface PersonShown {
  readonly nik: string | null;
  readonly name: string | null;
  readonly birthDate: string | null;
  readonly sex: string | null;
  readonly birthPlace: string | null;
  readonly motherName: string | null;
  readonly area: string | null;
}

export interface ProposalsShown {
  readonly proposing: NonNullable<Awaited<ReturnType<typeof latestProposing>>> | null;
  readonly withPersons: number;
  readonly open: number;
  readonly rows: readonly ProposedRow[];
}

/** How likely a row means a person: it means one of those proposed at most, or nobody of them. */
function likelihoodOf(person: ShownProposal, all: readonly ShownProposal[]): number {
  const most = Math.max(0, ...all.map(({ bits }) => bits));
  const nobody = 2 ** -most;
  const others = all.reduce((sum, { bits }) => sum + 2 ** (bits - most), nobody);
  return Number((2 ** (person.bits - most) / others).toFixed(4));
}

/** A page of the newest search of a programme; the likeliest rows first. Fault: `programme-unknown`. */
export async function proposalsShown(
  tx: Tx,
  niks: NikSealer,
  programme: string,
  page: { readonly open: boolean; readonly limit: number; readonly offset: number },
): Promise<ProposalsShown> {
  const policy = await currentPolicy(tx, programme);
  const proposing = await latestProposing(tx, programme);
  if (proposing === null) return { proposing, withPersons: 0, open: 0, rows: [] };
  const { population } = await latestSnapshots(tx, policy.sponsor, policy.policy.conditionsOn);
  const shown = await shownProposals(tx, proposing, registerRows(tx, 'population', population), page);
  const { rows, open } = await countProposed(tx, proposing.proposingId);
  const byRow = new Map<string, { one: ShownProposal; persons: ShownProposal[] }>();
  for (const one of shown) {
    const key = `${one.listId}/${one.rowNo}`;
    const known = byRow.get(key);
    if (known === undefined) byRow.set(key, { one, persons: [one] });
    else known.persons.push(one);
  }
  const masked = (token: string | null): string | null => (token === null ? null : maskNik(niks.open(token)));
  return {
    proposing,
    withPersons: rows,
    open,
    rows: [...byRow.values()].map(({ one, persons }) => ({
      listId: one.listId,
      rowNo: one.rowNo,
      fileName: one.fileName,
      sheet: one.sheet,
      row: {
        nik: masked(one.written),
        name: one.name,
        birthDate: one.birthDate,
        sex: one.sex,
        birthPlace: one.birthPlace,
        motherName: one.motherName,
        area: one.area,
      },
      reasons: one.rowReasons,
      persons: persons.map((person) => ({
        personKey: person.personKey,
        nik: masked(person.personToken),
        name: person.personName,
        birthDate: person.personBirthDate,
        sex: person.personSex,
        birthPlace: person.personBirthPlace,
        motherName: person.personMotherName,
        area: person.personArea,
        place: person.place,
        bits: person.bits,
        probability: likelihoodOf(person, persons),
        status: person.personStatus,
        weights: person.reasons,
        verdict: person.verdict,
        decidedAt: person.decidedAt,
        decidedBy: person.decidedBy,
      })),
    })),
  };
}

// Gathers one person's whole story across the chain: registers, verdicts, rank, decrees, registration, months, postings, cover, claims, objections.
import type { Actor } from '../kernel/actor.ts';
import { dateIn } from '../kernel/clock.ts';
import type { CivilDate } from '../kernel/date.ts';
import { maskKpj } from '../kernel/kpj.ts';
import { type Nik, maskNik } from '../kernel/nik.ts';
import { rupiahText } from '../kernel/money.ts';
import { firstDayOf, lastDayOf, monthFrom } from '../kernel/month.ts';
import type { Law } from '../law/law.ts';
import { reachInTerm } from '../law/reach-in-term.ts';
import { ranksOf } from '../allocation/allocation-steps.ts';
import { claimsOf } from '../claims/claims-steps.ts';
import { postedMonthsOf } from '../contributions/trace-steps.ts';
import { stateWords } from '../coverage/coverage.ts';
import { coverPeriods } from '../coverage/coverage-steps.ts';
import { verdictsOf } from '../eligibility/eligibility-steps.ts';
import { eligibilityFindings } from '../eligibility/findings.ts';
import { determinationsOf } from '../enrolment/instrument-steps.ts';
import { reachWords } from '../enrolment/late-words.ts';
import { departuresOf, registrationsOf } from '../enrolment/registration-steps.ts';
import { objectionsAbout } from '../grievance/grievance-steps.ts';
import { intakeFindings } from '../intake/findings.ts';
import { placeOf } from '../intake/list.ts';
import type { Finding } from '../kernel/finding.ts';
import { matchFindings } from '../matching/findings.ts';
import type { Database, Tx } from '../platform/database.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { currentPolicy, programmesKnown } from '../programme/programme-steps.ts';
import { findPersonByNik, registerFacts } from '../registry/registry-steps.ts';
import { monthsOf } from '../roster/roster-steps.ts';
import { type Story, type StoryLine, dayOf } from './story.ts';
import { toldBenefit, toldCause, toldConfidence, toldFields, toldOutcome, toldPaper, toldRegister, toldResolution, toldValue } from './story-told.ts';

/** What a story needs of the installation. */
export interface StoryPort {
  readonly database: Database;
  readonly niks: NikSealer;
  readonly law: Law;
}

/** The zone of days where no programme says one. */
const noProgrammesZone = 'Asia/Makassar';

/** The whole story of whoever holds a NIK; `known` is false when nothing is recorded. The NIK is in no message and only masked in the answer; KPJs are masked unless they are to be `shown`. */
export async function storyOf(port: StoryPort, actor: Actor, nik: Nik, { shown = false }: { readonly shown?: boolean } = {}): Promise<Story> {
  return port.database.read(actor, async (tx) => {
    const personKey = await findPersonByNik(tx, port.niks, nik);
    return personKey === null
      ? { nik: maskNik(nik), known: false, timeZone: noProgrammesZone, area: null, lines: [], periods: [], payers: [] }
      : { ...(await storyOfPerson(tx, port.law, personKey, { shown })), nik: maskNik(nik) };
  });
}

/** The story of a person by key, without the NIK. */
export async function storyOfPerson(tx: Tx, law: Law, personKey: string, { shown = false }: { readonly shown?: boolean } = {}): Promise<Story> {
  const kpj = (number: string | null): string => (number === null ? '' : shown ? number : maskKpj(number));
  const area = tx.actor.area === '*' ? null : tx.actor.area;
  const lines: StoryLine[] = [];
  const verdicts = await verdictsOf(tx, personKey);
  const programmes = await programmesKnown(tx);
  const [programme] = programmes;
  let timeZone = noProgrammesZone;
  if (programme !== undefined) {
    const policy = await currentPolicy(tx, programme.programme);
    timeZone = policy.timeZone;
    const facts = await registerFacts(tx, personKey, policy.sponsor, dateIn(policy.timeZone, tx.at));
    for (const { register, state, source, rows } of Object.values(facts)) {
      const said = (locale: 'id' | 'en'): string =>
        rows
          .map((row) =>
            toldFields
              .flatMap(([field, label]) =>
                row[field] === null || row[field] === undefined ? [] : [`${label[locale]} ${toldValue(field, row[field])[locale]}`],
              )
              .join(', '),
          )
          .join('; ');
      const name = toldRegister(register);
      lines.push({
        when: source?.asOf ?? '',
        stage: 'registry',
        id: `Menurut ${name.id}: ${state === 'found' ? said('id') : state === 'not-found' ? `tidak tercatat${area === null ? '' : ` di wilayah ${area}`}` : 'belum dijawab'}`,
        en: `By ${name.en}: ${state === 'found' ? said('en') : state === 'not-found' ? `not recorded${area === null ? '' : ` in area ${area}`}` : 'not answered'}`,
        grounds: source === null ? [] : [`${source.basis} ${source.asOf}`],
      });
    }
  }
  for (const verdict of verdicts) {
    const words = [...verdict.reasons, ...verdict.notes].map((code) => wordsOf(code));
    lines.push({
      when: verdict.recordedAt,
      stage: 'eligibility',
      id: `Baris ${placeOf(verdict.rowNo).row} berkas ${verdict.fileName}: ${toldOutcome(verdict.outcome).id}${words.length === 0 ? '' : `: ${words.map((one) => one.id).join(' ')}`}`,
      en: `Row ${placeOf(verdict.rowNo).row} of ${verdict.fileName}: ${toldOutcome(verdict.outcome).en}${words.length === 0 ? '' : `: ${words.map((one) => one.en).join(' ')}`}`,
      grounds: [
        ...verdict.reasons,
        ...verdict.notes,
        ...(verdict.counted === null ? [] : [`yang dipakai / counts: ${verdict.counted.fileName ?? ''} baris/row ${placeOf(verdict.counted.rowNo).row}`]),
        `run ${verdict.runId}`,
      ],
    });
    for (const objection of await objectionsAbout(tx, verdict.listId, verdict.rowNo)) {
      if (objection.runId !== verdict.runId) continue;
      lines.push({
        when: objection.receivedOn,
        stage: 'grievance',
        id: `Keberatan diterima: ${objection.statement}`,
        en: `Objection received: ${objection.statement}`,
        grounds: [objection.objectionId],
      });
      if (objection.outcome !== null)
        lines.push({
          when: objection.resolvedOn ?? '',
          stage: 'grievance',
          id: `Keberatan dijawab (${toldResolution(objection.outcome).id}): ${objection.explanation ?? ''}`,
          en: `Objection answered (${toldResolution(objection.outcome).en}): ${objection.explanation ?? ''}`,
          grounds: [objection.objectionId],
        });
    }
  }
  for (const rank of await ranksOf(tx, personKey)) {
    lines.push({
      when: rank.recordedAt,
      stage: 'allocation',
      id: `Peringkat ${rank.rank} di kabupaten ${rank.area} (${rank.programme}): ${rank.placed ? 'mendapat tempat' : 'daftar cadangan'}`,
      en: `Rank ${rank.rank} in kabupaten ${rank.area} (${rank.programme}): ${rank.placed ? 'has a place' : 'in the reserve'}`,
      grounds: [`run ${rank.runId}`],
    });
  }
  for (const one of await determinationsOf(tx, personKey)) {
    lines.push({
      when: one.signedOn ?? one.effectiveOn,
      stage: 'enrolment',
      id: `${one.change === 'add' ? 'Ditetapkan' : `Dikeluarkan (${toldCause(one.cause ?? '').id})`} dengan ${one.number} (${one.signatory}), ${one.firstMonth} s.d. ${one.lastMonth}${one.signedOn === null ? ', belum ditandatangani' : ''}`,
      en: `${one.change === 'add' ? 'Determined' : `Taken off (${toldCause(one.cause ?? '').en})`} by ${one.number} (${one.signatory}), ${one.firstMonth} to ${one.lastMonth}${one.signedOn === null ? ', not signed yet' : ''}`,
      grounds: [one.instrumentId],
    });
    const reach = one.change === 'add' ? reachInTerm(law, { first: monthFrom(one.firstMonth), last: monthFrom(one.lastMonth) }) : null;
    const told = reach === null ? null : reachWords(reach);
    if (reach !== null && told !== null)
      lines.push({ when: one.signedOn ?? one.effectiveOn, stage: 'enrolment', ...told, grounds: [`${reach.article} (${reach.confidence})`] });
  }
  for (const one of await registrationsOf(tx, personKey)) {
    lines.push({
      when: one.answeredOn,
      stage: 'enrolment',
      id:
        one.outcome === 'registered'
          ? `Terdaftar di BPJS Ketenagakerjaan, KPJ ${kpj(one.kpj)} (cabang ${one.branch})`
          : `Pendaftaran ditolak: ${one.reason ?? ''}`,
      en:
        one.outcome === 'registered'
          ? `Registered with BPJS Ketenagakerjaan, KPJ ${kpj(one.kpj)} (branch ${one.branch})`
          : `Registration refused: ${one.reason ?? ''}`,
      grounds: [`${one.fileName} baris ${one.rowNo}`],
    });
  }
  for (const one of await departuresOf(tx, personKey)) {
    lines.push({
      when: one.happenedOn,
      stage: 'enrolment',
      id: `Keluar dari daftar: ${toldCause(one.cause).id} (${one.evidence})`,
      en: `Left the list: ${toldCause(one.cause).en} (${one.evidence})`,
      grounds: [],
    });
  }
  for (const one of await postedMonthsOf(tx, personKey)) {
    lines.push({
      when: one.bankValueOn,
      stage: 'contributions',
      id: `Iuran ${one.month} diposting: JKK ${rupiahText(one.jkk)}, JKM ${rupiahText(one.jkm)}; SP2D ${one.sp2d ?? '-'} ${one.sp2dOn ?? ''}, bank ${one.debitedOn ?? '-'}, diterima ${one.receivedOn ?? '-'}`,
      en: `Contribution for ${one.month} posted: JKK ${rupiahText(one.jkk)}, JKM ${rupiahText(one.jkm)}; SP2D ${one.sp2d ?? '-'} ${one.sp2dOn ?? ''}, bank ${one.debitedOn ?? '-'}, received ${one.receivedOn ?? '-'}`,
      grounds: [one.postingFile, `kode iuran ${one.code}`, `tagihan ${one.invoice}`],
    });
    if (one.takenBackAt === null) continue;
    lines.push({
      when: one.takenBackAt,
      stage: 'contributions',
      id: `Posting iuran ${one.month} ditarik kembali oleh BPJS Ketenagakerjaan; sejak diketahui tidak dihitung sebagai perlindungan`,
      en: `The administrator took the posting for ${one.month} back; since that is known it counts as no protection`,
      grounds: [one.takenBackBy ?? '', `kode iuran ${one.code}`],
    });
  }
  for (const claim of await claimsOf(tx, { personKey })) {
    lines.push({
      when: claim.knownOn,
      stage: 'claims',
      id: `Meninggal ${claim.happenedOn}: klaim mungkin ${rupiahText(BigInt(claim.amount))} (${toldBenefit(claim.benefit).id}, ${toldConfidence(claim.confidence).id}); dokumen yang masih kurang: ${claim.missingDocuments.map((code) => toldPaper(law, code).id).join(', ')}`,
      en: `Died ${claim.happenedOn}: probable claim of ${rupiahText(BigInt(claim.amount))} (${toldBenefit(claim.benefit).en}, ${toldConfidence(claim.confidence).en}); documents still missing: ${claim.missingDocuments.map((code) => toldPaper(law, code).en).join(', ')}`,
      grounds:
        (claim.calculation as { citations?: { article: string; confidence: string }[] }).citations
          ?.map((one) => `${one.article} (${one.confidence})`)
          .filter((text, index, all) => all.indexOf(text) === index) ?? [],
    });
  }
  const { held } = await monthsOf(tx, personKey);
  const periods = [];
  const [first, last] = [held[0]?.month, held.at(-1)?.month];
  if (first !== undefined && last !== undefined) {
    const today = dateIn(timeZone, tx.at);
    const until: CivilDate = lastDayOf(last) < today ? lastDayOf(last) : today;
    for (const period of await coverPeriods(tx, { law, personKey, from: firstDayOf(first), to: until })) {
      periods.push({ from: period.from, to: period.to, jkk: stateWords[period.jkk].id, jkm: stateWords[period.jkm].id, id: '' });
    }
  }
  return {
    nik: '',
    known: true,
    timeZone,
    area,
    periods,
    lines: lines.sort((a, b) => {
      const [one, other] = [dayOf(a.when, timeZone), dayOf(b.when, timeZone)];
      return one < other ? -1 : one > other ? 1 : 0;
    }),
    payers: held.flatMap((month) =>
      month.shares.map((share) => ({
        month: month.month,
        cover: month.cover,
        payer: share.payer,
        line: share.line,
        // exact: shown only, far below 2^53
        amount: Number(share.amount),
        instrument: month.instrumentId,
      })),
    ),
  };
}

const wordsOf = (code: string): Pick<Finding, 'id' | 'en'> =>
  intakeFindings.find(code) ?? matchFindings.find(code) ?? eligibilityFindings.find(code) ?? { id: code, en: code };

// Decides the weights of linkage for a sponsor anew, from its own lists and registers, without anybody labelling a pair; recorded with their date and data.
import { type CivilDate, civilDate } from '../kernel/date.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { newKey } from '../platform/key.ts';
import type { NikSealer } from '../platform/nik-token.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { latestSnapshots, registerRows } from '../registry/registry-steps.ts';
import type { Fields } from './comparison.ts';
import { Patterns, combined, estimateM, sharesOf, withDoubt } from './linkage-estimate.ts';
import { insertWeights } from './linkage-store.ts';
import { nameWords } from './name-words.ts';
import { type DatedWeights, personComparisons } from './person-linkage.ts';
import { type SampledPair, pairsByBirth, pairsByNik, sampledNames } from './weights-store.ts';

const [mostRows, randomPairs, mostWords] = [20_000, 400_000, 1_500]; // not law: how much is sampled
/** Fewer pairs than this say nothing. */
const leastPairs = 200;

/**
 * Estimates u from rows and people paired at random, m by expectation and maximisation over rows beside the holder of their NIK, and beside those born the
 * same day in the same village; the share of name words from the register. Fault: conflict `too-few-pairs`.
 */
export async function estimateWeights(tx: Tx, niks: NikSealer, programme: string, from: CivilDate): Promise<DatedWeights & { readonly weightsId: string }> {
  const policy = await currentPolicy(tx, programme);
  const { population } = await latestSnapshots(tx, policy.sponsor, policy.policy.conditionsOn);
  const rows = registerRows(tx, 'population', population);
  const clear = (pairs: readonly SampledPair[]): readonly (readonly [Fields, Fields])[] => {
    const opened = new Map<string, string>();
    const tokens = [...new Set(pairs.flatMap((pair) => [pair[7], pair[15]].filter((token) => token !== null && token !== undefined)))];
    for (const [at, nik] of niks.openAll(tokens).entries()) opened.set(tokens[at] ?? '', nik);
    return pairs.map((pair) => [fieldsAt(pair, 0, opened), fieldsAt(pair, 8, opened)] as const);
  };
  const [byNik, byBirth] = [new Patterns(personComparisons), new Patterns(personComparisons)];
  const [described, registered]: [Fields[], Fields[]] = [[], []];
  let pairs = 0;
  for await (const chunk of pairsByNik(tx, programme, rows, mostRows)) {
    for (const [row, person] of clear(chunk)) {
      byNik.add(row, person);
      described.push(row);
      registered.push(person);
      pairs += 1;
    }
  }
  if (pairs < leastPairs) {
    throw new Fault('conflict', 'too-few-pairs', {
      id: `Baru ${pairs} baris yang NIK-nya ada di data kependudukan; bobot dapat dihitung mulai ${leastPairs} baris.`,
      en: `Only ${pairs} rows have a NIK that is in the population register; weights can be estimated from ${leastPairs} rows on.`,
    });
  }
  for await (const chunk of pairsByBirth(tx, programme, rows, mostRows)) {
    for (const [row, person] of clear(chunk)) {
      byBirth.add(row, person);
      pairs += 1;
    }
  }
  const random = new Patterns(personComparisons);
  for (let made = 0, state = 1; made < randomPairs; made += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; // not law: a generator of even spread
    const one = state % described.length;
    const other = (state >>> 7) % registered.length;
    if (one !== other) random.add(described[one] ?? [], registered[other] ?? []);
  }
  const u = sharesOf(personComparisons, random.all());
  const estimates = [
    { patterns: byNik, blocked: new Set(['nik']) },
    { patterns: byBirth, blocked: new Set(['birth-date', 'area', 'name', 'sex', 'mother-name', 'birth-place', 'household']) },
  ].map(({ patterns, blocked }) => {
    // Born the same day in the same village: whether it is one person is told by all but those two, of which m is then not taken.
    const used = blocked.has('nik') ? blocked : new Set(['birth-date', 'area']);
    return { blocked, estimate: estimateM(personComparisons, patterns.all(), u, used) };
  });
  const weights = withDoubt(combined(personComparisons, u, estimates));
  const { shares, people } = await nameShares(tx, rows);
  const content: DatedWeights = {
    from: civilDate(from),
    estimatedFrom: {
      data: `${programme}; population ${population.map(({ asOf, digest }) => `${asOf} ${digest.slice(0, 12)}`).join(', ')}`,
      rows: described.length,
      pairs,
    },
    prior: 1 / Math.max(2, people),
    weights: Object.fromEntries(Object.entries(weights).map(([name, { m, u: of }]) => [name, { m: m.map(short), u: of.map(short) }])),
    nameWords: shares,
    rareWord: short(1 / Math.max(mostWords, people)),
  };
  const weightsId = newKey();
  const { sponsor, area } = policy;
  await insertWeights(tx, { weightsId, sponsor, area, content });
  await recordAct(tx, { kind: 'weights-estimated', subject: weightsId, digest: sha256(JSON.stringify(content)), sponsor, area });
  return { weightsId, ...content };
}

const short = (share: number): number => Number(share.toPrecision(4));

const fieldsAt = (pair: SampledPair, from: number, opened: ReadonlyMap<string, string>): Fields => {
  const [name = null, birthDate = null, sex = null, area = null, mother = null, place = null, household = null, token = null] = pair.slice(from, from + 8);
  return [
    name?.toUpperCase() ?? null,
    birthDate,
    sex,
    area,
    mother?.toUpperCase() ?? null,
    place?.toUpperCase() ?? null,
    household,
    token === null ? null : (opened.get(token) ?? null),
  ];
};

/** How many people bear a word in their name, of the most frequent words; people counted by a sample of one in sixteen. */
async function nameShares(tx: Tx, population: string): Promise<{ readonly shares: Readonly<Record<string, number>>; readonly people: number }> {
  const oneIn = 16;
  const counts = new Map<string, number>();
  let people = 0;
  for await (const names of sampledNames(tx, population, oneIn)) {
    for (const name of names) {
      people += 1;
      if (name === null) continue;
      for (const word of new Set(nameWords(name).words.map(({ folded }) => folded))) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  const frequent = [...counts].filter(([, count]) => count > 1).sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  return {
    shares: Object.fromEntries(frequent.slice(0, mostWords).map(([word, count]) => [word, short(count / Math.max(1, people))])),
    people: people * oneIn,
  };
}

// Measures how well the linkage model finds the pairs of labelled sets: precision, recall and F1 of pairs, and pairs a second; the labels enter the count alone.
import { performance } from 'node:perf_hooks';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Fields, termsAt } from '../../src/matching/comparison.ts';
import { Patterns, combined, estimateM, priorOf, sharesOf } from '../../src/matching/linkage-estimate.ts';
import { type Frequency, type LinkageModel, Scorer, probabilityOf } from '../../src/matching/linkage-model.ts';
import { type LabelledRecord, readLabelled } from './labelled-set.ts';
import { candidatePairs, pairsBy, randomPairs } from './pairs.ts';
import { type Profile, columnsOf, comparisonsOf } from './profile.ts';

export const linkageUsage = `npm run bench -- linkage --data FILE [--data FILE] [--json] [--weights]
  One file: pairs within it. Two files: pairs between them. Columns are known by the profiles in bench/linkage/*.json.
  --threshold 0.5   the probability from which on a pair counts as found (0.5 unless given)
`;

const randomCount = 1_000_000;

function frequenciesOf(profile: Profile, records: readonly LabelledRecord[]): Frequency {
  const comparisons = comparisonsOf(profile);
  const shares = new Map<string, number>();
  for (const comparison of comparisons) {
    if (!comparison.frequency) continue;
    const counts = new Map<string, number>();
    for (const { fields } of records) {
      for (const level of comparison.kind === 'two-names' ? [0, 4, 5] : [0]) {
        for (const term of termsAt(comparison, level, fields)) counts.set(term, (counts.get(term) ?? 0) + 1);
      }
    }
    for (const [term, count] of counts) shares.set(`${comparison.name}|${term}`, count / records.length);
  }
  return (comparison, term) => shares.get(`${comparison}|${term}`) ?? null;
}

/** The model of a set, estimated without its labels. */
export function modelOf(profile: Profile, records: readonly LabelledRecord[], pairs: Float64Array): LinkageModel {
  const comparisons = comparisonsOf(profile);
  const columns = columnsOf(profile);
  const fieldsOf = (at: number): Fields => records[at]?.fields ?? [];
  const random = new Patterns(comparisons);
  for (const [one, other] of randomPairs(records, randomCount)) random.add(fieldsOf(one), fieldsOf(other));
  const u = sharesOf(comparisons, random.all());
  const estimates = profile.training.map((rule) => {
    const patterns = new Patterns(comparisons);
    for (const [one, other] of pairsBy(records, rule, columns)) patterns.add(fieldsOf(one), fieldsOf(other));
    const named = rule.map((part) => part.split(':')[0] ?? '');
    const blocked = new Set(profile.comparisons.filter((one) => one.columns.some((column) => named.includes(column))).map(({ name }) => name));
    return { blocked, estimate: estimateM(comparisons, patterns.all(), u, blocked) };
  });
  const weights = combined(comparisons, u, estimates);
  const candidates = new Patterns(comparisons);
  for (const pair of pairs) candidates.add(fieldsOf(Math.floor(pair / records.length)), fieldsOf(pair % records.length));
  const counts = new Map<number, number>();
  for (const { file } of records) counts.set(file, (counts.get(file) ?? 0) + 1);
  const sizes = [...counts.values()];
  const all = sizes.length === 1 ? (records.length * (records.length - 1)) / 2 : (records.length ** 2 - sizes.reduce((sum, one) => sum + one ** 2, 0)) / 2;
  return { comparisons, weights, prior: priorOf(comparisons, weights, candidates.all(), all) };
}

interface Accuracy {
  readonly threshold: number;
  readonly found: number;
  readonly right: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

const accuracyAt = (threshold: number, found: number, right: number, truth: number): Accuracy => {
  const [precision, recall] = [found === 0 ? 1 : right / found, right / truth];
  return { threshold, found, right, precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
};

/** What a run over labelled files says. */
export async function measureLinkage(files: readonly string[], atProbability: number): Promise<Readonly<Record<string, unknown>> & { readonly text: string }> {
  const { profile, records } = await readLabelled(files);
  const columns = columnsOf(profile);
  const began = performance.now();
  const pairs = candidatePairs(records, profile.blocking, columns);
  const blocked = performance.now();
  const model = modelOf(profile, records, pairs);
  const trained = performance.now();
  const scorer = new Scorer(model, frequenciesOf(profile, records));
  const scores = new Float64Array(pairs.length);
  for (let at = 0; at < pairs.length; at += 1) {
    const pair = pairs[at] as number;
    scores[at] = scorer.score((records[Math.floor(pair / records.length)] as LabelledRecord).fields, (records[pair % records.length] as LabelledRecord).fields);
  }
  const scored = performance.now();

  const several = new Set(records.map(({ file }) => file)).size > 1;
  const people = new Map<string, number[]>();
  for (const { person, file } of records) {
    const counts = people.get(person) ?? [];
    counts[file] = (counts[file] ?? 0) + 1;
    people.set(person, counts);
  }
  let truth = 0;
  for (const counts of people.values()) {
    const all = counts.reduce((sum, one) => sum + (one ?? 0), 0);
    const within = counts.reduce((sum, one) => sum + (several ? (one ?? 0) ** 2 : (one ?? 0)), 0);
    truth += (all ** 2 - within) / 2;
  }
  const isTrue = Uint8Array.from(pairs, (pair) => (records[Math.floor(pair / records.length)]?.person === records[pair % records.length]?.person ? 1 : 0));
  const reached = isTrue.reduce((sum, one) => sum + one, 0);
  const order = Uint32Array.from(pairs, (_, at) => at).sort((one, other) => (scores[other] as number) - (scores[one] as number));
  const bits = Math.log2(atProbability / (1 - atProbability));
  let [right, best, fixed] = [0, accuracyAt(Infinity, 0, 0, truth), accuracyAt(bits, 0, 0, truth)];
  for (const [place, at] of order.entries()) {
    right += isTrue[at] as number;
    const score = scores[at] as number;
    const next = order[place + 1];
    if (next !== undefined && scores[next] === score) continue;
    const here = accuracyAt(score, place + 1, right, truth);
    if (score >= bits) fixed = { ...here, threshold: bits };
    if (here.f1 > best.f1) best = here;
  }
  const seconds = (from: number, to: number): number => (to - from) / 1000; // not law: milliseconds a second
  const percent = (share: number): string => (share * 100).toFixed(2); // not law
  const line = (title: string, one: Accuracy): string =>
    `${title.padEnd(26)} precision ${percent(one.precision)} %  recall ${percent(one.recall)} %  F1 ${one.f1.toFixed(5)}  (found ${one.found}, right ${one.right}, missed ${truth - one.right})`;
  const pairsPerSecond = Math.round(pairs.length / seconds(trained, scored));
  const text = [
    `${files.map((file) => path.basename(file)).join(' + ')}: ${profile.title}`,
    `${records.length} records, ${truth} true pairs; blocking gives ${pairs.length} pairs and reaches ${percent(reached / truth)} % of the true ones`,
    line(`from probability ${atProbability}`, fixed),
    line(`best (from ${best.threshold.toFixed(2)} bits, ${probabilityOf(best.threshold).toFixed(4)})`, best),
    `${pairsPerSecond} pairs a second scored; blocking ${seconds(began, blocked).toFixed(1)} s, estimation ${seconds(blocked, trained).toFixed(1)} s, scoring ${seconds(trained, scored).toFixed(1)} s`,
  ].join('\n');
  return {
    files: files.map((file) => path.basename(file)),
    profile: profile.title,
    records: records.length,
    truth,
    pairs: pairs.length,
    blockingRecall: reached / truth,
    fixed,
    best,
    pairsPerSecond,
    model: { prior: model.prior, weights: model.weights },
    text,
  };
}

/** Runs `bench linkage`; the exit code. */
export async function benchLinkage(words: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      data: { type: 'string', multiple: true },
      threshold: { type: 'string', default: '0.5' },
      json: { type: 'boolean', default: false },
      weights: { type: 'boolean', default: false },
    },
  });
  if (values.data === undefined || values.data.length === 0) {
    process.stderr.write(linkageUsage);
    return 2;
  }
  const { text, ...measured } = await measureLinkage(values.data, Number(values.threshold));
  if (values.json) process.stdout.write(`${JSON.stringify(measured)}\n`);
  else process.stdout.write(`${text}\n`);
  if (values.weights) process.stdout.write(`${JSON.stringify(measured['model'], null, 1)}\n`);
  return 0;
}

// Decides the longer run of kills by command: `npm run kills -- --kills 50 --seed 7`; exit 0 when every resumed demonstration ended as the undisturbed one.
import { parseArgs } from 'node:util';
import { type Kill, killAgainAndAgain, victims } from './kills.ts';

const usage = `npm run kills -- [options]
  --kills 50      so many kills at random moments: of Node, the postmaster, one backend, or Node and postmaster together
  --scale 0.01    size of the demonstration that is killed and resumed
  --within 6000   each kill comes 0.3 s to so many milliseconds after the start
  --seed 7        the same victims and moments again
Every demonstration is resumed until it ends. Wrong is one that ends with another hash than an undisturbed one, or whose database "payung check" finds broken.
`;
const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    kills: { type: 'string', default: '50' },
    scale: { type: 'string', default: '0.01' },
    seed: { type: 'string' },
    within: { type: 'string', default: '6000' },
  },
});
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
process.stderr.write(`seed ${seed}; first an undisturbed demonstration at scale ${values.scale}, to compare with\n`);

/** A small generator, so that a run that found something can be repeated (mulberry32). */
let state = seed >>> 0;
function chance(): number {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

let left = Number(values.kills);
const next = (): Kill | null => {
  if (left === 0) return null;
  left -= 1;
  return { victim: victims[Math.floor(chance() * victims.length)] ?? 'node', after: 300 + chance() * Number(values.within) };
};
const report = await killAgainAndAgain({ scale: Number(values.scale), next, say: (line) => void process.stderr.write(`${line}\n`) });
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
process.exitCode = report.wrong.length === 0 ? 0 : 1;

// Every story in scenarios/ gets from the law exactly the sums, heirs and days its file writes out.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { estimate } from './estimate.ts';
import { loadLaw } from './law-store.ts';
import { questionOf, scenarioSchema, toldAs } from './scenario.ts';

const folder = fileURLToPath(new URL('../../scenarios', import.meta.url));
const law = loadLaw(fileURLToPath(new URL('../../law', import.meta.url)));
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

describe('scenarios', () => {
  it.each(files)('%s', (name) => {
    const scenario = scenarioSchema.parse(parse(readFileSync(path.join(folder, name), 'utf8')));
    const { title: _, event: __, paid: ___, family: ____, children: _____, ...expected } = scenario;
    expect(toldAs(scenario, estimate(questionOf(law, scenario)), law)).toEqual(expected);
  });

  it('there is one for every benefit the law names a sum of', () => {
    const asked = files.map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n');
    const sums = [...law.parameters.keys()].filter((name) =>
      /^jk[mk]-(lump-sum|periodic|funeral|before-minimum|death-months|total-disability-months|partial-disability-months|medical|transport-(land|sea|air)|home-care-maximum|dentures|hearing-aid|glasses|prosthesis-surcharge|stmb-(first|later)-percent)$/.test(
        name,
      ),
    );
    expect(sums.length).toBeGreaterThan(15);
    expect(sums.filter((name) => !asked.includes(`what: ${name},`))).toEqual([]);
  });
});

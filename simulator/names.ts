// Decides a person's name from the family's culture and faith: children carry the head's clan, a spouse her or his own.
import { below, fraction, roll } from './chance.ts';
import * as words from './name-words.ts';
import { role, type World } from './population.ts';
import type { Culture } from './regions.ts';
import { why } from './why.ts';

const cultures = Object.keys(words.clans) as Culture[];
const invented: readonly string[] = words.syllables.flatMap((first) =>
  words.endings.map((last, at) => first + (words.syllables[(first.length * 7 + at * 3) % words.syllables.length] as string) + last),
);
const mixed = '5371';

const from = (list: readonly string[], bits: number): string => list[below(bits, list.length)] as string;

type Faith = 'christian' | 'muslim' | 'balinese' | 'chinese';

function faithOf(world: World, household: number, muslim: number): Faith {
  const u = fraction(roll(world.seed, household, why.faith));
  if (u < muslim) return 'muslim';
  return u > 0.995 ? 'balinese' : u > 0.988 ? 'chinese' : 'christian';
}

function compose(seed: number, subject: number, salt: number, woman: boolean, faith: Faith, culture: Culture, clanBits: number): string {
  const given = roll(seed, subject, why.given + salt);
  const second = roll(seed, subject, why.second + salt);
  const form = roll(seed, subject, why.nameForm + salt) % 100;
  if (faith === 'christian' || faith === 'chinese') {
    const first = from(woman ? words.womenGiven : words.menGiven, given);
    if (faith === 'chinese') return form < 40 ? `${from(words.chineseClans, clanBits)} ${first}` : `${first} ${from(words.chineseClans, clanBits)}`;
    const clan = clanBits % 10 < 7 ? from(words.clans[culture], clanBits) : from(invented, clanBits);
    const middle = woman ? words.womenSecond : words.menSecond;
    if (form < 42) return `${first} ${from(middle, second)} ${clan}`;
    if (form < 70) return `${first} ${clan}`;
    if (form < 88) return `${first} ${from(words.local[culture][woman ? 1 : 0], second)} ${clan}`;
    if (form < 94) return `${from(words.local[culture][woman ? 1 : 0], second)} ${clan}`;
    if (form < 97) return `${first}-${from(woman ? words.womenGiven : words.menGiven, second)} ${clan}`;
    return `${first} ${from(middle, second)}`;
  }
  if (faith === 'muslim') {
    const first = from(woman ? words.muslimWomen : words.muslimMen, given);
    const next = from(woman ? words.muslimSecondWomen : words.muslimSecond, second);
    return form < 55
      ? `${first} ${next} ${from(words.muslimClans, clanBits)}`
      : form < 80
        ? `${first} ${from(words.muslimClans, clanBits)}`
        : `${first} ${next}`;
  }
  return `${from(woman ? words.balineseWomen : words.balineseMen, given)} ${from(words.balineseLast, second)}`;
}

function cultureOf(world: World, household: number, regency: { readonly code: string; readonly culture: Culture }): Culture {
  const bits = roll(world.seed, household, why.culture);
  return bits % 100 < (regency.code === mixed ? 70 : 10) ? (cultures[below(roll(world.seed, bits, why.culture), cultures.length)] as Culture) : regency.culture;
}

/** Name in capitals, as the population register writes it. */
export function nameOf(world: World, i: number): string {
  const household = world.householdOf[i] as number;
  const village = world.villages[world.villageOfHousehold[household] as number] as { regency: number };
  const regency = world.regions.regencies[village.regency] as { code: string; culture: Culture; muslim: number };
  const traits = world.traits[i] as number;
  const clan = traits >> 1 === role.spouse ? roll(world.seed, i, why.clanOwn) : roll(world.seed, household, why.clan);
  return compose(world.seed, i, 0, (traits & 1) === 1, faithOf(world, household, regency.muslim), cultureOf(world, household, regency), clan);
}

/** The mother's name: the woman of the household for its children, else somebody who is not in the world. */
export function motherNameOf(world: World, i: number): string {
  const household = world.householdOf[i] as number;
  const head = world.householdFirst[household] as number;
  if ((world.traits[i] as number) >> 1 === role.child) {
    if (((world.traits[head] as number) & 1) === 1) return nameOf(world, head);
    if ((world.traits[head + 1] as number) >> 1 === role.spouse) return nameOf(world, head + 1);
  }
  const village = world.villages[world.villageOfHousehold[household] as number] as { regency: number };
  const regency = world.regions.regencies[village.regency] as { code: string; culture: Culture; muslim: number };
  return compose(world.seed, i, 1000, true, faithOf(world, household, regency.muslim), cultureOf(world, household, regency), roll(world.seed, i, why.mother));
}

// Finds where a report is from: by the code of a village, or by the kabupaten chosen and names as written, among the regions the installation knows.
import { areaName } from '../kernel/area-name.ts';
import { Fault } from '../kernel/fault.ts';
import type { Tx } from '../platform/database.ts';
import { type CurrentPolicy, currentPolicy, regionNames } from '../programme/programme-steps.ts';
import { areaFrom } from '../intake/area-of-file.ts';
import { type PlaceTold, type RegionNames, districtOf, kabupatenMeant, placeFound } from './place-told.ts';

/** A village the words of a report may mean. */
export interface VillageMeant {
  readonly code: string;
  readonly name: string;
  readonly district: string;
}

const villageDigits = 10; // not law: digits of a village code
const kabupatenDigits = 4; // not law: digits of a kabupaten code

/** Where the actor may report from: his own area within the programme's. Fault: forbidden `outside-area`. */
function reachOf(tx: Tx, { area }: Pick<CurrentPolicy, 'area'>): string {
  const own = tx.actor.area;
  if (own === '*' || area.startsWith(own)) return area;
  if (own.startsWith(area)) return own;
  throw outside();
}

const outside = (): Fault => new Fault('forbidden', 'outside-area', { id: 'Wilayah itu di luar wilayah Anda.', en: 'That area is outside yours.' });

/** The kabupaten a report of a programme may name, by code. Fault: not-found `programme-unknown`. */
export async function kabupatenToChoose(tx: Tx, programme: string): Promise<RegionNames> {
  const { area } = await currentPolicy(tx, programme);
  const own = tx.actor.area === '*' ? '' : tx.actor.area;
  return new Map([...(await regionNames(tx, 'kabupaten', area))].filter(([code]) => code.startsWith(own) || own.startsWith(code)));
}

const knownWithin = async (tx: Tx, within: string): Promise<{ readonly districts: RegionNames; readonly villages: RegionNames }> => ({
  districts: await regionNames(tx, 'kecamatan', within),
  villages: await regionNames(tx, 'village', within),
});

/**
 * The area a report stands under, by a code or by words; words that fit no village or several leave it at what is certain. `place` is what is kept of the words.
 * Faults: bad-input `area-outside`, `kabupaten-unknown`; forbidden `outside-area`.
 */
export async function placeOfReport(
  tx: Tx,
  policy: CurrentPolicy,
  told: { readonly area: string | null; readonly place: PlaceTold | null },
): Promise<{ readonly area: string; readonly place: PlaceTold | null }> {
  const code = told.area ?? villageCode(told.place?.village ?? null);
  if (code !== null) {
    if (!code.startsWith(policy.area)) {
      throw new Fault(
        'bad-input',
        'area-outside',
        {
          id: `Desa itu di luar program ini (${policy.area}). Periksa kodenya.`,
          en: `That village is outside this programme (${policy.area}). Check its code.`,
        },
        { column: told.area === null ? 'village' : 'area' },
      );
    }
    if (!code.startsWith(reachOf(tx, policy))) throw outside();
    return { area: code, place: null };
  }
  const reach = reachOf(tx, policy);
  const { place } = told;
  if (place === null) return { area: reach, place };
  const kabupaten = place.kabupaten === null ? null : await kabupatenOf(tx, policy, place.kabupaten);
  if (kabupaten !== null && !kabupaten.code.startsWith(reach) && !reach.startsWith(kabupaten.code)) throw outside();
  const within = kabupaten !== null && kabupaten.code.length > reach.length ? kabupaten.code : reach;
  const { area } = placeFound(place, await knownWithin(tx, within), within);
  return { area, place: { ...place, kabupaten: kabupaten?.name ?? null } };
}

const villageCode = (written: string | null): string | null => {
  const code = written === null ? null : areaFrom(written);
  return code?.length === villageDigits ? code : null;
};

async function kabupatenOf(tx: Tx, { area }: CurrentPolicy, written: string): Promise<{ readonly code: string; readonly name: string }> {
  const known = await regionNames(tx, 'kabupaten', area);
  const code = kabupatenMeant(known, written);
  if (code !== undefined) return { code, name: areaName(known.get(code) ?? '') };
  const names = [...known.values()].map(areaName).join(', ');
  throw new Fault(
    'bad-input',
    'kabupaten-unknown',
    {
      id: `Kabupaten/kota itu tidak ada dalam program ini. Pilih: ${names}; kosongkan bila tidak tahu.`,
      en: `There is no such kabupaten in this programme. Choose: ${names}; leave it empty if you do not know.`,
    },
    { column: 'kabupaten' },
  );
}

/** The villages a report may mean: its own, or those its words fit. Regions are read once for each kabupaten asked about. */
export function villagesMeant(tx: Tx): (area: string, place: PlaceTold | null) => Promise<readonly VillageMeant[]> {
  const read = new Map<string, ReturnType<typeof knownWithin>>();
  return async (area, place) => {
    if (area.length < villageDigits && (place === null || place.village === null)) return [];
    const kabupaten = area.slice(0, kabupatenDigits);
    const known = read.get(kabupaten) ?? knownWithin(tx, kabupaten);
    read.set(kabupaten, known);
    const { districts, villages } = await known;
    return placeFound(place ?? { district: null, village: null }, { districts, villages }, area).villages.map((code) => ({
      code,
      name: villages.get(code) ?? '',
      district: districts.get(districtOf(code)) ?? '',
    }));
  };
}

/** `Hambala, Kota Waingapu` for the code of a village; empty where the installation knows no such village. */
export async function villageNames(tx: Tx, codes: readonly string[]): Promise<RegionNames> {
  const { districts, villages } = await knownWithin(tx, '');
  return new Map(codes.map((code) => [code, [villages.get(code), districts.get(districtOf(code))].filter((name) => name !== undefined).join(', ')]));
}

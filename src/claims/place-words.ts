// Decides how the place of a report reads: as it was written, with the code it stands under.
import type { PlaceTold } from './place-told.ts';

const parts = {
  village: { id: 'desa/kelurahan', en: 'village' },
  district: { id: 'kecamatan', en: 'kecamatan' },
} as const;
const unknown = { id: 'tempat tidak diketahui', en: 'place not known' } as const;
const villageDigits = 10; // not law: digits of a village code

/** `desa/kelurahan Praibakul, Kab. Sumba Timur (5311)`; the code alone where a village was told by it. */
export function placeText(area: string, place: PlaceTold | null, locale: 'id' | 'en'): string {
  if (place === null) return area.length === villageDigits ? area : `${unknown[locale]} (${area})`;
  const { kabupaten, district, village } = place;
  const written = [
    village === null ? null : `${parts.village[locale]} ${village}`,
    district === null ? null : `${parts.district[locale]} ${district}`,
    kabupaten,
  ].filter((part) => part !== null);
  return `${written.join(', ')} (${area})`;
}

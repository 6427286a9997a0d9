// Decides how the name of a region reads, where the code list writes it in capitals.

/** `KABUPATEN SUMBA TIMUR`, as the code list writes it, is `Kab. Sumba Timur` on a page: narrow, and not shouting. */
export const areaName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/(^|[\s-])\p{L}/gu, (first) => first.toUpperCase())
    .replace(/^Kabupaten /, 'Kab. ');

// Decides which village a list is for when only its file name says so: `5311012001-pekerja-rentan.xlsx` or `53.11.01.2001 Desa ….csv`.

/** A Kemendagri code without dots (province 2, kabupaten 4, kecamatan 6 or village 10 digits), or null where the text is none. */
export function areaFrom(text: string): string | null {
  const digits = text.trim().replaceAll('.', '');
  return /^(\d{2}|\d{4}|\d{6}|\d{10})$/.test(digits) ? digits : null;
}

/** The village code a file name begins with, or null. Only a whole village code counts: a shorter number may be a date or a running number. */
export function areaOfFile(fileName: string): string | null {
  const match = /^(\d{2}\.?\d{2}\.?\d{2}\.?\d{4})(?!\d)/.exec(fileName);
  return match === null ? null : areaFrom(match[1] as string);
}

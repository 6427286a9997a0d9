// Decides by how many slips of the pen two words differ: a letter wrong, missing or too many, or two neighbours exchanged (Damerau and Levenshtein).

const longest = 64;
const width = longest + 1;
const table = new Uint8Array(width * width);
for (let i = 0; i < width; i += 1) {
  table[i] = i;
  table[i * width] = i;
}

/** The number of slips, or `most` + 1 when there are more. Symmetric. Only the first 64 letters count. */
export function editDistance(a: string, b: string, most: number): number {
  if (a === b) return 0;
  const [lengthA, lengthB] = [Math.min(a.length, longest), Math.min(b.length, longest)];
  if (Math.abs(lengthA - lengthB) > most) return most + 1;
  for (let i = 1; i <= lengthA; i += 1) {
    const letter = a.charCodeAt(i - 1);
    const row = i * width;
    let least = i;
    for (let j = 1; j <= lengthB; j += 1) {
      const other = b.charCodeAt(j - 1);
      let slips = Math.min(
        (table[row - width + j - 1] as number) + (letter === other ? 0 : 1),
        (table[row - width + j] as number) + 1,
        (table[row + j - 1] as number) + 1,
      );
      const exchanged = i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other;
      if (exchanged) slips = Math.min(slips, (table[row - 2 * width + j - 2] as number) + 1);
      table[row + j] = slips;
      if (slips < least) least = slips;
    }
    if (least > most + 1) return most + 1;
  }
  return Math.min(table[lengthA * width + lengthB] as number, most + 1);
}

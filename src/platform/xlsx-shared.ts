// Decides how the shared strings of a workbook are kept: by the thousand in one text, since millions of small strings would fill the memory.

const perBlock = 1024;

/** Strings by their order of arrival. */
export class SharedStrings {
  readonly #blocks: string[] = [];
  #ends = new Uint32Array(perBlock);
  #open: string[] = [];
  #openLength = 0;
  #count = 0;

  readonly add = (text: string): void => {
    this.#openLength += text.length;
    if (this.#count === this.#ends.length) {
      const larger = new Uint32Array(this.#count * 2);
      larger.set(this.#ends);
      this.#ends = larger;
    }
    this.#ends[this.#count] = this.#openLength;
    this.#count += 1;
    this.#open.push(text);
    if (this.#open.length === perBlock) {
      this.#blocks.push(this.#open.join(''));
      this.#open = [];
      this.#openLength = 0;
    }
  };

  /** The string of an index, null when there is none. */
  get(index: number): string | null {
    if (!(index >= 0 && index < this.#count)) return null;
    const within = index % perBlock;
    const block = this.#blocks[(index - within) / perBlock];
    if (block === undefined) return this.#open[within] ?? null;
    return block.slice(within === 0 ? 0 : this.#ends[index - 1], this.#ends[index]);
  }
}

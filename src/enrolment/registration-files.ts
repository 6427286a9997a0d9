// Decides which files a list goes out in (by branch and sheet, never more rows than the administrator's software takes), and which file of ours a changed name means.
/** People to be sent under one number of a branch in one sheet. */
export interface ToSend {
  readonly branch: string;
  readonly npp: string;
  /** The profile whose sheet they go out in. */
  readonly sheet: string;
  readonly people: number;
}

/** One file: the people numbered `first` to `last` of their branch, number and sheet. */
export interface PlannedFile extends ToSend {
  readonly name: string;
  readonly first: number;
  readonly last: number;
}

const safe = (text: string): string => text.replace(/[^A-Za-z0-9-]+/g, '-');

/** Files for everybody to be sent, of at most `limit` rows each, under names not `taken` in the programme. */
export function filesFor(of: {
  readonly programme: string;
  readonly instrument: string;
  readonly toSend: readonly ToSend[];
  readonly limit: number;
  readonly taken: ReadonlySet<string>;
  /** What stands in the names of files of each sheet. */
  readonly marks: Readonly<Record<string, string>>;
}): readonly PlannedFile[] {
  const taken = new Set(of.taken);
  return of.toSend.flatMap((group) => {
    const stem = `${of.programme}_${group.branch}_${safe(of.instrument)}_${of.marks[group.sheet] ?? ''}`;
    const files: PlannedFile[] = [];
    for (let first = 1; first <= group.people; first += of.limit) {
      let part = 1;
      const name = (): string => `${stem}${String(part).padStart(3, '0')}.xlsx`;
      while (taken.has(name())) part += 1;
      taken.add(name());
      files.push({ ...group, name: name(), first, last: Math.min(group.people, first + of.limit - 1) });
    }
    return files;
  });
}

/** What a file was called before a browser or an office program added `(1)`, `_1`, `copy` or `salinan` to its name. */
export const originalName = (name: string): string =>
  name.replace(/^(copy of|salinan( dari)?) /i, '').replace(/( ?\(\d+\)|_[1-9]\d?|[ _-]+(copy|salinan)( ?\(\d+\))?)(?=\.xlsx?$)/i, '');

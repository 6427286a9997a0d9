// Decides which files of a submission are in already: the very same bytes as a list that stands. What was refused is read anew, whoever sends it again.
import type { Actor } from '../kernel/actor.ts';
import type { Database } from '../platform/database.ts';
import { listsByDigest } from './intake-store.ts';
import { nameOf } from './list-file-client.ts';
import type { RequestedFile } from './list-reading-steps.ts';

/** A file as it is told that is in already. */
export interface KnownFile {
  readonly file: string;
  readonly listId: string | null;
}

/** Remembers the files of one submission by their digests, never their bytes. */
export class KnownFiles {
  readonly #database: Database;
  readonly #actor: Actor;
  readonly #programme: string;
  readonly #seen = new Set<string>();
  #each = false;
  #repeated: { readonly path: string; readonly area: string; readonly digest: string }[] = [];

  constructor(database: Database, actor: Actor, programme: string) {
    this.#database = database;
    this.#actor = actor;
    this.#programme = programme;
  }

  /** The files that are in by no earlier submission; those that are go to `told`. One that came earlier in this submission is left for `repeated`. */
  async without(files: readonly RequestedFile[], told: KnownFile[]): Promise<readonly RequestedFile[]> {
    const digests = files.map(({ found }) => found.digest);
    const lists = await this.#database.read(this.#actor, (tx) => listsByDigest(tx, this.#programme, digests));
    return files.filter(({ path, area, found: { digest, name } }) => {
      if (!this.#each && this.#seen.has(digest)) {
        this.#repeated.push({ path, area, digest });
        return false;
      }
      const listId = lists.get(digest);
      if (listId === undefined) {
        this.#seen.add(digest);
        return true;
      }
      told.push({ file: name, listId });
      return false;
    });
  }

  /** Files with the bytes of another of this submission: those a list was made of go to `told`, the rest is to be read, each by itself. Asked once, at the end. */
  repeated(made: ReadonlyMap<string, string>, told: KnownFile[]): readonly { readonly path: string; readonly area: string }[] {
    const again: { readonly path: string; readonly area: string }[] = [];
    for (const { path, area, digest } of this.#repeated) {
      const listId = made.get(digest);
      if (listId === undefined) again.push({ path, area });
      else told.push({ file: nameOf(path), listId });
    }
    this.#repeated = [];
    this.#each = true;
    return again;
  }
}

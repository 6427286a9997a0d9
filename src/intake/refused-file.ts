// Decides what is kept of a file that was refused whole: what was told of it, and nothing of its content.

/** A file that was refused, and why; nothing of its content is kept. */
export interface RefusedFileRecord {
  readonly refusalId: string;
  readonly programme: string;
  readonly area: string;
  readonly sender: string;
  readonly fileName: string;
  readonly code: string;
  readonly id: string;
  readonly en: string;
  readonly row: number | null;
  readonly receivedAt: string;
}

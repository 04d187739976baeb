/** Puts entries into one page, by one commit or one write of a file. */
export interface InsertNotes {
  readonly type: "insert-notes";
  readonly summary: string;
  /** Credentials removed; null for a file of this machine. */
  readonly repository: string | null;
  /** `refs/heads/…`; null for a file. */
  readonly ref: string | null;
  readonly path: string;
  readonly environment: string;
  /** First day of the section, ISO. */
  readonly week: string;
  /** sha256 of the section, as a JSON text, that must stand there; null: there must be none. */
  readonly section: string | null;
  /** The page is made. */
  readonly makesPage: boolean;
  /** What is written, by component. */
  readonly added: readonly {
    readonly component: string;
    readonly version: string | null;
    readonly texts: readonly string[];
  }[];
  /** Entries that go, since they were published before and are not wanted any more. */
  readonly removed: number;
}

/** What was written, or found. */
export interface PublishedNotes {
  readonly path: string;
  readonly week: string;
  /** The commit that has it; null for a file. */
  readonly commit: string | null;
}

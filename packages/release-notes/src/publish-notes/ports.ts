import type { Person, Repositories } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";

/** Files of this machine that pages may be. */
export interface LocalFiles {
  /** Null when there is no such file. @throws ReleaseError `ERR_NOTES_FILE` */
  read(path: string, options?: CallOptions): Promise<Uint8Array | null>;
  /**
   * Writes a file whole or not at all, only while it is as expected (null: not there). False: it is something else now.
   * @throws ReleaseError `ERR_NOTES_FILE`
   */
  replace(path: string, content: Uint8Array, expected: Uint8Array | null, options?: CallOptions): Promise<boolean>;
}

/** What publishing needs. */
export interface NotesPorts {
  readonly repositories: Repositories;
  /** Who makes the commits. */
  readonly identity: Person;
  /** Absent: only pages in repositories can be published. */
  readonly files?: LocalFiles | undefined;
}

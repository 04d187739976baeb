import type { CallOptions } from "@signalbox/release-core";
import type { Commit, Oid } from "./ports.js";

/** A commit with its whole message, as `LogReader` gives it. */
export interface LoggedCommit extends Omit<Commit, "tree"> {
  /** The message below the subject; empty where there is none. Line ends as written. */
  readonly body: string;
}

/** A whole history, as long as it may be. */
export interface LogReader {
  /**
   * Commits reachable from `include` and not from `exclude`, in batches as they are read: by date, newest first, and
   * none before all of its children are there. Whoever stops early ends the reading. Nothing of it is remembered.
   */
  readLog(
    include: readonly Oid[],
    exclude: readonly Oid[],
    options?: CallOptions,
  ): AsyncIterable<readonly LoggedCommit[]>;
}

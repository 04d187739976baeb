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
   * Commits reachable from `include` and not from `exclude`, in batches as they are read. Whoever stops early ends the
   * reading. Nothing of it is remembered.
   */
  readLog(
    include: readonly Oid[],
    exclude: readonly Oid[],
    options?: CallOptions & { readonly order?: LogOrder },
  ): AsyncIterable<readonly LoggedCommit[]>;
}

/**
 * `date`: newest first, as git log goes; where clocks were wrong a commit may come before one of its children.
 * `children-first`: the same, and none before all of its children; the first one comes when all are known. Default: `date`.
 */
export type LogOrder = "date" | "children-first";

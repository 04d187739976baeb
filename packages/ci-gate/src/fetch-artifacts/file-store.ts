import type { CallOptions } from "@signalbox/release-core";

/** What a file holds. */
export interface FileContent {
  /** Bytes. */
  readonly size: number;
  /** 64 hex digits. */
  readonly sha256: string;
}

/** Files where artifacts are kept. Paths are absolute. */
export interface FileStore {
  /** Null when there is no such file. */
  look(path: string, options?: CallOptions): Promise<FileContent | null>;
  /** Null when there is no such file. */
  readText(path: string, options?: CallOptions): Promise<string | null>;
  /**
   * Whole or not at all, also when the machine stops: whatever the bytes or `check` throw, the path is as it was.
   *
   * @param check sees what was written, before it gets its name; the name waits for it
   */
  save(
    path: string,
    bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    check: (content: FileContent) => void | Promise<void>,
    options?: CallOptions,
  ): Promise<FileContent>;
}

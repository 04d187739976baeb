import type { CallOptions } from "@signalbox/release-core";
import type { Readable } from "node:stream";

/** What a command on a host said. It proves nothing about the host's state: look afterwards. */
export interface Ran {
  /** Null when a signal ended it. A lost connection is no answer: then `run` rejects. */
  readonly code: number | null;
  /** `TERM`, `KILL`; null when it ended by itself. */
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  /** True when there was more output than `maxBytes`: the rest was read and dropped. */
  readonly isCut: boolean;
}

export interface RunOptions extends CallOptions {
  /** Written to its stdin, which is then closed. Without it stdin is empty and closed: nothing can wait for an answer. */
  readonly input?: string | Uint8Array | Readable | undefined;
  /** As root: with sudo, where the user is not root already. Default: false. */
  readonly asRoot?: boolean | undefined;
  /** Give up after so many milliseconds. Default: 60 s. The command may live on: see `transaction/` for those that must. */
  readonly deadlineMs?: number | undefined;
  /** Give up when nothing was said for so many milliseconds. Default: none. */
  readonly quietMs?: number | undefined;
  /** How much of each stream is kept. Default: 1 MiB. */
  readonly maxBytes?: number | undefined;
  /** Hears stdout as it comes, decoded; what is heard is not kept in `stdout`. */
  readonly onOutput?: ((text: string) => void) | undefined;
}

/** A server that runs commands. */
export interface Host {
  /** As in the configuration. */
  readonly name: string;
  /**
   * Runs a command: its words, never a line for a shell. `LC_ALL=C` is set for it, and nothing else.
   * @throws ReleaseError `ERR_LINK_LOST` (whether it ran is unknown), `ERR_COMMAND_TIMEOUT`, `ERR_SUDO_…`
   */
  run(argv: readonly string[], options?: RunOptions): Promise<Ran>;
}

/** Servers by name, each over one connection that is kept, and made again when it was lost. */
export interface Hosts {
  /** @throws ReleaseError `ERR_HOST_KEY_…`, `ERR_HOST_AUTH`, `ERR_HOST_UNREACHABLE`, `ERR_HOST_UNKNOWN` */
  open(name: string, options?: CallOptions): Promise<Host>;
}

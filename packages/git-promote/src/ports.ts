import type { Person, Repositories } from "@signalbox/git";
import type { PullRequests } from "@signalbox/github";
import type { CallOptions } from "@signalbox/release-core";

/** For everything that only looks. */
export interface ReadPorts {
  readonly repositories: Repositories;
}

/** For everything about pull requests; absent: there is no token for GitHub, and each of them says so. */
export interface PullRequestPorts {
  readonly pullRequests?: PullRequests | undefined;
}

/** For operations: who makes the merge commits and tags. The same identity gives the same object ids everywhere. */
export interface WritePorts extends ReadPorts, PullRequestPorts {
  readonly identity: Person;
  /** Makes the signature of a tag, with the user's own gpg or ssh; absent: tags cannot be signed. */
  readonly signer?: Signer;
  /** Runs lock-file commands; absent: lock files are left to a person. */
  readonly commands?: CommandRunner;
  /** An existing folder of Signalbox's own, for scratch worktrees. Needed with `commands`. */
  readonly scratchDir?: string;
  /** Asks the world outside git about a pin before it is written; absent: only tags of known components are asked for. */
  readonly checks?: PinChecks;
}

/** A version that is about to be pinned. */
export interface PinnedVersion {
  readonly name: string;
  /** "" where there is none. */
  readonly family: string;
  readonly version: string;
}

/** Whether what a pin names exists. Null: this check cannot tell. */
export interface PinChecks {
  tagExists?(pin: PinnedVersion, options: CallOptions): Promise<boolean | null>;
  /** The built file that the pin makes hosts download. */
  artifactExists?(pin: PinnedVersion, options: CallOptions): Promise<boolean | null>;
}

/** The whole text of a tag → the armoured signature that git writes behind it. */
export interface Signer {
  /** `openpgp` or `ssh`, for people. */
  readonly format: string;
  /** @throws ReleaseError `ERR_SIGNING_FAILED` in the words of the program that signs */
  sign(payload: string, options?: CallOptions): Promise<string>;
}

/** Runs a program of the user's choice. */
export interface CommandRunner {
  /**
   * `argv[0]` is the program; no shell. Ends the process, and all that it started, after `timeoutMs` or an abort.
   * `code` is null when it was ended by that or a signal. `output`: the last 4,000 characters of stdout and stderr.
   */
  run(
    argv: readonly string[],
    options: CallOptions & { readonly cwd: string; readonly timeoutMs: number },
  ): Promise<{ readonly code: number | null; readonly output: string }>;
}

export type { Person };

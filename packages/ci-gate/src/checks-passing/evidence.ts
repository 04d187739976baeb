import type { CheckState } from "@signalbox/github";

/** A check as the verdict tells it. Its name was written by whoever reports it: escape it where it is shown. */
export interface CheckLine {
  /** `CI / build` for a job of a workflow, else the bare name. */
  readonly name: string;
  readonly app: string | null;
  readonly state: CheckState;
  /** ISO time it began; for what is over, when it ended. */
  readonly since: string | null;
  readonly url: string | null;
}

export interface ChecksEvidence {
  /** 40 hex digits; null when the repository has no such commit or branch. */
  readonly commit: string | null;
  readonly branch: string | null;
  readonly failed: readonly CheckLine[];
  readonly running: readonly CheckLine[];
  /** Required, and reported by nobody. */
  readonly missing: readonly string[];
  /** How many passed; neutral and skipped ones too. */
  readonly passed: number;
  /** Names that did not count. */
  readonly ignored: readonly string[];
  /** Why what the branch requires could not be read; null when it could, or was not asked. */
  readonly unreadable: string | null;
  /** When this gate first saw that something is missing, ISO time; null when nothing is. */
  readonly missingSince: string | null;
}

import type { CiSystem, TriggerRequest } from "../../src/builds/ports.js";

/** A job as a configuration has it, and how it ends. */
export interface MadeJob {
  readonly name: string;
  readonly needs?: readonly string[];
  /** Waits for a person. */
  readonly approval?: boolean;
  /** Each time it runs, the last for all times after. Default: it passes. `running` goes on for ever. */
  readonly ends?: readonly ("passed" | "failed" | "running")[];
  /** Path → content. */
  readonly artifacts?: Readonly<Record<string, string>>;
}

/** A push that CI builds; exactly one of branch and tag. Each is newer than the one before. */
export interface MadeBuild {
  readonly commit: string;
  readonly branch?: string;
  readonly tag?: string;
  readonly workflow: string;
  readonly jobs: readonly MadeJob[];
}

/** One CI system with a way to make builds. */
export interface BuildsSetup {
  /** Its waits must not take time. */
  readonly ci: CiSystem;
  /** The same with a token that is not taken. */
  readonly stranger: CiSystem;
  /** Must stand in no error. */
  readonly secrets: readonly string[];
  readonly repository: string;
  readonly push: (made: MadeBuild) => void | Promise<void>;
  /** The next requests of this kind meet it, once each; `lost`: it happened, and nobody is told. */
  readonly faults: (kind: "read" | "write", what: readonly ("slow-down" | "failing" | "lost")[]) => void;
  /** Requests so far that change something, whatever became of them. */
  readonly writes: () => number;
  /** An id of the right form that no build has. */
  readonly unknownId: string;
  /** What begins a build of the branch `main`, whose head is the commit that was pushed there last. */
  readonly request: TriggerRequest;
  /** The same with a parameter that is not declared. */
  readonly wrongRequest: TriggerRequest | null;
  /** What a vendor would never take or say. */
  readonly violations: () => readonly string[];
  readonly close: () => Promise<void>;
}

export interface BuildsAbility {
  readonly approve: boolean;
  readonly artifacts: boolean;
  /** A build can be begun again from what failed. */
  readonly rerunFailed: boolean;
  /** Builds have the names of workflows. */
  readonly workflows: boolean;
  /** It says what a job needs. */
  readonly needs: boolean;
}

import type { CallOptions } from "@signalbox/release-core";

export type CiKind = "circleci" | "github-actions" | "travis";

/**
 * How far a build or a job is. `held`: it waits for a person's approval and for nothing else. `not-run`: CI left it out
 * (filtered, or something before it failed). `unknown`: a state that CI added later; it counts as neither good nor bad.
 */
export type BuildState = "queued" | "running" | "held" | "passed" | "failed" | "cancelled" | "not-run" | "unknown";

/** What CI made of a commit once: a workflow of CircleCI, a workflow run of GitHub Actions, a build of Travis. */
export interface Build {
  /** As the CI system names it; needs no other part to be found again. */
  readonly id: string;
  /** The workflow's name; on Travis, which has none, the repository's. */
  readonly name: string;
  /** 40 hex digits. */
  readonly commit: string;
  /**
   * Short names. Exactly one of both, except where CI tells none; both where it tells a name and there is a branch and a
   * tag of that name (GitHub Actions). The branch of a fork has its owner before it, as in `mallory:main`.
   */
  readonly branch: string | null;
  readonly tag: string | null;
  /** What made it: `push`, `api`, `schedule`, `pull-request`, or what CI says. */
  readonly cause: string;
  /** What it was started with, as the pipeline declares it; null when this CI system tells nobody. */
  readonly parameters: BuildParameters | null;
  readonly state: BuildState;
  /**
   * How often it was begun; 1 = never again. Where a rerun is a build of its own (CircleCI) it is 1 in each; Travis counts
   * no further than 2: compare `startedAt` too.
   */
  readonly attempt: number;
  /** ISO times. `startedAt` is that of the newest attempt; what it kept for later jobs is as old as that. */
  readonly createdAt: string;
  readonly startedAt: string | null;
  /** Null while anything of it may still run: also where it has failed already, and other jobs go on (CircleCI). */
  readonly endedAt: string | null;
  /** For people. */
  readonly url: string | null;
  /** What CI answered to the `trigger` that it comes of, should there have been one; absent where CI does not tell. */
  readonly request?: string;
  /** Why CI could begin nothing, in its own words: a configuration that it cannot read. Such a build has no jobs. */
  readonly problem?: string;
}

export type BuildParameters = Readonly<Record<string, string | number | boolean>>;

export interface BuildJob {
  readonly id: string;
  readonly name: string;
  /** `approval` waits for a person. */
  readonly kind: "job" | "approval";
  readonly state: BuildState;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Names of the jobs that come before it; null where CI does not tell. */
  readonly needs: readonly string[] | null;
  readonly url: string | null;
}

/** A file that a build kept. */
export interface Artifact {
  readonly path: string;
  /** The job's name; null where artifacts belong to the whole build. */
  readonly job: string | null;
  readonly url: string;
  /** Bytes, and `sha256:<hex>`; null where CI tells none. */
  readonly size: number | null;
  readonly digest: string | null;
  /** ISO time after which it is gone; null where CI tells none. */
  readonly expiresAt: string | null;
}

export interface BuildQuery {
  /** 40 hex digits. */
  readonly commit: string;
  /** Only of this branch or tag, short name. A tag's own builds are others than those of the branch at the same commit. */
  readonly branch?: string | undefined;
  readonly tag?: string | undefined;
  /** Only builds of this name. */
  readonly workflow?: string | undefined;
}

/** Looking at builds. Every list is complete, or it fails: what is not said to be there counts as not there. */
export interface BuildReads {
  readonly ci: CiKind;
  /** Newest first; empty when CI has none. @throws ReleaseError `ERR_CI_*` */
  listBuilds(repository: string, query: BuildQuery, options?: CallOptions): Promise<readonly Build[]>;
  /** Null when there is no such build. */
  readBuild(repository: string, id: string, options?: CallOptions): Promise<Build | null>;
  listJobs(repository: string, build: Build, options?: CallOptions): Promise<readonly BuildJob[]>;
  /** @throws ReleaseError `ERR_CI_CANNOT` where this CI system keeps no files */
  listArtifacts(repository: string, build: Build, options?: CallOptions): Promise<readonly Artifact[]>;
  /** The bytes of an artifact. */
  openArtifact(artifact: Artifact, options?: CallOptions): Promise<AsyncIterable<Uint8Array>>;
}

/**
 * Changing builds. Each call is sent once, never repeated here.
 *
 * @throws ReleaseError `ERR_CI_UNKNOWN` when the answer was lost: it may have happened, look. `ERR_CI_CANNOT` where this CI
 * system has no such thing, with the hint what to do instead; every other `ERR_CI_*`: it did not happen
 */
export interface BuildWrites {
  /** Begins a build again; all of it, or only what failed and what comes after it. */
  rerun(repository: string, build: Build, from: "start" | "failed", options?: CallOptions): Promise<void>;
  /** Begins a build of a branch or tag that no push asked for. Gives back the `request` of its builds; null: CI told none. */
  trigger(repository: string, request: TriggerRequest, options?: CallOptions): Promise<string | null>;
  approve(repository: string, build: Build, job: BuildJob, options?: CallOptions): Promise<void>;
}

export interface TriggerRequest {
  /** Short names; exactly one of both. */
  readonly branch?: string | undefined;
  readonly tag?: string | undefined;
  /** The workflow's file or name, where CI starts one workflow (GitHub Actions). */
  readonly workflow?: string | undefined;
  readonly parameters: BuildParameters;
}

/** One CI system. */
export interface CiSystem extends BuildReads, BuildWrites {}

/** The system that builds a repository. */
export interface CiPorts {
  /** @throws ReleaseError `ERR_CI_NOT_CONFIGURED` when no system is known for it */
  readonly systemOf: (repository: string) => CiSystem;
}

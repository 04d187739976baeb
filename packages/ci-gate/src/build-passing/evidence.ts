import { ageOf } from "../builds/begun.js";
import type { BuildLook } from "../builds/newest-builds.js";
import type { BuildJob, BuildParameters, BuildState } from "../builds/ports.js";

/** A build as the verdict tells it. */
export interface BuildLine {
  readonly id: string;
  readonly name: string;
  readonly branch: string | null;
  readonly tag: string | null;
  readonly cause: string;
  readonly state: BuildState;
  readonly attempt: number;
  /** ISO time of its newest attempt. */
  readonly startedAt: string | null;
  /** Of the oldest result that it holds, milliseconds; null while it has not begun. */
  readonly ageMs: number | null;
  readonly parameters: BuildParameters | null;
  readonly url: string | null;
  /** Why CI could begin nothing; null when it could. */
  readonly problem: string | null;
}

export interface JobLine {
  readonly name: string;
  /** The id of its build. */
  readonly build: string;
  readonly state: BuildState;
  readonly startedAt: string | null;
  readonly url: string | null;
}

/** What no waiting alone will change: there is no such build or job, or somebody has to approve first. */
export interface Stuck {
  readonly why: "missing" | "held" | "unknown";
  /** When this gate first saw it so, ISO time. */
  readonly since: string;
}

export interface PassingEvidence {
  /** 40 hex digits; null when there was nothing to build. */
  readonly commit: string | null;
  /** The newest of each workflow on each branch or tag. */
  readonly builds: readonly BuildLine[];
  /** Those that were named; without names all of these builds. */
  readonly jobs: readonly JobLine[];
  readonly failed: readonly JobLine[];
  readonly stuck: Stuck | null;
}

export const buildLine = (look: BuildLook, now: Date): BuildLine => {
  const { id, name, branch, tag, cause, state, attempt, startedAt, parameters, url, problem = null } = look.build;
  return { id, name, branch, tag, cause, state, attempt, startedAt, ageMs: ageOf(look, now), parameters, url, problem };
};

export const jobLine = ({ build }: BuildLook, { name, state, startedAt, url }: BuildJob): JobLine => ({
  name,
  build: build.id,
  state,
  startedAt,
  url: url ?? build.url,
});

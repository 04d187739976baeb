import type { Host } from "../host.js";
import type { CheckConclusion, CheckStatus } from "./checks.js";
import { environmentsOf, type EnvironmentRecord } from "./environments.js";
import type { GitHubState, Identified } from "./git-hub-state.js";
import type { RepositoryRecord, UserRecord } from "./records.js";
import { slot } from "./slot.js";
import type { Versions } from "./versions.js";

/** A file in `.github/workflows`, as far as runs of it are concerned. */
export interface WorkflowRecord extends Identified<"Workflow"> {
  readonly name: string;
  /** `.github/workflows/ci.yml` */
  readonly path: string;
  /** Name → environment, null for none; in their order. */
  readonly jobs: Readonly<Record<string, string | null>>;
  /** Of `workflow_dispatch`: name → whether it must be given. Null: it has no such trigger. */
  readonly inputs: Readonly<Record<string, boolean>> | null;
  readonly createdAt: Date;
}

export interface ActionsRunRecord extends Identified<"WorkflowRun"> {
  readonly repository: RepositoryRecord;
  readonly workflow: WorkflowRecord;
  readonly number: number;
  readonly sha: string;
  /** Of the branch or tag, short. */
  readonly headBranch: string | null;
  /** Who owns the fork that it is of. */
  readonly fork: RepositoryRecord | null;
  readonly event: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  /** Oldest first; never none. */
  readonly attempts: readonly [Attempt, ...Attempt[]];
  readonly reviews: readonly EnvironmentReviewRecord[];
}

export interface Attempt {
  readonly startedAt: Date;
  readonly updatedAt: Date;
  readonly jobs: readonly JobRecord[];
  /** Of a run that has no job yet, or never gets one. */
  readonly standing: Standing | null;
}

export interface JobRecord {
  readonly id: number;
  readonly name: string;
  readonly environment: string | null;
  readonly status: CheckStatus;
  readonly conclusion: CheckConclusion | null;
  readonly isApproved: boolean;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
}

interface Standing {
  readonly status: CheckStatus;
  readonly conclusion: CheckConclusion | null;
}

interface EnvironmentReviewRecord {
  readonly environment: EnvironmentRecord;
  readonly state: "approved" | "rejected";
  readonly user: UserRecord;
  readonly comment: string;
}

export interface ArtifactRecord extends Identified<"Artifact"> {
  readonly runId: number;
  readonly name: string;
  readonly content: Buffer;
  readonly digest: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** One for each time that a job comes to an environment, also when it has to wait there. */
export interface DeploymentRecord extends Identified<"Deployment"> {
  readonly run: ActionsRunRecord;
  readonly environment: string;
  readonly createdAt: Date;
}

interface Actions {
  /** Oldest first. */
  readonly deployments: DeploymentRecord[];
  readonly workflows: Map<number, WorkflowRecord>;
  readonly runs: Versions<number, ActionsRunRecord>;
  readonly artifacts: Versions<number, ArtifactRecord>;
}

const areaOf = slot((state: GitHubState) =>
  slot((_: RepositoryRecord): Actions => ({
    deployments: [],
    workflows: new Map(),
    runs: state.versions(),
    artifacts: state.versions(),
  })),
);

export const actionsOf = ({ state }: Host, repository: RepositoryRecord): Actions => areaOf(state)(repository);

export const newestAttempt = ({ attempts }: ActionsRunRecord): Attempt => attempts.at(-1) ?? attempts[0];

/** Where an attempt stands follows from its jobs. */
export function standingOf({ jobs, standing }: Attempt): Standing {
  if (standing !== null) return standing;
  const open = jobs.filter(({ status }) => status !== "completed");
  if (open.length > 0) {
    const is = (wanted: CheckStatus): boolean => open.some(({ status }) => status === wanted);
    const begun = is("in_progress") || (open.length < jobs.length && !is("waiting"));
    return { status: begun ? "in_progress" : is("waiting") ? "waiting" : "queued", conclusion: null };
  }
  const bad = jobs.find(({ conclusion }) => !["success", "neutral", "skipped"].includes(conclusion ?? ""));
  const skipped = jobs.every(({ conclusion }) => conclusion === "skipped");
  return { status: "completed", conclusion: bad?.conclusion ?? (skipped ? "skipped" : "success") };
}

/** The environments that jobs of a run wait for now. */
export function pendingEnvironments(run: ActionsRunRecord): readonly EnvironmentRecord[] {
  const names = newestAttempt(run).jobs.flatMap(({ status, environment }) =>
    status === "waiting" && environment !== null ? environment : [],
  );
  return [...new Set(names)].flatMap((name) => environmentsOf(run.repository).get(name) ?? []);
}

/** Puts a changed run, or a changed newest attempt of it. */
export function changeRun(host: Host, run: ActionsRunRecord, attempt?: Partial<Attempt>): ActionsRunRecord {
  const before = run.attempts.slice(0, -1);
  const newest: Attempt = { ...newestAttempt(run), updatedAt: host.now(), ...attempt };
  const [first = newest, ...rest] = [...before, newest];
  const changed: ActionsRunRecord = { ...run, attempts: [first, ...rest] };
  actionsOf(host, run.repository).runs.set(run.id, changed);
  host.state.replace(changed);
  return changed;
}

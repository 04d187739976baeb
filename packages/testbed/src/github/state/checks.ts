import type { Host } from "../host.js";
import type { GitHubState, Identified } from "./git-hub-state.js";
import { nodeIdOf } from "./node-id.js";
import type { RepositoryRecord, UserRecord } from "./records.js";
import { slot } from "./slot.js";
import type { Versions } from "./versions.js";

export interface AppRecord extends Identified<"App"> {
  readonly slug: string;
  readonly name: string;
}

export interface WorkflowRunRecord extends Identified<"WorkflowRun"> {
  readonly event: string;
  readonly workflow: { readonly __typename: "Workflow"; readonly name: string };
}

/** What one app says about a commit; a run of a workflow has one of its own. */
export interface CheckSuiteRecord extends Identified<"CheckSuite"> {
  readonly repository: RepositoryRecord;
  readonly sha: string;
  readonly app: AppRecord;
  readonly run: WorkflowRunRecord | null;
  /** Of the suite itself, while it has no check runs. */
  readonly status: CheckStatus;
  readonly conclusion: CheckConclusion | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface CheckRunRecord extends Identified<"CheckRun"> {
  readonly repository: RepositoryRecord;
  readonly sha: string;
  readonly suite: CheckSuiteRecord;
  readonly name: string;
  readonly status: CheckStatus;
  readonly conclusion: CheckConclusion | null;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
}

export interface StatusRecord extends Identified<"StatusContext"> {
  readonly repository: RepositoryRecord;
  readonly sha: string;
  readonly context: string;
  readonly state: "error" | "failure" | "pending" | "success" | "expected";
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly createdAt: Date;
  readonly creator: UserRecord | null;
}

/** In REST's spelling. */
export type CheckStatus = "requested" | "queued" | "waiting" | "pending" | "in_progress" | "completed";
export type CheckConclusion =
  | "success"
  | "failure"
  | "neutral"
  | "cancelled"
  | "skipped"
  | "timed_out"
  | "action_required"
  | "startup_failure"
  | "stale";

interface AllChecks {
  readonly suites: Versions<number, CheckSuiteRecord>;
  readonly runs: Versions<number, CheckRunRecord>;
  readonly statuses: Versions<number, StatusRecord>;
}

export const checksIn = slot((state: GitHubState): AllChecks => ({
  suites: state.versions(),
  runs: state.versions(),
  statuses: state.versions(),
}));

/** The number that GitHub gave its own app; the others are numbered by name. */
const KNOWN_APPS: Readonly<Record<string, number>> = { "github-actions": 15368 };

export function appOf(slug: string): AppRecord {
  const id = KNOWN_APPS[slug] ?? [...slug].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 99_991, 7);
  return { __typename: "App", id, nodeId: nodeIdOf("App", id), slug, name: slug };
}

export const runsOf = (host: Host, { id }: CheckSuiteRecord): CheckRunRecord[] =>
  checksIn(host.state)
    .runs.values()
    .filter(({ suite }) => suite.id === id);

/** Where a suite with runs stands follows from them. */
export function standingOf(
  host: Host,
  suite: CheckSuiteRecord,
): { readonly status: CheckStatus; readonly conclusion: CheckConclusion | null } {
  const runs = newestRuns(runsOf(host, suite));
  if (runs.length === 0) return suite;
  if (runs.some(({ status }) => status !== "completed")) return { status: "in_progress", conclusion: null };
  const bad = runs.find(({ conclusion }) => !["success", "neutral", "skipped"].includes(conclusion ?? ""));
  return { status: "completed", conclusion: bad?.conclusion ?? "success" };
}

/** The newest attempt of each name within its suite, which is what GitHub shows by default. */
export function newestRuns(runs: readonly CheckRunRecord[]): CheckRunRecord[] {
  const newest = new Map<string, CheckRunRecord>();
  for (const run of runs) newest.set(`${run.suite.id} ${run.name}`, run);
  return [...newest.values()];
}

/** The newest status of each context. */
export function newestStatuses(statuses: readonly StatusRecord[]): StatusRecord[] {
  const newest = new Map<string, StatusRecord>();
  for (const status of statuses) newest.set(status.context, status);
  return [...newest.values()];
}

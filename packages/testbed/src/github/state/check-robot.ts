import type { Host } from "../host.js";
import {
  appOf,
  type CheckConclusion,
  type CheckRunRecord,
  type CheckStatus,
  type CheckSuiteRecord,
  checksIn,
  type StatusRecord,
} from "./checks.js";
import type { RepositoryRecord } from "./records.js";

/** Who reports: by default a job of the workflow `CI` of GitHub Actions, started by a push. */
export interface Reporter {
  /** Slug of the app. */
  readonly app?: string;
  /** Of GitHub Actions; null for an app without workflows. */
  readonly workflow?: string | null;
  readonly event?: string;
}

/** Reports checks as CI services do. */
export interface CheckRobot {
  /** A new attempt; `queued` has not begun. */
  start(slug: string, sha: string, name: string, reporter?: Reporter & { readonly status?: CheckStatus }): void;
  /** Ends the newest attempt, or reports one that is over at once. */
  finish(...result: [slug: string, sha: string, name: string, conclusion: CheckConclusion, reporter?: Reporter]): void;
  /** Runs the whole workflow again: new attempts come in a suite of their own. */
  runAgain(slug: string, sha: string, reporter?: Reporter): void;
  /** A run of a workflow that has no jobs. */
  workflowRun(
    slug: string,
    sha: string,
    standing: { readonly status: CheckStatus; readonly conclusion?: CheckConclusion },
    reporter?: Reporter,
  ): void;
  /** A status of the older API. */
  status(
    ...status: [slug: string, sha: string, context: string, state: StatusRecord["state"], targetUrl?: string]
  ): void;
}

export function checkRobot(host: Host): CheckRobot {
  const { state } = host;
  const { suites, runs, statuses } = checksIn(state);

  const repositoryOf = (slug: string): RepositoryRecord => {
    const repository = state.repository(slug);
    if (repository === undefined) throw new Error(`the fake has no repository ${slug}`);
    return repository;
  };
  const newSuite = (slug: string, sha: string, reporter: Reporter, more: Partial<CheckSuiteRecord> = {}) => {
    const { app = "github-actions", workflow = app === "github-actions" ? "CI" : null, event = "push" } = reporter;
    const run =
      workflow === null
        ? null
        : state.record("WorkflowRun", { event, workflow: { __typename: "Workflow" as const, name: workflow } });
    const now = host.now();
    const suite: CheckSuiteRecord = state.record("CheckSuite", {
      repository: repositoryOf(slug),
      sha,
      app: appOf(app),
      run,
      status: "queued" as const,
      conclusion: null,
      createdAt: now,
      updatedAt: now,
      ...more,
    });
    suites.set(suite.id, suite);
    return suite;
  };
  const suiteOf = (slug: string, sha: string, reporter: Reporter): CheckSuiteRecord => {
    const { app = "github-actions", workflow = app === "github-actions" ? "CI" : null, event = "push" } = reporter;
    const known = suites
      .values()
      .findLast(
        (suite) =>
          suite.repository === repositoryOf(slug) &&
          suite.sha === sha &&
          suite.app.slug === app &&
          (suite.run === null ? workflow === null : suite.run.workflow.name === workflow && suite.run.event === event),
      );
    return known ?? newSuite(slug, sha, reporter);
  };
  const put = (run: CheckRunRecord): void => {
    runs.set(run.id, run);
    state.replace(run);
  };
  const start: CheckRobot["start"] = (slug, sha, name, { status = "in_progress", ...reporter } = {}) => {
    const suite = suiteOf(slug, sha, reporter);
    put(
      state.record("CheckRun", {
        repository: suite.repository,
        sha,
        suite,
        name,
        status,
        conclusion: null,
        startedAt: status === "in_progress" ? host.now() : null,
        completedAt: null,
      }),
    );
  };
  return {
    start,
    finish: (...[slug, sha, name, conclusion, reporter = {}]) => {
      const open = (): CheckRunRecord | undefined => {
        const suite = suiteOf(slug, sha, reporter);
        return runs
          .values()
          .findLast((run) => run.suite.id === suite.id && run.name === name && run.status !== "completed");
      };
      if (open() === undefined) start(slug, sha, name, reporter);
      const run = open();
      if (run === undefined) throw new Error("a run that was started is not there");
      const now = host.now();
      put({ ...run, status: "completed", conclusion, startedAt: run.startedAt ?? now, completedAt: now });
    },
    runAgain: (slug, sha, reporter = {}) => void newSuite(slug, sha, reporter),
    workflowRun: (slug, sha, { status, conclusion = null }, reporter = {}) =>
      void newSuite(slug, sha, reporter, { status, conclusion }),
    status: (...[slug, sha, context, value, targetUrl]) => {
      const status = state.record("StatusContext", {
        repository: repositoryOf(slug),
        sha,
        context,
        state: value,
        description: null,
        targetUrl: targetUrl ?? null,
        createdAt: host.now(),
        creator: state.users[0] ?? null,
      });
      statuses.set(status.id, status);
    },
  };
}

import { runUrl } from "../bodies/checks.js";
import { htmlUrl } from "../bodies/repository.js";
import type { CommitRecord } from "../git/commits.js";
import { nodeIdOf } from "../state/node-id.js";
import {
  type CheckRunRecord,
  type CheckSuiteRecord,
  checksIn,
  newestRuns,
  newestStatuses,
  runsOf,
  standingOf,
  type StatusRecord,
  type WorkflowRunRecord,
} from "../state/checks.js";
import { connection, type PageArguments } from "./connection.js";
import type { GraphqlCall, Resolvers } from "./resolver.js";

type ContextRecord = CheckRunRecord | StatusRecord;

const upper = (value: string | null): string | null => value?.toUpperCase() ?? null;

export const checkFields: Resolvers = {
  Commit: {
    statusCheckRollup: (commit: CommitRecord, _: object, call) => {
      const contexts = contextsOf(commit, call);
      if (contexts.length === 0) return null;
      return {
        nodeId: nodeIdOf("StatusCheckRollup", commit.oid),
        id: 0,
        commit,
        state: rollupState(contexts),
        contexts: (args: PageArguments) => ({
          ...connection(contexts, args, "contexts"),
          checkRunCount: contexts.filter((each) => each.__typename === "CheckRun").length,
          statusContextCount: contexts.filter((each) => each.__typename === "StatusContext").length,
        }),
      };
    },
    checkSuites: (commit: CommitRecord, args: PageArguments, call) =>
      connection(suitesOf(commit, call), args, "checkSuites"),
  },
  CheckSuite: {
    status: (suite: CheckSuiteRecord, _: object, { host }) => upper(standingOf(host, suite).status),
    conclusion: (suite: CheckSuiteRecord, _: object, { host }) => upper(standingOf(host, suite).conclusion),
    url: ({ repository, id }: CheckSuiteRecord, _: object, { host }) =>
      `${htmlUrl(host, repository)}/commit/checks?check_suite_id=${id}`,
    workflowRun: ({ run, repository }: CheckSuiteRecord) => (run === null ? null : { ...run, repository }),
    checkRuns: (suite: CheckSuiteRecord, args: PageArguments, { host }) =>
      connection(newestRuns(runsOf(host, suite)), args, "checkRuns"),
  },
  CheckRun: {
    status: ({ status }: CheckRunRecord) => upper(status),
    conclusion: ({ conclusion }: CheckRunRecord) => upper(conclusion),
    checkSuite: ({ suite }: CheckRunRecord) => suite,
    detailsUrl: (run: CheckRunRecord, _: object, { host }) => runUrl(host, run),
    permalink: (run: CheckRunRecord, _: object, { host }) => runUrl(host, run),
    url: (run: CheckRunRecord, _: object, { host }) => runUrl(host, run),
  },
  StatusContext: {
    state: ({ state }: StatusRecord) => upper(state),
  },
  WorkflowRun: {
    url: ({ id, repository }: WorkflowRunRecord & Pick<CheckSuiteRecord, "repository">, _: object, { host }) =>
      `${htmlUrl(host, repository)}/actions/runs/${id}`,
  },
};

const suitesOf = ({ repository, oid }: CommitRecord, { host, asOf }: GraphqlCall): CheckSuiteRecord[] =>
  checksIn(host.state)
    .suites.values(asOf)
    .filter((suite) => suite.repository === repository && suite.sha === oid);

function contextsOf({ repository, oid }: CommitRecord, { host, asOf }: GraphqlCall): ContextRecord[] {
  const { runs, statuses } = checksIn(host.state);
  const mine = <Entry extends ContextRecord>(entries: readonly Entry[]): Entry[] =>
    entries.filter((entry) => entry.repository === repository && entry.sha === oid);
  return [...newestRuns(mine(runs.values(asOf))), ...newestStatuses(mine(statuses.values(asOf)))];
}

function rollupState(contexts: readonly ContextRecord[]): string {
  const states = contexts.map((each) => (each.__typename === "CheckRun" ? (each.conclusion ?? "pending") : each.state));
  if (states.some((state) => ["failure", "timed_out", "cancelled", "action_required"].includes(state)))
    return "FAILURE";
  if (states.some((state) => state === "error")) return "ERROR";
  return states.some((state) => ["pending", "expected"].includes(state)) ? "PENDING" : "SUCCESS";
}

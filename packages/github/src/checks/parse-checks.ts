import type { ContextNode, SuiteNode } from "./checks-query.js";
import type { Check, CheckState } from "./port.js";

/** A node of the rollup as a check. Pure. */
export function checkOf(node: ContextNode): Check {
  if (node.__typename === "StatusContext") {
    return {
      kind: "status",
      name: node.context,
      app: null,
      appId: null,
      workflow: null,
      event: null,
      state: node.state.toLowerCase() as CheckState,
      startedAt: node.createdAt,
      completedAt: null,
      url: node.targetUrl,
    };
  }
  const run = node.checkSuite?.workflowRun ?? null;
  return {
    kind: "check-run",
    name: node.name,
    app: node.checkSuite?.app?.slug ?? null,
    appId: node.checkSuite?.app?.databaseId ?? null,
    workflow: run?.workflow.name ?? null,
    event: run?.event ?? null,
    state: stateOf(node.status, node.conclusion),
    startedAt: node.startedAt,
    completedAt: node.completedAt,
    url: node.detailsUrl ?? node.permalink,
  };
}

/**
 * A run of a workflow that the rollup does not show, since it has no job. Null for all others: apps that may write
 * checks get an empty suite for every commit, and most never use it. Pure.
 */
export function lonelyRunOf({ workflowRun, checkRuns, app, ...suite }: SuiteNode): Check | null {
  if (workflowRun === null || (checkRuns?.totalCount ?? 0) > 0) return null;
  return {
    kind: "workflow-run",
    name: workflowRun.workflow.name,
    app: app?.slug ?? null,
    appId: app?.databaseId ?? null,
    workflow: workflowRun.workflow.name,
    event: workflowRun.event,
    state: stateOf(suite.status, suite.conclusion),
    startedAt: suite.createdAt,
    completedAt: suite.status === "COMPLETED" ? suite.updatedAt : null,
    url: workflowRun.url,
  };
}

/** What is over has a conclusion; without one it counts as not over. Takes GraphQL's spelling and REST's. */
export function stateOf(status: string, conclusion: string | null): CheckState {
  const state = status.toLowerCase();
  if (state !== "completed") return state as CheckState;
  return (conclusion?.toLowerCase() ?? "pending") as CheckState;
}

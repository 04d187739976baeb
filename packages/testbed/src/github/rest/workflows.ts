import { artifactBody, workflowBody, workflowRunBody } from "../bodies/workflow-run.js";
import { readRef } from "../git/refs.js";
import { resolveCommit } from "../git/commits.js";
import { paged } from "../http/page.js";
import { notFound, Problem, unprocessable } from "../http/problem.js";
import { startRun } from "../state/start-run.js";
import { actionsOf } from "../state/workflow-runs.js";
import type { RestAnswer, RestCall, RestHandlers } from "./rest-handler.js";
import { runOf } from "./workflow-runs.js";

/** Workflows that somebody starts, and what runs kept. */
export const workflowArea = {
  "actions/list-repo-workflows": (call) =>
    paged(
      call,
      [...actionsOf(call.host, call.repository).workflows.values()],
      (workflow) => workflowBody(call.host, call.repository, workflow),
      (workflows, total_count) => ({ total_count, workflows }),
    ),
  "actions/create-workflow-dispatch": async (call): Promise<RestAnswer> => {
    const { host, repository, actor, params, body } = call;
    const asked = params.workflow_id ?? "";
    const workflow = [...actionsOf(host, repository).workflows.values()].find(
      ({ id, path }) => String(id) === asked || path.endsWith(`/${asked}`),
    );
    if (workflow === undefined) throw notFound();
    const { sha, name } = await headOf(call, body.ref);
    if (workflow.inputs === null) throw unprocessable("Workflow does not have 'workflow_dispatch' trigger");
    const inputs = body.inputs ?? {};
    const unexpected = Object.keys(inputs).filter((input) => workflow.inputs?.[input] === undefined);
    if (unexpected.length > 0) throw unprocessable(`Unexpected inputs provided: ${JSON.stringify(unexpected)}`);
    const missing = Object.entries(workflow.inputs).find(([input, must]) => must && inputs[input] === undefined);
    if (missing !== undefined) throw unprocessable(`Required input '${missing[0]}' not provided`);
    const event = "workflow_dispatch";
    const run = startRun(host, repository, actor, { workflow, sha, headBranch: name, event, inputs });
    if (body.return_run_details !== true) return { status: 204 };
    const { url, html_url } = workflowRunBody(host, run);
    return { status: 200, body: { workflow_run_id: run.id, run_url: url, html_url } };
  },
  "actions/list-workflow-run-artifacts": (call) => {
    const { host, repository, query } = call;
    const run = runOf(call);
    const shown = actionsOf(host, repository)
      .artifacts.values(call.asOf)
      .filter(({ runId, name }) => runId === run.id && (query.name === undefined || name === query.name))
      .reverse();
    return paged(
      call,
      shown,
      (artifact) => artifactBody(host, run, artifact),
      (artifacts, total_count) => ({ total_count, artifacts }),
    );
  },
  "actions/download-artifact": {
    // Also of a public repository they are for those who are signed in.
    access: "read",
    handle: ({ host, repository, params }): RestAnswer => {
      const artifact = actionsOf(host, repository).artifacts.get(Number(params.artifact_id));
      if (artifact === undefined) throw notFound();
      if (artifact.expiresAt <= host.now()) throw new Problem(410, "Artifact has expired");
      // GitHub sends to a storage service on another host, with an address that needs no token.
      const storage = host.urls.html.replace("127.0.0.1", "localhost");
      return { status: 302, headers: { location: `${storage}/actions-results/${artifact.nodeId}` } };
    },
  },
} satisfies RestHandlers;

/** A short name is a branch's before it is a tag's. @throws Problem 422 */
async function headOf({ host, repository }: RestCall, ref: string): Promise<{ sha: string; name: string }> {
  for (const full of ref.startsWith("refs/") ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`]) {
    const oid = await readRef(repository.path, full);
    if (oid === null) continue;
    const commit = await resolveCommit(host, repository, full);
    return { sha: commit?.oid ?? oid, name: full.replace(/^refs\/(heads|tags)\//, "") };
  }
  throw unprocessable(`No ref found for: ${ref}`);
}

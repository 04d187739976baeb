import type { GitHubClient } from "../client.js";
import { bytesOf } from "../bytes-of.js";
import { readPages } from "../read-pages.js";
import { read } from "../send.js";
import { type Locate, slugOf } from "../slug.js";
import { artifactOf, newestOfEachName, type RestArtifact } from "./parse-run.js";
import type { WorkflowArtifacts } from "./port.js";

/** What runs of GitHub Actions kept. Source: https://docs.github.com/en/rest/actions/artifacts */
export function workflowArtifactsOn(
  client: GitHubClient,
  { locate = slugOf }: { readonly locate?: Locate | undefined } = {},
): WorkflowArtifacts {
  return {
    list: async (repository, runId, options) => {
      const route = "GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts";
      const asked = { ...(await locate(repository)), run_id: runId };
      const under = { what: "the artifacts of a workflow run", ...options, under: "artifacts" };
      const { entries } = await readPages<RestArtifact>(client, route, asked, under);
      return newestOfEachName(entries.map(artifactOf));
    },
    open: async (repository, artifactId, options = {}) => {
      // The answer leads to a storage service, where the token does not go along.
      const route = "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}";
      const place = { ...(await locate(repository)), artifact_id: artifactId, archive_format: "zip" };
      const answer = await read(client, route, { ...place, request: { parseSuccessResponseBody: false } }, options);
      return bytesOf(answer.data, `download of artifact ${artifactId}`, options);
    },
  };
}

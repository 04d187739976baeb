import type { CallOptions } from "@signalbox/release-core";
import type { GitHubClient } from "../client.js";
import { isNotFound } from "../errors.js";
import { read } from "../send.js";
import type { Slug } from "../slug.js";
import type { RestRun, RunRef } from "./parse-run.js";

/**
 * The events whose runs may be of a tag (`GITHUB_REF`); the others are of a branch.
 * Source: https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
const OF_ANY_REF = new Set(["push", "create", "release", "workflow_dispatch", "deployment", "deployment_status"]);

/** Says of runs of one repository what they ran for: GitHub gives a name alone, so it is asked for a tag of that name. */
export function refsOfRuns(client: GitHubClient, slug: Slug, options?: CallOptions): (run: RestRun) => Promise<RunRef> {
  const asked = new Map<string, Promise<boolean>>();
  const isThere = (ref: string): Promise<boolean> => {
    const known = asked.get(ref) ?? exists(client, slug, ref, options);
    asked.set(ref, known);
    return known;
  };
  return async ({ head_branch: name, event, repository, head_repository: head }) => {
    if (name === null || head === null) return { branch: null, tag: null };
    if (head.full_name !== repository.full_name) return { branch: `${head.owner.login}:${name}`, tag: null };
    const isTag = OF_ANY_REF.has(event) && (await isThere(`tags/${name}`));
    return { tag: isTag ? name : null, branch: isTag && !(await isThere(`heads/${name}`)) ? null : name };
  };
}

async function exists(client: GitHubClient, slug: Slug, ref: string, options?: CallOptions): Promise<boolean> {
  try {
    await read(client, "GET /repos/{owner}/{repo}/git/ref/{ref}", { ...slug, ref }, options);
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

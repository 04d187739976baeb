import type { CallOptions } from "@signalbox/release-core";
import type { GitHubClient } from "../client.js";
import { isNotFound } from "../errors.js";
import { read } from "../send.js";
import type { Slug } from "../slug.js";
import type { WorkflowFile } from "./port.js";

const FOLDER = ".github/workflows";
const ROUTE = "GET /repos/{owner}/{repo}/contents/{path}";

/** One request for the folder and one for each file. Source: https://docs.github.com/en/rest/repos/contents */
export async function workflowFiles(
  client: GitHubClient,
  slug: Slug,
  options?: CallOptions,
): Promise<readonly WorkflowFile[]> {
  const files = await filesOf(client, slug, options);
  const workflows = files.filter(({ type, name }) => type === "file" && /\.ya?ml$/.test(name));
  return Promise.all(
    workflows.map(async ({ path }) => {
      const { content = "" } = (await read(client, ROUTE, { ...slug, path }, options)).data as { content?: string };
      return { path, text: Buffer.from(content, "base64").toString("utf8") };
    }),
  );
}

interface Entry {
  readonly type: string;
  readonly name: string;
  readonly path: string;
}

async function filesOf(client: GitHubClient, slug: Slug, options?: CallOptions): Promise<readonly Entry[]> {
  try {
    const answer = await read(client, ROUTE, { ...slug, path: FOLDER }, options);
    return Array.isArray(answer.data) ? (answer.data as Entry[]) : [];
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { readGitRequest } from "../../git-server/git-request.js";
import { type Backends, serveByBackend } from "../../git-server/http-backend.js";
import type { RefMove } from "../git/ref-log.js";
import { listRefs, type StoredRef } from "../git/refs.js";
import type { Host } from "../host.js";
import type { RepositoryRecord, UserRecord } from "../state/records.js";
import { includes } from "./access.js";
import { authenticate } from "./authenticate.js";
import { Problem } from "./problem.js";

export interface GitSite {
  readonly host: Host;
  readonly root: string;
  readonly running: Backends;
}

/** Serves git's smart HTTP for one request: same users as the API, the token is the password. */
export async function answerGit(
  { host, root, running }: GitSite,
  incoming: IncomingMessage,
  response: ServerResponse,
  truncate: boolean,
): Promise<void> {
  const { state, env } = host;
  const request = readGitRequest(incoming.method ?? "GET", incoming.url ?? "/");
  let user: UserRecord | null;
  let repository: RepositoryRecord;
  try {
    user = authenticate(state, incoming.headers.authorization);
    repository = visible(host, request.repository, user);
    if (request.write) checkPush(host, repository, user);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return refuse(incoming, response, error);
  }
  if (state.formerly(request.repository)) {
    const location = `${host.urls.html}/${repository.slug}.git${(incoming.url ?? "").replace(/^.*?(?=\/(info\/refs|git-))/, "")}`;
    return refuse(incoming, response, new Problem(301, "Moved Permanently", { headers: { location } }));
  }
  const call = { root, env, user: user?.login ?? null, truncate };
  if (user === null || incoming.method !== "POST" || !request.write) {
    return serveByBackend(incoming, response, call, running);
  }
  const before = await listRefs(repository.path);
  await serveByBackend(incoming, response, call, running);
  const pushed = changes(before, await listRefs(repository.path));
  for (const subject of pushed) host.emit({ name: "push", repository, actor: user, subject });
}

/** @throws Problem 401 or 404: a private repository does not exist for who may not see it */
function visible({ state }: Host, slug: string, user: UserRecord | null): RepositoryRecord {
  const repository = state.repository(slug);
  if (repository !== undefined && state.permission(user, repository) !== null) return repository;
  throw user === null ? new Problem(401, "Authentication required") : new Problem(404, "Repository not found.");
}

function checkPush({ state }: Host, repository: RepositoryRecord, user: UserRecord | null): void {
  if (user === null) throw new Problem(401, "Authentication required");
  if (!includes(state.permission(user, repository), "write")) {
    throw new Problem(403, `Permission to ${repository.slug}.git denied to ${user.login}.`);
  }
  if (repository.archived) throw new Problem(403, "This repository was archived so it is read-only.");
}

function changes(before: readonly StoredRef[], after: readonly StoredRef[]): RefMove[] {
  const old = new Map(before.map(({ ref, oid }) => [ref, oid]));
  const now = new Map(after.map(({ ref, oid }) => [ref, oid]));
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((ref) => old.get(ref) !== now.get(ref))
    .map((ref) => ({ ref, before: old.get(ref) ?? null, after: now.get(ref) ?? null }));
}

function refuse(incoming: IncomingMessage, response: ServerResponse, problem: Problem): void {
  incoming.resume();
  const challenge = problem.status === 401 ? { "www-authenticate": 'Basic realm="GitHub"' } : {};
  response.writeHead(problem.status, { "content-type": "text/plain", ...challenge, ...problem.more.headers });
  response.end(`${problem.message}\n`);
}

import { commitBody } from "../bodies/commit.js";
import { apiUrl, htmlUrl } from "../bodies/repository.js";
import { readCommit } from "../git/commits.js";
import { listRefsAsOf } from "../git/ref-log.js";
import { readRef, type StoredRef } from "../git/refs.js";
import type { Host } from "../host.js";
import { paged } from "../http/page.js";
import { Problem } from "../http/problem.js";
import { nodeIdOf } from "../state/node-id.js";
import type { RepositoryRecord } from "../state/records.js";
import type { RestHandlers } from "./rest-handler.js";

const HEADS = "refs/heads/";
const TAGS = "refs/tags/";

/** Branches and tags as lists, without what protects them: see `git-refs` for refs themselves. */
export const branches = {
  "repos/list-branches": async (call) => {
    const { host, repository, query } = call;
    const refs = await listRefsAsOf(repository, HEADS, call.asOf);
    const named = refs.map((each) => ({ ...each, name: each.ref.slice(HEADS.length) }));
    const shown = named.filter(
      ({ name }) => query.protected === undefined || repository.protections.has(name) === (query.protected === "true"),
    );
    return paged(call, shown, ({ name, oid }) => ({
      name,
      commit: { sha: oid, url: `${apiUrl(host, repository)}/commits/${oid}` },
      protected: repository.protections.has(name),
    }));
  },
  "repos/get-branch": async ({ host, repository, params }) => {
    const name = params.branch ?? "";
    const oid = await readRef(repository.path, `${HEADS}${name}`);
    const commit = oid === null ? null : await readCommit(host, repository, oid);
    if (commit === null) throw new Problem(404, "Branch not found");
    return { status: 200, body: branchBody(host, repository, name, commitBody(host, commit)) };
  },
  "repos/list-tags": async (call) => {
    const { host, repository } = call;
    const refs = await listRefsAsOf(repository, TAGS, call.asOf);
    return paged(call, newestFirst(refs), (each) => tagBody(host, repository, each));
  },
} satisfies RestHandlers;

function branchBody(
  host: Host,
  repository: RepositoryRecord,
  name: string,
  commit: Record<string, unknown>,
): Record<string, unknown> {
  const url = `${apiUrl(host, repository)}/branches/${name}`;
  const rules = repository.protections.get(name);
  return {
    name,
    commit,
    _links: { self: url, html: `${htmlUrl(host, repository)}/tree/${name}` },
    protected: rules !== undefined,
    protection: {
      enabled: rules !== undefined,
      required_status_checks: {
        enforcement_level: rules === undefined || rules.requiredChecks.length === 0 ? "off" : "everyone",
        contexts: rules?.requiredChecks ?? [],
        checks: (rules?.requiredChecks ?? []).map((context) => ({ context, app_id: null })),
      },
    },
    protection_url: `${url}/protection`,
  };
}

/** GitHub lists tags by name, downwards; numbers in it count as numbers. */
const newestFirst = (refs: readonly StoredRef[]): StoredRef[] => {
  const { compare } = new Intl.Collator("en", { numeric: true });
  return [...refs].sort((one, other) => compare(other.ref, one.ref));
};

async function tagBody(host: Host, repository: RepositoryRecord, { ref, oid }: StoredRef): Promise<unknown> {
  const name = ref.slice(TAGS.length);
  const sha = (await readCommit(host, repository, oid))?.oid ?? oid;
  const api = apiUrl(host, repository);
  return {
    name,
    zipball_url: `${api}/zipball/${ref}`,
    tarball_url: `${api}/tarball/${ref}`,
    commit: { sha, url: `${api}/commits/${sha}` },
    node_id: nodeIdOf("Ref", `${repository.id}:${ref}`),
  };
}

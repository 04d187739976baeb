import type { GitRepository, Oid, Person, Repositories } from "@signalbox/git";
import type { PullRequests, PullRequestView } from "@signalbox/github";
import { type CallOptions, callOptionsOf, type Context, redactText } from "@signalbox/release-core";
import { gitHubMissing } from "../publish-notes/errors.js";
import { branchOf, type DraftInput } from "./input.js";

export interface DraftPorts {
  readonly repositories: Repositories;
  /** Who makes the commit. */
  readonly identity: Person;
  /** Absent: there is no token for GitHub. */
  readonly pullRequests?: PullRequests | undefined;
}

/** What was seen. */
export interface DraftFacts {
  /** Credentials removed. */
  readonly repository: string;
  /** Short names; the base is null when the remote names no mainline. */
  readonly branch: string;
  readonly base: string | null;
  readonly baseHead: Oid | null;
  readonly branchHead: Oid | null;
  /** Contents of the file there; null where there is none. */
  readonly published: string | null;
  readonly drafted: string | null;
  /** The commit as it would be pushed; null where there is no base. */
  readonly planned: { readonly oid: Oid; readonly at: number } | null;
  readonly view: PullRequestView | null;
}

/** Reads everything that the plan needs. Objects are made in Signalbox's own store only. */
export async function inspect(input: DraftInput, ports: DraftPorts, context: Context): Promise<DraftFacts> {
  const options = callOptionsOf(context);
  if (ports.pullRequests === undefined) throw gitHubMissing();
  const repository = await ports.repositories.open(input.repository, options);
  await repository.refresh(options);
  const refs = await repository.listRefs(options);
  const base = input.base ?? (await repository.mainline(options))?.replace(/^refs\/heads\//, "") ?? null;
  const branch = branchOf(input);
  const headOf = (name: string | null): Oid | null =>
    refs.find((ref) => ref.name === `refs/heads/${name ?? ""}`)?.commit ?? null;
  const [baseHead, branchHead] = [headOf(base), headOf(branch)];
  const read = async (at: Oid | null): Promise<string | null> => {
    if (at === null) return null;
    const [bytes = null] = await repository.readFiles(at, [input.post.path], options);
    return bytes === null ? null : Buffer.from(bytes).toString("utf8");
  };
  const [published, drafted] = [await read(baseHead), await read(branchHead)];
  const planned =
    baseHead === null
      ? null
      : await makeDraft(repository, { base: baseHead, post: input.post, by: ports.identity }, options);
  const view =
    base === null || baseHead === null
      ? null
      : await ports.pullRequests.find({ repository: input.repository, head: branch, base }, options);
  return {
    repository: redactText(repository.location),
    branch,
    base,
    baseHead,
    branchHead,
    published,
    drafted,
    planned,
    view,
  };
}

/** The commit that adds the file. The same base gives the same id. */
export async function makeDraft(
  repository: GitRepository,
  { base, post, by }: Pick<DraftInput, "post"> & { readonly base: Oid; readonly by: Person },
  options: CallOptions,
): Promise<{ readonly oid: Oid; readonly at: number }> {
  const [parent] = await repository.listCommits([base], [], { ...options, limit: 1 });
  const at = parent?.committedAt ?? 0;
  const tree = await repository.makeTree(base, [{ path: post.path, content: Buffer.from(post.text) }], options);
  const message = `Draft: ${post.title.replace(/\s+/g, " ")}\n`;
  return { oid: await repository.makeCommit({ tree, parents: [base], message, by, at }, options), at };
}

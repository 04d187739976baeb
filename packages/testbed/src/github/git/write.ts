import { runGit } from "../../git/run-git.js";
import { unprocessable } from "../http/problem.js";
import type { Host } from "../host.js";
import type { GitPerson } from "./people.js";
import type { RefMove } from "./ref-log.js";
import { NO_OBJECT } from "./refs.js";
import type { RepositoryRecord, UserRecord } from "../state/records.js";

/**
 * Moves a ref from `before` to `after` in one step, and tells the robots of the push. Whether the branch may be moved is
 * the caller's question: see `checkProtection`.
 * @throws Problem 422 when the ref has moved meanwhile, or when its name is none
 */
export async function moveRef(
  host: Host,
  repository: RepositoryRecord,
  actor: UserRecord,
  { ref, before, after }: RefMove,
): Promise<void> {
  const args = ["update-ref", ...(after === null ? ["-d", ref] : [ref, after]), before ?? NO_OBJECT];
  const { exitCode } = await runGit(repository.path, args, { env: host.env, accept: [0, 1, 128] });
  if (exitCode !== 0) throw unprocessable("Reference cannot be updated");
  host.emit({ name: "push", repository, actor, subject: { ref, before, after } });
}

/** Environment that lets git write as somebody, at a time. */
export function personEnvironment(
  author: Pick<GitPerson, "name" | "email" | "date">,
  committer: Pick<GitPerson, "name" | "email" | "date"> = author,
): Record<string, string> {
  const date = (person: Pick<GitPerson, "date">): string => `${Math.floor(person.date.getTime() / 1000)} +0000`;
  return {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: date(author),
    GIT_COMMITTER_NAME: committer.name,
    GIT_COMMITTER_EMAIL: committer.email,
    GIT_COMMITTER_DATE: date(committer),
  };
}

/** How GitHub signs a commit that it makes for a user. */
export const personOf = (host: Host, { name, email }: UserRecord): Pick<GitPerson, "name" | "email" | "date"> => ({
  name,
  email,
  date: host.now(),
});

/** Makes a commit object; gives back its oid. No ref moves. */
export async function writeCommit(
  host: Host,
  repository: RepositoryRecord,
  commit: {
    readonly tree: string;
    readonly parents: readonly string[];
    readonly message: string;
    readonly author: Pick<GitPerson, "name" | "email" | "date">;
    readonly committer?: Pick<GitPerson, "name" | "email" | "date">;
  },
): Promise<string> {
  const parents = commit.parents.flatMap((oid) => ["-p", oid]);
  const env = { ...host.env, ...personEnvironment(commit.author, commit.committer) };
  const args = ["commit-tree", commit.tree, ...parents];
  const { stdout } = await runGit(repository.path, args, { env, input: commit.message });
  return stdout.trim();
}

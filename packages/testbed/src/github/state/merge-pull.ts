import { type GitAnswer, gitText, runGit } from "../../git/run-git.js";
import { type CommitRecord, readCommit } from "../git/commits.js";
import { lastingAnswer, lines, rangeOf } from "../git/ranges.js";
import { moveRef, personOf, writeCommit } from "../git/write.js";
import type { Host } from "../host.js";
import { Problem } from "../http/problem.js";
import { mergeHindrance } from "./mergeability.js";
import { changePull, type PullRecord } from "./pulls.js";
import type { UserRecord } from "./records.js";

export interface PullMerge {
  readonly method: "merge" | "squash" | "rebase";
  /** What the head must be; undefined: anything. */
  readonly sha?: string | undefined;
  readonly title?: string | undefined;
  readonly message?: string | undefined;
}

/** Merges as the button does, with real commits. @throws Problem 405 and 409 in GitHub's words */
export async function mergePull(
  host: Host,
  pull: PullRecord,
  actor: UserRecord,
  merge: PullMerge,
): Promise<PullRecord> {
  const { repository, head, base } = pull;
  if (pull.state !== "open") throw new Problem(405, "Pull Request is not mergeable");
  if (merge.sha !== undefined && merge.sha !== head.oid)
    throw new Problem(409, "Head branch was modified. Review and try the merge again.");
  const hindrance = await mergeHindrance(host, pull, actor);
  if (hindrance !== null) throw new Problem(405, hindrance);
  const after = await commitOf(host, pull, actor, merge);
  await moveRef(host, repository, actor, { ref: `refs/heads/${base}`, before: pull.baseOid, after }).catch(() => {
    throw new Problem(405, "Base branch was modified. Review and try the merge again.");
  });
  const at = host.now();
  const merged = { state: "merged", mergedAt: at, closedAt: at, mergedBy: actor, mergeOid: after } as const;
  return changePull(host, pull, merged, { action: "closed", actor });
}

async function commitOf(host: Host, pull: PullRecord, actor: UserRecord, merge: PullMerge): Promise<string> {
  const { repository, head, baseOid, number, title } = pull;
  const { ahead } = await rangeOf(host, repository, baseOid, head.oid);
  if (merge.method === "rebase") return rebased(host, pull, actor, ahead);
  const tree = await mergedTree(host, pull);
  const author = personOf(host, actor);
  const committer = { name: "GitHub", email: "noreply@github.com", date: host.now() };
  const isMerge = merge.method === "merge";
  const subject =
    merge.title ??
    (isMerge ? `Merge pull request #${number} from ${head.repository.owner}/${head.branch}` : `${title} (#${number})`);
  const body = merge.message ?? (isMerge ? title : await squashBody(host, pull, ahead));
  return writeCommit(host, repository, {
    tree,
    parents: isMerge ? [baseOid, head.oid] : [baseOid],
    message: body === "" ? `${subject}\n` : `${subject}\n\n${body}\n`,
    author,
    committer,
  });
}

const mergedTree = async (host: Host, { repository, baseOid, head }: PullRecord): Promise<string> => {
  const args = ["merge-tree", "--write-tree", "--name-only", baseOid, head.oid];
  return lines(await lastingAnswer(host, repository, args))[0] ?? "";
};

/** One commit: its own text below the subject; several: a list of their messages. */
async function squashBody(host: Host, { repository }: PullRecord, ahead: readonly string[]): Promise<string> {
  const commits = await Promise.all(ahead.map((oid) => readCommit(host, repository, oid)));
  const messages = commits.flatMap((commit) => (commit === null ? [] : [commit.message.trim()]));
  return messages.length === 1
    ? (messages[0] ?? "").split("\n").slice(1).join("\n").trim()
    : messages.map((message) => `* ${message}`).join("\n\n");
}

/** Each commit that is no merge, anew on the base. */
async function rebased(host: Host, pull: PullRecord, actor: UserRecord, ahead: readonly string[]): Promise<string> {
  const { repository } = pull;
  let tip = pull.baseOid;
  for (const oid of ahead) {
    const commit = await readCommit(host, repository, oid);
    if (commit === null || commit.parentOids.length !== 1) continue;
    const { exitCode, stdout } = await picked(host, pull, tip, commit);
    if (exitCode !== 0) throw new Problem(405, "This branch can't be rebased");
    const committer = personOf(host, actor);
    const fields = { tree: stdout.trim(), parents: [tip], message: `${commit.message}\n` };
    tip = await writeCommit(host, repository, { ...fields, author: commit.authorPerson, committer });
  }
  return tip;
}

/**
 * The tree of a commit's change on another commit. `merge-tree` of git 2.39 finds the base by itself, so both sides are
 * told anew with the commit's parent as their only common ancestor.
 */
async function picked(
  host: Host,
  { repository }: PullRecord,
  tip: string,
  { oid, parentOids: [parent = ""] }: CommitRecord,
): Promise<GitAnswer> {
  const nobody = { name: "rebase", email: "rebase@example.test", date: new Date("2020-01-01T00:00:00Z") };
  const told = (of: string, parents: readonly string[]): Promise<string> =>
    writeCommit(host, repository, { tree: `${of}^{tree}`, parents, message: "told anew\n", author: nobody });
  const base = await told(parent, []);
  const [ours, theirs] = [await told(tip, [base]), await told(oid, [base])];
  const args = ["merge-tree", "--write-tree", "--name-only", ours, theirs];
  return runGit(repository.path, args, { env: host.env, accept: [0, 1] });
}

/** Merges the base into the head, as "Update branch" does. @throws Problem 422 */
export async function updateBranch(host: Host, pull: PullRecord, actor: UserRecord): Promise<PullRecord> {
  const { head, baseOid, base } = pull;
  const { behindBy } = await rangeOf(host, pull.repository, baseOid, head.oid);
  if (behindBy === 0) throw new Problem(422, "There are no new commits on the base branch.");
  if (head.repository !== pull.repository) {
    const from = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", pull.repository.path, `refs/heads/${base}`];
    await gitText(head.repository.path, from, { env: host.env });
  }
  const tree = await mergedTree(host, pull);
  const message = `Merge branch '${base}' into ${head.branch}\n`;
  const commit = { tree, parents: [head.oid, baseOid], message, author: personOf(host, actor) };
  const after = await writeCommit(host, head.repository, commit);
  await moveRef(host, head.repository, actor, { ref: `refs/heads/${head.branch}`, before: head.oid, after });
  return pull;
}

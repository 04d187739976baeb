import { changedFiles, type ChangedFile } from "../git/diff-files.js";
import type { CommitRecord } from "../git/commits.js";
import { type GitPerson, userOfPerson } from "../git/people.js";
import type { Host } from "../host.js";
import type { RepositoryRecord } from "../state/records.js";
import { nodeIdOf } from "../state/node-id.js";
import { apiUrl, htmlUrl } from "./repository.js";
import { timestamp } from "./timestamp.js";
import { simpleUser } from "./user.js";

export const personBody = ({ name, email, date }: GitPerson): Record<string, unknown> => ({
  name,
  email,
  date: timestamp(date),
});

export const UNSIGNED = { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null };

/** `commit` of GitHub's description, without files and statistics. */
export function commitBody(host: Host, commit: CommitRecord): Record<string, unknown> {
  const { repository, oid, treeOid, parentOids, authorPerson, committerPerson, message } = commit;
  const api = apiUrl(host, repository);
  const html = htmlUrl(host, repository);
  const userBody = (person: GitPerson): unknown => {
    const user = userOfPerson(host.state, person);
    return user === null ? null : simpleUser(host, user);
  };
  return {
    sha: oid,
    node_id: nodeIdOf("Commit", `${repository.id}:${oid}`),
    commit: {
      author: personBody(authorPerson),
      committer: personBody(committerPerson),
      message,
      tree: { sha: treeOid, url: `${api}/git/trees/${treeOid}` },
      url: `${api}/git/commits/${oid}`,
      comment_count: 0,
      verification: UNSIGNED,
    },
    url: `${api}/commits/${oid}`,
    html_url: `${html}/commit/${oid}`,
    comments_url: `${api}/commits/${oid}/comments`,
    author: userBody(authorPerson),
    committer: userBody(committerPerson),
    parents: parentOids.map((sha) => ({ sha, url: `${api}/commits/${sha}`, html_url: `${html}/commit/${sha}` })),
  };
}

/** With what `GET /repos/{owner}/{repo}/commits/{ref}` adds: the files against the first parent. */
export async function commitWithFiles(host: Host, commit: CommitRecord): Promise<Record<string, unknown>> {
  const files = await changedFiles(host, commit.repository, commit.parentOids[0] ?? null, commit.oid);
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  return {
    ...commitBody(host, commit),
    stats: { additions, deletions, total: additions + deletions },
    files: files.map((file) => fileBody(host, commit.repository, commit.oid, file)),
  };
}

/** `diff-entry`, without the patch text. */
export function fileBody(
  host: Host,
  repository: RepositoryRecord,
  oid: string,
  file: ChangedFile,
): Record<string, unknown> {
  const path = file.path.split("/").map(encodeURIComponent).join("/");
  return {
    sha: file.oid,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${htmlUrl(host, repository)}/blob/${oid}/${path}`,
    raw_url: `${htmlUrl(host, repository)}/raw/${oid}/${path}`,
    contents_url: `${apiUrl(host, repository)}/contents/${path}?ref=${oid}`,
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
  };
}

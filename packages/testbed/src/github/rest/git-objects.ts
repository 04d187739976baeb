import { personBody, UNSIGNED } from "../bodies/commit.js";
import { apiUrl, htmlUrl } from "../bodies/repository.js";
import { runGit } from "../../git/run-git.js";
import { type CommitRecord, readCommit } from "../git/commits.js";
import type { GitObject } from "../git/objects.js";
import { readPerson } from "../git/people.js";
import { personEnvironment, personOf, writeCommit } from "../git/write.js";
import type { Host } from "../host.js";
import { notFound, unprocessable } from "../http/problem.js";
import { nodeIdOf } from "../state/node-id.js";
import type { RepositoryRecord } from "../state/records.js";
import { existing } from "./commits.js";
import type { RestHandlers } from "./rest-handler.js";

/** Objects of git: commits and annotated tags. */
export const gitObjectArea = {
  "git/get-commit": async ({ host, repository, params }) => {
    const commit = await readCommit(host, repository, oidOf(params.commit_sha));
    if (commit === null) throw notFound();
    return { status: 200, body: gitCommitBody(host, commit) };
  },
  "git/create-commit": async ({ host, repository, actor, body }) => {
    const { message, tree, parents = [] } = body;
    if ((await objectOf(host, repository, tree))?.type !== "tree") throw unprocessable("Tree SHA does not exist");
    for (const parent of parents) {
      if ((await objectOf(host, repository, parent))?.type !== "commit") {
        throw unprocessable("Parent SHA does not exist or is not a commit object");
      }
    }
    const standard = personOf(host, actor);
    const author = named(body.author, standard);
    const committer = named(body.committer, author);
    const oid = await writeCommit(host, repository, { tree, parents, message, author, committer });
    return { status: 201, body: gitCommitBody(host, await existing(host, repository, oid)) };
  },
  "git/get-tag": async ({ host, repository, params }) => {
    const tag = await objectOf(host, repository, oidOf(params.tag_sha));
    if (tag?.type !== "tag") throw notFound();
    return { status: 200, body: tagBody(host, repository, tag) };
  },
  "git/create-tag": async ({ host, repository, actor, body }) => {
    const { tag, message, object, type } = body;
    if ((await objectOf(host, repository, object))?.type !== type) throw unprocessable("Object does not exist");
    const tagger = named(body.tagger, personOf(host, actor));
    const text = `object ${object}\ntype ${type}\ntag ${tag}\ntagger ${tagger.name} <${tagger.email}> ${Math.floor(tagger.date.getTime() / 1000)} +0000\n\n${message}\n`;
    const env = { ...host.env, ...personEnvironment(tagger) };
    const { stdout, exitCode } = await runGit(repository.path, ["mktag"], { env, input: text, accept: [0, 128] });
    const made = exitCode === 0 ? await objectOf(host, repository, stdout.trim()) : null;
    if (made === null) throw unprocessable("Tag name is not valid");
    return { status: 201, body: tagBody(host, repository, made) };
  },
} satisfies RestHandlers;

const oidOf = (text: string | undefined): string => (/^[0-9a-f]{40}$/.test(text ?? "") ? (text ?? "") : "missing");

const objectOf = (host: Host, repository: RepositoryRecord, oid: string): Promise<GitObject | null> =>
  host.objects(repository).read(oidOf(oid));

interface Named {
  readonly name: string;
  readonly email: string;
  readonly date: Date;
}

const named = (given: Partial<Record<"name" | "email" | "date", string>> | undefined, standard: Named): Named => ({
  name: given?.name ?? standard.name,
  email: given?.email ?? standard.email,
  date: given?.date === undefined ? standard.date : new Date(given.date),
});

function gitCommitBody(host: Host, commit: CommitRecord): Record<string, unknown> {
  const { repository, oid, treeOid, parentOids, message } = commit;
  const api = apiUrl(host, repository);
  const html = htmlUrl(host, repository);
  return {
    sha: oid,
    node_id: nodeIdOf("Commit", `${repository.id}:${oid}`),
    url: `${api}/git/commits/${oid}`,
    html_url: `${html}/commit/${oid}`,
    author: personBody(commit.authorPerson),
    committer: personBody(commit.committerPerson),
    tree: { sha: treeOid, url: `${api}/git/trees/${treeOid}` },
    message,
    parents: parentOids.map((sha) => ({ sha, url: `${api}/git/commits/${sha}`, html_url: `${html}/commit/${sha}` })),
    verification: UNSIGNED,
  };
}

function tagBody(host: Host, repository: RepositoryRecord, { oid, content }: GitObject): Record<string, unknown> {
  const { tag, message, object, type, tagger } = readTag(content.toString());
  const api = apiUrl(host, repository);
  return {
    node_id: nodeIdOf("Tag", `${repository.id}:${oid}`),
    tag,
    sha: oid,
    url: `${api}/git/tags/${oid}`,
    message,
    tagger: personBody(readPerson(tagger)),
    object: { sha: object, type, url: `${api}/git/${type}s/${object}` },
    verification: UNSIGNED,
  };
}

/** The fields of a tag object (git-mktag). */
export function readTag(text: string): Record<"tag" | "message" | "object" | "type" | "tagger", string> {
  const end = text.indexOf("\n\n");
  const head = text.slice(0, end).split("\n");
  const field = (key: string): string => head.find((line) => line.startsWith(`${key} `))?.slice(key.length + 1) ?? "";
  const message = text.slice(end + 2).replace(/\n+$/, "");
  return { tag: field("tag"), message, object: field("object"), type: field("type"), tagger: field("tagger") };
}

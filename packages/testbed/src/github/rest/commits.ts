import { commitBody, commitWithFiles, fileBody } from "../bodies/commit.js";
import { apiUrl, htmlUrl } from "../bodies/repository.js";
import { type CommitRecord, readCommit, resolveCommit } from "../git/commits.js";
import { changedFiles } from "../git/diff-files.js";
import { listRefs } from "../git/refs.js";
import { sideOfComparison } from "../git/network.js";
import { lastingAnswer, lines, type Range, rangeOf, rangeStatus } from "../git/ranges.js";
import type { Host } from "../host.js";
import { linkHeader, paged, pageOf } from "../http/page.js";
import { conflict, notFound, unprocessable } from "../http/problem.js";
import type { RepositoryRecord } from "../state/records.js";
import type { RestCall, RestHandlers } from "./rest-handler.js";

const HEADS = "refs/heads/";

/** Commits: one, a log of them, and what lies between two. */
export const commits = {
  "repos/list-commits": async (call) => {
    const { host, repository, query } = call;
    const start = await resolveCommit(host, repository, query.sha ?? "HEAD");
    if (start === null) throw query.sha === undefined ? conflict("Git Repository is empty.") : notFound();
    const log = lines(await lastingAnswer(host, repository, logArguments(query, start.oid)));
    return paged(call, log, async (oid) => commitBody(host, await existing(host, repository, oid)));
  },
  "repos/get-commit": async ({ host, repository, params }) => {
    const name = params.ref ?? params.commit_sha ?? "";
    const commit = await resolveCommit(host, repository, name);
    if (commit === null) throw unprocessable(`No commit found for SHA: ${name}`);
    return { status: 200, body: await commitWithFiles(host, commit) };
  },
  "repos/list-branches-for-head-commit": async ({ host, repository, params }) => {
    const refs = await listRefs(repository.path, HEADS);
    const body = refs
      .filter(({ oid }) => oid === params.commit_sha)
      .map(({ ref, oid }) => ({
        name: ref.slice(HEADS.length),
        commit: { sha: oid, url: `${apiUrl(host, repository)}/commits/${oid}` },
        protected: repository.protections.has(ref.slice(HEADS.length)),
      }));
    return { status: 200, body };
  },
  "repos/compare-commits-with-basehead": async (call) => {
    const { host, repository, params } = call;
    const [base, head] = sides(params.basehead ?? "");
    const [from, to] = [await sideOfComparison(host, repository, base), await sideOfComparison(host, repository, head)];
    if (from === null || to === null) throw notFound();
    const range = await rangeOf(host, repository, from.oid, to.oid);
    if (range.mergeBase === null) throw notFound();
    await call.work(repository);
    return comparison(call, { from, to, range, mergeBase: range.mergeBase });
  },
} satisfies RestHandlers;

function logArguments(query: Readonly<Record<string, string>>, oid: string): string[] {
  const { author, since, until, path } = query;
  return [
    "rev-list",
    ...(author === undefined ? [] : [`--author=${author}`]),
    ...(since === undefined ? [] : [`--since=${since}`]),
    ...(until === undefined ? [] : [`--until=${until}`]),
    oid,
    "--",
    ...(path === undefined ? [] : [path]),
  ];
}

export async function existing(host: Host, repository: RepositoryRecord, oid: string): Promise<CommitRecord> {
  const commit = await readCommit(host, repository, oid);
  if (commit === null) throw new Error(`${repository.slug} has lost ${oid}`);
  return commit;
}

/** `base...head`; with two dots GitHub compares the same. */
function sides(basehead: string): [string, string] {
  const [base = "", head = ""] = basehead.split(/\.\.\.?/);
  return [base, head];
}

interface Compared {
  readonly from: CommitRecord;
  readonly to: CommitRecord;
  readonly range: Range;
  readonly mergeBase: string;
}

/** Commits come oldest first, at most 250 a page; files come with the first page, at most 300. */
async function comparison(
  { host, repository, query, url }: RestCall,
  { from, to, range, mergeBase }: Compared,
): Promise<{ status: number; body: unknown; headers: Record<string, string> }> {
  const page = pageOf(query, 250, 250);
  const shown = range.ahead.slice((page.page - 1) * page.perPage, page.page * page.perPage);
  const files = page.page === 1 ? await changedFiles(host, repository, mergeBase, to.oid) : [];
  const html = `${htmlUrl(host, repository)}/compare/${from.oid}...${to.oid}`;
  const body = {
    url: `${apiUrl(host, repository)}/compare/${from.oid}...${to.oid}`,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: commitBody(host, from),
    merge_base_commit: commitBody(host, await existing(host, repository, mergeBase)),
    status: rangeStatus(range),
    ahead_by: range.ahead.length,
    behind_by: range.behindBy,
    total_commits: range.ahead.length,
    commits: await Promise.all(shown.map(async (oid) => commitBody(host, await existing(host, repository, oid)))),
    files: files.slice(0, 300).map((file) => fileBody(host, repository, to.oid, file)),
  };
  return { status: 200, body, headers: linkHeader(url, page, range.ahead.length) };
}

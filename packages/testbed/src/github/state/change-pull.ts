import { rangeOf } from "../git/ranges.js";
import { memberOfNetwork } from "../git/network.js";
import { readRef } from "../git/refs.js";
import type { Host } from "../host.js";
import { unprocessable, validationFailed } from "../http/problem.js";
import { labelNamed, changePull, type PullRecord, pullsOf, readHead, type ReviewRecord } from "./pulls.js";
import type { RepositoryRecord, UserRecord } from "./records.js";

export interface NewPull {
  readonly title: string;
  readonly body: string;
  /** `branch` or `owner:branch` */
  readonly head: string;
  readonly base: string;
  readonly isDraft: boolean;
}

const invalid = (field: string) => validationFailed({ resource: "PullRequest", field, code: "invalid" });
const custom = (message: string) => validationFailed({ resource: "PullRequest", code: "custom", message });

/** @throws Problem 422 in GitHub's words */
export async function openPull(
  host: Host,
  repository: RepositoryRecord,
  author: UserRecord,
  wanted: NewPull,
): Promise<PullRecord> {
  checkLength("title", wanted.title, 256);
  checkLength("body", wanted.body, 65_536);
  const colon = wanted.head.indexOf(":");
  const [owner, branch] = [wanted.head.slice(0, Math.max(0, colon)), wanted.head.slice(colon + 1)];
  const from = colon < 0 ? repository : memberOfNetwork(host, repository, owner);
  const oid = from === null ? null : await readHead(host, repository, { repository: from, branch });
  const baseOid = await readRef(repository.path, `refs/heads/${wanted.base}`);
  if (baseOid === null) throw invalid("base");
  if (from === null || oid === null) throw invalid("head");
  const same = (pull: PullRecord): boolean =>
    pull.state === "open" && pull.base === wanted.base && pull.head.repository === from && pull.head.branch === branch;
  if (pullsOf(host, repository).values().some(same))
    throw custom(`A pull request already exists for ${from.owner}:${branch}.`);
  const { ahead } = await rangeOf(host, repository, baseOid, oid);
  if (ahead.length === 0) throw custom(`No commits between ${wanted.base} and ${colon < 0 ? branch : wanted.head}`);
  const at = host.now();
  const { title, body, base, isDraft } = wanted;
  const nobody = { requested: [], requestedTeams: [], asked: [], reviews: [], labels: [] };
  const pull = host.state.record("PullRequest", {
    ...nobody,
    ...{ closedAt: null, mergedAt: null, mergedBy: null, mergeOid: null, editor: null, lastEditedAt: null },
    repository,
    number: host.state.nextNumber(repository),
    title,
    body,
    author,
    isDraft,
    state: "open" as const,
    base,
    baseOid,
    head: { repository: from, branch, oid },
    createdAt: at,
    updatedAt: at,
  }) satisfies PullRecord;
  return changePull(host, pull, {}, { action: "opened", actor: author });
}

export interface PullEdit {
  readonly title?: string | undefined;
  readonly body?: string | undefined;
  readonly base?: string | undefined;
  readonly state?: "open" | "closed" | undefined;
}

/** @throws Problem 422 */
export async function editPull(host: Host, pull: PullRecord, actor: UserRecord, edit: PullEdit): Promise<PullRecord> {
  const { title = pull.title, body = pull.body, base = pull.base, state = pull.state } = edit;
  checkLength("title", title, 256);
  checkLength("body", body, 65_536);
  const baseOid = await readRef(pull.repository.path, `refs/heads/${base}`);
  if (baseOid === null) throw invalid("base");
  const isReopened = state === "open" && pull.state === "closed";
  if (isReopened && (await readHead(host, pull.repository, pull.head)) === null)
    throw custom("state cannot be changed. The branch was deleted.");
  if (state === "open" && pull.state === "merged")
    throw custom("state cannot be changed. The pull request cannot be reopened.");
  const isClosed = state === "closed" && pull.state === "open";
  const change = {
    title,
    body,
    base,
    ...(body !== pull.body && { editor: actor, lastEditedAt: host.now() }),
    ...(base !== pull.base && { baseOid }),
    ...(isReopened && { state: "open" as const, closedAt: null }),
    ...(isClosed && { state: "closed" as const, closedAt: host.now() }),
  };
  return changePull(host, pull, change, { action: isClosed ? "closed" : isReopened ? "reopened" : "edited", actor });
}

function checkLength(field: string, text: string, most: number): void {
  if ([...text].length <= most) return;
  const message = `${field} is too long (maximum is ${most} characters)`;
  throw validationFailed({ resource: "Issue", field, code: "custom", message });
}

/** @throws Problem 422 for the author, and for who may not read the repository */
export function requestReviews(
  host: Host,
  pull: PullRecord,
  actor: UserRecord,
  { logins, teams }: { readonly logins: readonly string[]; readonly teams: readonly string[] },
): PullRecord {
  const people = logins.map((login) => {
    const user = host.state.user(login);
    if (user === pull.author) throw unprocessable("Review cannot be requested from pull request author.");
    if (user === undefined || !user.permissions.has(pull.repository.slug.toLowerCase()))
      throw unprocessable(
        "Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.",
      );
    return user;
  });
  const requested = [...new Set([...pull.requested, ...people])];
  const named = teams.map((team) => `${pull.repository.owner}/${team}`);
  const requestedTeams = [...new Set([...pull.requestedTeams, ...named])];
  const asked = [...pull.asked, ...people, ...named];
  return changePull(host, pull, { requested, requestedTeams, asked }, { action: "review_requested", actor });
}

/** @throws Problem 422 for an opinion of the author */
export function reviewPull(
  host: Host,
  pull: PullRecord,
  author: UserRecord,
  given: { readonly state: ReviewRecord["state"]; readonly body?: string; readonly oid?: string },
): { readonly pull: PullRecord; readonly review: ReviewRecord } {
  const { state, body = "", oid = pull.head.oid } = given;
  if (author === pull.author && state !== "COMMENTED") {
    const what = state === "APPROVED" ? "approve" : "request changes on";
    throw unprocessable(`Can not ${what} your own pull request`);
  }
  const review = host.state.record("PullRequestReview", { author, state, body, oid, submittedAt: host.now() });
  const requested = pull.requested.filter((user) => user !== author);
  const changed = changePull(
    host,
    pull,
    { reviews: [...pull.reviews, review], requested },
    { action: "submitted", actor: author },
  );
  return { pull: changed, review };
}

/** @throws Problem 422 for a name that is too long */
export function addLabels(host: Host, pull: PullRecord, actor: UserRecord, names: readonly string[]): PullRecord {
  for (const name of names) {
    if ([...name].length > 50)
      throw validationFailed({
        resource: "Label",
        field: "name",
        code: "custom",
        message: "name is too long (maximum is 50 characters)",
      });
  }
  const labels = [...new Set([...pull.labels, ...names.map((name) => labelNamed(host, pull.repository, name))])];
  return changePull(host, pull, { labels }, { action: "labeled", actor });
}

import type { CallOptions } from "@signalbox/release-core";
import { contextOf } from "@signalbox/release-core";
import type { BuildQuery } from "../builds/ports.js";
import { ciCannot } from "../errors.js";
import type { HttpClient } from "../http/http-client.js";
import { buildPage, type ListedBuild } from "./answers.js";
import { refOf } from "./build-of.js";
import { SYSTEM, type Project } from "./project.js";

const PAGE = 100;
/** A developer's clock may be ahead of Travis's. */
const CLOCKS_MS = 86_400_000;

interface Search {
  readonly project: Project;
  readonly query: BuildQuery;
  /** More are not looked through; that is a failure, since the one that is looked for may be behind. */
  readonly most: number;
}

/**
 * The builds of a commit, newest first. Travis has no search by commit: its list, newest first, is looked through, that of
 * the branch or tag where one is named. It ends where a build is older than the commit, once one of the commit was seen.
 * @throws ReleaseError `ERR_CI_CANNOT` when it is too long
 */
export async function findBuilds(
  http: HttpClient,
  { project, query, most }: Search,
  options?: CallOptions,
): Promise<readonly ListedBuild[]> {
  const found = new Map<number, ListedBuild>();
  const seen = new Set<number>();
  const what = `the builds of ${project.slug}`;
  let madeMs = -Infinity;
  for (let offset: number | null = 0; offset !== null;) {
    const { builds, "@pagination": page }: Page = await http.read(
      { what, path: `${project.path}/builds`, query: pageQuery(query, offset), schema: buildPage },
      options,
    );
    const fresh = builds.filter(({ id }) => !seen.has(id)); // A build that came meanwhile moves the others on.
    for (const build of fresh) {
      seen.add(build.id);
      if (isOlder(build, madeMs)) return [...found.values()];
      if (!isWanted(build, query)) continue;
      found.set(build.id, build);
      madeMs = Math.max(madeMs, Date.parse(build.commit.committed_at ?? "") || -Infinity);
    }
    offset = builds.length === 0 ? null : (page.next?.offset ?? null);
    if (offset === null) break;
    if (seen.size >= most || fresh.length === 0) throw tooMany(what, { looked: seen.size, found: found.size, query });
    contextOf(options).emit({ type: "progress", kind: "travis", message: `reading ${what}`, done: seen.size });
  }
  return [...found.values()];
}

interface Page {
  readonly builds: readonly ListedBuild[];
  readonly "@pagination": { readonly next: { readonly offset: number | null } | null };
}

/** Builds of pull requests are of no branch, though their list has them. */
function pageQuery({ branch, tag }: BuildQuery, offset: number): Readonly<Record<string, string>> {
  const page = { limit: String(PAGE), offset: String(offset) };
  const name = branch ?? tag;
  return name === undefined ? page : { "branch.name": name, "build.event_type": "push,api,cron", ...page };
}

function isWanted(build: ListedBuild, query: BuildQuery): boolean {
  const { branch, tag } = refOf(build);
  return (
    build.commit.sha.toLowerCase() === query.commit.toLowerCase() &&
    (query.branch === undefined || branch === query.branch) &&
    (query.tag === undefined || tag === query.tag) &&
    (query.workflow === undefined || query.workflow === build.repository.slug)
  );
}

/** One that was over before the commit was made, and so were all that Travis numbered before it. */
const isOlder = ({ finished_at: finished }: ListedBuild, madeMs: number): boolean =>
  finished !== null && Date.parse(finished) < madeMs - CLOCKS_MS;

interface TooMany {
  readonly looked: number;
  readonly found: number;
  readonly query: BuildQuery;
}

const tooMany = (what: string, { looked, found, query }: TooMany) =>
  ciCannot(
    { system: SYSTEM, what: `${what} at ${query.commit.slice(0, 12)}` },
    `${looked} builds were looked through, ${found} of them are of this commit, and there are more`,
    query.branch === undefined && query.tag === undefined
      ? "Name the branch: Travis lists the builds of one branch, but cannot search by commit."
      : "Check the commit: Travis may never have built it. Else allow more builds for the search.",
    { looked, found },
  );

import { type CallOptions, contextOf } from "@signalbox/release-core";
import type { BuildQuery } from "../builds/ports.js";
import { ciCannot } from "../errors.js";
import type { HttpClient } from "../http/http-client.js";
import { type Pipeline, pipelinePage } from "./answers.js";
import { pagesOf, SYSTEM } from "./ask.js";
import { pathOf, type Project, slugTextOf } from "./project.js";

/** Where a search for the pipelines of a commit ends. */
export interface SearchBounds {
  /**
   * When a commit was made, if the app knows: no pipeline of it is older, so the search ends there and has seen all. Days
   * may be taken off for clocks that are wrong; that is done here.
   */
  readonly commitDate: (
    repository: string,
    commit: string,
    options?: CallOptions,
  ) => Promise<Date | null> | Date | null;
  /** Older pipelines do not count. CircleCI begins nothing of them again after 90 days. */
  readonly days: number;
  /** More are not looked through; that is a failure, since the one that is looked for may be behind. */
  readonly pipelines: number;
}

const DAY_MS = 86_400_000;
/** A developer's clock may be ahead of CircleCI's. */
const CLOCKS_MS = DAY_MS;

/**
 * All pipelines of a commit, newest first. CircleCI has no search by commit or tag: its list, newest first, is looked
 * through, that of the branch where one is named.
 * @throws ReleaseError `ERR_CI_CANNOT` when it is too long
 */
export async function findPipelines(
  http: HttpClient,
  { project, repository, query, bounds }: Search,
  options?: CallOptions,
): Promise<Pipeline[]> {
  const { now, emit } = contextOf(options);
  const made = await bounds.commitDate(repository, query.commit, options);
  const oldestMs = now().getTime() - bounds.days * DAY_MS;
  const endMs = Math.max(oldestMs, made === null ? -Infinity : made.getTime() - CLOCKS_MS);
  const place = query.branch === undefined ? slugTextOf(project) : `${slugTextOf(project)}, branch ${query.branch}`;
  const found: Pipeline[] = [];
  let looked = 0;

  const pages = pagesOf(
    http,
    {
      what: `the pipelines of ${place}`,
      path: `${pathOf(project)}/pipeline`,
      query: { branch: query.branch ?? null },
      schema: pipelinePage,
    },
    options,
  );
  for await (const page of pages) {
    if (looked >= bounds.pipelines) throw tooMany(place, { looked, found: found.length, query });
    for (const pipeline of page) {
      if (Date.parse(pipeline.created_at) < endMs) {
        if (endMs === oldestMs) emit({ type: "progress", kind: "circleci", message: tooOld(place, bounds.days) });
        return found;
      }
      if (isWanted(pipeline, query)) found.push(pipeline);
    }
    looked += page.length;
  }
  return found;
}

interface Search {
  readonly project: Project;
  readonly repository: string;
  readonly query: BuildQuery;
  readonly bounds: SearchBounds;
}

const isWanted = ({ vcs }: Pipeline, { commit, branch, tag }: BuildQuery): boolean =>
  vcs?.revision?.toLowerCase() === commit.toLowerCase() &&
  (branch === undefined || vcs.branch === branch) &&
  (tag === undefined || vcs.tag === tag);

const tooOld = (place: string, days: number): string =>
  `warning: pipelines of ${place} older than ${days} days were not looked at`;

const tooMany = (place: string, { looked, found, query }: TooMany) =>
  ciCannot(
    { system: SYSTEM, what: `the pipelines of ${place} at ${query.commit.slice(0, 12)}` },
    `${looked} pipelines were looked through, ${found} of them are of this commit, and there are more`,
    query.branch === undefined && query.tag === undefined
      ? "Name the branch: CircleCI lists the pipelines of one branch, but cannot search by commit."
      : "Allow more pipelines or fewer days for the search; with the commit's date it ends by itself.",
    { looked, found },
  );

interface TooMany {
  readonly looked: number;
  readonly found: number;
  readonly query: BuildQuery;
}

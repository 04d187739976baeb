import type { CallOptions } from "@signalbox/release-core";
import type { Build, BuildJob, BuildQuery, CiPorts } from "./ports.js";

/** Which builds are meant: those of a commit, of a branch or tag, of a workflow. */
export interface BuildChoice extends BuildQuery {
  /** URL, or `owner/name`. */
  readonly repository: string;
}

/** A build with all of its jobs, as they were at one look. */
export interface BuildLook {
  readonly build: Build;
  readonly jobs: readonly BuildJob[];
}

/**
 * The newest build of each workflow on each branch or tag, newest first. A pull request's build is none of a commit: it
 * was made of what a merge would give. One that CI could not begin has no workflow, and is over with the next that it
 * could. Pure.
 *
 * @param builds newest first, as the port lists them
 */
export function newestBuilds(builds: readonly Build[], commit: string): readonly Build[] {
  const newest = new Map<string, Build>();
  for (const build of builds) {
    if (build.commit !== commit || build.cause === "pull-request") continue;
    const line = JSON.stringify([build.name, build.branch, build.tag]);
    const isNewest = !newest.has(line) && (build.problem === undefined || !isFollowed(build, newest.values()));
    if (isNewest) newest.set(line, build);
  }
  return [...newest.values()];
}

const isFollowed = ({ branch, tag }: Build, newer: Iterable<Build>): boolean =>
  [...newer].some((one) => one.branch === branch && one.tag === tag);

/** Looks at the newest builds that are meant, with their jobs. */
export async function lookAtNewest(
  { systemOf }: CiPorts,
  choice: BuildChoice,
  options: CallOptions,
): Promise<readonly BuildLook[]> {
  const { repository, commit } = choice;
  const system = systemOf(repository);
  const builds = newestBuilds(await system.listBuilds(repository, queryOf(choice), options), commit);
  return Promise.all(builds.map(async (build) => ({ build, jobs: await system.listJobs(repository, build, options) })));
}

/** What the port is asked with. */
export const queryOf = ({ commit, branch, tag, workflow }: BuildChoice): BuildQuery => ({
  commit,
  ...(branch !== undefined && { branch }),
  ...(tag !== undefined && { tag }),
  ...(workflow !== undefined && { workflow }),
});

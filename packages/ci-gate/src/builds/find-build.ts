import { type CallOptions, callOptionsOf, contextOf } from "@signalbox/release-core";
import { ageOf } from "./begun.js";
import { type BuildChoice, newestBuilds, queryOf } from "./newest-builds.js";
import type { Build, BuildJob, CiPorts } from "./ports.js";

/** A build, its jobs, and how old its results are. */
export interface FoundBuild {
  readonly build: Build;
  readonly jobs: readonly BuildJob[];
  /** Of the oldest result that it holds, milliseconds; null while it has not begun. */
  readonly ageMs: number | null;
}

/**
 * The newest build of a commit, whatever became of it; null when there is none. Builds of pull requests do not count.
 * @throws ReleaseError `ERR_CI_*`
 */
export async function findBuild(
  { systemOf }: CiPorts,
  choice: BuildChoice,
  options?: CallOptions,
): Promise<FoundBuild | null> {
  const context = contextOf(options);
  const { repository, commit } = choice;
  const system = systemOf(repository);
  const asking = callOptionsOf(context);
  const [build] = newestBuilds(await system.listBuilds(repository, queryOf(choice), asking), commit);
  if (build === undefined) return null;
  const jobs = await system.listJobs(repository, build, asking);
  return { build, jobs, ageMs: ageOf({ build, jobs }, context.now()) };
}

/** All builds of a commit, newest first, those of pull requests too. @throws ReleaseError `ERR_CI_*` */
export async function listBuilds(
  { systemOf }: CiPorts,
  choice: BuildChoice,
  options?: CallOptions,
): Promise<readonly Build[]> {
  const asking = callOptionsOf(contextOf(options));
  return systemOf(choice.repository).listBuilds(choice.repository, queryOf(choice), asking);
}

import type { Build, BuildJob, BuildState } from "../builds/ports.js";
import type { Job, ListedBuild, WholeBuild } from "./answers.js";
import { causeOf, stateOf } from "./states.js";

/** Where people look at builds; null where nobody said. */
export type AppUrl = string | null;

/**
 * Travis keeps a build's id when it is begun again, empties its times, and counts nothing; only its jobs tell that they
 * were. Source: `restart` in lib/travis/hub/model/{build,job}.rb of https://github.com/travis-ci/travis-hub.
 */
export function buildOf(build: WholeBuild, appUrl: AppUrl): Build {
  const { id, number, repository, commit, jobs, started_at: startedAt, finished_at: finishedAt } = build;
  const state = stateOf(build.state);
  const isOver = state !== "queued" && state !== "running";
  const made = jobs.flatMap(({ created_at: at }) => at ?? []).sort();
  return {
    id: String(id),
    name: repository.slug,
    commit: commit.sha.toLowerCase(),
    ...refOf(build),
    cause: causeOf(build.event_type ?? "unknown"),
    parameters: null,
    state,
    attempt: jobs.some(({ restarted_at: at }) => at !== null) ? 2 : 1,
    createdAt: made[0] ?? startedAt ?? commit.committed_at ?? EPOCH,
    startedAt,
    endedAt: isOver ? finishedAt : null,
    url: appUrl === null ? null : `${appUrl}/${repository.slug}/builds/${id}`,
    ...(jobs.length === 0 && state === "failed" ? { problem: `Travis made no job of build ${number}` } : {}),
  };
}

/** Of a build without any time: nothing is older, so it counts for none that has to be young. */
const EPOCH = "1970-01-01T00:00:00Z";

/** A pull request's build names the branch that it is meant for, which is not what it was made of. */
export function refOf({ branch, tag, commit, event_type: event }: ListedBuild): Pick<Build, "branch" | "tag"> {
  if (event === "pull_request") return { branch: null, tag: null };
  const [, kind, name = null] = /^refs\/(heads|tags)\/(.+)$/.exec(commit.ref ?? "") ?? [];
  if (tag !== null || kind === "tags") return { branch: null, tag: tag?.name ?? name };
  return { branch: branch?.name ?? name, tag: null };
}

/** Jobs in the order of their stages; a stage waits for all jobs of the one before. */
export function jobsOf(jobs: readonly Job[], build: Pick<Build, "url">): readonly BuildJob[] {
  const stages = [...new Set(jobs.map(stageOf))].sort((one, other) => one - other);
  const hasFailed = jobs.some(({ state }) => stateOf(state) === "failed");
  return [...jobs]
    .sort((one, other) => stageOf(one) - stageOf(other) || one.id - other.id)
    .map((job) => {
      const before = stages[stages.indexOf(stageOf(job)) - 1];
      return {
        id: String(job.id),
        name: nameOf(job),
        kind: "job",
        state: jobState(job, hasFailed),
        startedAt: job.started_at,
        endedAt: job.finished_at,
        needs: jobs.filter((each) => stageOf(each) === before).map(nameOf),
        url: build.url,
      };
    });
}

/** A stage that failed cancels all that has not begun: `cancel_pending_jobs` in lib/travis/hub/model/stage.rb. */
function jobState({ state, started_at: startedAt }: Job, hasFailed: boolean): BuildState {
  return state === "canceled" && startedAt === null && hasFailed ? "not-run" : stateOf(state);
}

const stageOf = ({ stage }: Job): number => stage?.number ?? 0;

/** Most jobs have no name: then its number in the build, which stays when that begins again. */
const nameOf = ({ config, number }: Job): string => config?.name ?? `job ${number.slice(number.indexOf(".") + 1)}`;

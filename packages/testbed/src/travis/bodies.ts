import { type BuildRecord, isOver, type JobRecord, jobsIn, stagesOf, stateOf } from "./builds.js";

const at = (date: Date | null): string | null => (date === null ? null : `${date.toISOString().slice(0, 19)}Z`);
const precisely = (date: Date | null): string | null => date?.toISOString() ?? null;
const earliest = (dates: readonly (Date | null)[]): Date | null =>
  dates.filter((date) => date !== null).sort((one, other) => one.getTime() - other.getTime())[0] ?? null;
const latest = (dates: readonly (Date | null)[]): Date | null =>
  dates.filter((date) => date !== null).sort((one, other) => other.getTime() - one.getTime())[0] ?? null;

const idOf = (text: string): number =>
  [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 99_991, 7) + 1;

export const repositoryBody = (slug: string): object => ({
  "@type": "repository",
  "@href": `/repo/${idOf(slug)}`,
  "@representation": "minimal",
  id: idOf(slug),
  name: slug.slice(slug.indexOf("/") + 1),
  slug,
});

export function buildBody(build: BuildRecord, withJobs: boolean): object {
  const { id, number, slug, push, committedAt, jobs } = build;
  const { commit, branch = null, tag = null, event = "push" } = push;
  const started = earliest(jobs.map(({ startedAt }) => startedAt));
  const over = jobs.every(({ state }) => isOver(state)) ? latest(jobs.map(({ finishedAt }) => finishedAt)) : null;
  return {
    "@type": "build",
    "@href": `/build/${id}`,
    "@representation": "standard",
    id,
    number: String(number),
    state: stateOf(jobs),
    duration: over === null || started === null ? null : (over.getTime() - started.getTime()) / 1000,
    event_type: event,
    previous_state: null,
    pull_request_title: event === "pull_request" ? "A change" : null,
    pull_request_number: event === "pull_request" ? 1 : null,
    started_at: at(started),
    finished_at: at(over),
    updated_at: precisely(over ?? started ?? committedAt),
    private: false,
    priority: false,
    repository: repositoryBody(slug),
    // The column has the tag's name too, which is a branch for none.
    branch: branch === null ? null : { "@type": "branch", "@representation": "minimal", name: branch },
    tag:
      tag === null
        ? null
        : { "@type": "tag", "@representation": "minimal", repository_id: idOf(slug), name: tag, last_build_id: id },
    commit: {
      "@type": "commit",
      "@representation": "minimal",
      id: idOf(commit),
      sha: commit,
      ref: tag === null ? `refs/heads/${branch}` : `refs/tags/${tag}`,
      message: "A change",
      compare_url: `https://github.com/${slug}/commit/${commit}`,
      committed_at: at(committedAt),
    },
    jobs: jobs.map((job) =>
      withJobs
        ? jobBody(build, job, false)
        : { "@type": "job", "@href": `/job/${job.id}`, "@representation": "minimal", id: job.id },
    ),
    stages: hasStages(build) ? stagesOf(build).map((stage) => stageBody(build, stage)) : [],
  };
}

/** Who names no stage has none. */
const hasStages = ({ jobs }: BuildRecord): boolean => jobs.some(({ script }) => script.stage !== undefined);

function stageBody(build: BuildRecord, name: string): object {
  const jobs = jobsIn(build, name);
  const state = stateOf(jobs);
  return {
    "@type": "stage",
    "@representation": "minimal",
    id: build.id * 10 + stagesOf(build).indexOf(name) + 1,
    number: stagesOf(build).indexOf(name) + 1,
    name,
    state,
    started_at: at(earliest(jobs.map(({ startedAt }) => startedAt))),
    finished_at: isOver(state) ? at(latest(jobs.map(({ finishedAt }) => finishedAt))) : null,
  };
}

export function jobBody(build: BuildRecord, job: JobRecord, withConfig: boolean): object {
  const { id, number, state, stage, script, createdAt, startedAt, finishedAt, restartedAt } = job;
  return {
    "@type": "job",
    "@href": `/job/${id}`,
    "@representation": "standard",
    id,
    allow_failure: false,
    number,
    state,
    started_at: at(startedAt),
    finished_at: at(finishedAt),
    created_at: precisely(createdAt),
    updated_at: precisely(finishedAt ?? startedAt ?? createdAt),
    restarted_at: at(restartedAt),
    stage: hasStages(build) ? stageBody(build, stage) : null,
    ...(withConfig
      ? { config: { language: "node_js", os: "linux", ...(script.name === undefined ? {} : { name: script.name }) } }
      : {}),
  };
}

/** One page of a list; `limit` is 25 by default and 100 at most. */
export function pageOf<Entry>(
  entries: readonly Entry[],
  url: URL,
): { readonly shown: readonly Entry[]; readonly pagination: object } {
  const number = (name: string, standard: number): number => Number(url.searchParams.get(name) ?? standard);
  const limit = Math.min(number("limit", 25), 100);
  const offset = number("offset", 0);
  const count = entries.length;
  const to = (start: number): object => {
    const target = new URL(url);
    target.searchParams.set("limit", String(limit));
    target.searchParams.set("offset", String(start));
    return { "@href": `${target.pathname}${target.search}`, offset: start, limit };
  };
  const isLast = count <= offset + limit;
  const pagination = {
    limit,
    offset,
    count,
    is_first: offset === 0,
    is_last: isLast,
    next: isLast ? null : to(offset + limit),
    prev: offset === 0 ? null : to(Math.max(0, offset - limit)),
    first: to(0),
    last: to(Math.max(0, Math.floor((count - 1) / limit) * limit)),
  };
  return { shown: entries.slice(offset, offset + limit), pagination };
}

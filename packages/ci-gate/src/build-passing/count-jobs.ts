import { matchesName } from "../name-pattern.js";
import { isOver } from "../builds/is-over.js";
import type { BuildLook } from "../builds/newest-builds.js";
import type { Build, BuildState } from "../builds/ports.js";
import { jobLine, type JobLine } from "./evidence.js";

/** What counts, by how it stands. Without names it is the builds themselves. */
export interface Counted {
  /** Everything that counts, by its state; a job that cannot come any more is `not-run`. */
  readonly lines: readonly JobLine[];
  /** Names that match nothing yet, in builds that are not over; patterns that may mean more than there is yet. */
  readonly missing: readonly string[];
  /** Names that match nothing, and never will. */
  readonly absent: readonly string[];
}

/** The jobs that the names and patterns mean, in all of these builds. Pure. */
export function countJobs(looks: readonly BuildLook[], names: readonly string[]): Counted {
  const all = looks.flatMap((look) => look.jobs.map((job) => ({ look, job })));
  const areOver = looks.length > 0 && looks.every(({ build }) => isOver(build));
  const unmatched = names.filter((name) => !all.some(({ job }) => matchesName(name, job.name)));
  const open = names.filter((name) => !unmatched.includes(name) && mayMatchMore(name, looks));
  const lines = all
    .filter(({ job }) => names.some((name) => matchesName(name, job.name)))
    .map(({ look, job }) => ({ ...jobLine(look, job), state: stateIn(look.build, job.state) }));
  return { lines, missing: areOver ? [] : [...unmatched, ...open], absent: areOver ? unmatched : [] };
}

/**
 * A pattern may mean jobs that are still to come: where CI tells no needs (GitHub Actions), a job is listed only once those
 * before it are over.
 */
const mayMatchMore = (name: string, looks: readonly BuildLook[]): boolean =>
  name.includes("*") &&
  looks.some(
    ({ build: { state }, jobs }) =>
      (state === "queued" || state === "running") && (jobs.length === 0 || jobs.some(({ needs }) => needs === null)),
  );

/** What a job waits for is what its build waits for. */
function stateIn(build: Build, job: BuildState): BuildState {
  if (job !== "queued") return job;
  if (isOver(build)) return "not-run";
  return build.state === "held" || build.state === "unknown" ? build.state : job;
}

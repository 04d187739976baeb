import { matchesName } from "../name-pattern.js";
import type { BuildLook } from "../builds/newest-builds.js";
import type { BuildState } from "../builds/ports.js";
import { jobLine, type JobLine } from "./evidence.js";

/** What counts, by how it stands. Without names it is the builds themselves. */
export interface Counted {
  /** Everything that counts, by its state; a job that cannot come any more is `not-run`. */
  readonly lines: readonly JobLine[];
  /** Names that match nothing yet, in builds that are not over. */
  readonly missing: readonly string[];
  /** Names that match nothing, and never will. */
  readonly absent: readonly string[];
}

const OVER = new Set<BuildState>(["passed", "failed", "cancelled", "not-run"]);

/** The jobs that the names and patterns mean, in all of these builds. Pure. */
export function countJobs(looks: readonly BuildLook[], names: readonly string[]): Counted {
  const all = looks.flatMap((look) => look.jobs.map((job) => ({ look, job })));
  const isOver = looks.length > 0 && looks.every(({ build }) => OVER.has(build.state));
  const unmatched = names.filter((name) => !all.some(({ job }) => matchesName(name, job.name)));
  const lines = all
    .filter(({ job }) => names.some((name) => matchesName(name, job.name)))
    .map(({ look, job }) => ({ ...jobLine(look, job), state: stateIn(look.build.state, job.state) }));
  return { lines, missing: isOver ? [] : unmatched, absent: isOver ? unmatched : [] };
}

/** What a job waits for is what its build waits for. */
function stateIn(build: BuildState, job: BuildState): BuildState {
  if (job !== "queued") return job;
  if (OVER.has(build)) return "not-run";
  return build === "held" || build === "unknown" ? build : job;
}

import { contextOf, type CallOptions } from "@signalbox/release-core";
import type { Build, BuildJob, BuildQuery, BuildState, CiSystem } from "../../src/builds/ports.js";
import { ciCannot, ciLimit, ciUnknown } from "../../src/errors.js";
import type { MadeBuild, MadeJob } from "../builds/setup.js";
import { artifactsOf, bytesOf } from "./memory-artifacts.js";
import type { Fault, MemoryCi, MemoryOptions } from "./memory-ports.js";

interface Line {
  readonly made: MadeBuild;
  /** How often each job ran, over all of its builds. */
  readonly runs: Map<string, number>;
}

interface Standing {
  readonly line: Line;
  build: Build;
  jobs: BuildJob[];
}

const OVER: ReadonlySet<BuildState> = new Set(["passed", "failed", "cancelled", "not-run"]);

export function memoryCi(options: MemoryOptions): MemoryCi {
  const { kind = "circleci", rerun = "build", declares = {}, tells = false, needs = true, clock } = options;
  const { answers = kind !== "travis" } = options;
  const all: Standing[] = [];
  let shown: Standing[] | null = null;
  let delayed = 0;
  let writes = 0;
  let count = 0;
  let jobCount = 0;
  let requestCount = 0;
  const heads = new Map<string, string>();
  const queues: Record<"read" | "write", Fault[]> = { read: [], write: [] };
  const time = (): string => clock.now().toISOString();

  const begin = (line: Line, jobs: readonly BuildJob[], more: Partial<Build>): Standing => {
    const { commit, branch = null, tag = null, workflow } = line.made;
    const id = `build-${++count}`;
    const now = time();
    const standing: Standing = {
      line,
      jobs: [...jobs],
      build: {
        id,
        name: workflow,
        commit,
        branch,
        tag,
        cause: "push",
        parameters: tells ? declares : null,
        state: "queued",
        attempt: 1,
        createdAt: now,
        startedAt: now,
        endedAt: null,
        url: `https://ci.test/${id}`,
        ...more,
      },
    };
    all.unshift(standing);
    settle(standing);
    return standing;
  };

  const fresh = ({ name, approval = false, needs: before = [] }: MadeJob): BuildJob => ({
    id: `job-${++jobCount}`,
    name,
    kind: approval ? "approval" : "job",
    state: "queued",
    startedAt: null,
    endedAt: null,
    needs: needs ? before : null,
    url: null,
  });

  /** Everything that can go on by itself does. */
  const settle = (standing: Standing): void => {
    const { line } = standing;
    for (let isMoving = true; isMoving;) {
      isMoving = false;
      standing.jobs = standing.jobs.map((job) => {
        if (job.state !== "queued") return job;
        const made = line.made.jobs.find(({ name }) => name === job.name);
        const before = standing.jobs.filter(({ name }) => made?.needs?.includes(name));
        if (before.some(({ state }) => OVER.has(state) && state !== "passed")) {
          isMoving = true;
          return { ...job, state: "not-run" };
        }
        if (!before.every(({ state }) => state === "passed")) return job;
        isMoving = true;
        if (job.kind === "approval") return { ...job, state: "held" };
        const runs = line.runs.get(job.name) ?? 0;
        line.runs.set(job.name, runs + 1);
        const ends = made?.ends ?? ["passed"];
        const state = ends[Math.min(runs, ends.length - 1)] ?? "passed";
        return { ...job, state, startedAt: time(), endedAt: state === "running" ? null : time() };
      });
    }
    const state = stateOf(standing.jobs);
    const endedAt = OVER.has(state) ? time() : null;
    standing.build = { ...standing.build, state, endedAt };
  };

  const find = (from: readonly Standing[], id: string): Standing | undefined =>
    from.find(({ build }) => build.id === id);
  const mustFind = (id: string): Standing => {
    const found = find(all, id);
    if (found === undefined) throw new Error(`no build ${id}`);
    return found;
  };
  const set = (id: string, change: (job: BuildJob) => BuildJob): void => {
    const standing = mustFind(id);
    standing.jobs = standing.jobs.map(change);
    settle(standing);
  };
  const visible = (): readonly Standing[] => shown ?? all;

  async function read<T>(given: CallOptions | undefined, what: () => T): Promise<T> {
    const { signal, emit } = contextOf(given);
    await Promise.resolve();
    signal.throwIfAborted();
    for (const reason of queues.read.splice(0))
      emit({ type: "waiting", kind: "ci", reason, untilMs: clock.now().getTime() });
    return structuredClone(what());
  }

  async function write(given: CallOptions | undefined, what: string, change: () => void): Promise<void> {
    const { signal } = contextOf(given);
    await Promise.resolve();
    signal.throwIfAborted();
    writes += 1;
    const question = { system: "Memory", what };
    const fault = queues.write.shift();
    if (fault === "slow-down") throw ciLimit(question, 1000);
    if (fault === "failing") throw ciUnknown(question, "502");
    if (delayed > 0) shown = structuredClone(all);
    change();
    if (fault === "lost") throw ciUnknown(question, "the connection was lost");
  }

  const system: CiSystem = {
    ci: kind,
    listBuilds: (_repository, query, given) =>
      read(given, () => {
        if (shown !== null && delayed-- <= 0) shown = null;
        return visible()
          .map(({ build }) => build)
          .filter((build) => isAsked(build, query));
      }),
    readBuild: (_repository, id, given) => read(given, () => find(visible(), id)?.build ?? null),
    listJobs: (_repository, { id }, given) => read(given, () => find(visible(), id)?.jobs ?? []),
    listArtifacts: (_repository, { id }, given) =>
      read(given, () => keptBy(mustFind(id)).map(({ artifact }) => artifact)),
    openArtifact: ({ url }, given) =>
      read(given, () => all.flatMap(keptBy).find(({ artifact }) => artifact.url === url)?.content ?? "").then(
        (content) => bytesOf(content),
      ),
    rerun: (_repository, { id }, from, given) =>
      write(given, `rerun ${id}`, () => {
        const { line, jobs, build } = mustFind(id);
        if (!OVER.has(build.state) && build.state !== "held")
          throw ciCannot({ system: "Memory", what: "rerun" }, "it runs", "Wait for its end.");
        const again = line.made.jobs.map((made) => {
          const before = jobs.find(({ name }) => name === made.name);
          return from === "failed" && before?.state === "passed" ? before : fresh(made);
        });
        if (rerun === "build") {
          const { cause, parameters } = build;
          begin(line, again, { cause, parameters });
          return;
        }
        const standing = mustFind(id);
        standing.jobs = again;
        standing.build = { ...build, attempt: build.attempt + 1, startedAt: time() };
        settle(standing);
      }),
    trigger: (_repository, request, given) => {
      const unknown = Object.keys(request.parameters).find((name) => !Object.hasOwn(declares, name));
      const { branch, tag, workflow } = request;
      const own = answers ? `request-${++requestCount}` : null;
      return write(given, "trigger", () => {
        const commit = heads.get(branch === undefined ? `refs/tags/${tag ?? ""}` : `refs/heads/${branch}`);
        const like = all.find(({ line }) => workflow === undefined || line.made.workflow === workflow);
        if (commit === undefined || like === undefined || unknown !== undefined)
          throw ciCannot({ system: "Memory", what: "trigger" }, "not declared, or not there", "See what there is.");
        const { workflow: name, jobs } = like.line.made;
        const made: MadeBuild = {
          commit,
          workflow: name,
          jobs,
          ...(branch !== undefined && { branch }),
          ...(tag !== undefined && { tag }),
        };
        const parameters = tells ? { ...declares, ...request.parameters } : null;
        begin({ made, runs: new Map() }, jobs.map(fresh), {
          cause: "api",
          parameters,
          ...(own !== null && { request: own }),
        });
      }).then(() => own);
    },
    approve: async (_repository, { id }, { id: jobId }, given) => {
      const job = find(all, id)?.jobs.find((one) => one.id === jobId);
      if (job?.kind !== "approval" || job.state !== "held")
        throw ciCannot({ system: "Memory", what: "approve" }, "it does not wait", "Look at it.");
      await write(given, `approve ${job.name}`, () =>
        set(id, (one) => (one.id === jobId ? { ...one, state: "passed", endedAt: time() } : one)),
      );
    },
  };

  return {
    system,
    heads,
    push: (made, cause = "push") => {
      heads.set(made.branch === undefined ? `refs/tags/${made.tag ?? ""}` : `refs/heads/${made.branch}`, made.commit);
      return begin({ made, runs: new Map() }, made.jobs.map(fresh), { cause }).build.id;
    },
    finish: (id, name, state) =>
      set(id, (job) => (job.name === name && job.state === "running" ? { ...job, state, endedAt: time() } : job)),
    cancel: (id) => set(id, (job) => (OVER.has(job.state) ? job : { ...job, state: "cancelled", endedAt: time() })),
    approveByHand: (id, name) =>
      set(id, (job) => (job.name === name && job.state === "held" ? { ...job, state: "passed" } : job)),
    faults: (which, what) => void queues[which].push(...what),
    delay: (lists) => void (delayed = lists),
    writes: () => writes,
    builds: () => all.map(({ build }) => build),
  };
}

const keptBy = ({ line, build }: Standing) => artifactsOf(line.made, build);

const stateOf = (jobs: readonly BuildJob[]): BuildState => {
  const has = (state: BuildState): boolean => jobs.some((job) => job.state === state);
  if (has("running")) return "running";
  if (has("failed")) return "failed";
  if (has("cancelled")) return "cancelled";
  return has("held") ? "held" : has("queued") ? "queued" : "passed";
};

const isAsked = (build: Build, { commit, branch, tag, workflow }: BuildQuery): boolean =>
  build.commit === commit &&
  (branch === undefined || build.branch === branch) &&
  (tag === undefined || build.tag === tag) &&
  (workflow === undefined || build.name === workflow);

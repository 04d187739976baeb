import { startTravis, type Travis, type TravisFault } from "@signalbox/testbed/travis";
import { travisCi, type TravisCiOptions } from "../../src/travis/travis-ci.js";
import type { CiSystem } from "../../src/builds/ports.js";
import type { BuildsSetup, MadeJob } from "../builds/setup.js";

export const SLUG = "TheCacophonyProject/integration-tests";
const TOKEN = "travis-token-0123";
const FAULTS = { "slow-down": "429", failing: "500" } as const;

export interface TravisScene {
  readonly travis: Travis;
  /** Each build is made a minute after the one before. */
  readonly tick: () => void;
  with(options?: Partial<TravisCiOptions>): CiSystem;
}

export async function startScene(): Promise<TravisScene> {
  let nowMs = Date.parse("2021-07-26T02:00:00Z");
  const travis = await startTravis({
    repositories: [SLUG],
    tokens: [TOKEN],
    now: () => new Date((nowMs += 1000)),
  });
  const sleep = (): Promise<void> => Promise.resolve();
  return {
    travis,
    tick: () => void (nowMs += 60_000),
    with: (options = {}) => travisCi({ token: TOKEN, baseUrl: travis.url, sleep, ...options }),
  };
}

export async function startTravisSetup(): Promise<BuildsSetup> {
  const { travis, tick, with: withOptions } = await startScene();
  return {
    ci: withOptions(),
    stranger: withOptions({ token: "stranger-token" }),
    secrets: [TOKEN, "stranger-token"],
    repository: `https://github.com/${SLUG}.git`,
    push: ({ commit, branch, tag, jobs }) => {
      tick();
      const ref = tag === undefined ? { branch: branch ?? "" } : { tag };
      travis.push(SLUG, {
        commit,
        ...ref,
        jobs: jobs.map((job) => ({ ...job, ...stageOf(job, jobs), ends: endsOf(job) })),
      });
    },
    faults: (kind, what) => {
      const match = kind === "read" ? /^GET / : /^POST /;
      travis.setFaults(
        what.map((each): TravisFault => {
          return { match, kind: each === "lost" ? (kind === "read" ? "drop" : "lost") : FAULTS[each] };
        }),
      );
    },
    writes: () => travis.requests.filter((line) => line.startsWith("POST ")).length,
    unknownId: "999999",
    request: { branch: "main", parameters: {} },
    wrongRequest: null,
    violations: () => travis.violations,
    close: travis.close,
  };
}

const endsOf = ({ ends = ["passed"] }: MadeJob) => ends.map((end) => (end === "running" ? "started" : end));

/** Travis has stages, and a job waits for all of the one before. */
function stageOf(job: MadeJob, jobs: readonly MadeJob[]): { readonly stage?: string } {
  const depth = ({ needs = [] }: MadeJob): number =>
    Math.max(0, ...jobs.filter(({ name }) => needs.includes(name)).map((each) => depth(each) + 1));
  return jobs.every(({ needs }) => needs === undefined) ? {} : { stage: `stage ${depth(job)}` };
}

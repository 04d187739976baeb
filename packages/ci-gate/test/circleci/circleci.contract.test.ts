import type { CircleFault, JobScript } from "@signalbox/testbed/circleci";
import { buildsContract } from "../builds/contract.js";
import type { MadeJob } from "../builds/setup.js";
import { REPOSITORY, SLUG, startFixture, TOKEN } from "./circle-fixture.js";

const parameters = {
  flavor: { type: "enum", enum: ["generic", "gramin"], default: "generic" },
  versionName: { type: "string", default: "1.0.0" },
} as const;

const jobOf = ({ approval = false, ...job }: MadeJob): JobScript => ({
  ...job,
  type: approval ? "approval" : "build",
  tags: /.*/,
  ends: (job.ends ?? []).map((end) => (end === "passed" ? "success" : end)),
});

const KINDS = { "slow-down": "429", failing: "500", lost: "lost" } as const;

const ability = { approve: true, artifacts: true, rerunFailed: true, workflows: true, needs: true };

buildsContract("CircleCI", ability, async () => {
  const { server, with: make, close } = await startFixture();
  // Once with what Node has itself.
  const ci = make({ fetch: globalThis.fetch });
  return {
    ci,
    stranger: make({ token: "CCIPAT_nobody_0000000000" }),
    secrets: [TOKEN, "CCIPAT_nobody_0000000000"],
    repository: REPOSITORY,
    push: ({ commit, branch, tag, workflow, jobs }) => {
      server.console.configure(SLUG, { parameters, workflows: [{ name: workflow, jobs: jobs.map(jobOf) }] });
      server.console.push(SLUG, { revision: commit, ...(tag === undefined ? { branch: branch ?? "" } : { tag }) });
    },
    faults: (kind, what) => {
      const match = kind === "read" ? /^GET/ : /^POST/;
      server.setFaults(what.map((each, index): CircleFault => ({ match, kind: KINDS[each], nth: index + 1 })));
    },
    writes: () => server.requests.filter(({ method }) => method !== "GET").length,
    unknownId: "00000000-0000-4000-8000-000000000000",
    request: { branch: "main", parameters: { flavor: "gramin", versionName: "16.2.0" } },
    wrongRequest: { branch: "main", parameters: { flavor: "apple" } },
    violations: () => server.violations,
    close,
  };
});

import { planAndApply } from "@signalbox/release-core";
import { converges } from "@signalbox/testbed";
import { afterAll, beforeAll, expect, it } from "vitest";
import { approveJob, buildPassing, rerunBuild, triggerBuild } from "../../src/index.js";
import type { BuildsSetup } from "../builds/setup.js";
import { startActions } from "./setup.js";

let at: BuildsSetup;
beforeAll(async () => {
  at = await startActions();
});
afterAll(async () => {
  expect(at.violations()).toEqual([]);
  await at.close();
});

const commit = "5a".repeat(20);

it("begins the integration tests by hand, again where they failed, and approves where they deploy to", async () => {
  const jobs = [
    { name: "cypress", ends: ["failed", "passed"] },
    { name: "test-server", approval: true, needs: ["cypress"] },
    { name: "smoke", needs: ["test-server", "cypress"], ends: ["running"] },
  ] as const;
  await at.push({ commit, branch: "main", workflow: "integration", jobs });
  const ports = { systemOf: () => at.ci, heads: { headOf: () => Promise.resolve(commit) } };
  const wanted = { repository: at.repository, commit, branch: "main", workflow: "integration.yml" };
  const gate = buildPassing(ports);

  // The push has been built, and counts for nothing that somebody asks for.
  const begin = { ...wanted, since: "2026-03-02T09:00:30Z" };
  await converges(triggerBuild(ports), begin);
  expect(await at.ci.listBuilds(at.repository, { commit })).toHaveLength(2);
  expect(await gate.check(wanted)).toMatchObject({ status: "block" });

  await planAndApply(rerunBuild(ports), { ...wanted, fromFailed: true });
  const [build] = await at.ci.listBuilds(at.repository, wanted);
  expect(build).toMatchObject({ cause: "api", attempt: 2, state: "held" });

  const approve = { ...wanted, job: "test-server", parametersUnknown: "accept" } as const;
  await planAndApply(approveJob(ports), approve);
  expect(await gate.check(wanted)).toMatchObject({ status: "wait" });
  expect(await approveJob(ports).plan(approve)).toMatchObject({ actions: [], problems: [] });
});

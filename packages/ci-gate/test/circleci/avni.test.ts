import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Build } from "../../src/builds/ports.js";
import { AVNI_SERVER, AVNI_WEBAPP, type CircleFixture, oid, REPOSITORY, SLUG, startFixture } from "./circle-fixture.js";

let at: CircleFixture;
beforeAll(async () => {
  // Small pages, so that every list has several.
  at = await startFixture(2);
});
afterEach(() => expect(at.server.violations).toEqual([]));
afterAll(() => at.close());

const list = (query: { commit: string; branch?: string; tag?: string; workflow?: string }): Promise<readonly Build[]> =>
  at.ci.listBuilds(REPOSITORY, query);
const first = (builds: readonly Build[]): Build => {
  const [build] = builds;
  if (build === undefined) throw new Error("no build");
  return build;
};
const lineOf = async (build: Build): Promise<string> =>
  (await at.ci.listJobs(REPOSITORY, build)).map(({ name, kind, state }) => `${name} ${kind} ${state}`).join("; ");

describe("Avni's pipelines", () => {
  it("cannot deploy from a tag: the branch's build of the same commit can", async () => {
    at.server.console.configure(SLUG, { workflows: [AVNI_SERVER] });
    at.server.console.push(SLUG, { branch: "16.2", revision: oid(1) });
    at.server.console.push(SLUG, { tag: "v16.2.0", revision: oid(1) });
    const tag = first(await list({ commit: oid(1), tag: "v16.2.0" }));
    expect(tag).toMatchObject({ state: "passed", name: "test_and_build_and_deploy", branch: null });
    expect(await lineOf(tag)).toBe("test job passed; build job passed; build_docker_image job passed");

    const branch = first(await list({ commit: oid(1), branch: "16.2" }));
    expect(branch.state).toBe("held");
    expect(await lineOf(branch)).toBe(
      "test job passed; build job passed; PROD_approve approval held; PROD_deploy job queued; RWB_PROD_approve approval held; RWB_PROD_deploy job queued",
    );
    const approval = (await at.ci.listJobs(REPOSITORY, branch)).find(({ name }) => name === "PROD_approve");
    if (approval === undefined) throw new Error("no approval");
    await at.ci.approve(REPOSITORY, branch, approval);
    expect(await lineOf(branch)).toContain("PROD_deploy job passed; RWB_PROD_approve approval held");
    // The other production was not approved, and never is: the workflow stays on hold.
    expect(await at.ci.readBuild(REPOSITORY, branch.id)).toMatchObject({ state: "held" });

    const [jar] = await at.ci.listArtifacts(REPOSITORY, branch);
    expect(jar).toMatchObject({ path: "libs/avni-server-0.0.1-SNAPSHOT.jar", job: "build", size: null, digest: null });
  });

  it("has a test that was made an approval", async () => {
    at.server.console.configure(SLUG, { workflows: [AVNI_WEBAPP] });
    at.server.console.push(SLUG, { branch: "master", revision: oid(2) });
    const build = first(await list({ commit: oid(2) }));
    const [, staging] = await at.ci.listJobs(REPOSITORY, build);
    if (staging === undefined) throw new Error("no approval");
    await at.ci.approve(REPOSITORY, build, staging);
    expect(await lineOf(build)).toContain("STAGING_deploy job passed; cypress/run approval held");
  });

  it("fails while a person is still asked", async () => {
    const jobs = [
      { name: "test", ends: ["failed" as const] },
      { name: "hold_live", type: "approval" as const },
    ];
    at.server.console.configure(SLUG, { workflows: [{ name: "test_all", jobs }] });
    at.server.console.push(SLUG, { branch: "main", revision: oid(3) });
    expect(first(await list({ commit: oid(3) }))).toMatchObject({ state: "failed" });
  });

  it("runs again from what failed, and what passed is as old as before", async () => {
    const jobs = [{ name: "build" }, { name: "deploy", needs: ["build"], ends: ["failed", "success"] as const }];
    at.server.console.configure(SLUG, { workflows: [{ name: "ci", jobs }] });
    at.server.console.push(SLUG, { branch: "main", revision: oid(4) });
    const before = first(await list({ commit: oid(4) }));
    const [built] = await at.ci.listJobs(REPOSITORY, before);
    await at.ci.rerun(REPOSITORY, before, "failed");
    const builds = await list({ commit: oid(4), workflow: "ci" });
    expect(builds.map(({ name, state, attempt }) => [name, state, attempt])).toEqual([
      ["ci", "passed", 1],
      ["ci", "failed", 1],
    ]);
    const [kept, deployed] = await at.ci.listJobs(REPOSITORY, first(builds));
    expect(kept?.startedAt).toBe(built?.startedAt);
    expect(Date.parse(deployed?.startedAt ?? "")).toBeGreaterThan(Date.parse(before.endedAt ?? ""));
    await expect(at.ci.rerun(REPOSITORY, first(builds), "failed")).rejects.toMatchObject({ code: "ERR_CI_CANNOT" });
    await at.ci.rerun(REPOSITORY, first(builds), "start");
    expect(await list({ commit: oid(4) })).toHaveLength(3);
  });

  it("says why it could not begin", async () => {
    at.server.console.configure(SLUG, { workflows: [AVNI_SERVER], error: "Job build requires test, which is unknown" });
    at.server.console.push(SLUG, { branch: "main", revision: oid(5) });
    const build = first(await list({ commit: oid(5), workflow: AVNI_SERVER.name }));
    expect(build).toMatchObject({ state: "failed", problem: "config: Job build requires test, which is unknown" });
    expect(await at.ci.listJobs(REPOSITORY, build)).toEqual([]);
    expect(await at.ci.listArtifacts(REPOSITORY, build)).toEqual([]);
    expect(await at.ci.readBuild(REPOSITORY, build.id)).toEqual(build);
    await expect(at.ci.rerun(REPOSITORY, build, "start")).rejects.toMatchObject({ code: "ERR_CI_CANNOT" });
  });

  it("is nothing until CircleCI has read its configuration, and nothing when its filters leave out all", async () => {
    at.server.console.configure(SLUG, { workflows: [{ name: "deploy", jobs: [{ name: "deploy" }] }] });
    const pipeline = at.server.console.push(SLUG, { branch: "main", revision: oid(6), isPending: true });
    expect(await list({ commit: oid(6), workflow: "deploy" })).toEqual([]);
    at.server.console.process(pipeline);
    expect(first(await list({ commit: oid(6) }))).toMatchObject({ name: "deploy", state: "passed" });
    at.server.console.push(SLUG, { tag: "v1", revision: oid(6) });
    expect(await list({ commit: oid(6), tag: "v1" })).toEqual([]);
  });

  it("takes a fork's pull request for none of the branch", async () => {
    at.server.console.configure(SLUG, { workflows: [AVNI_SERVER] });
    at.server.console.push(SLUG, { branch: "pull/12", revision: oid(10), fork: "mallory" });
    expect(first(await list({ commit: oid(10) }))).toMatchObject({ cause: "pull-request", branch: "pull/12" });
  });

  it("tells a tag that was moved from the commit that it was at", async () => {
    at.server.console.configure(SLUG, { workflows: [AVNI_SERVER] });
    for (const revision of [oid(7), oid(8)]) at.server.console.push(SLUG, { tag: "v16.3", revision });
    expect(await list({ commit: oid(7), tag: "v16.3" })).toHaveLength(1);
    expect(await list({ commit: oid(9), tag: "v16.3" })).toEqual([]);
  });
});

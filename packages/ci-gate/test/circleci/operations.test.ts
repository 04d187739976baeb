import { converges } from "@signalbox/testbed";
import type { ConfigScript } from "@signalbox/testbed/circleci";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { approveJob, buildPassing, rerunBuild, triggerBuild } from "../../src/index.js";
import { AVNI_SERVER, type CircleFixture, oid, REPOSITORY, SLUG, startFixture } from "./circle-fixture.js";

const HOUR_MS = 3_600_000;

/** avni-client: the live build is asked for with parameters, on a branch of its own at the tag's commit. */
const AVNI_CLIENT: ConfigScript = {
  parameters: {
    flavor: { type: "enum", enum: ["generic", "lfe", "sakhi", "gramin"], default: "generic" },
    versionCode: { type: "string", default: "1" },
    versionName: { type: "string", default: "1.0.0" },
  },
  workflows: [
    {
      name: "test_all",
      jobs: [
        { name: "test_android" },
        { name: "hold_live", type: "approval", needs: ["test_android"] },
        { name: "release_android_live", needs: ["hold_live"], artifacts: { "generic-live-16.2.0.aab": "aab" } },
      ],
    },
  ],
};

describe("a release on CircleCI", () => {
  let at: CircleFixture;
  /** How far CI is behind, milliseconds. */
  let ago = 0;
  beforeAll(async () => {
    at = await startFixture(20, () => new Date(Date.now() - ago));
  });
  afterAll(async () => {
    expect(at.server.violations).toEqual([]);
    await at.close();
  });
  const ports = () => ({
    systemOf: () => at.ci,
    heads: {
      headOf: async (_: string, ref: string) => at.server.state.project(SLUG).heads.get(ref) ?? null,
    },
  });
  const writes = (): number => at.server.requests.filter(({ method }) => method !== "GET").length;

  it("deploys the server from the branch's build of the tag's commit, begun again when it is too old", async () => {
    const commit = oid(1);
    at.server.console.configure(SLUG, { workflows: [AVNI_SERVER] });
    ago = HOUR_MS;
    at.server.console.push(SLUG, { branch: "16.2", revision: commit });
    at.server.console.push(SLUG, { tag: "v16.2.0", revision: commit });
    const choice = { repository: REPOSITORY, commit, branch: "16.2" };
    const later = { now: () => new Date(Date.now() + 8 * 24 * HOUR_MS) };
    const week = { ...choice, maxAgeMs: 7 * 24 * HOUR_MS };
    const passing = buildPassing(ports());
    expect(await passing.check({ ...week, jobs: ["build"] })).toMatchObject({ status: "pass" });
    expect(await passing.check({ ...week, jobs: ["build"] }, later)).toMatchObject({ status: "block" });

    ago = 0;
    const { plan } = await converges(rerunBuild(ports()), { ...choice, after: new Date().toISOString() });
    expect(plan.actions).toHaveLength(1);
    await converges(approveJob(ports()), { ...choice, job: "PROD_approve", jobs: ["build"] });
    expect(await passing.check({ ...choice, jobs: ["PROD_deploy"] })).toMatchObject({ status: "pass" });
    // The tag's own build has no deployment at all.
    const tagged = { repository: REPOSITORY, commit, tag: "v16.2.0", job: "PROD_approve" };
    expect(await approveJob(ports()).plan(tagged)).toMatchObject({ problems: [{ code: "ERR_CI_NO_JOB" }] });
    expect(writes()).toBe(2);
  });

  it("never approves a push for production, and the build that was asked for once", async () => {
    const commit = oid(2);
    at.server.console.configure(SLUG, AVNI_CLIENT);
    at.server.console.push(SLUG, { branch: "release-16.2.0", revision: commit });
    const choice = { repository: REPOSITORY, commit, branch: "release-16.2.0" };
    const parameters = { flavor: "generic", versionCode: "100302", versionName: "16.2.0" };
    const approval = { ...choice, job: "hold_live", expectParameters: parameters };
    const sent = writes();
    expect(await approveJob(ports()).plan(approval)).toMatchObject({ problems: [{ code: "ERR_CI_PARAMETERS" }] });

    const wanted = { ...choice, parameters, since: new Date().toISOString() };
    await triggerBuild(ports()).plan(wanted);
    expect(writes()).toBe(sent);
    const { receipt } = await converges(triggerBuild(ports()), wanted);
    const build = (receipt.applied[0]?.result as { id: string } | undefined)?.id ?? "";
    const begun = at.server.state.project(SLUG).pipelines[0];
    expect(begun?.parameters).toEqual(parameters);
    expect(begun?.workflows[0]?.id).toBe(build);

    expect(await approveJob(ports()).plan(approval)).toMatchObject({
      problems: [{ code: "ERR_CI_PARAMETERS_UNKNOWN" }],
    });
    await converges(approveJob(ports()), { ...approval, build });
    expect(writes()).toBe(sent + 2);
    const [bundle] = await at.ci.listArtifacts(REPOSITORY, (await at.ci.readBuild(REPOSITORY, build)) ?? raise());
    expect(bundle).toMatchObject({ job: "release_android_live", path: "generic-live-16.2.0.aab" });
  });

  it("finds what a lost answer began, and begins it once", async () => {
    const commit = oid(3);
    at.server.console.configure(SLUG, AVNI_CLIENT);
    at.server.console.push(SLUG, { branch: "release-16.3.0", revision: commit });
    const before = at.server.state.project(SLUG).pipelines.length;
    at.server.setFaults([{ match: "triggerPipeline", kind: "lost" }]);
    await converges(triggerBuild(ports()), {
      repository: REPOSITORY,
      commit,
      branch: "release-16.3.0",
      parameters: { flavor: "sakhi" },
      since: new Date().toISOString(),
    });
    expect(at.server.state.project(SLUG).pipelines).toHaveLength(before + 1);
  });
});

function raise(): never {
  throw new Error("there is no such build");
}

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { startCircleCi, type WorkflowScript } from "@signalbox/testbed/circleci";
import { startTravis } from "@signalbox/testbed/travis";
import { describe, expect, it } from "vitest";
import { integrationSteps } from "../src/templates/integration-steps.js";
import { buildsDocument } from "./support/build-documents.js";
import { errorDocument, runsDocument } from "./support/documents.js";
import { serveBuilds, type ServedBuilds } from "./support/serve-builds.js";

const DAY_MS = 86_400_000;

async function approve(served: ServedBuilds, step: string): Promise<void> {
  const { runs } = runsDocument.parse((await served.cli("runs --json")).json());
  expect((await served.cli(`approve ${runs[0]?.run ?? ""} ${step} --as mara`)).code).toBe(0);
}

/** Drives the train until it waits for the step, or has ended. */
async function resumeTo(served: ServedBuilds, step: string | null): Promise<void> {
  let last = "";
  for (let turn = 0; turn < 12; turn += 1) {
    const { status, waits, text } = await served.resume();
    last = text;
    if (step === null ? status === "finished" : waits.includes(step)) return;
  }
  throw new Error(`The train did not come to ${step ?? "its end"}: ${last}`);
}

/** Drives it until it is killed, which is as soon as CI was asked for something. */
async function resumeToDeath(
  served: ServedBuilds,
  requests: readonly unknown[],
  isAsked: () => boolean,
): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) if (await served.killWhen("resume", requests, isAsked)) return;
  throw new Error("The train came to its end.");
}

const SERVER: WorkflowScript = {
  name: "test_and_build_and_deploy",
  jobs: [
    { name: "test", tags: /.*/ },
    { name: "build", needs: ["test"], tags: /.*/ },
    { name: "PROD_approve", type: "approval", needs: ["build"] },
    { name: "PROD_deploy", needs: ["PROD_approve"] },
    { name: "RWB_PROD_approve", type: "approval", needs: ["build"] },
    { name: "RWB_PROD_deploy", needs: ["RWB_PROD_approve"] },
  ],
};
const WEBAPP: WorkflowScript = {
  name: "test_and_build",
  jobs: [
    { name: "app_build", tags: /.*/ },
    { name: "PRODUCTION_approve", type: "approval", needs: ["app_build"] },
    { name: "PRODUCTION_deploy", needs: ["PRODUCTION_approve"] },
  ],
};
const CLIENT: WorkflowScript = {
  name: "test_all",
  jobs: [
    { name: "test_android" },
    { name: "hold_live", type: "approval", needs: ["test_android"] },
    {
      name: "release_android_live",
      needs: ["hold_live"],
      artifacts: { "generic-live-16.3.0-3f2a.aab": "bundle", "sourcemap-generic.map": "map" },
    },
  ],
};
const OWNER = "avniproject";

describe.concurrent("builds of CI in a train", () => {
  it("Avni: too old builds begin again, each right job is approved, with the right parameters, once", async ({
    expect,
    onTestFinished,
  }) => {
    let agoMs = 8 * DAY_MS;
    const names = ["avni-server", "avni-webapp", "avni-client"];
    const circle = await startCircleCi({
      projects: names.map((name) => ({ slug: `gh/${OWNER}/${name}` })),
      tokens: [{ token: "circle-token-0123" }],
      now: () => new Date(Date.now() - agoMs),
    });
    onTestFinished(async () => {
      expect(circle.violations).toEqual([]);
      await circle.close();
    });
    const served = await serveBuilds(
      names.map((name) => `${OWNER}/${name}`),
      { env: { CIRCLECI_TOKEN: "circle-token-0123" }, onTestFinished },
    );
    const component = (name: string, ci: object) => ({
      ...{ name, repository: served.server.urlOf(`${OWNER}/${name}`), cutFrom: "mainline" },
      ci,
    });
    await served.configure({
      // One request at a time: of others under way a death leaves open whether they arrived, for two minutes.
      concurrency: 1,
      ci: { system: "circleci", maxAgeDays: 7, circleci: { url: circle.url } },
      components: [
        component("avni-server", {
          ...{ workflow: SERVER.name, jobs: ["test", "build"] },
          production: { prod: { approval: "PROD_approve", jobs: ["PROD_deploy"] } },
        }),
        component("avni-webapp", {
          jobs: ["app_build"],
          production: { prod: { approval: "PRODUCTION_approve", jobs: ["PRODUCTION_deploy"] } },
        }),
        component("avni-client", {
          jobs: ["test_android"],
          builds: {
            generic: {
              parameters: { flavor: "generic", versionCode: "{code}", versionName: "{version}" },
              ...{ jobs: ["test_android"], approval: "hold_live", made: ["release_android_live"] },
              artifacts: { job: "release_android_live", paths: ["*.aab"], folder: "builds/{version}" },
            },
          },
        }),
      ],
      trains: { release: { template: "numbered", parameters: { release: "16.3" } } },
    });
    const project = (name: string): string => `gh/${OWNER}/${name}`;
    circle.console.configure(project("avni-server"), { workflows: [SERVER] });
    circle.console.configure(project("avni-webapp"), { workflows: [WEBAPP] });
    circle.console.configure(project("avni-client"), {
      workflows: [CLIENT],
      parameters: {
        flavor: { type: "enum", enum: ["generic", "sakhi"], default: "generic" },
        versionCode: { type: "string", default: "1" },
        versionName: { type: "string", default: "1.0.0" },
      },
    });
    const asked = (operation: RegExp): number =>
      circle.requests.filter(({ method, path, status }) => method !== "GET" && operation.test(path) && status !== null)
        .length;

    const planned = await served.cli("plan release");
    expect(planned.stdout + planned.stderr).toMatch(
      /Approve the deploys of 16\.3\.0 to prod[^]*Fetch the files of avni-client/,
    );
    expect((await served.cli("run release --yes")).code).toBe(3);
    for (const name of names)
      circle.console.push(project(name), { branch: "16.3", revision: await served.head(`${OWNER}/${name}`, "main") });
    agoMs = 600_000; // CI's clock is behind ours
    await resumeTo(served, "ready");
    const { repositories } = buildsDocument.parse((await served.cli("ci builds 16.3 --json")).json());
    expect(repositories.map((one) => ("builds" in one ? one.builds[0]?.state : one.error))).toEqual([
      "held",
      "held",
      "held",
    ]);

    await approve(served, "ready");
    await resumeToDeath(served, circle.requests, () => asked(/rerun/) > 0);
    await resumeTo(served, "deploy-ready");
    expect(asked(/rerun/)).toBe(3);

    const wrong = await served.cli("ci approve 16.3 -R avni-client --job hold_live --expect flavor=sakhi --yes --json");
    expect(wrong.code).toBe(4);
    expect(JSON.stringify(wrong.json())).toContain("ERR_CI_PARAMETERS");
    expect(asked(/approve/)).toBe(0);

    await approve(served, "deploy-ready");
    await resumeToDeath(served, circle.requests, () => asked(/approve/) > 0);
    await resumeToDeath(served, circle.requests, () => asked(/\/pipeline/) > 0);
    await resumeTo(served, null);
    expect([asked(/rerun/), asked(/approve/), asked(/\/pipeline/)]).toEqual([3, 3, 1]);
    const approved = circle.state.projects.flatMap(({ pipelines }) =>
      pipelines.flatMap(({ parameters, workflows }) =>
        workflows.flatMap(({ jobs }) =>
          jobs.flatMap(({ script, approvedBy }) => (approvedBy === null ? [] : [[script.name, parameters]])),
        ),
      ),
    );
    expect(approved).toEqual([
      ["PROD_approve", {}],
      ["PRODUCTION_approve", {}],
      ["hold_live", { flavor: "generic", versionCode: "160300", versionName: "16.3.0" }],
    ]);
    expect(await readFile(join(served.folder, "builds/16.3.0/generic-live-16.3.0-3f2a.aab"), "utf8")).toBe("bundle");
  }, 60_000);

  it("by hand: begun with parameters, approved as exactly that build, and its file fetched", async ({
    expect,
    onTestFinished,
  }) => {
    const slug = `${OWNER}/avni-client`;
    let agoMs = 3_600_000;
    const circle = await startCircleCi({
      projects: [
        {
          slug: `gh/${slug}`,
          config: { workflows: [CLIENT], parameters: { flavor: { type: "string", default: "generic" } } },
        },
      ],
      tokens: [{ token: "circle-token-0123" }],
      now: () => new Date(Date.now() - agoMs),
    });
    onTestFinished(async () => {
      expect(circle.violations).toEqual([]);
      await circle.close();
    });
    const served = await serveBuilds([slug], { env: { CIRCLE_TOKEN: "circle-token-0123" }, onTestFinished });
    await served.configure({
      ci: { system: "circleci", circleci: { url: circle.url } },
      components: [{ name: "client", repository: served.server.urlOf(slug) }],
    });
    const revision = await served.head(slug, "main");
    circle.console.push(`gh/${slug}`, { branch: "old", revision });
    agoMs = 0;
    circle.console.push(`gh/${slug}`, { branch: "main", revision });
    const line = "ci trigger main --parameter flavor=sakhi";
    const timeless = await served.cli(`${line} --yes`);
    expect([timeless.code, timeless.stderr]).toEqual([2, expect.stringMatching(/For a new build: --since 20\S+Z/)]);
    const begin = `${line} --since ${new Date().toISOString().slice(0, 19)}Z`;
    const planned = await served.cli(`${begin} --dry-run`);
    expect(planned.stdout).toMatch(/Begin a build of main at \w{10} with flavor=sakhi/);
    expect((await served.cli(`${begin} --json`)).code).toBe(2); // nobody can be asked
    const begun = await served.cli(`${begin} --yes --json`);
    expect(begun.code, begun.stderr).toBe(0);
    const { applied } = begun.json<{ applied: { result: { id: string } }[] }>();
    const build = applied[0]?.result.id ?? "";
    // As somebody does whose terminal was closed meanwhile.
    expect((await served.cli(`${begin} --dry-run --detailed-exitcode`)).code).toBe(0);

    const approve = "ci approve main --job hold_*";
    const unknown = await served.cli(`${approve} --expect flavor=sakhi --yes --json`);
    expect([unknown.code, unknown.stdout]).toEqual([4, expect.stringContaining("ERR_CI_PARAMETERS_UNKNOWN")]);
    const approved = await served.cli(`${approve} --build ${build} --yes`);
    expect(approved.code, approved.stderr.slice(-600)).toBe(0);
    expect(approved.stderr).toContain("starts release_android_live");
    const fetched = await served.cli("ci artifacts main --artifact *.aab --folder out --yes --json");
    expect(fetched.code, fetched.stderr).toBe(0);
    expect(await readFile(join(served.folder, "out/generic-live-16.3.0-3f2a.aab"), "utf8")).toBe("bundle");
    const keyless = await served.cli("ci rerun main --again --yes");
    expect([keyless.code, keyless.stderr]).toEqual([2, expect.stringMatching(/For a new build: --since 20\S+Z/)]);
    const [, since] = /--since (\S+Z)/.exec(keyless.stderr) ?? [];
    const again = `ci rerun main --branch old --again --since ${since}`;
    expect((await served.cli(`${again} --yes --json`)).code).toBe(0);
    expect((await served.cli(`${again} --dry-run --detailed-exitcode`)).code).toBe(0);
    expect(circle.requests.filter(({ path }) => path.endsWith("/rerun"))).toHaveLength(1);
  }, 60_000);

  it("Cacophony: the integration tests begin again after the deploy, and the train waits until they pass", async ({
    expect,
    onTestFinished,
  }) => {
    const slug = "TheCacophonyProject/integration-tests";
    let agoMs = 3_600_000; // a build that begins in the very second of the deploy would count
    const travis = await startTravis({
      repositories: [slug],
      tokens: ["travis-token-0123"],
      now: () => new Date(Date.now() - agoMs),
    });
    onTestFinished(async () => {
      expect(travis.violations).toEqual([]);
      await travis.close();
    });
    const served = await serveBuilds([slug], { env: { TRAVIS_TOKEN: "travis-token-0123" }, onTestFinished });
    const tests = { repository: served.server.urlOf(slug), system: "travis" as const };
    const deploy = ["node", "-e", "require('fs').appendFileSync('deployed', '1')"];
    const config = {
      ci: { travis: { url: travis.url }, integrationTests: tests },
      trains: {
        weekly: {
          steps: [
            { id: "deploy-test", type: "command", run: deploy },
            ...integrationSteps(tests, { after: "deploy-test", pollMs: 1000 }),
          ],
        },
      },
    };
    await served.configure(config);
    const commit = await served.head(slug, "main");
    const build = travis.push(slug, { commit, branch: "main", jobs: [{ ends: ["passed", "started"] }] });
    agoMs = 0;
    const restarts = (): number => travis.requests.filter((line) => line.startsWith("POST ")).length;

    expect(await served.killWhen("run weekly --yes", travis.requests, () => restarts() > 0)).toBe(true);
    const waiting = await served.resume();
    expect(waiting).toMatchObject({ status: "waiting", waits: ["tests-passed"] });
    const listed = await served.cli(`ci builds main -R ${tests.repository}`);
    expect(listed.stdout).toMatch(/integration-tests on main +running/);
    travis.end(build, "passed");
    await resumeTo(served, null);
    expect(restarts()).toBe(1);
    expect(await readFile(join(served.folder, "deployed"), "utf8")).toBe("1");

    const doctor = await served.cli("doctor --json");
    expect(doctor.stdout).toContain("answers, and takes TRAVIS_TOKEN");
    await served.configure({
      ...config,
      components: [{ name: "api", repository: "acme/api", ci: { system: "circleci" } }],
    });
    const refused = await served.cli("ci rerun 0123456789012345678901234567890123456789 -R api --yes --json");
    expect([refused.code, errorDocument.parse(refused.json()).error.hint]).toEqual([
      2,
      expect.stringContaining("CIRCLECI_TOKEN"),
    ]);
  }, 60_000);
});

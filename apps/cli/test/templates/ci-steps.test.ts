import { expect, it } from "vitest";
import { parametersFor } from "../../src/templates/ci-build-steps.js";
import { integrationSteps } from "../../src/templates/integration-steps.js";
import { numbered } from "../../src/templates/numbered.js";
import type { TemplateInput } from "../../src/templates/templates.js";
import { weekly } from "../../src/templates/weekly.js";

const server = { approval: "PROD_approve", jobs: ["PROD_deploy"], database: "main" };
const given: TemplateInput = {
  name: "release",
  repository: "acme/config",
  environments: ["dev", "test", "prod"],
  servers: [null, { name: "test", hosts: { api: ["test-api"] } }, null],
  components: [
    {
      name: "server",
      repository: "acme/server",
      ci: {
        workflow: "all",
        jobs: ["build"],
        maxAgeDays: 7,
        production: { prod: server, rwb: { approval: "RWB_PROD_approve", jobs: ["RWB_PROD_deploy"] } },
      },
    },
    { name: "web", repository: "acme/web" },
  ],
  approvers: [],
  rules: { pins: null, references: null },
  pullRequests: null,
  databases: { main: {} },
  ci: { system: "circleci" },
  parameters: { release: "16.3" },
};
const stepsOf = (more: Partial<TemplateInput> = {}): readonly string[] =>
  numbered({ ...given, ...more }).steps.map(({ id, needs = [] }) => `${id} after ${needs.join(", ")}`);

it("a numbered release waits for builds, guards the database, and approves one production after the other", () => {
  const steps = stepsOf();
  const from = (id: string, count: number) => {
    const at = steps.findIndex((step) => step.startsWith(`${id} `));
    return steps.slice(at, at + count);
  };
  expect(from("branch-built", 2)).toEqual(["branch-built after cut", "ready after branch-built"]);
  expect(from("rebuild", 9)).toEqual([
    "rebuild after tag[]",
    "built after tag[], rebuild[]",
    "deploy-ready after tag, built",
    "database-ready-prod after deploy-ready",
    "jobs-idle-prod after database-ready-prod",
    "approve-prod after deploy-ready, jobs-idle-prod",
    "deployed-prod after approve-prod[]",
    "approve-rwb after deployed-prod",
    "deployed-rwb after approve-rwb[]",
  ]);
});

it("leaves CI alone where nothing is configured, and approves nothing where the policy or a parameter says no", () => {
  const ciSteps = (more: Partial<TemplateInput>) =>
    stepsOf(more).filter((step) => /built|rebuild|approve|ready-/.test(step));
  expect(ciSteps({ components: [{ name: "web", repository: "acme/web" }] })).toEqual([]);
  const components = given.components.map((one) => ({ ...one, policy: { deploy: false } }));
  for (const more of [{ components }, { parameters: { release: "16.3", deploy: false } }])
    expect(ciSteps(more).filter((step) => /approve|ready-/.test(step))).toEqual([]);
});

it("a weekly train runs the integration tests between the test servers and what comes after them", () => {
  const api = { name: "api", repository: "acme/api", release: {}, deploy: { groups: ["api"] } };
  const ids = (ci?: TemplateInput["ci"]) =>
    weekly({ ...given, components: [api], parameters: {}, ...(ci !== undefined && { ci }) }).steps.map(({ id }) => id);
  const tests = { integrationTests: { repository: "acme/tests", system: "travis" as const } };
  expect(ids(tests).filter((id) => /^(?:deploy-test|tests-.*)$/.test(id))).toEqual([
    "deploy-test",
    "tests-since",
    "tests-head",
    "tests-run",
    "tests-passed",
  ]);
  expect(ids().filter((id) => id.startsWith("tests-"))).toEqual([]);
  const gate = integrationSteps(tests.integrationTests, { after: "deploy-test", pollMs: 1000 }).at(-1);
  expect(gate).toMatchObject({ with: { follows: { $ref: "tests-run.results/0/follows?" } } });
});

it.each([
  ["3.5.1", "30501"],
  ["16.12.0", "161200"],
  ["16.3", "160300"],
])("the code of %s is %s", (version, code) => {
  expect(parametersFor("client", { versionCode: "{code}", versionName: "{version}", clean: true }, version)).toEqual({
    versionCode: code,
    versionName: version,
    clean: true,
  });
});

it("refuses a code that would be another version's", () => {
  expect(() => parametersFor("client", { versionCode: "{code}" }, "16.100.0")).toThrow("has no version code");
});

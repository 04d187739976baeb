import { describe, expect, it } from "vitest";
import { numbered } from "../../src/templates/numbered.js";
import { weekly } from "../../src/templates/weekly.js";
import type { TemplateInput } from "../../src/templates/templates.js";

const api = {
  name: "api",
  repository: "acme/api",
  release: { assets: ["api_{version}.deb"] },
  deploy: { groups: ["api", "processing"] },
};
const jar = {
  name: "etl",
  repository: "acme/etl",
  release: { assets: ["etl.jar"] },
  deploy: { groups: ["etl"], files: [{ asset: "etl.jar", to: "/opt/etl.jar" }] },
};
const servers = [
  null,
  { name: "test", hosts: { api: ["test-api"] } },
  { name: "prod", hosts: { api: ["prod-api"], processing: ["prod-1", "prod-2"], etl: ["etl"] } },
];
const given: TemplateInput = {
  name: "release",
  repository: "acme/config",
  environments: ["dev", "test", "prod"],
  servers,
  components: [api, jar, { name: "web", repository: "acme/web" }],
  approvers: ["ann"],
  rules: { pins: null, references: null },
  pullRequests: null,
  parameters: {},
};
const idsOf = (template: typeof weekly, more: Partial<TemplateInput>): readonly string[] =>
  template({ ...given, ...more }).steps.map(({ id }) => id);

describe("the servers in a weekly train", () => {
  it("get what was built, and production what the others had, compared before and after", () => {
    const ids = idsOf(weekly, {});
    const [built, ...rest] = ids.slice(ids.indexOf("built"), ids.indexOf("built") + 3);
    expect([built, rest]).toEqual(["built", ["to-deploy-test", "deploy-test"]]);
    expect(ids.slice(ids.indexOf("test-merged"))).toEqual([
      "test-merged",
      "servers-prod",
      "servers-prod-ok",
      "to-deploy-prod",
      "deploy-prod",
      "servers-prod-after",
      "report",
    ]);
    const { steps } = weekly(given);
    expect(steps.find(({ id }) => id === "deploy-prod")).toMatchObject({
      bound: { hosts: ["prod-api", "prod-1", "prod-2", "etl"], actions: "install-package" },
      forEach: { $ref: "to-deploy-prod.packages" },
    });
    expect(steps.find(({ id }) => id === "servers-prod")).toMatchObject({
      with: {
        source: { name: "test", hosts: ["test-api"] },
        packages: ["api"],
        places: { api: ["prod-api", "prod-1", "prod-2"] },
      },
    });
  });

  it.each([
    ["no servers are configured", { servers: [null, null, null] }],
    ["nothing goes to servers", { components: [{ ...api, deploy: undefined }] as never }],
    ["the policy says no", { components: [{ ...api, policy: { deploy: false } }] }],
    ["the parameter says no", { parameters: { deploy: false } }],
  ])("are left alone where %s", (_, more: Partial<TemplateInput>) => {
    expect(idsOf(weekly, more).filter((id) => /deploy|servers|place/.test(id))).toEqual([]);
    expect(idsOf(numbered, { ...more, parameters: { release: "1.0", ...more.parameters } })).not.toContain(
      "deploy-ready",
    );
  });
});

describe("the servers in a numbered train", () => {
  it("get the release when somebody says so: packages, then plain files", () => {
    const ids = idsOf(numbered, { parameters: { release: "3.36" } });
    const at = ids.indexOf("deploy-ready");
    expect(ids.slice(at - 1, at + 4)).toEqual([
      "publish",
      "deploy-ready",
      "to-deploy-prod",
      "deploy-prod",
      "place-prod",
    ]);
    const { steps } = numbered({ ...given, parameters: { release: "3.36" } });
    expect(steps.find(({ id }) => id === "to-deploy-prod")).toMatchObject({
      with: { environment: "prod", components: ["api", "etl"], version: "3.36.0" },
    });
  });
});

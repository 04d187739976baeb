import type { Train } from "@signalbox/release-train";
import { describe, expect, it } from "vitest";
import type { PullRequestsConfig } from "../../src/config/types.js";
import { weekly } from "../../src/templates/weekly.js";

const train = (pullRequests: PullRequestsConfig | null): Pick<Train, "steps"> =>
  weekly({
    name: "weekly",
    repository: "acme/fleet-config",
    environments: ["dev", "test", "prod"],
    servers: [],
    components: [{ name: "api", repository: "acme/api" }],
    approvers: [],
    rules: { pins: [{ files: "pi/**", format: "yaml" }], references: null },
    pullRequests,
    parameters: {},
  });
const idsOf = ({ steps }: Pick<Train, "steps">): readonly string[] => steps.map(({ id }) => id);
const step = (of: string, { steps }: Pick<Train, "steps">) => steps.find(({ id }) => id === of);

describe("promotions and bumps by pull request", () => {
  it("are there only where they are configured", () => {
    expect(idsOf(train(null)).filter((id) => /^(open|ticked|approved|checked|merge)-/.test(id))).toEqual([]);
    expect(step("bumped", train(null))?.needs).toEqual(["bump"]);
  });

  it("go from the push to the merge, a bump without a checklist", () => {
    const ids = idsOf(train({ checks: true }));
    const way = ["open", "request", "ticked", "approved", "checked", "merge"];
    expect(ids.filter((id) => id.endsWith("-prod"))).toEqual(
      ["compare", "promote", ...way].map((name) => `${name}-prod`),
    );
    expect(ids.filter((id) => id.endsWith("-bump"))).toEqual(
      way.filter((name) => name !== "ticked").map((name) => `${name}-bump`),
    );
    expect(step("open-bump", train({}))).toMatchObject({ with: { head: "bump-pins", base: "dev" }, needs: ["bump"] });
    expect(step("bumped", train({}))?.needs).toEqual(["merge-bump"]);
  });

  it("are merged by Signalbox only where that is said, and are about the commit that was seen", () => {
    expect(step("merge-prod", train({}))).toMatchObject({ type: "gate", uses: "pull-request-merged" });
    expect(step("merge-prod", train({ merge: "signalbox", method: "squash" }))).toMatchObject({
      type: "operation",
      with: { method: "squash", expectedHead: { $ref: "request-prod.commit" } },
    });
    expect(step("checked-prod", train({ checks: true }))).toMatchObject({
      with: { commit: { $ref: "request-prod.head" }, branch: "prod" },
    });
  });
});

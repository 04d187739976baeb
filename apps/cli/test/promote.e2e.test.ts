import { join } from "node:path";
import { createBareRepository, gitText } from "@signalbox/testbed";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { promotePlan, receiptDocument, trainPlan } from "./support/documents.js";
import { type ServedWorld, serveWorld } from "./support/serve-world.js";

let served: ServedWorld;
beforeAll(async () => (served = await serveWorld()));
afterAll(() => served.close());

const RULES = {
  pins: [{ files: "pi/**", format: "yaml" }],
  references: [
    {
      name: "states",
      list: {
        branch: "master",
        file: "top.sls",
        pattern: "^ +- (?<name>[^\\s:#]+)\\s*$",
        section: "^(?<section>[a-z]+):\\s*$",
      },
      targets: ["{name}.sls", "{name}/init.sls"],
    },
  ],
};

describe("promote with rules", () => {
  it("shows what moves, whom to ask, and what the list names and the branch lacks", async () => {
    await served.writeConfig(RULES);
    const plan = promotePlan.parse((await served.cli("promote test prod --dry-run --json")).json());
    expect(plan.facts.checklist.length).toBe(plan.facts.changes.length);
    expect(plan.facts.pins?.length).toBeGreaterThan(0);
    expect(plan.facts.otherPaths).toMatchObject([{ path: "pi/watchdog/init.sls", status: "modified" }]);
    expect(plan.facts.references).toEqual([]);

    const { stdout } = await served.cli("promote test prod --dry-run");
    const [pin] = plan.facts.pins ?? [];
    expect(stdout).toMatch(new RegExp(`pi/${pin?.name} +${pin?.from} +→ ${pin?.to}`));
    expect(stdout).toContain("1 file with more than versions:");
    expect(stdout).toContain(plan.facts.checklist[0]?.ask);
  });

  it("gives them to the train, whose sign-off names versions", async () => {
    const plan = trainPlan.parse((await served.cli("plan weekly --json")).json());
    const promote = plan.steps.find(({ id }) => id === "promote-prod");
    expect(promote?.plan ?? promote?.bound).toMatchObject({ kind: "promote-branch" });
  });

  it("pushes the review branch to a fork", async () => {
    await createBareRepository(join(served.folder, "remotes"), "fork", { defaultBranch: "dev" });
    const fork = served.server.urlOf("fork.git");
    const path = join(served.folder, "remotes", "fork.git");
    await gitText(served.world.configuration.path, ["push", "--quiet", path, "refs/heads/dev:refs/heads/dev"]);
    const args = [
      "promote",
      "dev",
      "test",
      "--review-repository",
      fork,
      "--review-branch",
      "weekly",
      "--yes",
      "--json",
    ];
    const receipt = receiptDocument.parse((await served.cli(args)).json());
    expect(receipt.applied).toMatchObject([{ outcome: "done", result: { ref: "refs/heads/weekly" } }]);
    expect(await gitText(path, ["for-each-ref", "--format=%(refname)", "refs/heads/weekly"])).toBe("refs/heads/weekly");
    expect(await gitText(served.world.configuration.path, ["for-each-ref", "refs/heads/weekly"])).toBe("");
    const { stdout } = await served.cli(args.filter((arg) => arg !== "--json"));
    expect(stdout).toContain("nothing to do");
  });

  it("takes mainline for what each repository calls its own", async () => {
    const [first] = served.world.repositories;
    await gitText(first?.path ?? "", ["branch", "16.2", first?.mainline ?? ""]);
    const args = ["promote", "16.2", "mainline", "-R", served.server.urlOf(first?.name ?? ""), "--dry-run", "--json"];
    const plan = promotePlan.parse((await served.cli(args)).json());
    expect(plan.facts["names"]).toMatchObject({ to: first?.mainline, review: `update-${first?.mainline}` });
    expect(plan.facts["standing"]).toBe("merged");
  });
});

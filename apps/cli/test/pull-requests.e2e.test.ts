import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { openRequestPlan, promotePlan } from "./support/documents.js";
import { servePullRequests, type ServedPullRequests, SLUG } from "./support/serve-pull-requests.js";

let served: ServedPullRequests | undefined;
afterEach(async () => {
  const violations = served?.gitHub.violations ?? [];
  await served?.close();
  served = undefined;
  expect(violations).toEqual([]);
});

const open = async (config: object = {}): Promise<ServedPullRequests> => (served = await servePullRequests(config));

describe("promote --pull-request", () => {
  const PROMOTE = ["promote", "test", "prod", "--pull-request", "--reviewer", "rae", "--label", "release 🚂"];

  it("shows both plans, writes them to a file, and applies them from there", async () => {
    const { cli, robot, folder, at } = await open();
    const shown = await cli([...PROMOTE, "--dry-run"]);
    expect(shown.stdout).toMatch(/\+ Push[^]*\+ Once [0-9a-f]{10} is pushed, open a pull request update-prod → prod/);
    expect(await at("update-prod")).toBeNull();
    const { plans } = (await cli([...PROMOTE, "--dry-run", "--json"])).json<{ plans: unknown[] }>();
    expect(promotePlan.parse(plans[0]).facts.standing).toBe("open");
    expect(openRequestPlan.parse(plans[1]).facts).toMatchObject({ standing: "new", afterPush: true });
    await cli([...PROMOTE, "--out", "plan.json"]);
    const applied = await cli(["apply", join(folder, "plan.json"), "--yes", "--json"]);
    expect(applied).toMatchObject({ code: 0 });
    expect(applied.json()).toMatchObject({ receipts: [{ kind: "promote-branch" }, { kind: "open-pull-request" }] });
    const pull = await robot.pull(SLUG, 1);
    expect(pull).toMatchObject({ title: "Promote test to prod", head: { oid: await at("update-prod") } });
    expect(pull.requested.map(({ login }) => login)).toEqual(["rae"]);
    expect(pull.body).toMatch(/- \[ \] Update modemd to 1\.1\.0/);
    expect((await cli([...PROMOTE, "--yes"])).stdout).toMatch(/nothing to do[^]*nothing to do/);
  });

  it("tells what the pull request's plan lacks before anything is pushed", async () => {
    const { cli, at } = await open();
    const answer = await cli([...PROMOTE, "--reviewer", "train", "--yes"]);
    expect([answer.code, await at("update-prod")]).toEqual([4, null]);
    expect(answer.stdout).toContain("ERR_REVIEWER_IS_AUTHOR");
    expect((await cli("promote test prod --direct --pull-request --yes")).code).toBe(2);
    expect((await cli("promote test prod --reviewer rae --yes")).code).toBe(2);
  });

  it("does not open one where the push failed", async () => {
    const { cli, gitHub } = await open();
    gitHub.setFaults([{ match: /git-receive-pack/, kind: "500", times: Infinity }]);
    const answer = await cli([...PROMOTE, "--yes", "--json"]);
    expect(answer.json()).toMatchObject({
      receipts: [],
      failures: [{}, { error: { code: "ERR_EARLIER_PLAN_FAILED" } }],
    });
    expect(gitHub.requests.filter(({ operation }) => operation === "pulls/create")).toEqual([]);
  });
});

describe("the weekly train with pull requests", () => {
  it.each(["signalbox", "person"] as const)(
    "waits for ticks and reviews, then %s merges",
    async (merge) => {
      const { cli, robot, at } = await open({ pullRequests: { reviewers: ["rae"], labels: ["release"], merge } });
      const said: string[] = [];
      const go = async (command: string): Promise<number | null> => {
        const { code, stdout, stderr } = await cli(command);
        said.push(stdout + stderr);
        return code;
      };
      let code = await go("run weekly --yes");
      for (const [number, branch] of [
        [1, "prod"],
        [2, "test"],
      ] as const) {
        if (branch === "prod") {
          expect([code, said.at(-1)]).toEqual([3, expect.stringContaining("sign-off")]);
          const [run = ""] = /weekly-[\w-]+/.exec(said.at(-1) ?? "") ?? [];
          expect((await cli(["approve", run, "sign-off", "--as", "rae"])).code).toBe(0);
          code = await go("resume");
        }
        expect([code, said.at(-1)]).toEqual([3, expect.stringContaining("not ticked")]);
        await robot.tick(SLUG, number, "rae");
        expect([await go("resume"), said.at(-1)]).toEqual([3, expect.stringContaining("0 of 1 approvals; ask rae")]);
        await robot.approve(SLUG, number, "rae");
        if (merge === "person") {
          expect([await go("resume"), said.at(-1)]).toEqual([3, expect.stringContaining("waits to be merged")]);
          await robot.merge(SLUG, number, "rae");
        }
        code = await go("resume");
        const { mergeOid, mergedBy } = await robot.pull(SLUG, number);
        expect([await at(branch), mergedBy?.login]).toEqual([mergeOid, merge === "person" ? "rae" : "train"]);
      }
      expect([code, said.at(-1)]).toEqual([0, expect.any(String)]);
    },
    180_000,
  );
});

import { converges, provesReadOnly } from "@signalbox/testbed";
import { toJson } from "@signalbox/release-core";
import { describe, expect, test } from "vitest";
import { checkReferences, compareBranches, gitPromoteKinds, promoteBranch } from "../../src/index.js";
import { identity, serveRepository } from "../served-repository.js";
import { names, pins, references, saltops, top } from "./saltops.js";

describe("what a promotion shows besides its commits", () => {
  test("pins old → new with the direction, whom to ask, and the files that are more than pins", async () => {
    const { server, repositories, repository } = await serveRepository(saltops(["pi/modemd", "pi/rtc"]));
    const request = { repository, ...names, pins, references };
    const compared = await provesReadOnly(server, () => compareBranches(repositories, request));
    expect(compared.pins).toEqual([
      { family: "pi", name: "modemd", from: "1.2.0", to: "1.10.0", direction: "up", file: "pi/modemd/init.sls" },
      { family: "pi", name: "rtc-utils", from: "2.0.0", to: "1.9.0", direction: "down", file: "pi/rtc/init.sls" },
    ]);
    expect(compared.otherPaths?.map(({ path }) => path)).toEqual([
      "README.md",
      "pi/config/init.sls",
      "pi/dataplicity.sls",
    ]);
    expect(compared.checklist).toMatchObject([
      {
        subject: "Update modemd to 1.10.0 (and 1 more)",
        author: "Bea",
        ask: "Bea",
        pullRequest: { number: 12, branch: "bea/modemd" },
        commits: [{ subject: "Update modemd to 1.10.0" }, { subject: "Say so" }],
        pins: [{ name: "modemd", from: "1.2.0", to: "1.10.0" }],
        references: [],
      },
      { subject: "Back to rtc-utils 1.9.0", ask: "Ada", pins: [{ name: "rtc-utils", direction: "down" }] },
      { subject: "Add config, drop dataplicity", ask: "Ada", pins: [], references: ["pi/config", "pi/dataplicity"] },
    ]);
  });

  test("a plan has the same, warns of the downgrade and of the order, and converges", async () => {
    const { repositories, repository } = await serveRepository(saltops(["pi/modemd", "pi/rtc"]));
    const { plan } = await converges(promoteBranch({ repositories, identity }), {
      repository,
      ...names,
      pins,
      references,
    });
    expect(plan.warnings.map(({ code }) => code)).toEqual(["pin-downgrade", "reference-added"]);
    expect(plan.warnings[0]?.message).toBe("prod will get an older version: pi/rtc-utils 2.0.0 → 1.9.0.");
    expect(plan.warnings[1]?.hint).toContain("after this promotion is merged, not before");
    expect(plan.facts).toMatchObject({
      pins: [{ name: "modemd" }, { name: "rtc-utils" }],
      references: [{ code: "reference-added", name: "pi/config", order: "promotion-first" }],
    });
  });

  test("what the list still names may not be taken away; once the list has changed, it may", async () => {
    const named = ["pi/modemd", "pi/rtc", "pi/dataplicity"];
    const served = await serveRepository((told) => {
      saltops(named)(told);
      told.branch("next", "master");
      told.commit("next", { subject: "Without dataplicity", files: { "top.sls": top(named.slice(0, 2)) } });
    });
    const { repositories, repository } = served;
    const promote = promoteBranch({ repositories, identity });
    const input = { repository, ...names, references };
    const plan = await promote.plan(input);
    expect(plan).toMatchObject({ actions: [], problems: [{ code: "ERR_REFERENCE_CHECK" }] });
    expect(plan.problems[0]?.message).toBe(
      "This promotion takes pi/dataplicity from prod, and top.sls on master still names it.",
    );
    await served.git("update-ref", "refs/heads/master", "refs/heads/next");
    await converges(promote, input);
  });

  test("the read tells how it stands, branch by branch", async () => {
    const { server, repositories, repository } = await serveRepository(saltops(["pi/modemd", "server/grafana"]));
    const request = { repository, branches: ["test", "prod"], references };
    const report = await provesReadOnly(server, () => checkReferences(repositories, request));
    expect(
      report.branches.map(({ branch, findings }) => [branch, findings.map(({ code, name }) => `${code} ${name}`)]),
    ).toEqual([
      ["test", ["reference-unused pi/rtc"]],
      ["prod", ["reference-missing server/grafana", "reference-unused pi/dataplicity", "reference-unused pi/rtc"]],
    ]);
    const kinds = gitPromoteKinds({ repositories, identity });
    expect(await kinds.reads["check-references"]?.(toJson(request), {})).toEqual(report);
    await expect(checkReferences(repositories, { ...request, branches: ["prd"] })).rejects.toMatchObject({
      code: "ERR_BRANCH_MISSING",
    });
  });

  test.each([
    [{ references: [{ ...references[0], targets: ["x.sls"] }] }, "references.0.targets.0"],
    [
      { references: [{ ...references[0], list: { branch: "master", file: "../x", pattern: "(?<name>.)" } }] },
      "references.0.list.file",
    ],
    [
      { references: [{ ...references[0], list: { branch: "master", file: "x", pattern: "(?<name>" } }] },
      "references.0.list.pattern",
    ],
    [{ references: [{ ...references[0], severity: { "reference-gone": "error" } }] }, "references.0.severity"],
    [{ pins: [{ files: "**", format: "toml" }] }, "pins.0.format"],
  ])("a wrong rule is refused where it stands", async (rules, path) => {
    const promote = promoteBranch({ repositories: { open: () => Promise.reject(new Error("not reached")) }, identity });
    const failure: unknown = await promote
      .plan({ repository: "r", ...names, ...(rules as object) })
      .catch((error: unknown) => error);
    const issues = (failure as { details: { issues: { path: string }[] } }).details.issues;
    expect(issues.map((issue) => issue.path).join()).toContain(path);
  });
});

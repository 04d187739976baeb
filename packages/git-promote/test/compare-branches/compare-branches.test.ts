import { provesReadOnly } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { compareBranches } from "../../src/index.js";
import { serveRepository, twoChanges } from "../served-repository.js";

describe("compareBranches on a real server", () => {
  test("says what a promotion would bring, and writes nothing", async () => {
    const { server, repositories, repository, at } = await serveRepository(twoChanges);
    const request = { repository, from: "test", to: "prod" };
    const compared = await provesReadOnly(server, () => compareBranches(repositories, request));
    expect(compared).toMatchObject({
      repository,
      from: { ref: "refs/heads/test", commit: await at("test") },
      to: { ref: "refs/heads/prod", commit: await at("prod") },
      changes: [{ subject: "Update modemd to 1.1.0" }, { subject: "Restart the modem at night" }],
      alreadyContained: [],
      behind: [],
      treesEqual: false,
      changedPaths: [
        { path: "pi/cron.sls", status: "added" },
        { path: "pi/modemd/init.sls", status: "modified" },
      ],
      conflicts: [],
      mergeTree: await at("test^{tree}"),
    });
    expect(compared.changes[0]?.author).toMatch(/\w/);
    expect(compared.authors.reduce((sum, { changes }) => sum + changes, 0)).toBe(2);
    expect(compared).not.toHaveProperty("engineLimits");
  });

  test("a cherry-pick, a squash and a fix on the target, all in one range", async () => {
    const { repositories, repository, at } = await serveRepository((told) => {
      twoChanges(told);
      told.squash("prod", "test", { subject: "Update prod (#231)" });
      const picked = told.commit("test", { subject: "Fix the clock", files: { "clock.sls": "a: 1\n" } });
      told.commit("prod", { subject: "Only in production", files: { "only.sls": "a: 1\n" } });
      told.cherryPick(picked, "prod");
      told.commit("test", { subject: "New pin", files: { "pi/new.sls": "version: 1\n" } });
    });
    const { changes, alreadyContained, behind } = await compareBranches(repositories, {
      repository,
      from: "test",
      to: "prod",
    });
    const squash = await at("prod~2");
    expect(changes.map(({ subject }) => subject)).toEqual(["New pin"]);
    expect(alreadyContained.map(({ subject, by }) => [subject, by])).toEqual([
      ["Update modemd to 1.1.0", squash],
      ["Restart the modem at night", squash],
      ["Fix the clock", undefined],
    ]);
    expect(behind.map(({ subject }) => subject)).toEqual(["Only in production"]);
  });

  test("a missing branch is an error with near names", async () => {
    const { repositories, repository } = await serveRepository(twoChanges);
    const compared = compareBranches(repositories, { repository, from: "test", to: "prd" });
    await expect(compared).rejects.toMatchObject({ code: "ERR_BRANCH_MISSING", hint: "Did you mean prod?" });
  });

  test("an aborted call ends with the reason", async () => {
    const { repositories, repository } = await serveRepository(twoChanges);
    const reason = new Error("enough");
    const compared = compareBranches(
      repositories,
      { repository, from: "test", to: "prod" },
      { signal: AbortSignal.abort(reason) },
    );
    await expect(compared).rejects.toBe(reason);
  });
});

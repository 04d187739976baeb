import { provesReadOnly } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { auditRefs, listReleases, releaseBranchesNotMerged } from "../../src/index.js";
import { drawnRepositories, oid } from "../fleet/drawn-repositories.js";
import { serveRepository } from "../served-repository.js";

describe("releaseBranchesNotMerged", () => {
  test("tells a cherry-pick from what is missing, and counts as git does", async () => {
    const repositories = drawnRepositories({
      api: {
        branches: { "1.0": "a x y", main: "a b p~x c", "1.1": "b z m+c", "1.2": "b", "2.0.1": "c q", topic: "c t" },
      },
    });
    const report = await releaseBranchesNotMerged({ repositories }, { components: [{ repository: "api" }] });
    expect(report.repositories).toMatchObject([{ name: "api", patchesCompared: true }]);
    expect(report.repositories[0]?.branches).toMatchObject([
      {
        ref: "refs/heads/1.0",
        commit: oid("y"),
        mainline: "main",
        ahead: 2,
        missing: [{ subject: "Change y" }],
        equivalent: [{ commit: oid("x"), by: oid("p") }],
      },
      { ref: "refs/heads/1.1", ahead: 2, missing: [{ subject: "Change z" }], equivalent: [] },
      { ref: "refs/heads/2.0.1", ahead: 1, missing: [{ subject: "Change q" }] },
    ]);
  });

  test("a repository without a mainline has none, one that is gone an error", async () => {
    const repositories = drawnRepositories({ api: { branches: { main: "a", "1.0": "a x" }, mainline: null } });
    const request = { components: [{ repository: "api" }, { repository: "gone" }] };
    const { repositories: found } = await releaseBranchesNotMerged({ repositories }, request);
    expect(found).toMatchObject([
      { name: "api", branches: [] },
      { name: "gone", branches: [], error: { code: "ERR_REPOSITORY_NOT_FOUND" } },
    ]);
  });
});

test("the reads over many write nothing, anywhere", async () => {
  const { server, repositories, repository } = await serveRepository((told) => {
    told.commits("dev", 3);
    told.branch("16.2", "dev");
    told.tag("v16.2.0", told.commit("16.2"));
    told.commit("dev");
  });
  const request = { components: [{ repository }] };
  const [audit, releases, branches] = await provesReadOnly(server, () =>
    Promise.all([
      auditRefs({ repositories }, request),
      listReleases({ repositories }, request),
      releaseBranchesNotMerged({ repositories }, request),
    ]),
  );
  expect(audit.counts).toEqual({ "release-branch-not-merged": 1, "tag-not-on-mainline": 1 });
  expect(releases.components).toMatchObject([{ name: "saltops", releases: [{ tag: "v16.2.0" }] }]);
  expect(branches.repositories).toMatchObject([{ repository, branches: [{ ahead: 1 }] }]);
});

import { describe, expect, test } from "vitest";
import { listReleases, type ReleaseComponent } from "../../src/index.js";
import { type Drawing, drawnRepositories, oid } from "../fleet/drawn-repositories.js";

const line = (tags: Readonly<Record<string, string>>): Drawing => ({ branches: { main: "a b c d e f" }, tags });

const list = (
  drawings: Readonly<Record<string, Drawing>>,
  more: Readonly<Record<string, Partial<ReleaseComponent>>> = {},
) => {
  const components = Object.keys(drawings).map((repository) => ({ repository, ...more[repository] }));
  return listReleases({ repositories: drawnRepositories(drawings) }, { components });
};

describe("listReleases", () => {
  test("the product's version is the highest of all, and who deviates is told how", async () => {
    const report = await list({
      server: line({ "v16.0.0": "a", "v16.1.0": "c", "v16.1.1": "d" }),
      web: line({ "v16.0.0": "b", "v16.1.0": "c" }),
      client: line({ "v16.0.0": "a", "v16.1.0": "e", "v16.1.1": "e" }),
    });
    expect(report.product).toEqual({ version: "16.1.1", components: ["server", "client"] });
    expect(report.components.map(({ name, deviation }) => [name, deviation])).toEqual([
      ["server", null],
      ["web", { kind: "behind", version: "16.1.0", behind: 1 }],
      ["client", { kind: "unchanged", version: "16.1.0", behind: 1 }],
    ]);
    expect(report.releases.map(({ version, missing }) => [version, missing])).toEqual([
      ["16.1.1", ["web"]],
      ["16.1.0", []],
      ["16.0.0", []],
    ]);
    expect(report.releases[0]?.components).toEqual([
      { name: "server", tag: "v16.1.1", commit: oid("d") },
      { name: "client", tag: "v16.1.1", commit: oid("e") },
    ]);
  });

  test("versions of their own do not count for the product", async () => {
    const report = await list(
      {
        server: line({ "v16.0.0": "a", "v16.1.0": "c" }),
        web: line({ "v16.0.0": "b", "v16.1.0": "c" }),
        models: line({ "v1.30.0": "a", "v13.0.0": "b", "v1.31.0": "c", "v1.32.0": "d" }),
        tools: line({ "v99.0.0": "f" }),
      },
      { tools: { numbering: "own" } },
    );
    expect(report.product?.version).toBe("16.1.0");
    const models = report.components.find(({ name }) => name === "models");
    expect(models).toMatchObject({ numbering: null, deviation: null, releases: [{ version: "1.32.0" }, {}, {}] });
    expect(report.components.map(({ numbering }) => numbering)).toEqual(["product", "product", null, null]);
  });

  test("a tag on a foreign commit is no release of the repository", async () => {
    const { components } = await list({
      server: { branches: { main: "a b c" }, tags: { "v3.35.0": "a", "v3.36.0": "b" } },
      web: { branches: { main: "w x", theirs: "a b" }, deleted: ["theirs"], tags: { "v3.35.0": "x", "v3.36.0": "b" } },
    });
    expect(components[1]).toMatchObject({
      name: "web",
      releases: [
        { version: "3.35.0", tag: "v3.35.0", commit: oid("x"), date: expect.stringMatching(/T.*Z$/) as string },
      ],
      deviation: { kind: "behind", version: "3.35.0", behind: 1 },
    });
  });

  test("of two spellings the well-written one counts, and a component that says it belongs is missed", async () => {
    const report = await list(
      { server: line({ "3.35.4": "a", "v3.35.4": "b" }), web: line({}) },
      { server: { numbering: "cloud" }, web: { numbering: "cloud" } },
    );
    expect(report.components).toMatchObject([
      { numbering: "cloud", releases: [{ tag: "v3.35.4" }], deviation: null },
      { numbering: "cloud", releases: [], deviation: { kind: "none", version: null, behind: 1 } },
    ]);
  });

  test("a broken one has an error in its place", async () => {
    const { components } = await listReleases(
      { repositories: drawnRepositories({ web: line({ "v1.0.0": "a" }) }) },
      { components: [{ repository: "gone" }, { repository: "web" }] },
    );
    expect(components).toMatchObject([
      { name: "gone", releases: [], error: { code: "ERR_REPOSITORY_NOT_FOUND" } },
      { name: "web", releases: [{ version: "1.0.0" }] },
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { numbered } from "../../src/templates/numbered.js";
import { weekly } from "../../src/templates/weekly.js";

const release = { assets: ["a_{version}.deb"] };
const given = {
  name: "train",
  repository: "https://github.com/acme/saltops.git",
  environments: ["dev", "test", "prod"],
  servers: [],
  approvers: [],
  rules: { pins: [{ files: "**", format: "yaml" as const }], references: null },
  pullRequests: null,
};
const stepsOf = ({ steps }: Pick<ReturnType<typeof weekly>, "steps">) => new Map(steps.map((step) => [step.id, step]));

describe("a weekly train", () => {
  it("makes no releases where no component has one", () => {
    const steps = stepsOf(weekly({ ...given, components: [{ name: "a", repository: "/a" }], parameters: {} }));
    expect([steps.has("draft"), steps.get("released")?.needs]).toEqual([false, ["tag"]]);
  });

  it("releases what was tagged and waits for its files before it is pinned", () => {
    const components = [
      { name: "a", repository: "https://github.com/acme/a.git", release },
      { name: "b", repository: "https://github.com/acme/b.git" },
    ];
    const steps = stepsOf(weekly({ ...given, components, parameters: {} }));
    expect(steps.get("to-release")).toMatchObject({ needs: ["tag"], with: { components: [{ name: "a" }] } });
    expect(steps.get("publish")).toMatchObject({ needs: ["draft[]"], bound: { repositories: ["acme/a"] } });
    expect(steps.get("built")?.needs).toEqual(["publish"]);
    expect(steps.get("released")).toMatchObject({ needs: ["built"], with: { unreleased: { $ref: "unreleased" } } });
    expect(steps.get("bump")).toMatchObject({ with: { releases: { $ref: "released.releases" } } });
  });

  it("asks again for what a clone's path is released as", () => {
    const components = [{ name: "a", repository: "/src/a", release }];
    const steps = stepsOf(weekly({ ...given, components, parameters: {} }));
    expect(steps.get("draft")).not.toHaveProperty("bound.repositories");
  });
});

describe("a numbered release", () => {
  it("is drafted when its branch is cut, and published when it is tagged", () => {
    const components = [
      { name: "client", repository: "/c", tagPattern: "c{version}", release: { owner: "release-first" as const } },
      { name: "models", repository: "/m", publishesOnTag: true, release },
      { name: "infra", repository: "/i", policy: { githubRelease: false }, release },
      { name: "goreleased", repository: "/g", release: { owner: "ci" as const } },
    ];
    const steps = stepsOf(numbered({ ...given, components, parameters: { release: "16.10" } }));
    expect(steps.get("draft")).toMatchObject({
      needs: ["cut[]"],
      with: { target: "16.10" },
      forEach: [
        {
          name: "client",
          which: { repository: "/c", tag: "c16.10.0", tagPattern: "c{version}" },
          owner: "release-first",
        },
      ],
    });
    expect(steps.get("publish")).toMatchObject({
      needs: ["draft[]", "tag[]"],
      with: { commit: { $ref: "head[].commit" } },
    });
    expect(stepsOf(numbered({ ...given, components: [], parameters: { release: "16.10" } })).has("draft")).toBe(false);
  });
});

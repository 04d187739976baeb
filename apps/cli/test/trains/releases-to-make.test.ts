import { describe, expect, it } from "vitest";
import { notesOf, releasesToMake } from "../../src/trains/releases-to-make.js";

const change = (subject: string, number?: number) => ({
  commit: "c".repeat(40),
  subject,
  author: "Rosa",
  date: "2026-03-02T09:00:00Z",
  ...(number === undefined ? {} : { pullRequest: { number, title: subject, labels: [] } }),
});
const component = (name: string, tag: string | null, unreleased = [change("a")]) => ({
  name,
  repository: `/${name}`,
  mainline: "main",
  latest: tag === null ? null : { tag, version: tag.slice(1), commit: "a".repeat(40), date: "2026-03-02T09:00:00Z" },
  unreleased,
  warnings: [],
});
const report = (...components: ReturnType<typeof component>[]) => ({ format: 1 as const, components });
const release = { assets: ["api_{version}_{arch}.deb"], values: { arch: "amd64" } };

describe("the releases that a train makes", () => {
  const components = [
    { name: "api", repository: "/api", tagPattern: "api-{version}", release },
    { name: "config", repository: "/config", release: { ...release, owner: "ci" as const } },
    { name: "still", repository: "/still", release },
    { name: "plain", repository: "/plain" },
    { name: "denied", repository: "/denied", release, policy: { githubRelease: false } },
    { name: "quiet", repository: "/quiet", release: { owner: "release-first" as const } },
  ];
  const before = report(...components.map(({ name }) => component(name, "v1.0.0")));
  const after = report(...components.map(({ name }) => component(name, name === "still" ? "v1.0.0" : "v1.1.0")));
  const made = releasesToMake({ components, unreleased: before, pollMs: 500 }, after);

  it("are those of what has another tag now, unless CI makes them", () => {
    expect(made.own).toEqual([
      {
        name: "api",
        draft: { repository: "/api", tag: "v1.1.0", tagPattern: "api-{version}", target: "a".repeat(40), notes: "- a" },
        publish: {
          repository: "/api",
          tag: "v1.1.0",
          tagPattern: "api-{version}",
          commit: "a".repeat(40),
          owner: "tag-first",
        },
      },
      expect.objectContaining({ name: "quiet", publish: expect.objectContaining({ owner: "release-first" }) }),
    ]);
  });

  it("have files to wait for where some are named", () => {
    expect(made.built).toEqual([
      {
        name: "api",
        assets: { repository: "/api", tag: "v1.1.0", tagPattern: "api-{version}", ...release, pollMs: 500 },
      },
      { name: "config", assets: { repository: "/config", tag: "v1.1.0", ...release, pollMs: 500 } },
    ]);
  });

  it("are none of what could not be read", () => {
    const broken = { ...component("api", null), error: { code: "X", message: "x", hint: "x" } };
    expect(releasesToMake({ components, unreleased: report(broken) }, after).own).toEqual([]);
  });
});

it.each([
  ["# Big", "- \\# Big"],
  ["### Big", "- \\### Big"],
  ["#12: fix maps", "- #12: fix maps"],
  ["- fix maps", "- \\- fix maps"],
  ["+ fix maps", "- \\+ fix maps"],
  ["---", "- \\---"],
  ["1. fix maps", "- 1\\. fix maps"],
  ["1.2.0 of maps", "- 1.2.0 of maps"],
  [" 2) fix maps", "- 2\\) fix maps"],
])("writes the subject %j as text: %j", (subject, line) => {
  expect(notesOf([change(subject)])).toBe(line);
});

it("writes notes of which no markup counts, and tells nobody by name", () => {
  expect(notesOf([change("Fix <b>maps</b> by @rosa", 12), change("Add `x` (#13)", 13), change("a\n# b | c")])).toBe(
    "- Fix \\<b\\>maps\\</b\\> by @\u2060rosa (#12)\n- Add \\`x\\` (#13)\n- a # b \\| c",
  );
});

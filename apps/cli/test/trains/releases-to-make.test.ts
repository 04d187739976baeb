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
  const made = releasesToMake({ components, unreleased: before, pollMs: 500 }, after, new Map());

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
    expect(releasesToMake({ components, unreleased: report(broken) }, after, new Map()).own).toEqual([]);
  });
});

const WEB = "https://github.com/acme/api";
const told = (changes: readonly ReturnType<typeof change>[], webUrl: string | null = WEB): string =>
  notesOf({ report: { name: "api", unreleased: changes }, version: "1.1.0", webUrl });

it("tells changes by the rules of notes: by kind, without chores, with links that lead somewhere", () => {
  const changes = [
    change("chore(deps): bump x"),
    change("fix(maps)!: drop the old tiles", 7),
    change("feat: Zoom out (#13)", 13),
    change("#12 | Load faster"),
  ];
  expect(told(changes)).toBe(
    [
      "## Breaking changes\n",
      `- **maps:** drop the old tiles ([#7](${WEB}/pull/7))\n`,
      "## Features\n",
      `- Zoom out ([#13](${WEB}/pull/13))\n`,
      "## Other changes\n",
      `- Load faster ([#12](${WEB}/issues/12))`,
    ].join("\n"),
  );
  expect(told([change("#12 | Load faster")], null)).toBe("- Load faster");
  expect(told([change("ci: cache")])).toBe("No changes to tell of.");
});

it.each(["# Big", "- fix maps", "1. fix maps", "Fix <b>maps</b> by @rosa", "Add *y*", "a\n# b | c"])(
  "writes the subject %j as one item whose markup does not count, and tells nobody by name",
  (subject) => {
    const text = told([change(subject)]);
    expect(text.split("\n")).toHaveLength(1);
    expect(text).not.toMatch(/^- (?:[#-]|1\. )|<b>|@rosa|(?<!\\)[*]/);
  },
);

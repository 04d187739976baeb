import { expect } from "vitest";
import type { Look } from "./look.js";

const tagsOf = ({ lines }: Look): Promise<string[]> => lines("tag", "--sort=creatordate");

export const tagChecks = {
  "tag-and-branch-of-one-name": async ({ git, made }: Look) => {
    expect(await git("rev-parse", "refs/tags/16.2")).toBe(made.commits["tag"]);
    expect(await git("rev-parse", "refs/heads/16.2")).toBe(made.commits["branch"]);
    expect(made.commits["tag"]).not.toBe(made.commits["branch"]);
    expect(await git("rev-parse", "16.2")).toBe(made.commits["tag"]); // git picks the tag without a word
  },
  "tag-on-squashed-head": async ({ git, asks, made }: Look) => {
    expect(await git("rev-parse", "v1.1.0")).toBe(made.commits["released"]);
    expect(await asks("merge-base", "--is-ancestor", "v1.1.0", "main")).toBe(1);
    expect(await git("describe", "--tags", "--abbrev=0", "main")).toBe("v1.0.0");
    expect(await git("rev-parse", `${made.commits["squash"]}^{tree}`)).toBe(await git("rev-parse", "v1.1.0^{tree}"));
    expect(await git("rev-list", "--count", `${made.commits["squash"]}..main`)).toBe("2");
  },
  "mistyped-tags": async (look: Look) => {
    expect(await look.lines("tag", "--points-at", "v5.26.1")).toEqual(["v2.26.4", "v5.26.1", "v5.26.3"]);
    const tags = await tagsOf(look);
    expect(tags).toEqual(
      expect.arrayContaining(["v5.20.1.test", "v.5.21.0", "2.27.0", "list", "v", "delete", "pi-v0.0.51", "checkout"]),
    );
    expect(await look.git("describe", "--tags", "--abbrev=0", "main")).toMatch(/^v(2\.26\.4|5\.26\.[13])$/);
    expect(await look.asks("merge-base", "--is-ancestor", "v5.27.0", "main")).toBe(1);
  },
  "several-tags-on-one-commit": async ({ lines, made }: Look) => {
    expect(await lines("tag", "--points-at", made.commits["commit"] ?? "")).toEqual([
      "v14.0.0",
      "v14.0.1",
      "v14.0.2",
      "v14.0.3",
    ]);
  },
  "mixed-tag-kinds": async ({ lines }: Look) => {
    expect(await lines("for-each-ref", "--format=%(objecttype)", "refs/tags")).toEqual([
      "tag",
      "commit",
      "tag",
      "commit",
    ]);
  },
  "no-tags": async ({ lines, git }: Look) => {
    expect(await lines("tag")).toEqual([]);
    expect(await git("rev-list", "--count", "main")).toBe("5");
  },
  "version-gaps": async (look: Look) => {
    expect(await tagsOf(look)).toEqual(["v1.0.0", "v1.1.0", "v1.4.0", "v3.0.0"]);
  },
  "incomplete-versions": async (look: Look) => {
    expect(await tagsOf(look)).toEqual(["6.1.3", "10.0_hotfix_2", "v10.0.hotfix1", "v16.3", "v1.32.00"]);
  },
  "two-spellings-of-one-release": async ({ git, made }: Look) => {
    expect([await git("rev-parse", "refs/tags/3.35.4"), await git("rev-parse", "refs/tags/v3.35.4")]).toEqual([
      made.commits["bare"],
      made.commits["withV"],
    ]);
    expect(made.commits["bare"]).not.toBe(made.commits["withV"]);
  },
  "two-streams": async ({ lines, git }: Look) => {
    expect((await lines("tag", "--merged", "tc2")).every((tag) => tag.endsWith("-tc2"))).toBe(true);
    expect((await lines("tag", "--merged", "main")).some((tag) => tag.endsWith("-tc2"))).toBe(false);
    expect([
      await git("rev-list", "--count", "v1.2.0..main"),
      await git("rev-list", "--count", "v1.32.0-tc2..tc2"),
    ]).toEqual(["1", "3"]);
  },
  "commits-after-tag": async ({ git }: Look) => {
    expect(await git("rev-list", "--count", "v16.13.0..refs/heads/16.13")).toBe("7");
  },
  "tag-not-on-own-branch": async ({ git, asks }: Look) => {
    expect(await asks("merge-base", "--is-ancestor", "v16.13.0", "refs/heads/16.13")).toBe(1);
    expect(await git("rev-parse", "refs/heads/16.14")).toBe(await git("rev-parse", "v16.13.0"));
  },
  "tag-not-in-mainline": async ({ asks, git }: Look) => {
    expect(await asks("merge-base", "--is-ancestor", "v3.34.0", "main")).toBe(0);
    expect(await asks("merge-base", "--is-ancestor", "v3.34.1", "main")).toBe(1);
    expect(await git("log", "--format=%m", "--cherry-mark", "--right-only", "main...v3.34.1")).toBe(">");
  },
  "release-without-previous": async ({ asks, lines, made }: Look) => {
    expect(await lines("rev-list", "v16.8.0..v16.7.0")).toEqual([made.commits["fix"]]);
    expect(await asks("merge-base", "--is-ancestor", "v16.7.0", "v16.8.1")).toBe(0);
  },
  "tag-on-foreign-commit": async (look: Look) => {
    const { git, asks, made } = look;
    expect(await asks("merge-base", "main", "v3.36.0")).toBe(1); // no common commit at all
    const server = look.in(made.others["server"] ?? "");
    expect(await server.git("rev-parse", "main")).toBe(await git("rev-parse", "v3.36.0"));
  },
  "moved-tag": async (look: Look) => {
    const { git, made } = look;
    expect(await git("rev-parse", "v3.36.0")).toBe(made.commits["now"]);
    expect(await look.in(made.others["clone"] ?? "").git("rev-parse", "v3.36.0")).toBe(made.commits["old"]);
  },
};

import { describe, expect, test } from "vitest";
import { auditRefs, type FindingCode, FINDINGS, type ReleaseComponent } from "../../src/index.js";
import { type Drawing, drawnRepositories } from "../fleet/drawn-repositories.js";

interface Row {
  readonly odd: string;
  readonly draw: Readonly<Record<string, Drawing>>;
  /** `<code> <repository> <refs>`, without refs/heads/ and refs/tags/; with the severity where it is not the usual one. */
  readonly finds: readonly string[];
  /** Codes that must not be found. */
  readonly not?: readonly FindingCode[];
  readonly components?: readonly Partial<ReleaseComponent>[];
}

const one = (drawing: Drawing): Row["draw"] => ({ api: drawing });

const ROWS: readonly Row[] = [
  {
    odd: "nothing at all: a tag on the mainline needs no release branch",
    draw: one({ branches: { main: "a b c" }, tags: { "v1.0.0": "a", "v1.1.0": "c" } }),
    finds: [],
  },
  {
    odd: "a release branch that was tagged and merged",
    draw: one({
      branches: { main: "a b", "16.2": "a x y", main2: "b m+y" },
      mainline: "main2",
      tags: { "v16.2.0": "y" },
    }),
    finds: [],
  },
  {
    odd: "16.2 is a tag and a branch",
    draw: one({ branches: { main: "a b", "16.2": "a" }, tags: { "16.2": "b" } }),
    finds: ["tag-equals-branch api 16.2 16.2", "tag-malformed api 16.2"],
  },
  {
    odd: "names that are no version, each in its own way",
    draw: one({
      branches: { main: "a b c d e f g h i j" },
      tags: {
        "v16.3": "a",
        "6.1.3": "b",
        "vv6.2.0": "c",
        "v.6.3.0": "d",
        list: "e",
        v: "f",
        checkout: "g",
        "10.0_hotfix_2": "h",
        "v10.0.hotfix1": "i",
        "v1.32.00": "j",
      },
    }),
    finds: [
      "v16.3",
      "6.1.3",
      "vv6.2.0",
      "v.6.3.0",
      "list",
      "v",
      "checkout",
      "10.0_hotfix_2",
      "v10.0.hotfix1",
      "v1.32.00",
    ].map((tag) => `tag-malformed api ${tag}`),
    not: ["tag-unrecognised"],
  },
  {
    odd: "tags that name no version are worth knowing, no more",
    draw: one({ branches: { main: "a b" }, tags: { "v1.0.0": "a", nightly: "b" } }),
    finds: ["tag-unrecognised api nightly"],
    not: ["tag-malformed"],
  },
  {
    odd: "annotated and lightweight tags",
    draw: one({ branches: { main: "a b c" }, tags: { "v1.0.0": "!a", "v1.1.0": "b", "v1.2.0": "c" } }),
    finds: ["tag-kinds-mixed api v1.0.0"],
  },
  {
    odd: "two spellings of one release, on two commits and on one",
    draw: one({
      branches: { main: "a b c d" },
      tags: { "3.35.4": "a", "v3.35.4": "b", "v3.36.0": "c", "3.36": "c", "v3.37.0": "d" },
    }),
    finds: ["version-tagged-twice api 3.35.4 v3.35.4", "version-tagged-twice:warning api v3.36.0 3.36"],
  },
  {
    odd: "branches that begin like a release branch",
    draw: one({
      branches: { main: "a", "15.2stale]": "a", "origin/2.5": "a", "12.0.2": "a", "10.0_hotfix_1": "a", HEAD: "a" },
    }),
    finds: [
      "branch-malformed api 15.2stale]",
      "branch-malformed api origin/2.5",
      "branch-malformed api HEAD",
      "branch-malformed api 10.0_hotfix_1",
      "branch-has-patch-number api 12.0.2",
    ],
  },
  {
    odd: "topic branches are nobody's business",
    draw: one({ branches: { main: "a", "fix/16.2-crash": "a", "dependabot/npm/x-1.2.3": "a", "2fa": "a" } }),
    finds: [],
    not: ["branch-malformed", "branch-has-patch-number"],
  },
  {
    odd: "a tag that was pushed here from another listed repository",
    draw: {
      web: { branches: { main: "w x", lost: "a b" }, deleted: ["lost"], tags: { "v3.36.0": "b", "v3.35.0": "x" } },
      server: { branches: { main: "a b c" }, tags: { "v3.36.0": "b", "v3.35.0": "a" } },
    },
    finds: ["tag-foreign-commit web v3.36.0"],
    not: ["tag-unrelated-history", "tag-moved", "tag-not-on-mainline", "version-missing-in-repository"],
  },
  {
    odd: "the same, and the owner has moved its tag since; a branch of the other does not make the commit our own",
    draw: {
      web: { branches: { main: "w x", theirs: "a b" }, tags: { "v3.36.0": "b", "v3.35.0": "x" } },
      server: { branches: { main: "a b c" }, tags: { "v3.36.0": "c", "v3.35.0": "a" } },
    },
    finds: ["tag-foreign-commit web v3.36.0", "tag-moved server v3.36.0"],
  },
  {
    odd: "a foreign tag whose owner is not listed",
    draw: one({ branches: { main: "w x", lost: "a b" }, deleted: ["lost"], tags: { "v1.0.0": "x", "v1.1.0": "b" } }),
    finds: ["tag-unrelated-history api v1.1.0"],
    not: ["tag-not-on-mainline"],
  },
  {
    odd: "two copies of one repository: no commit is foreign, a tag that differs was moved",
    draw: {
      remote: { branches: { main: "a b c", topic: "b t" }, tags: { "v1.0.0": "c", "v1.1.0": "t" } },
      clone: { branches: { main: "a b c", topic: "b t" }, deleted: ["topic"], tags: { "v1.0.0": "b", "v1.1.0": "t" } },
    },
    finds: ["tag-moved remote v1.0.0", "tag-moved clone v1.0.0"],
    not: ["tag-foreign-commit"],
  },
  {
    odd: "a tag that is on the branch of another line",
    draw: one({
      branches: { main: "a b", "16.13": "a x", "16.14": "b y", main2: "b m+y n+x" },
      mainline: "main2",
      tags: { "v16.13.0": "y" },
    }),
    finds: ["tag-not-on-release-branch api v16.13.0 16.13"],
  },
  {
    odd: "a release whose fix was never merged back",
    draw: one({
      branches: { main: "a b c", "3.34": "a x y", "3.35": "b z", main2: "c m+z" },
      mainline: "main2",
      tags: { "v3.34.0": "a", "v3.34.1": "y", "v3.35.0": "z" },
    }),
    finds: [
      "tag-not-on-mainline api v3.34.1",
      "release-branch-not-merged api 3.34",
      "release-lacks-previous api v3.35.0 v3.34.1",
    ],
  },
  {
    odd: "the same, but every fix was cherry-picked: nothing is missing",
    draw: one({
      branches: { "3.34": "a x y", main: "a b c p~x q~y" },
      tags: { "v3.34.0": "a", "v3.34.1": "y", "v3.35.0": "q" },
    }),
    finds: ["tag-not-on-mainline:info api v3.34.1", "release-branch-not-merged:info api 3.34"],
    not: ["release-lacks-previous"],
  },
  {
    odd: "a tag on a head that was squash-merged",
    draw: one({
      branches: { main: "a", topic: "a x y", main2: "a s=y b" },
      mainline: "main2",
      deleted: ["topic"],
      tags: { "v1.0.0": "a", "v1.1.0": "y", "v1.2.0": "b" },
    }),
    finds: ["tag-not-on-mainline:info api v1.1.0"],
    not: ["release-lacks-previous"],
  },
  {
    odd: "the newest release branch is still at work",
    draw: one({ branches: { main: "a b", "18.0": "b x" }, tags: { "v17.0.0": "a", "v18.0.0": "x" } }),
    finds: ["release-branch-not-merged:info api 18.0", "tag-not-on-mainline:info api v18.0.0"],
  },
  {
    odd: "a branch that is ahead by merges alone",
    draw: one({
      branches: { main: "a b c", "1.0": "a m+b" },
      tags: { "v1.0.0": "a", "v1.1.0": "c" },
    }),
    finds: ["release-branch-not-merged:info api 1.0"],
  },
  {
    odd: "v16.8.0 lacks v16.7.0, and v16.8.1 brings it",
    draw: one({
      branches: { main: "a b", "16.7": "a x", "16.8": "b y z+x", main2: "b m+z" },
      mainline: "main2",
      tags: { "v16.7.0": "x", "v16.8.0": "y", "v16.8.1": "z" },
    }),
    finds: ["release-lacks-previous:warning api v16.8.0 v16.7.0"],
  },
  {
    odd: "a patch of an old line is made after the next line's release, which cannot have it",
    draw: one({
      branches: { main: "a b", first: "a x", "16.8": "b n+x y", "16.7": "x z", main2: "b m+y o+z" },
      mainline: "main2",
      tags: { "v16.7.0": "x", "v16.8.0": "y", "v16.7.1": "z" },
    }),
    finds: [],
    not: ["release-lacks-previous", "tag-lower-than-earlier"],
  },
  {
    odd: "a release branch that went on after its tag",
    draw: one({
      branches: { main: "a b", "16.13": "a x y z", main2: "b m+z" },
      mainline: "main2",
      tags: { "v16.13.0": "x" },
    }),
    finds: ["commits-after-tag api 16.13 v16.13.0"],
  },
  {
    odd: "four releases, one commit",
    draw: one({ branches: { main: "a b" }, tags: { "v14.0.0": "b", "v14.0.1": "b", "v14.0.2": "b", "v14.0.3": "b" } }),
    finds: ["tags-share-commit api v14.0.0 v14.0.1 v14.0.2 v14.0.3"],
    not: ["tag-lower-than-earlier", "version-tagged-twice"],
  },
  {
    odd: "a number that was mistyped low, on the commit of the right one",
    draw: one({
      branches: { main: "a b c d" },
      tags: { "v5.26.0": "a", "v5.26.1": "b", "v2.26.4": "b", "v5.26.2": "c", "v5.27.0": "d" },
    }),
    finds: ["tag-lower-than-earlier api v2.26.4 v5.26.0", "tags-share-commit api v2.26.4 v5.26.1"],
    not: ["tag-higher-than-later", "version-gap"],
  },
  {
    odd: "one number that was typed high makes no later release wrong",
    draw: one({ branches: { main: "a b c d" }, tags: { "v1.1.0": "a", "v1.20.0": "b", "v1.2.0": "c", "v1.3.0": "d" } }),
    finds: ["tag-higher-than-later api v1.20.0 v1.3.0"],
    not: ["tag-lower-than-earlier", "version-gap"],
  },
  {
    odd: "a release number among versions of their own",
    draw: {
      models: {
        branches: { main: "a b c d e f" },
        tags: { "v1.30.0": "a", "v1.30.1": "b", "v1.30.2": "c", "v13.0.0": "c", "v1.30.3": "d", "v1.30.4": "e" },
      },
      api: { branches: { main: "k l m" }, tags: { "v12.0.0": "k", "v13.0.0": "l", "v13.1.0": "m" } },
    },
    finds: ["tag-foreign-number:error models v13.0.0"],
    not: ["version-missing-in-repository", "tag-lower-than-earlier"],
    components: [{ publishesOnTag: true }],
  },
  {
    odd: "numbers that nobody used",
    draw: one({
      branches: { main: "a b c d e f" },
      tags: { "v3.0.0": "a", "v4.0.1": "b", "v4.0.5": "c", "v4.2.0": "d", "v7.0.0": "e", "v7.1.0": "f" },
    }),
    finds: [
      "version-gap api v4.0.1", // 4.0.0
      "version-gap api v4.0.5", // 4.0.2 to 4.0.4
      "version-gap api v4.2.0", // 4.1
      "version-gap api v7.0.0", // 5 and 6
    ],
  },
  {
    odd: "a version that the others have",
    draw: {
      api: { branches: { main: "a b c" }, tags: { "v16.0.0": "a", "v16.1.0": "b", "v16.1.1": "c" } },
      web: { branches: { main: "k l" }, tags: { "v16.0.0": "k" } },
      old: { branches: { main: "p q r" }, tags: { "v15.9.0": "p", "v16.0.0": "q", "v16.1.0": "r" } },
    },
    finds: [
      "version-missing-in-repository web v16.1.0",
      "version-missing-in-repository:info web v16.1.1",
      "version-missing-in-repository:info old v16.1.1",
    ],
    not: ["version-gap"],
  },
  {
    odd: "a component that says it has versions of its own is not compared",
    draw: {
      api: { branches: { main: "a b" }, tags: { "v1.0.0": "a", "v1.1.0": "b" } },
      web: { branches: { main: "k l" }, tags: { "v1.0.0": "k" } },
    },
    finds: [],
    not: ["version-missing-in-repository"],
    components: [{}, { numbering: "own" }],
  },
  {
    odd: "no tag, and no mainline",
    draw: one({ branches: { main: "a b" }, mainline: null }),
    finds: ["no-release-tags api", "mainline-unknown api"],
  },
  {
    odd: "a mainline that is not there",
    draw: one({ branches: { main: "a b" }, tags: { "v1.0.0": "a" } }),
    finds: ["mainline-unknown api"],
    components: [{ mainline: "trunk" }],
  },
  {
    odd: "a tag of the other release line is no mistake",
    draw: one({ branches: { main: "a b", tc2: "a x" }, tags: { "v1.1.0": "b", "v1.30.0-tc2": "x" } }),
    finds: [],
    not: ["tag-malformed", "tag-unrecognised", "tag-not-on-mainline"],
  },
];

async function audited({ draw, components = [] }: Row) {
  const locations = Object.keys(draw);
  const listed = locations.map((repository, index) => ({ repository, ...components[index] }));
  return auditRefs({ repositories: drawnRepositories(draw) }, { components: listed });
}

const shown = ({ repositories }: Awaited<ReturnType<typeof audited>>): readonly string[] =>
  repositories.flatMap(({ name, findings }) =>
    findings.map(({ code, severity, refs }) => {
      const unusual = severity === FINDINGS[code].severity ? "" : `:${severity}`;
      return [`${code}${unusual}`, name, ...refs.map((ref) => ref.replace(/^refs\/(?:heads|tags)\//, ""))].join(" ");
    }),
  );

describe("auditRefs", () => {
  test.each(ROWS)("$odd", async (row) => {
    const report = await audited(row);
    expect(report.repositories.map(({ error }) => error)).toEqual(report.repositories.map(() => undefined));
    const found = shown(report);
    if (row.finds.length === 0) expect(found.filter((line) => !isRemark(line))).toEqual([]);
    expect(found).toEqual(expect.arrayContaining([...row.finds]));
    const codes = found.map((line) => line.split(/[ :]/)[0]);
    expect(codes.filter((code) => row.not?.includes(code as FindingCode))).toEqual([]);
  });

  test("every code has a row, but for the one that needs a damaged copy", () => {
    const tested = new Set(ROWS.flatMap(({ finds }) => finds.map((line) => line.split(/[ :]/)[0])));
    expect(Object.keys(FINDINGS).filter((code) => !tested.has(code))).toEqual(["patches-not-compared"]);
  });

  test("every finding says what to do, and counts are those of the findings", async () => {
    for (const row of ROWS) {
      const { repositories, counts } = await audited(row);
      const findings = repositories.flatMap((repository) => repository.findings);
      for (const { hint, message } of findings)
        expect([hint, message].every((text) => /\w{3,}.*\.$/.test(text))).toBe(true);
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(findings.length);
    }
  });
});

/** What a drawing without any tag says of itself. */
const isRemark = (line: string): boolean => /^(?:no-release-tags|tag-kinds-mixed) /.test(line);

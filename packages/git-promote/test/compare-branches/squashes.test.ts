import { describe, expect, test } from "vitest";
import { findSettledSquashes } from "../../src/compare-branches/find-settled-squashes.js";
import { findSquashes } from "../../src/compare-branches/find-squashes.js";
import { splitRange } from "../../src/compare-branches/split-range.js";
import { side } from "../sides.js";

interface Row {
  readonly name: string;
  readonly source: string;
  readonly target: string;
  readonly patches?: { readonly [pair: string]: string };
  readonly changes: string;
  /** `commit` or `commit<squash`. */
  readonly contained: string;
  readonly behind: string;
}

const rows: readonly Row[] = [
  { name: "nothing on the target", source: "a b", target: "", changes: "a b", contained: "", behind: "" },
  { name: "a cherry-pick", source: "a* b", target: "x*", changes: "b", contained: "a", behind: "" },
  { name: "a fix on the target only", source: "a", target: "x", changes: "a", contained: "", behind: "x" },
  {
    // saltops, 2 December 2020: prod #231 was squash-merged; in March 24 of 27 commits were listed again.
    name: "a squash with the tree of the source at that time",
    source: "a b=t c d",
    target: "s=t",
    changes: "c d",
    contained: "a<s b<s",
    behind: "",
  },
  {
    name: "merges inside the squashed range bring their commits too",
    source: "a p:a q:p m:a,q=t c",
    target: "s=t",
    changes: "c",
    contained: "a<s p<s q<s",
    behind: "",
  },
  {
    // The target had a change of its own, so the trees differ; the change as one is the same.
    name: "a squash by its patch",
    source: "a b c",
    target: "x s",
    patches: { "base..b": "whole", "x..s": "whole" },
    changes: "c",
    contained: "a<s b<s",
    behind: "x",
  },
  {
    name: "a second squash, counted from the first",
    source: "a b=t c d",
    target: "s=t x r",
    patches: { "b..c": "second", "x..r": "second" },
    changes: "d",
    contained: "a<s b<s c<r",
    behind: "x",
  },
  {
    // A squash up to c; then c's change taken back on the target, which is the patch from c back to b.
    name: "a revert on the target is no squash of what is older",
    source: "a b c=t d",
    target: "s=t r",
    patches: { "c..b": "back", "s..r": "back" },
    changes: "d",
    contained: "a<s b<s c<s",
    behind: "r",
  },
  {
    name: "a merge of the target is no squash, though its tree is the same",
    source: "a=t b",
    target: "x:base,other=t",
    changes: "a b",
    contained: "",
    behind: "",
  },
  {
    name: "a commit with no difference is no squash",
    source: "a b",
    target: "s",
    patches: { "base..a": "", "base..s": "" },
    changes: "a b",
    contained: "",
    behind: "s",
  },
];

describe("what a range brings", () => {
  test.each(rows)("$name", async ({ source, target, patches = {}, changes, contained, behind }) => {
    const sides = { onlyRight: side(source), onlyLeft: side(target) };
    const patchIds = (pairs: readonly { readonly from: string; readonly to: string }[]) =>
      Promise.resolve(
        pairs.map(({ from, to }) => {
          const id = patches[`${from}..${to}`] ?? `own ${from}..${to}`;
          return id === "" ? null : id;
        }),
      );
    const range = { from: sides.onlyRight[0]?.commit ?? "", to: sides.onlyLeft[0]?.commit ?? "", bases: ["base"] };
    const split = splitRange(sides, await findSquashes({ patchIds }, sides, range, {}));
    const words = (list: readonly { readonly commit: string; readonly by?: string }[]) =>
      list.map(({ commit, by }) => (by === undefined ? commit : `${commit}<${by}`)).join(" ");
    expect([words(split.fresh), words(split.alreadyContained), words(split.behind)]).toEqual([
      changes,
      contained,
      behind,
    ]);
  });
});

describe("squashes that a later merge settled", () => {
  // `came` are the commits that a suspect's parent did not have.
  const cases: readonly (readonly [string, string, string, string])[] = [
    ["its tree is one that came by the merge", "s=t", "a b=t", "s<b"],
    ["its tree is one that the target had before", "s=t", "a b", ""],
    ["a merge of the target is none", "s:base,b=t", "a b=t", ""],
    ["several, each by its own merge", "s=t m:s,b r=u", "a b=t c d=u", "s<b r<d"],
    ["back to what a merge brought before", "s m:s,b x r=t", "a b=t", ""],
  ];
  test.each(cases)("%s", async (_, target, came, found) => {
    const sides = { onlyRight: side("n"), onlyLeft: side(target) };
    const listCommits = () => Promise.resolve(side(came));
    const range = { to: sides.onlyLeft[0]?.commit ?? "", bases: ["base"], known: [] };
    const settled = await findSettledSquashes({ listCommits }, sides, range, {});
    expect(settled.map(({ by, upTo }) => `${by}<${upTo}`).join(" ")).toBe(found);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readReleases, type ReleaseQuestion, type ReleaseState } from "../../src/index.js";
import { historyOf, tagsOf } from "./commits.js";

interface Row {
  readonly name: string;
  readonly history: string;
  readonly tags: string;
  readonly head: string;
  readonly patches?: { readonly [pair: string]: string };
  readonly rules?: Partial<ReleaseQuestion>;
  /** `tag standing`, then the unreleased commits. */
  readonly answer: string;
  readonly nearest?: string;
  readonly elsewhere?: string;
  readonly lower?: string;
}

const rows: readonly Row[] = [
  { name: "no tag", history: "a b", tags: "", head: "b", answer: "none: a b" },
  {
    name: "the newest tag on the mainline",
    history: "a b c d",
    tags: "v1.0.0=a v1.1.0=c",
    head: "d",
    answer: "v1.1.0 reachable: d",
  },
  {
    // cacophony-api: v2.26.4 was typed for v5.26.4, on the commit of v5.26.1 and v5.26.3; v5.27.0 is ahead of master.
    name: "a mistyped lower tag, and a release ahead of the mainline",
    history: "a b c d",
    tags: "v5.25.0=a v5.26.1=b v5.26.3=b v2.26.4=b v5.27.0=d",
    head: "b",
    answer: "v5.27.0 ahead: ",
    nearest: "v2.26.4",
    lower: "v2.26.4 after v5.25.0",
  },
  {
    // cacophony-processing: v2.40.3 is on a pull request's head that was squash-merged.
    name: "a tag on a squash-merged head, equal by tree",
    history: "a p:a q:p=t m:a=t n:m",
    tags: "v1.0.0=a v1.1.0=q",
    head: "n",
    answer: "v1.1.0 same-tree: n",
    nearest: "v1.0.0",
  },
  {
    name: "a tag on a squash-merged head, the mainline had moved on",
    history: "a p:a q:p x:a m:x n:m",
    tags: "v1.0.0=a v1.1.0=q",
    head: "n",
    patches: { "a..q": "whole", "x..m": "whole" },
    answer: "v1.1.0 same-patch: x n",
    nearest: "v1.0.0",
  },
  {
    name: "a tag on a rebased head",
    history: "a p:a q:p x:a p2:x q2:p2 n:q2",
    tags: "v1.0.0=a v1.1.0=q",
    head: "n",
    patches: { "a..p": "1", "p..q": "2", "x..p2": "1", "p2..q2": "2" },
    answer: "v1.1.0 same-patch: x n",
    nearest: "v1.0.0",
  },
  {
    // classifier-pipeline: v2.42.0 sits on a branch that was squashed after more work.
    name: "a tag on a side branch that contains the release before",
    history: "a b p:b c:b d:c",
    tags: "v2.41.1=a v2.42.0=p",
    head: "d",
    answer: "v2.42.0 ahead: c d",
    nearest: "v2.41.1",
  },
  {
    name: "seen from a release branch, a later release of the mainline does not count",
    history: "a b p:a q:p",
    tags: "v16.2.0=a v17.0.0=b",
    head: "q",
    rules: { ahead: false },
    answer: "v16.2.0 reachable: p q",
    elsewhere: "v17.0.0",
  },
  {
    name: "a change of the side branch that is on the mainline too is released",
    history: "a b p:b q:p c:b d:c",
    tags: "v1.0.0=a v1.1.0=q",
    head: "d",
    patches: { "b..p": "fix", "b..c": "fix" },
    answer: "v1.1.0 ahead: d",
    nearest: "v1.0.0",
  },
  {
    name: "a higher tag on an old side branch does not count",
    history: "a o:a b:a c:b",
    tags: "v9.0.0=o v1.0.0=b",
    head: "c",
    answer: "v1.0.0 reachable: c",
    elsewhere: "v9.0.0",
  },
  {
    name: "a higher tag of a history of its own does not count",
    history: "x: a: b:a",
    tags: "v9.0.0=x v1.0.0=a",
    head: "b",
    answer: "v1.0.0 reachable: b",
    elsewhere: "v9.0.0",
  },
  {
    name: "merges are left out, their commits are not",
    history: "a p:a q:p m:a,q n:m",
    tags: "v1.0.0=a",
    head: "n",
    answer: "v1.0.0 reachable: p q n",
  },
  {
    name: "another release line is another matter",
    history: "a b c",
    tags: "v1.24.4=a v1.34.0-tc2=b",
    head: "c",
    answer: "v1.24.4 reachable: b c",
  },
  {
    name: "the stream asked for",
    history: "a b c",
    tags: "v1.24.4=a v1.34.0-tc2=b",
    head: "c",
    rules: { stream: "tc2" },
    answer: "v1.34.0-tc2 reachable: c",
  },
  {
    name: "a pre-release is no release",
    history: "a b c",
    tags: "v1.0.0=a v1.1.0-rc.1=b",
    head: "c",
    answer: "v1.0.0 reachable: b c",
  },
  {
    name: "unless it is asked for",
    history: "a b c",
    tags: "v1.0.0=a v1.1.0-rc.1=b",
    head: "c",
    rules: { prereleases: true },
    answer: "v1.1.0-rc.1 reachable: c",
  },
  {
    name: "a well-written tag before a mistyped one of the same version",
    history: "a b",
    tags: "2.0.0=a v2.0.0=b",
    head: "b",
    answer: "v2.0.0 reachable: ",
  },
  {
    // A revert brings back a tree that an old commit had: it is not the squash of a branch without changes.
    name: "an empty release branch is equal to its own start, not to the first commit with that tree",
    history: "a=t b=u c=t r:c=t d:c",
    tags: "v1.0.0=r",
    head: "d",
    answer: "v1.0.0 same-tree: d",
  },
];

/** All that a state says, in an order of its own. */
const told = (state: ReleaseState): unknown => ({
  latest: state.latest && [state.latest.tag.tag, state.latest.commit.commit, state.latest.standing],
  nearest: state.nearest?.tag,
  elsewhere: state.elsewhere.map(({ tag }) => tag),
  lower: state.lower.map(({ tag, earlier }) => `${tag.tag} after ${earlier.tag}`).sort(),
  unreleased: state.unreleased.map(({ commit }) => commit),
});

describe("readReleases", () => {
  test.each(rows)("$name", async ({ history, tags, head, patches, rules, answer, nearest, elsewhere, lower }) => {
    const { reader, asked } = historyOf(history, patches);
    const state = await readReleases(reader, { head, refs: tagsOf(tags), ...rules });
    const latest = state.latest === null ? "none" : `${state.latest.tag.tag} ${state.latest.standing}`;
    expect(`${latest}: ${state.unreleased.map(({ commit }) => commit).join(" ")}`).toBe(answer);
    if (nearest !== undefined) expect(state.nearest?.tag).toBe(nearest);
    expect(state.elsewhere.map(({ tag }) => tag).join(" ")).toBe(elsewhere ?? "");
    expect(state.lower.map(({ tag, earlier }) => `${tag.tag} after ${earlier.tag}`).join(", ")).toBe(lower ?? "");
    expect(asked.histories).toBeLessThanOrEqual(1);
  });

  test("no patch is asked for while ancestry or trees decide", async () => {
    const { reader, asked } = historyOf("a p:a q:p=t m:a=t n:m");
    await readReleases(reader, { head: "n", refs: tagsOf("v1.0.0=a v1.1.0=q") });
    expect(asked.patches).toBe(0);
  });

  test("the whole history is not read while the highest tag is on the branch", async () => {
    const { reader, asked } = historyOf("a b c d e");
    const state = await readReleases(reader, { head: "e", refs: tagsOf("v1.1.0=b v1.0.0=c v1.2.0=d") });
    expect(asked).toEqual({ histories: 0, patches: 0 });
    expect(state.unreleased.map(({ commit }) => commit)).toEqual(["e"]);
    expect(state.lower.map(({ tag, earlier }) => `${tag.tag} after ${earlier.tag}`)).toEqual(["v1.0.0 after v1.1.0"]);
  });

  test("what the short way says of a history, the long way says as well", async () => {
    // Each commit has up to three parents among the six before it; tags are anywhere, in any order.
    const histories = fc.array(fc.uniqueArray(fc.nat({ max: 5 }), { minLength: 0, maxLength: 3 }), {
      minLength: 1,
      maxLength: 14,
    });
    const tags = fc.array(fc.tuple(fc.nat({ max: 13 }), fc.nat({ max: 4 })), { maxLength: 6 });
    let short = 0;
    await fc.assert(
      fc.asyncProperty(histories, tags, async (parents, placed) => {
        const line = parents.map((steps, index) => {
          const known = steps.filter((step) => step < index).map((step) => `c${index - 1 - step}`);
          return `c${index}:${known.join(",")}`;
        });
        const refs = placed
          .filter(([at]) => at < parents.length)
          .map(([at, minor], index) => `v1.${minor}.${index}=c${at}`);
        const { reader, asked } = historyOf(line.join(" "));
        const question = { head: `c${parents.length - 1}`, refs: tagsOf(refs.join(" ")) };
        const state = await readReleases(reader, question);
        if (asked.histories === 0) short += 1;
        const long = await readReleases(
          { ...reader, listSince: () => Promise.resolve({ commits: [], edges: [] }) },
          question,
        );
        expect(told(state)).toEqual(told(long));
      }),
      { numRuns: 600 },
    );
    expect(short).toBeGreaterThan(30);
  });

  test("of two tags on one commit describe prefers the annotated one", async () => {
    const { reader } = historyOf("a b");
    const state = await readReleases(reader, { head: "b", refs: tagsOf("v1.0.0=a v1.0.1=a+") });
    expect(state.nearest?.tag).toBe("v1.0.1");
  });
});

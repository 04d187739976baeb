import type { LoggedCommit } from "@signalbox/git";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { releaseSplitter } from "../../src/history/split-releases.js";
import { taggedReleases } from "../../src/history/history-tags.js";

const idOf = (name: string): string => Buffer.from(name).toString("hex").padEnd(40, "0");
const commit = (name: string, parents: readonly string[] = []): LoggedCommit => ({
  commit: idOf(name),
  parents: parents.map(idOf),
  author: { name: "a", email: "" },
  date: "",
  committedAt: 0,
  subject: name,
  body: "",
});

/** `d: c x` in the order of the log; `heads` are the first one. */
function split(log: readonly string[], tags: Readonly<Record<string, string>>, batch = 1) {
  const commits = log.map((line) => commit(line.split(":")[0] ?? "", line.split(": ")[1]?.split(" ") ?? []));
  const tagged = new Map(Object.entries(tags).map(([name, version]) => [idOf(name), { tag: `v${version}`, version }]));
  const splitter = releaseSplitter([commits[0]?.commit ?? ""], tagged);
  const given: { readonly after: number; readonly text: string }[] = [];
  const note = (after: number, found: ReturnType<typeof splitter.take>): void => {
    for (const { release, commits: its } of found)
      given.push({ after, text: `${release?.version ?? "-"}: ${its.map(({ subject }) => subject).join(" ")}` });
  };
  for (let at = 0; at < commits.length; at += batch) note(at + batch, splitter.take(commits.slice(at, at + batch)));
  note(Infinity, splitter.end());
  return { given, texts: given.map(({ text }) => text), misplaced: splitter.misplaced() };
}

describe("a log in releases", () => {
  test.each<[string, string[], Record<string, string>, string[]]>([
    ["a line", ["d: c", "c: b", "b: a", "a"], { c: "2", a: "1" }, ["-: d", "2: c b", "1: a"]],
    ["nothing unreleased", ["b: a", "a"], { b: "1" }, ["1: b a"]],
    ["no release", ["b: a", "a"], {}, ["-: b a"]],
    [
      "a side that was merged after the release",
      ["m: c s", "s: a", "c: b", "b: a", "a"],
      { c: "1" },
      ["-: m s", "1: c b a"],
    ],
    [
      "a side that was merged before it",
      ["d: m", "m: c s", "s: a", "c: b", "b: a", "a"],
      { m: "2", b: "1" },
      ["-: d", "2: m s c", "1: b a"],
    ],
    [
      "a release on a branch that was merged back",
      ["m: c r", "c: b", "r: b", "b: a", "a"],
      { r: "1.1", c: "2" },
      ["-: m", "2: c", "1.1: r b a"],
    ],
    ["a release without commits of its own", ["c: b", "b: a", "a"], { c: "2", b: "1" }, ["2: c", "1: b a"]],
    ["an octopus, and two roots", ["m: a b c", "c", "b", "a"], { b: "1" }, ["-: m c a", "1: b"]],
    ["a range, whose edge is not in the log", ["d: c", "c: b", "b: a"], { c: "2" }, ["-: d", "2: c b"]],
  ])("%s", (_, log, tags, expected) => {
    expect(split(log, tags).texts).toEqual(expected);
    expect(split(log, tags, 100).texts).toEqual(expected);
  });

  test("a release is given as soon as it is whole", () => {
    expect(split(["d: c", "c: b", "b: a", "a"], { c: "2", a: "1" }).given).toEqual([
      { after: 2, text: "-: d" },
      { after: 4, text: "2: c b" },
      { after: 4, text: "1: a" },
    ]);
  });

  test("a commit that comes before its child because of a wrong clock is told once, and counted", () => {
    const { texts, misplaced } = split(["m: x y", "x: b", "b: a", "y: b", "a"], { y: "1" });
    expect([
      texts
        .join(" ")
        .match(/\b[abmxy]\b/g)
        ?.sort()
        .join(""),
      misplaced,
    ]).toEqual(["abmxy", 1]);
  });

  test("of any history every commit is told once, with the earliest release that has it", () => {
    const parentsOf = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean(), fc.boolean()), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(parentsOf, fc.integer({ min: 1, max: 7 }), (shape, batch) => {
        // The newest is 0; parents have higher numbers, the first is the next one.
        const last = shape.length - 1;
        const parents = shape.map(([, other, isMerge], index) => {
          const second = index + 1 + (other % Math.max(1, last - index));
          return index === last
            ? []
            : isMerge && second <= last && second !== index + 1
              ? [index + 1, second]
              : [index + 1];
        });
        const tags = shape.flatMap(([, , , isTagged], index) => (isTagged ? [index] : []));
        const log = parents.map((its, index) => `${index}${its.length === 0 ? "" : `: ${its.join(" ")}`}`);
        const { texts, misplaced } = split(log, Object.fromEntries(tags.map((at) => [`${at}`, `${at}`])), batch);
        const told = new Map(
          texts.flatMap((text) => (text.split(": ")[1] ?? "").split(" ").map((name) => [name, text.split(": ")[0]])),
        );
        const reach = (from: number): ReadonlySet<number> => {
          const seen = new Set<number>();
          const walk = (at: number): void => {
            if (seen.has(at)) return;
            seen.add(at);
            for (const parent of parents[at] ?? []) walk(parent);
          };
          walk(from);
          return seen;
        };
        const reached = tags.map((tag) => [tag, reach(tag)] as const);
        expect(told.size).toBe(shape.length);
        for (let at = 0; at <= last; at += 1) {
          const earliest = reached.filter(([, all]) => all.has(at)).at(-1)?.[0];
          expect(told.get(`${at}`)).toBe(earliest === undefined ? "-" : `${earliest}`);
        }
        expect(misplaced).toBe(0);
      }),
    );
  });
});

test.each([
  [["v5.26.4", "v2.26.4", "v5.26.1"], { tag: "v5.26.4", version: "5.26.4" }],
  [["2.15.1"], { tag: "2.15.1", version: "2.15.1" }],
  [["v1.0.0-rc.1", "nightly"], undefined],
])("a commit with the tags %j", (tags, expected) => {
  const refs = tags.map((tag) => ({ name: `refs/tags/${tag}`, oid: "o", commit: "c" }));
  expect(taggedReleases(refs, {}).get("c")).toEqual(expected);
});

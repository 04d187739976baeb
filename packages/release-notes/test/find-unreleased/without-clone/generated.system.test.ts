import { anomalies, createBareRepository, history, type History, type Random, seededRandom } from "@signalbox/testbed";
import { beforeAll, describe, expect, test } from "vitest";
import { type BothWays, bothWays, comparable, doubt, UNDECIDED } from "./both-ways.js";

const END = new Date("2026-03-02T09:00:00Z");
const SEEDS = Array.from({ length: 16 }, (_, index) => index + 1);
const SINGLE = Object.keys(anomalies).filter((name) => name in anomalies) as (keyof typeof anomalies)[];
/** Anomalies whose repository is a clone, which no GitHub has. */
const OF_CLONES = /clone|shallow|worktree|partial/;

let ways: BothWays;
const reports = new Map<number, ReturnType<BothWays["read"]>>();
/** Both reports of a random history, read once. */
function readRandom(seed: number): ReturnType<BothWays["read"]> {
  const known = reports.get(seed) ?? ways.read(`random/h${seed}`);
  reports.set(seed, known);
  return known;
}
const slugs = new Set<string>();

beforeAll(async () => {
  ways = await bothWays(async (root) => {
    for (const seed of SEEDS) {
      const path = await createBareRepository(root, `random/h${seed}`);
      const one = history({ seed, endAt: END, gapMs: seed % 3 === 0 ? 600 : 3_600_000 });
      tell(one, seededRandom(seed * 7919));
      await one.write(path);
      slugs.add(`random/h${seed}`);
    }
    for (const name of SINGLE.filter((each) => !OF_CLONES.test(each))) {
      const { path } = await anomalies[name].make({ root, name: `odd/${name}`, seed: 3, endAt: END });
      if (path.startsWith(`${root}/odd/${name}.git`)) slugs.add(`odd/${name}`);
    }
    return [...slugs].map((slug) => ({ slug }));
  });
}, 120_000);

/** Branches, merges, squashes, and tags of any number anywhere. */
function tell(h: History, random: Random): void {
  let files = 0;
  const commit = (on: string) => h.commit(on, { files: { [`f${(files += 1)}.txt`]: `${files}\n` } });
  const tagged = new Set<string>();
  let minor = 0;
  const tag = (at: string): void => {
    if (random.below(4) > 0) minor += 1;
    const name = random.below(8) === 0 ? `v${random.below(3)}.${random.below(20)}.0` : `v1.${minor}.${random.below(3)}`;
    if (tagged.has(name)) return;
    tagged.add(name);
    h.tag(name, at, random.below(2) === 0 ? "Release" : undefined);
  };
  commit("main");
  for (let step = 0; step < 6 + random.below(10); step += 1) {
    const kind = random.below(6);
    if (kind <= 1) commit("main");
    else {
      h.branch("topic", "main");
      for (let count = 0; count <= random.below(3); count += 1) commit("topic");
      if (random.below(3) === 0) tag("topic");
      if (random.below(3) === 0) commit("main");
      if (kind <= 3) h.merge("main", "topic");
      else if (kind === 4) h.squash("main", "topic", { subject: `Squash (#${step + 1})` });
      h.deleteBranch("topic");
    }
    if (random.below(2) === 0) tag("main");
  }
}

describe("from GitHub alone and from a clone", () => {
  test.each(SEEDS)("history %i: the same, or it is said what is not known", async (seed) => {
    const { clone, remote } = await readRandom(seed);
    const known = { ...remote, warnings: remote.warnings.filter(({ code }) => code !== UNDECIDED) };
    const said = doubt(remote);
    if (said === null) expect(comparable(known)).toEqual(comparable(clone));
    else expect(said).toMatch(/^Without a clone it is not known \S/);
    // Only the standing of a tag on a side branch may hide a change, or show one too many.
    if (said === null || !said.includes("in another form")) {
      expect(known.latest).toEqual(clone.latest);
      expect(comparable(known).unreleased).toEqual(comparable(clone).unreleased);
    }
  });

  test("most of them are wholly known", async () => {
    const all = await Promise.all(SEEDS.map(readRandom));
    expect(all.filter(({ remote }) => doubt(remote) === null).length).toBeGreaterThan(SEEDS.length / 2);
  });

  test("every oddity that was seen in a real repository", async () => {
    const odd = [...slugs].filter((slug) => slug.startsWith("odd/"));
    expect(odd.length).toBeGreaterThan(20);
    for (const slug of odd) {
      const { clone, remote } = await ways.read(slug);
      if (doubt(remote) === null && clone.error === undefined)
        expect({ slug, ...comparable(remote) }).toEqual({ slug, ...comparable(clone) });
      else
        expect({ slug, is: remote.error?.code ?? remote.latest }).toEqual({
          slug,
          is: clone.error?.code ?? clone.latest,
        });
    }
  });

  test("a component with another pattern, stream, branch, paths or mute list", async () => {
    const slug = "random/h1";
    for (const component of [
      { tagPattern: "{version}" },
      { stream: "tc2" },
      { prereleases: true },
      { mute: ["*e*"] },
      { mute: true as const },
      { mainline: "nowhere" },
      { tagPattern: "v" },
    ]) {
      const { clone, remote } = await ways.read(slug, component);
      const known = { ...remote, warnings: remote.warnings.filter(({ code }) => code !== UNDECIDED) };
      expect({ ...comparable(known), error: remote.error?.code }).toEqual({
        ...comparable(clone),
        error: clone.error?.code,
      });
    }
  });
});

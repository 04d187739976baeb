import type { Commit } from "@signalbox/git";
import { describe, expect, test } from "vitest";
import { checklistOf } from "../../src/checklist/checklist.js";
import { readMergeSubject, squashedPullRequest } from "../../src/checklist/merge-subject.js";

describe("what the subject of a merge says", () => {
  test.each([
    ["Merge pull request #391 from Zainrax/update-prod", { number: 391, branch: "Zainrax/update-prod", into: null }],
    ["Merged in fix/login (pull request #12)", { number: 12, branch: "fix/login", into: null }],
    ["Merge branch 'topic' into dev", { number: null, branch: "topic", into: "dev" }],
    ["Merge branch 'topic' into 'main'", { number: null, branch: "topic", into: "main" }],
    ["Merge branch '16.2'", { number: null, branch: "16.2", into: null }],
    [
      "Merge remote-tracking branch 'origin/dev' into update-test",
      { number: null, branch: "origin/dev", into: "update-test" },
    ],
    ["Merge branch 'dev' of github.com:TheCacophonyProject/saltops into dev", null],
    ["Merge the best of both", null],
  ])("%s", (subject, said) => {
    expect(readMergeSubject(subject)).toEqual(said);
  });

  test.each([
    ["Update prod (#243)", 243],
    ["update attiny (#285) (#289)", 289],
    ["Fixes #12", null],
  ])("%s as a squash", (subject, number) => {
    expect(squashedPullRequest(subject)?.number ?? null).toBe(number);
  });
});

/** Commits oldest first: `id: parents | subject | author`. Without parents the line before is the parent. */
function range(text: string): { all: Commit[]; fresh: Commit[] } {
  let before = "base";
  const told = text
    .trim()
    .split("\n")
    .map((line, index): Commit => {
      const [head = "", subject = "", author = "Ada"] = line.split("|").map((part) => part.trim());
      const [id = "", parents = ""] = head.split(":").map((part) => part.trim());
      const commit = {
        commit: id,
        tree: id,
        parents: parents === "" ? [before] : parents.split(" "),
        subject,
        author: { name: author, email: `${author.toLowerCase()}@example.org` },
        date: new Date(index * 1000).toISOString(),
        committedAt: index,
      };
      before = id;
      return commit;
    });
  return { all: told.toReversed(), fresh: told.filter(({ parents }) => parents.length < 2) };
}

const items = (text: string): string[] => {
  const { all, fresh } = range(text);
  return checklistOf(all, fresh, ["test", "prod"]).map(
    ({ item, from, to }) =>
      `${item.pullRequest?.number ?? "-"} ${item.commits.map(({ commit }) => commit).join("+")} ${from}..${to} ${item.ask}`,
  );
};

describe("the items of a range", () => {
  test("commits of one pull request are one item, the busiest author first", () => {
    expect(
      items(`
        a: base | Update modemd
        p: base | Start of it | Bea
        q: p | More of it | Cai
        r: q | The rest | Bea
        m: a r | Merge pull request #12 from bea/topic
        b: m | Update audiobait
      `),
    ).toEqual(["- a base..a Ada", "12 p+q+r a..m Bea, Cai", "- b m..b Ada"]);
  });

  test("a promotion between environments is no item", () => {
    expect(
      items(`
        d: base | Direct on dev
        e: d | Another one | Bea
        m: base e | Merge pull request #400 from cam/update-test
      `),
    ).toEqual(["- d base..d Ada", "- e d..e Bea"]);
  });

  test("nor is what merges pull requests, whatever it is called; those inside it are", () => {
    expect(
      items(`
        p: base | Topic | Bea
        m: base p | Merge pull request #399 from bea/topic
        d: m | Direct on dev
        n: base d | Merge pull request #400 from cam/weekly
      `),
    ).toEqual(["399 p base..m Bea", "- d m..d Ada"]);
  });

  test("a topic that took the mainline in is still one item", () => {
    expect(
      items(`
        a: base | On dev
        p: base | Topic | Bea
        u: p a | Merge branch 'dev' into topic
        q: u | Topic, again | Bea
        m: a q | Merge pull request #7 from bea/topic
      `),
    ).toEqual(["- a base..a Ada", "7 p+q a..m Bea"]);
  });

  test("the pull request of a squash is known by its number, and a pull from the remote is nothing", () => {
    expect(
      items(`
        a: base | Commit date (#392)
        b: base | Mine
        m: b a | Merge branch 'dev' of github.com:acme/saltops into dev
      `),
    ).toEqual(["392 a base..a Ada", "- b base..b Ada"]);
  });

  test("what is not new of a pull request is not in its item", () => {
    const { all, fresh } = range(`
      p: base | Picked before
      q: p | New
      m: base q | Merge pull request #7 from bea/topic
    `);
    const [{ item } = {}] = checklistOf(all, fresh.slice(1), ["test", "prod"]);
    expect(item).toMatchObject({ id: "m", subject: "New", commits: [{ commit: "q" }] });
  });
});

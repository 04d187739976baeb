import type { Commit, HistoryReader, Ref } from "../../src/index.js";
import { descentOf } from "../../src/descent.js";
import { commitGraph } from "../../src/releases/commit-graph.js";

/**
 * Commits from a line of words, newest last: `c:a,b=t` is a commit `c` with parents `a` and `b` and the tree `t`.
 * Without a parent list the word before is the parent; `c:` is a root; without a tree the tree is the commit's name.
 */
function commitsOf(line: string): Commit[] {
  let before: string | null = null;
  const commits = line.split(" ").map((word, index): Commit => {
    const [head = "", tree] = word.split("=");
    const [commit = "", listed] = head.split(":");
    const parents = listed === undefined ? (before === null ? [] : [before]) : listed.split(",").filter(Boolean);
    before = commit;
    const author = { name: "Ada", email: "ada@example.org" };
    const date = new Date(index * 60_000).toISOString();
    return {
      commit,
      tree: tree ?? commit,
      parents,
      subject: `Change ${commit}`,
      author,
      date,
      committedAt: index * 60,
    };
  });
  return commits.reverse();
}

/** Tags by name: `v1.0.0=a v1.1.0=b+` (`+`: annotated). */
export function tagsOf(line: string): Ref[] {
  return line
    .split(" ")
    .filter(Boolean)
    .map((word) => {
      const [name = "", target = ""] = word.split("=");
      const commit = target.replace("+", "");
      return { name: `refs/tags/${name}`, commit, oid: target.endsWith("+") ? `tag-object-${name}` : commit };
    });
}

export type Reader = Pick<HistoryReader, "listCommits" | "listSince" | "descent" | "patchIds">;

/**
 * A history in memory. `patches`: patch ids by `from..to`; other pairs have one of their own. Counts what it is asked:
 * how often for whole histories, and for how many patches.
 */
export function historyOf(line: string, patches: { readonly [pair: string]: string } = {}) {
  const all = commitsOf(line);
  const graph = commitGraph(all);
  const asked = { histories: 0, patches: 0 };
  const reader: Reader = {
    listCommits: (include, _exclude, { limit = Infinity } = {}) => {
      if (limit === Infinity) asked.histories += 1;
      const wanted = include.map((oid) => graph.ancestors(oid));
      return Promise.resolve(all.filter(({ commit }) => wanted.some((one) => one.has(commit))).slice(0, limit));
    },
    listSince: (head, since) => {
      const [inside, outside] = [graph.ancestors(head), graph.ancestors(since)];
      const commits = all.filter(({ commit }) => inside.has(commit) && !outside.has(commit));
      const parents = new Set(commits.flatMap((commit) => commit.parents));
      return Promise.resolve({
        commits,
        edges: all.filter(({ commit }) => parents.has(commit) && outside.has(commit)),
      });
    },
    descent: (oids) => Promise.resolve(descentOf(all, new Set(oids))),
    patchIds: (pairs) => {
      asked.patches += pairs.length;
      return Promise.resolve(pairs.map(({ from, to }) => patches[`${from}..${to}`] ?? `own ${from}..${to}`));
    },
  };
  return { reader, asked };
}

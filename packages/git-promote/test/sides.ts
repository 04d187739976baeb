import type { ComparedCommit } from "@signalbox/git";

/**
 * Commits of one side, newest first, from words, oldest first: `c:a,b=t*` is a commit `c` with parents `a` and `b` and
 * the tree `t`, equivalent to one of the other side. Without a parent list the word before is the parent.
 */
export function side(line: string, base = "base"): ComparedCommit[] {
  let before = base;
  const commits = line
    .split(" ")
    .filter(Boolean)
    .map((word, index): ComparedCommit => {
      const equivalent = word.endsWith("*");
      const [head = "", tree] = word.replace("*", "").split("=");
      const [commit = "", listed] = head.split(":");
      const parents = listed === undefined ? [before] : listed.split(",").filter(Boolean);
      before = commit;
      const author = { name: "Ada", email: "ada@example.org" };
      const committedAt = 1000 + index * 100;
      const date = new Date(committedAt * 1000).toISOString();
      return {
        commit,
        tree: tree ?? `tree-${commit}`,
        parents,
        subject: `Change ${commit}`,
        author,
        date,
        committedAt,
        equivalent,
      };
    });
  return commits.reverse();
}

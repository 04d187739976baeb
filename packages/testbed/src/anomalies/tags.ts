import { told } from "./anomaly.js";

/** Tags as people really type and place them, on one branch. */
export const tagAnomalies = {
  "tag-and-branch-of-one-name": told("`16.2` is a branch and a tag, on different commits", (h) => {
    h.commits("main", 3);
    h.tag("16.2", "main");
    h.branch("16.2", "main");
    return { tag: h.tip("main"), branch: h.commit("16.2") };
  }),
  "tag-on-squashed-head": told(
    "the release tag sits on a topic head that was squash-merged: not in the mainline",
    (h) => {
      h.commits("main", 3);
      h.tag("v1.0.0", "main");
      h.branch("topic", "main");
      h.commits("topic", 2);
      h.tag("v1.1.0", "topic");
      const released = h.tip("topic");
      const squash = h.squash("main", "topic", { subject: "Release 1.1.0 (#12)" });
      h.deleteBranch("topic");
      h.commits("main", 2);
      return { released, squash };
    },
  ),
  "mistyped-tags": told("wrong major on the newest commit's twin, `v.`, no `v`, words, foreign patterns", (h) => {
    const names = [
      ["v5.20.0"],
      ["v5.20.1.test"],
      ["v.5.21.0"],
      ["v5.22.0"],
      ["2.27.0", "list"],
      ["v", "delete"],
      ["pi-v0.0.51", "checkout"],
      ["v5.26.1", "v5.26.3", "v2.26.4"],
    ];
    for (const tags of names) {
      const commit = h.commits("main", 2);
      for (const tag of tags) h.tag(tag, commit);
    }
    h.tag("v5.27.0", h.commit("release-head"));
    h.deleteBranch("release-head");
    h.commits("main", 2);
  }),
  "several-tags-on-one-commit": told("one commit carries v14.0.0 to v14.0.3", (h) => {
    const commit = h.commits("main", 3);
    for (const patch of [0, 1, 2, 3]) h.tag(`v14.0.${patch}`, commit);
    h.commit("main");
    return { commit };
  }),
  "mixed-tag-kinds": told("annotated and lightweight tags in turn", (h) => {
    for (const minor of [0, 1, 2, 3])
      h.tag(`v1.${minor}.0`, h.commits("main", 2), minor % 2 === 0 ? `Release 1.${minor}.0` : undefined);
  }),
  "no-tags": told("commits, and never a release", (h) => void h.commits("main", 5)),
  "version-gaps": told("v1.0.0, v1.1.0, v1.4.0, v3.0.0: versions that were never tagged", (h) => {
    for (const version of ["1.0.0", "1.1.0", "1.4.0", "3.0.0"]) h.tag(`v${version}`, h.commits("main", 2));
  }),
  "incomplete-versions": told(
    "`v16.3` without a patch number, `6.1.3` without v, `10.0_hotfix_2`, `v10.0.hotfix1`, `v1.32.00`",
    (h) => {
      for (const tag of ["6.1.3", "10.0_hotfix_2", "v10.0.hotfix1", "v16.3", "v1.32.00"])
        h.tag(tag, h.commits("main", 2));
    },
  ),
  "two-spellings-of-one-release": told("`3.35.4` and `v3.35.4` on different commits", (h) => {
    const bare = h.commits("main", 2);
    h.tag("3.35.4", bare);
    const withV = h.commits("main", 2);
    h.tag("v3.35.4", withV);
    return { bare, withV };
  }),
} as const;

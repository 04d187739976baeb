import { type Anomaly, told } from "./anomaly.js";

/** Mainlines and environment branches that do not simply follow each other. */
export const rangeAnomalies = {
  "criss-cross-merges": told(
    "dev and test were merged into each other: two merge bases",
    (h) => {
      h.commits("dev", 3);
      h.branch("test", "dev");
      const dev = h.commit("dev", { files: { "dev.txt": "1\n" } });
      const test = h.commit("test", { files: { "test.txt": "1\n" } });
      h.merge("dev", test);
      h.merge("test", dev);
      h.commit("dev", { files: { "dev.txt": "2\n" } });
      h.commit("test", { files: { "test.txt": "2\n" } });
      return { dev, test };
    },
    "dev",
  ),
  "range-both-ways": told(
    "test..prod holds merge commits only: prod is behind, though both ranges are non-empty",
    (h) => {
      h.commits("test", 3);
      h.branch("prod", "test");
      for (let week = 0; week < 4; week++) {
        h.commits("test", 2);
        h.merge("prod", "test");
      }
      h.commits("test", 3);
    },
    "test",
  ),
  "fixes-on-target": told(
    "test has fixes that dev never got",
    (h) => {
      h.commits("dev", 3);
      h.branch("test", "dev");
      h.commits("dev", 2);
      h.merge("test", "dev");
      const fix = h.commit("test", { subject: "Fix the image on test", files: { "image.sh": "fixed\n" } });
      h.commits("dev", 2);
      return { fix };
    },
    "dev",
  ),
  "squash-merged-promotion": told(
    "a promotion was squash-merged: the next range lists what prod already has",
    (h) => {
      h.commits("test", 3);
      h.branch("prod", "test");
      const old = h.commits("test", 6);
      const squash = h.squash("prod", "test", { subject: "Promote test to prod (#231)" });
      const fresh = h.commits("test", 3);
      return { old, squash, fresh };
    },
    "test",
  ),
  "cherry-picked-fix": told(
    "one change is on both sides, as two commits",
    (h) => {
      h.commits("test", 3);
      h.branch("prod", "test");
      const fix = h.commit("test", { subject: "Fix the modem state", files: { "modem.txt": "fixed\n" } });
      h.commit("prod", { files: { "prod.txt": "own\n" } });
      const twin = h.cherryPick(fix, "prod");
      h.commits("test", 2);
      return { fix, twin };
    },
    "test",
  ),
  "default-branch-main": told("the default branch is main", (h) => void h.commits("main", 3), "main"),
  "default-branch-master": told("the default branch is master", (h) => void h.commits("master", 3), "master"),
  "default-branch-next": told(
    "the default branch is next, and master is old",
    (h) => {
      h.commits("master", 2);
      h.branch("next", "master");
      h.commits("next", 3);
    },
    "next",
  ),
  "without-base-branch": told(
    "dev and test exist, prod does not",
    (h) => {
      h.commits("dev", 3);
      h.branch("test", "dev");
    },
    "dev",
  ),
  "head-without-branch": told("HEAD names a branch that does not exist", (h) => void h.commits("trunk", 3), "main"),
} satisfies Record<string, Anomaly>;

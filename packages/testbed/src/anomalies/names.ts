import { type Anomaly, told } from "./anomaly.js";

export const ODD_FILE_NAMES = [
  "with space.txt",
  '"quoted".txt',
  "it's.txt",
  "back\\slash.txt",
  "tāne/Größe 写真.txt",
  "-leading-dash",
  "--option=value",
  "up..down.txt",
  "line\nbreak.txt",
  "$(touch owned).txt",
] as const;

export const ODD_BRANCH_NAMES = [
  "15.2stale]",
  "origin/2.5",
  "10.0_hotfix_1_do_not_use",
  "6.1.03",
  "tāne/größe",
  "-leading-dash",
  "HEAD",
  "refs/heads/main",
  "$(owned)",
] as const;

/** Names that are legal and that break what splits, globs or interpolates. */
export const nameAnomalies = {
  "odd-file-names": told(
    "files with blanks, quotes, other alphabets, leading dashes, `..` and a line break",
    (h) => {
      h.commit("test", { files: Object.fromEntries(ODD_FILE_NAMES.map((name) => [name, "1\n"])) });
      h.branch("prod", "test");
      h.commit("test", {
        subject: 'Touch "all" of them; $(owned) 写真',
        files: Object.fromEntries(ODD_FILE_NAMES.map((name) => [name, "2\n"])),
      });
    },
    "test",
  ),
  "odd-branch-names": told("branches like `15.2stale]`, `origin/2.5` and one called HEAD", (h) => {
    h.commits("main", 2);
    for (const name of ODD_BRANCH_NAMES) {
      h.branch(name, "main");
      h.commit(name);
    }
  }),
} satisfies Record<string, Anomaly>;

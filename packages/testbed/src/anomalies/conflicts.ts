import type { FileChanges } from "../history/files.js";
import { type Anomaly, told } from "./anomaly.js";

const LONG = Array.from({ length: 20 }, (_, line) => `line ${line}\n`).join("");
const bytes = (last: number): Buffer => Buffer.from([0, 1, 2, 3, 0, last]);
const commitId = (digit: string): string => digit.repeat(40);

/** One conflict between `prod` (ours) and `test` (theirs). */
const conflict = (summary: string, base: FileChanges, ours: FileChanges, theirs: FileChanges): Anomaly =>
  told(
    summary,
    (h) => {
      h.commit("test", { files: { "README.md": "# both\n", ...base } });
      h.branch("prod", "test");
      h.commit("prod", { files: ours });
      h.commit("test", { files: theirs });
    },
    "test",
  );

/** Every way in which two branches cannot be merged. */
export const conflictAnomalies = {
  "conflict-content": conflict(
    "both changed one line",
    { pin: '- version: "1"\n' },
    { pin: '- version: "2"\n' },
    { pin: '- version: "3"\n' },
  ),
  "conflict-add-add": conflict("both added one path", {}, { pin: "ours\n" }, { pin: "theirs\n" }),
  "conflict-modify-delete": conflict(
    "one changed what the other deleted",
    { pin: LONG },
    { pin: `${LONG}more\n` },
    { pin: null },
  ),
  "conflict-rename": conflict(
    "both renamed one file, to different names",
    { pin: LONG },
    { pin: null, ours: LONG },
    { pin: null, theirs: LONG },
  ),
  "conflict-mode": conflict(
    "both added the same bytes, one of them executable",
    {},
    { run: { content: "#!/bin/sh\n", mode: "100755" } },
    { run: "#!/bin/sh\n" },
  ),
  "conflict-file-type": conflict(
    "a file here, a symbolic link there",
    {},
    { run: LONG },
    { run: { content: "elsewhere", mode: "120000" } },
  ),
  "conflict-binary": conflict(
    "both changed bytes that have no lines",
    { logo: bytes(1) },
    { logo: bytes(2) },
    { logo: bytes(3) },
  ),
  "conflict-submodule": conflict(
    "both moved a submodule to commits that git cannot compare",
    { sub: { submodule: commitId("a") } },
    { sub: { submodule: commitId("b") } },
    { sub: { submodule: commitId("c") } },
  ),
} satisfies Record<string, Anomaly>;

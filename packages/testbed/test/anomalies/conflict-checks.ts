import { expect } from "vitest";
import { runGit } from "../../src/index.js";
import type { Look } from "./look.js";

/** `git merge-tree` refuses, says so in these words, and leaves these stages (`mode stage path`). */
const conflicts =
  (message: RegExp, stages: readonly string[]) =>
  async ({ made }: Look) => {
    const { exitCode, stdout } = await runGit(made.path, ["merge-tree", "--write-tree", "prod", "test"], {
      accept: [0, 1],
    });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(message);
    const found = [...stdout.matchAll(/^(\d{6}) [0-9a-f]{40} ([123])\t(.*)$/gm)].map(
      ([, mode, stage, path]) => `${mode} ${stage} ${path}`,
    );
    expect(found).toEqual(stages);
  };

export const conflictChecks = {
  "conflict-content": conflicts(/CONFLICT \(content\)/, ["100644 1 pin", "100644 2 pin", "100644 3 pin"]),
  "conflict-add-add": conflicts(/CONFLICT \(add\/add\)/, ["100644 2 pin", "100644 3 pin"]),
  "conflict-modify-delete": conflicts(/CONFLICT \(modify\/delete\)/, ["100644 1 pin", "100644 2 pin"]),
  "conflict-rename": conflicts(/CONFLICT \(rename\/rename\)/, ["100644 2 ours", "100644 1 pin", "100644 3 theirs"]),
  "conflict-mode": conflicts(/CONFLICT \(.*\)/, ["100755 2 run", "100644 3 run"]),
  "conflict-file-type": conflicts(/CONFLICT \(distinct types\)/, ["120000 3 run", "100644 2 run~prod"]),
  "conflict-binary": conflicts(/Cannot merge binary files: logo/, ["100644 1 logo", "100644 2 logo", "100644 3 logo"]),
  "conflict-submodule": conflicts(/CONFLICT \(submodule\)/, ["160000 1 sub", "160000 2 sub", "160000 3 sub"]),
};

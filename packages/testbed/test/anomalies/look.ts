import type { MadeAnomaly } from "../../src/index.js";
import { gitText, runGit } from "../../src/index.js";

/** What plain git says about a made repository. */
export interface Look {
  readonly made: MadeAnomaly;
  git(...args: string[]): Promise<string>;
  lines(...args: string[]): Promise<string[]>;
  /** The exit code, of 0 and 1. */
  asks(...args: string[]): Promise<number>;
  in(path: string): Look;
}

export function lookAt(made: MadeAnomaly): Look {
  const git = (...args: string[]): Promise<string> => gitText(made.path, args);
  return {
    made,
    git,
    lines: async (...args) => (await git(...args)).split("\n").filter(Boolean),
    asks: async (...args) => (await runGit(made.path, args, { accept: [0, 1] })).exitCode,
    in: (path) => lookAt({ ...made, path }),
  };
}

import { dirname } from "node:path";
import { createBareRepository } from "@signalbox/testbed";
import type { ServedRepository } from "../served-repository.js";

export interface Fork {
  readonly location: string;
  readonly path: string;
  at(revision: string): Promise<string | null>;
}

/** A fork as developers have them: made some time ago, and never brought up to date. */
export async function forkOf(
  served: ServedRepository,
  options: { readonly protected?: readonly string[] } = {},
): Promise<Fork> {
  const path = await createBareRepository(dirname(served.path), "fork", { defaultBranch: "dev", ...options });
  await served.git("push", "--quiet", path, "refs/heads/dev:refs/heads/dev", "refs/heads/dev:refs/heads/prod");
  return {
    location: served.server.urlOf("fork.git"),
    path,
    at: async (revision) => {
      const found = await served.git("ls-remote", path, revision);
      return found === "" ? null : (found.split("\t")[0] ?? null);
    },
  };
}

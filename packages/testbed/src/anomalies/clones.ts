import { createBareRepository } from "../bare-repository/create-bare-repository.js";
import { runGit } from "../git/run-git.js";
import { type Anomaly, type AnomalyPlace, type MadeAnomaly, tellInto } from "./anomaly.js";

/** What is odd is not the history but the copy at hand. */
export const cloneAnomalies = {
  "empty-repository": {
    summary: "a repository without a single commit",
    make: async ({ root, name, env }) => ({
      path: await createBareRepository(root, name, { env }),
      commits: {},
      others: {},
    }),
  },
  "shallow-clone": {
    summary: "a clone of the last three commits",
    make: (place) => cloned(place, ["--depth=3", "--no-single-branch"]),
  },
  "detached-clone": {
    summary: "a clone whose HEAD is a commit, not a branch",
    make: async (place) => {
      const made = await cloned(place, []);
      await runGit(made.path, ["checkout", "--quiet", "--detach", "HEAD~1"], { env: place.env });
      return made;
    },
  },
} satisfies Record<string, Anomaly>;

async function cloned(place: AnomalyPlace, args: readonly string[]): Promise<MadeAnomaly> {
  const origin = await tellInto(place, "dev", (h) => {
    h.commits("dev", 6);
    h.branch("test", "dev");
    h.tag("v1.0.0", "dev");
    h.commits("dev", 6);
  });
  const path = `${place.root}/${place.name}-clone`;
  await runGit(place.root, ["clone", "--quiet", ...args, `file://${origin.path}`, path], { env: place.env });
  return { path, commits: origin.commits, others: { origin: origin.path } };
}

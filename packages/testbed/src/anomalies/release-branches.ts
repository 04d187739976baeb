import { runGit } from "../git/run-git.js";
import { type Anomaly, type AnomalyPlace, type MadeAnomaly, tellInto, told } from "./anomaly.js";
import { createBareRepository } from "../bare-repository/create-bare-repository.js";

/** Tags and release branches that disagree. */
export const releaseBranchAnomalies = {
  "two-streams": told("branch `tc2` releases `-tc2` versions beside the mainline's own", (h) => {
    h.commits("main", 3);
    h.branch("tc2", "main");
    for (const minor of [0, 1, 2]) {
      h.tag(`v1.${minor}.0`, h.commits("main", 2));
      h.tag(`v1.${30 + minor}.0-tc2`, h.commits("tc2", 2));
    }
    h.commits("main", 1);
    h.commits("tc2", 3);
  }),
  "commits-after-tag": told("the release branch went on after its last tag", (h) => {
    h.commits("main", 3);
    h.branch("16.13", "main");
    const tagged = h.commit("16.13");
    h.tag("v16.13.0", tagged);
    return { tagged, head: h.commits("16.13", 7) };
  }),
  "tag-not-on-own-branch": told("v16.13.0 is on branch 16.14, not on 16.13", (h) => {
    h.commits("main", 3);
    h.branch("16.13", "main");
    h.commits("16.13", 2);
    h.branch("16.14", "main");
    h.tag("v16.13.0", h.commits("16.14", 2));
  }),
  "tag-not-in-mainline": told("the fix that v3.34.1 released was never merged back", (h) => {
    h.commits("main", 3);
    h.branch("3.34", "main");
    h.tag("v3.34.0", "3.34");
    h.tag("v3.34.1", h.commit("3.34", { subject: "Fix dates in bulk upload" }));
    h.commits("main", 3);
  }),
  "release-without-previous": told("v16.8.0 lacks the fixes of v16.7.0; v16.8.1 is the merge that brings them", (h) => {
    h.commits("main", 3);
    h.branch("16.7", "main");
    h.commits("main", 2);
    h.branch("16.8", "main");
    const fix = h.commit("16.7", { subject: "#1703 | Dates in bulk upload", files: { "bulk.txt": "fixed\n" } });
    h.tag("v16.7.0", fix);
    h.tag("v16.8.0", h.commit("16.8"));
    h.tag("v16.8.1", h.merge("16.8", "16.7"));
    return { fix };
  }),
  "tag-on-foreign-commit": {
    summary: "v3.36.0 is a commit of another repository, pushed here by `--tags`",
    make: foreignTag,
  },
  "moved-tag": {
    summary: "v3.36.0 was moved on the remote; a clone still has the old one",
    make: movedTag,
  },
} satisfies Record<string, Anomaly>;

async function foreignTag(place: AnomalyPlace): Promise<MadeAnomaly> {
  const made = await tellInto(place, "main", (h) => {
    h.commits("main", 4);
    h.tag("v3.35.0", "main");
    const foreign = h.commits("server", 3);
    h.tag("v3.36.0", foreign);
    h.deleteBranch("server");
    return { foreign };
  });
  const server = await createBareRepository(place.root, `${place.name}-server`, { env: place.env });
  const refspecs = ["refs/tags/v3.36.0:refs/heads/main", "refs/tags/v3.36.0:refs/tags/v3.36.0"];
  await runGit(server, ["fetch", "--quiet", "--no-tags", made.path, ...refspecs], { env: place.env });
  return { ...made, others: { server } };
}

async function movedTag(place: AnomalyPlace): Promise<MadeAnomaly> {
  const made = await tellInto(place, "main", (h) => {
    const old = h.commits("main", 3);
    h.tag("v3.36.0", old);
    return { old, now: h.commits("main", 2) };
  });
  const clone = `${place.root}/${place.name}-clone`;
  await runGit(place.root, ["clone", "--quiet", made.path, clone], { env: place.env });
  await runGit(made.path, ["update-ref", "refs/tags/v3.36.0", made.commits["now"] ?? ""], { env: place.env });
  return { ...made, others: { clone } };
}

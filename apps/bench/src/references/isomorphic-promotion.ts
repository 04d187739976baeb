import fs from "node:fs";
import * as git from "isomorphic-git";
import http from "isomorphic-git/http/node";

// The same promotion by isomorphic-git alone: fetch both branches, list the range, merge, push a review branch.
// Usage: node isomorphic-promotion.js <gitdir> <url> <source> <target> <review branch>
const [gitdir = "", url = "", source = "", target = "", review = ""] = process.argv.slice(2);
const repository = { fs, gitdir, cache: {} };
const author = { name: "Bench", email: "bench@example.org" };

for (const ref of [source, target]) await git.fetch({ ...repository, http, url, ref, singleBranch: true, tags: false });
const known = new Set((await git.log({ ...repository, ref: `refs/remotes/origin/${target}` })).map(({ oid }) => oid));
const range = (await git.log({ ...repository, ref: `refs/remotes/origin/${source}` })).filter(
  ({ oid }) => !known.has(oid),
);
const merged = await git.merge({
  ...repository,
  ours: `refs/remotes/origin/${target}`,
  theirs: `refs/remotes/origin/${source}`,
  author,
  noUpdateBranch: true,
  fastForward: false,
});
if (merged.oid === undefined || range.length === 0) throw new Error("There was nothing to promote.");
await git.writeRef({ ...repository, ref: `refs/heads/${review}`, value: merged.oid, force: true });
await git.push({ ...repository, http, url, ref: review, remoteRef: `refs/heads/${review}` });

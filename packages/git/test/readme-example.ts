import { findNativeGit, isomorphicRepositories, nativeRepositories, type Repositories } from "../src/index.js";

const env = { PATH: process.env.PATH, HOME: process.env.HOME, SSH_AUTH_SOCK: process.env.SSH_AUTH_SOCK };
const cacheDir = "/var/cache/signalbox";
const native = await findNativeGit({ env });
const repositories: Repositories =
  native === null ? isomorphicRepositories({ cacheDir }) : nativeRepositories({ cacheDir, env });

const repository = await repositories.open("https://github.com/acme/shop.git");
await repository.refresh();
const refs = new Map((await repository.listRefs()).map((ref) => [ref.name, ref.commit]));
const [test, prod] = [refs.get("refs/heads/test"), refs.get("refs/heads/prod")];
if (test === undefined || prod === undefined) throw new Error("a branch is missing");

const { onlyRight } = await repository.compare(prod, test); // what prod would get, newest first
const { tree, conflicts } = await repository.mergeTrees(prod, test); // no worktree, no index
if (tree === null) throw new Error(`conflicts: ${conflicts.map(({ path, kind }) => `${path} (${kind})`).join(", ")}`);

const by = { name: "Release bot", email: "release@acme.example" };
const at = Math.max(...onlyRight.map((commit) => commit.committedAt));
const oid = await repository.makeCommit({ tree, parents: [prod, test], message: "Promote test to prod", by, at });
const outcome = await repository.pushRef({ ref: "refs/heads/update-prod", oid, expected: null });
// done | already | stale (the lease failed; found) | refused (a hook or a protection; reason)
if (outcome.status === "refused") throw new Error(outcome.reason);

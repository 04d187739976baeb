import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type GitRepository, isomorphicRepositories } from "@signalbox/git";
import { gitText } from "@signalbox/testbed";
import { gitPromoteKinds, type GitPromoteKinds, type Signer } from "../../src/index.js";
import { processRunner } from "../process-runner.js";
import { identity, type ServedRepository } from "../served-repository.js";

export type EngineName = GitRepository["engine"];

/** Signs everything alike, so that a signed tag has one id. */
const signer: Signer = {
  format: "ssh",
  sign: () => Promise.resolve("-----BEGIN SSH SIGNATURE-----\nc2lnbmVk\n-----END SSH SIGNATURE-----\n"),
};

/** Everything of this package on one engine, with a cache that nobody has used. */
export async function kindsOn(
  engine: EngineName,
  served: ServedRepository,
  given: { readonly scratchDir?: string } = {},
): Promise<GitPromoteKinds> {
  const folder = (name: string): Promise<string> => mkdtemp(join(dirname(served.path), `${name}-`));
  const repositories =
    engine === "native"
      ? await served.elsewhere()
      : isomorphicRepositories({ cacheDir: await folder("isomorphic-cache") });
  assert.equal((await repositories.open(served.repository)).engine, engine);
  const scratchDir = given.scratchDir ?? (await folder("scratch"));
  return gitPromoteKinds({ repositories, identity, signer, commands: processRunner, scratchDir });
}

/** Asks both engines the same, one after the other; what the first one writes is undone before the second. */
export async function askBoth<T>(
  served: ServedRepository,
  ask: (kinds: GitPromoteKinds, engine: EngineName) => Promise<T>,
): Promise<Readonly<Record<EngineName, { readonly answer: T; readonly refs: readonly string[] }>>> {
  const on = async (engine: EngineName) => {
    const kinds = await kindsOn(engine, served);
    return await undone(served, () => ask(kinds, engine));
  };
  return { isomorphic: await on("isomorphic"), native: await on("native") };
}

/** Does something to the repositories of a server and puts them back as they were; gives every ref that there was then. */
async function undone<T>(
  { path }: ServedRepository,
  work: () => Promise<T>,
): Promise<{ readonly answer: T; readonly refs: readonly string[] }> {
  const root = dirname(path);
  const names = (await readdir(root)).filter((name) => name.endsWith(".git"));
  const kept = await mkdtemp(join(root, "kept-"));
  for (const name of names) await cp(join(root, name), join(kept, name), { recursive: true });
  const answer = await work();
  const refs = await refsOf(root, names);
  for (const name of names) {
    await rm(join(root, name), { recursive: true });
    await rename(join(kept, name), join(root, name));
  }
  return { answer, refs };
}

/** `<repository> <object id> <ref>` of every ref; fails when something behind one is missing or broken. */
async function refsOf(root: string, names: readonly string[]): Promise<readonly string[]> {
  const refs: string[] = [];
  for (const name of names) {
    const path = join(root, name);
    await gitText(path, ["fsck", "--strict", "--connectivity-only", "--no-dangling"]);
    const listed = await gitText(path, ["for-each-ref", "--format=%(objectname) %(refname)"]);
    refs.push(...listed.split("\n").map((line) => `${name} ${line}`));
  }
  return refs;
}

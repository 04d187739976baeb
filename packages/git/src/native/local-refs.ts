import { randomBytes } from "node:crypto";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CallOptions } from "@signalbox/release-core";
import { withLock } from "../cache-lock.js";
import { repositoryEmpty } from "../errors.js";
import type { Oid, Ref } from "../ports.js";
import { guessMainline, hasRef } from "../ref-view.js";
import type { LocalSource } from "./local-source.js";
import { listedRefs } from "./listed-refs.js";
import type { ListedRef } from "./parse-refs.js";
import { textOf } from "./read-small.js";
import { readRefFiles } from "./ref-files.js";
import { readRefs } from "./read-refs.js";
import { callGit, type Store } from "./store.js";

interface LocalRefs {
  readonly load: (options: CallOptions) => Promise<readonly Ref[]>;
  readonly mainline: (options: CallOptions) => Promise<string | null>;
}

/** The refs of a repository on this machine; one listing answers both questions. */
export function localRefs(store: Store, source: LocalSource): LocalRefs {
  let last: readonly ListedRef[] | null = null;
  const list = async (options: CallOptions): Promise<readonly ListedRef[]> => {
    last = await listSource(store, source, options);
    return last;
  };
  return {
    load: async (options: CallOptions) => readLocalRefs(store, source, await list(options)),
    mainline: async (options: CallOptions) => localMainline(store, source, last ?? (await list(options)), options),
  };
}

/** The refs of a bare repository, or what a clone knows of its remote: `refs/remotes/origin/x` becomes `refs/heads/x`. */
function readLocalRefs(store: Store, source: LocalSource, listed: readonly ListedRef[]): readonly Ref[] {
  const refs = listed.filter((ref) => ref.symref === null).map(({ name, oid, commit }) => ({ name, oid, commit }));
  if (!refs.some((ref) => ref.name.startsWith("refs/heads/")))
    throw repositoryEmpty(store.remote?.shown ?? source.gitDir);
  if (source.upstream === null) return refs;
  const pushed = readPushed(store);
  const known = new Map(refs.map((ref) => [ref.name, ref]));
  for (const [name, { from, to }] of Object.entries(pushed)) {
    if ((known.get(name)?.oid ?? null) === from) known.set(name, { name, ...to });
  }
  return [...known.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What the remote's HEAD names in the clone; the repository's own HEAD; the only one of `main` and `master`. */
async function localMainline(
  store: Store,
  source: LocalSource,
  listed: readonly ListedRef[],
  options: CallOptions,
): Promise<string | null> {
  const named = listed.find((ref) => ref.name === "refs/heads/HEAD")?.symref ?? null;
  if (hasRef(listed, named)) return named;
  const own = headInFile(source) ?? (await headByGit(store, source, options));
  return hasRef(listed, own) ? own : guessMainline(listed);
}

/** What the HEAD file names. Null when it is detached, or only stands in for the ref tables of newer repositories. */
function headInFile(source: LocalSource): string | null {
  const text = textOf(join(source.gitDir, "HEAD")) ?? "";
  const named = /^ref: (refs\/heads\/.+?)\s*$/.exec(text)?.[1] ?? null;
  return named === "refs/heads/.invalid" ? null : named;
}

async function headByGit(store: Store, source: LocalSource, options: CallOptions): Promise<string> {
  const call = { ...options, codes: [0, 1, 128] };
  const { stdout } = await callGit(viewOf(store, source), ["symbolic-ref", "--quiet", "HEAD"], call);
  return stdout.toString().trim();
}

async function listSource(store: Store, source: LocalSource, options: CallOptions): Promise<readonly ListedRef[]> {
  const { upstream } = source;
  const prefix = upstream === null ? "refs/heads/" : `refs/remotes/${upstream.name}/`;
  const refs = refsInFiles(store, source, prefix) ?? (await refsByGit(store, source, prefix, options));
  const rename = (name: string): string => (name.startsWith(prefix) ? `refs/heads/${name.slice(prefix.length)}` : name);
  return refs.map((ref) => ({
    ...ref,
    name: rename(ref.name),
    symref: ref.symref === null ? null : rename(ref.symref),
  }));
}

function refsInFiles(store: Store, { gitDir }: LocalSource, prefix: string): readonly ListedRef[] | null {
  const { peeled } = store.memory.recall();
  const files = readRefFiles(gitDir, [prefix.slice(0, -1), "refs/tags"]);
  return files === null ? null : listedRefs(files, peeled);
}

/** The objects behind tags are remembered, for `refsInFiles`. */
async function refsByGit(
  store: Store,
  source: LocalSource,
  prefix: string,
  options: CallOptions,
): Promise<readonly ListedRef[]> {
  const { refs, foreign } = await readRefs(viewOf(store, source), [prefix, "refs/tags/"], options);
  const tags = refs.filter(({ name }) => name.startsWith("refs/tags/"));
  const peeled = new Map<Oid, Oid | null>(tags.map(({ oid, commit }) => [oid, commit]));
  for (const oid of foreign) peeled.set(oid, null);
  await store.memory.keep({ peeled });
  return refs;
}

const viewOf = (store: Store, source: LocalSource): Store => ({
  ...store,
  gitDir: source.gitDir,
  objects: source.objects,
});

/** A clone's remembered refs do not move when we push past it; this file does, until the clone is fetched. */
type Pushed = Readonly<
  Record<string, { readonly from: Oid | null; readonly to: { readonly oid: Oid; readonly commit: Oid } }>
>;

const fileOf = (store: Store): string => join(store.gitDir, "signalbox-pushed.json");

function readPushed(store: Store): Pushed {
  try {
    return JSON.parse(textOf(fileOf(store)) ?? "{}") as Pushed;
  } catch {
    return {};
  }
}

/** Remembers a push into the remote behind a clone. */
export async function rememberPush(store: Store, ref: Ref, from: Oid | null): Promise<void> {
  const path = fileOf(store);
  await withLock(`${path}.lock`, async () => {
    const next = { ...readPushed(store), [ref.name]: { from, to: { oid: ref.oid, commit: ref.commit } } };
    const temporary = `${path}.${randomBytes(4).toString("hex")}`;
    await writeFile(temporary, JSON.stringify(next));
    await rename(temporary, path);
  });
}

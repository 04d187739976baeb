import { createHash } from "node:crypto";
import type { CallOptions } from "@signalbox/release-core";
import type { ComparedCommit, Comparison, Oid } from "../ports.js";
import type { ReadCommit } from "./commit-walk.js";
import { diffLines, splitLines } from "./line-diff.js";
import type { ObjectStore } from "./object-store.js";
import { isSubmodule } from "../tree-bytes.js";
import { diffTrees, type FileEntry } from "./read-trees.js";

const CONTEXT = 3;

/**
 * An id of a difference that does not hang on line numbers or white space, like `git patch-id --stable`. The ids of the
 * two engines differ, because their diffs may; compare only ids of one engine.
 */
export async function patchId(store: ObjectStore, from: Oid | null, to: Oid | null): Promise<string | null> {
  const changes = await diffTrees(store, from, to);
  if (changes.length === 0) return null;
  const hash = createHash("sha1");
  for (const change of changes) {
    hash.update(`${change.path}\0${change.from?.mode ?? "-"}\0${change.to?.mode ?? "-"}\0`);
    hash.update(await bodyOf(store, change.from, change.to));
  }
  return hash.digest("hex");
}

async function bodyOf(store: ObjectStore, from: FileEntry | null, to: FileEntry | null): Promise<string> {
  if ([from, to].some((entry) => entry !== null && isSubmodule(entry))) return `${from?.oid ?? ""} ${to?.oid ?? ""}`;
  const [before, after] = await Promise.all(
    [from, to].map(async (entry) => (entry === null ? Buffer.alloc(0) : (await store.read(entry.oid)).content)),
  );
  if (
    before === undefined ||
    after === undefined ||
    [before, after].some((content) => content.subarray(0, 8000).includes(0))
  ) {
    return `${from?.oid ?? ""} ${to?.oid ?? ""}`;
  }
  const base = splitLines(before.toString("latin1"));
  const hunks = diffLines(base, splitLines(after.toString("latin1")));
  if (hunks === null) return `${from?.oid ?? ""} ${to?.oid ?? ""}`;
  return hunks
    .map(({ start, end, lines }) => {
      const part = (sign: string, text: readonly string[]): string =>
        text.map((line) => sign + line.replace(/\s+/g, "")).join("\n");
      const above = base.slice(Math.max(0, start - CONTEXT), start);
      return [
        part(" ", above),
        part("-", base.slice(start, end)),
        part("+", lines),
        part(" ", base.slice(end, end + CONTEXT)),
      ].join("\n");
    })
    .join("\n@\n");
}

/** The commits of two sides that have a twin on the other: equal paths first, their patches only where those meet. */
export async function findTwins(
  store: ObjectStore,
  read: ReadCommit,
  sides: Comparison,
  options: CallOptions,
): Promise<ReadonlySet<Oid>> {
  if (sides.onlyLeft.length === 0 || sides.onlyRight.length === 0) return new Set();
  const treesOf = async (commit: ComparedCommit): Promise<[Oid | null, Oid]> => {
    const [parent] = commit.parents;
    return [parent === undefined ? null : (await read(parent)).tree, commit.tree];
  };
  const shapesOf = async (commits: readonly ComparedCommit[]): Promise<Map<string, ComparedCommit[]>> => {
    const shapes = new Map<string, ComparedCommit[]>();
    for (const commit of commits.filter((each) => each.parents.length < 2)) {
      options.signal?.throwIfAborted();
      const shape = (await diffTrees(store, ...(await treesOf(commit)))).map((change) => change.path).join("\0");
      if (shape !== "") shapes.set(shape, [...(shapes.get(shape) ?? []), commit]);
    }
    return shapes;
  };
  const [left, right] = [await shapesOf(sides.onlyLeft), await shapesOf(sides.onlyRight)];
  const twins = new Set<Oid>();
  for (const [shape, mine] of left) {
    const others = right.get(shape) ?? [];
    const ids = new Map<Oid, string | null>();
    if (others.length > 0)
      for (const commit of [...mine, ...others])
        ids.set(commit.commit, await patchId(store, ...(await treesOf(commit))));
    for (const a of mine)
      for (const b of others)
        if (ids.get(a.commit) === ids.get(b.commit)) [a, b].forEach((commit) => twins.add(commit.commit));
  }
  return twins;
}

import type { CallOptions } from "@signalbox/release-core";
import { objectMissing } from "../errors.js";
import { isOid } from "../ref-name.js";
import type { Oid } from "../ports.js";
import { assertOid } from "./read-history.js";
import { callGit, type Store } from "./store.js";

/** A line that is no line of a diff: `diff-tree --stdin` puts it before each pair. */
const HEADER = /^[0-9a-f]{40} [0-9a-f]{40}$/;

export interface TreePair {
  readonly from: Oid;
  readonly to: Oid;
}

/** The trees behind commits or trees, in one process. */
export async function resolveTrees(store: Store, oids: readonly Oid[], options: CallOptions): Promise<Oid[]> {
  const input = oids.map((oid) => `${assertOid(store, oid)}^{tree}\n`).join("");
  const { stdout } = await callGit(store, ["cat-file", "--batch-check=%(objectname)"], { ...options, input });
  const lines = stdout.toString().split("\n");
  return oids.map((oid, index) => {
    const tree = lines[index] ?? "";
    if (!isOid(tree)) throw objectMissing(oid, store.remote?.shown ?? store.gitDir);
    return tree;
  });
}

/** `git patch-id --stable` of many differences in two processes; null where two trees are equal. */
export async function patchIds(
  store: Store,
  pairs: readonly TreePair[],
  options: CallOptions,
): Promise<(string | null)[]> {
  const differing = pairs.map((pair, index) => ({ ...pair, index })).filter((pair) => pair.from !== pair.to);
  const ids: (string | null)[] = pairs.map(() => null);
  if (differing.length === 0) return ids;
  const input = differing.map((pair) => `${pair.from} ${pair.to}\n`).join("");
  const diff = await callGit(
    store,
    ["diff-tree", "--stdin", "-r", "-p", "--no-renames", "--no-textconv", "--no-ext-diff"],
    { ...options, input },
  );
  const { stdout } = await callGit(store, ["patch-id", "--stable"], { ...options, input: numbered(diff.stdout) });
  for (const line of stdout.toString().split("\n")) {
    const [id, number] = line.split(" ");
    const pair = number === undefined ? undefined : differing[Number.parseInt(number, 16)];
    if (id !== undefined && pair !== undefined) ids[pair.index] = id;
  }
  return ids;
}

/** Replaces each header by its number in the shape of a commit id, which `patch-id` hands back beside the id. */
function numbered(diff: Buffer): Buffer {
  const pieces: Buffer[] = [];
  let count = 0;
  let copied = 0;
  for (let start = 0; start < diff.length;) {
    const newline = diff.indexOf(10, start);
    const end = newline === -1 ? diff.length : newline;
    if (end - start === 81 && HEADER.test(diff.toString("latin1", start, end))) {
      pieces.push(diff.subarray(copied, start), Buffer.from(count.toString(16).padStart(40, "0")));
      copied = end;
      count += 1;
    }
    start = end + 1;
  }
  pieces.push(diff.subarray(copied));
  return Buffer.concat(pieces);
}

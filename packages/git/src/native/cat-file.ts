import type { CallOptions } from "@signalbox/release-core";
import { gitFailed } from "../errors.js";
import type { GitObject } from "../object-bytes.js";
import type { Oid } from "../ports.js";
import { callGit, type Store } from "./store.js";

/** An object and its id. */
export interface FoundObject extends GitObject {
  readonly oid: Oid;
}

/**
 * Reads objects in one process (`git cat-file --batch`), null for what is not there. A name is an id, or
 * `<id>:<path>`; its characters are bytes (latin1).
 */
export async function readObjects(
  store: Store,
  names: readonly string[],
  options: CallOptions,
): Promise<(FoundObject | null)[]> {
  if (names.length === 0) return [];
  const input = Buffer.from(names.map((name) => `${name}\0`).join(""), "latin1");
  const { stdout } = await callGit(store, ["cat-file", "--batch", "-z"], { ...options, input });
  return parseObjects(stdout, names);
}

/** The output of `git cat-file --batch`: `<oid> <type> <size>` or `<name> missing`, and the content. */
export function parseObjects(output: Buffer, names: readonly string[]): (FoundObject | null)[] {
  let at = 0;
  return names.map((name) => {
    // A name may have a newline, so a missing one is known by its whole text.
    const missing = Buffer.from(`${name} missing\n`, "latin1");
    if (output.subarray(at, at + missing.length).equals(missing)) {
      at += missing.length;
      return null;
    }
    const line = output.indexOf(10, at);
    const [, oid = "", type, size] =
      /^([0-9a-f]{40}) (blob|tree|commit|tag) (\d+)$/.exec(output.toString("latin1", at, line)) ?? [];
    if (type === undefined) throw gitFailed("cat-file", 0, output.toString("latin1", at, at + 200));
    const start = line + 1;
    at = start + Number(size) + 1;
    return { oid, type: type as GitObject["type"], content: output.subarray(start, at - 1) };
  });
}

import type { CallOptions } from "@signalbox/release-core";
import { gitFailed, objectMissing } from "../errors.js";
import type { LoggedCommit, LogOrder } from "../log-reader.js";
import type { Oid } from "../ports.js";
import { streamGit } from "./git-process.js";
import { LOG_FORMAT, logReader } from "./parse-log.js";
import { assertOid, missingIn } from "./read-history.js";
import { launchOf, type Store } from "./store.js";

const ARGS = ["log", "-z", `--format=${LOG_FORMAT}`, "--no-color", "--no-show-signature", "--stdin"];

/** One `git log`, however long it is. @throws ReleaseError `ERR_OBJECT_MISSING`, `ERR_GIT_FAILED` */
export async function* readLog(
  store: Store,
  include: readonly Oid[],
  exclude: readonly Oid[],
  { signal, order = "date" }: CallOptions & { readonly order?: LogOrder } = {},
): AsyncGenerator<readonly LoggedCommit[], void> {
  if (include.length === 0) return;
  const revisions = [
    ...include.map((oid) => assertOid(store, oid)),
    ...exclude.map((oid) => `^${assertOid(store, oid)}`),
  ];
  const args = [`--git-dir=${store.gitDir}`, ...ARGS, ...(order === "date" ? [] : ["--date-order"])];
  const pieces = streamGit({ ...launchOf(store.launch, []), args, input: `${revisions.join("\n")}\n`, signal });
  const read = logReader();
  try {
    let piece = await pieces.next();
    for (; piece.done !== true; piece = await pieces.next()) {
      const commits = read(piece.value);
      if (commits.length > 0) yield commits;
    }
    const { code, stderr } = piece.value;
    if (code === 0) return;
    const missing = missingIn(stderr);
    if (missing !== null) throw objectMissing(missing, store.remote?.shown ?? store.gitDir);
    throw gitFailed("log", code, stderr);
  } finally {
    await pieces.return?.({ code: null, stdout: Buffer.alloc(0), stderr: "" });
  }
}

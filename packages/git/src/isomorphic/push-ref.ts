import { type CallOptions, redactText } from "@signalbox/release-core";
import git from "isomorphic-git";
import { objectMissing, refInvalid } from "../errors.js";
import type { Oid, PushOutcome, RefUpdate } from "../ports.js";
import { assertFullRef, isOid } from "../ref-name.js";
import { translateIsoError } from "./iso-errors.js";
import type { ObjectStore } from "./object-store.js";
import { type HttpRemote, listRemote, transportOf } from "./remote-refs.js";

const NONE = "0".repeat(40);
/** The server's own compare-and-swap lost a race after our lease had passed. */
const RACE = /failed to update ref|cannot lock ref|incorrect old value|reference already exists/i;

/**
 * Pushes exactly one ref. The lease is checked in `onPrePush`, on the same advertisement that the push is made from,
 * and the server compares the old id again; `force` only turns off isomorphic-git's fast-forward check.
 */
export async function pushRef(
  store: ObjectStore,
  remote: HttpRemote,
  update: RefUpdate,
  options: CallOptions = {},
): Promise<PushOutcome> {
  const { ref, oid, expected } = update;
  assertFullRef(ref);
  if ([oid, expected].includes(NONE)) throw refInvalid(ref, "refs are never deleted");
  if (expected !== null && !isOid(expected)) throw objectMissing(expected, remote.shown);
  await store.read(oid);
  options.signal?.throwIfAborted();

  let seen: PushOutcome | null = null;
  const onPrePush = ({ remoteRef }: { remoteRef: { oid: string } }): boolean => {
    const found = remoteRef.oid === NONE ? null : remoteRef.oid;
    if (found === oid) seen = { status: "already" };
    else if (found !== expected) seen = { status: "stale", found };
    return seen === null && options.signal?.aborted !== true;
  };
  // A ref of our own carries the object: isomorphic-git pushes refs, not ids.
  const carrier = `refs/signalbox/${oid}`;
  await git.writeRef({ fs: store.fs, gitdir: store.gitdir, ref: carrier, value: oid, force: true });
  try {
    const { fs, gitdir, cache } = store;
    const result = await git.push({
      ...transportOf(remote),
      fs,
      gitdir,
      cache,
      ref: carrier,
      remoteRef: ref,
      force: true,
      onPrePush,
    });
    const line = result.refs[ref];
    if (line?.ok === true) return { status: "done" };
    return await afterRefusal(remote, update, line?.error ?? result.error ?? "no answer");
  } catch (error) {
    options.signal?.throwIfAborted();
    if (seen !== null) return seen;
    const { code, data } = error as {
      code?: string;
      data?: { statusCode?: number; result?: { refs?: Record<string, { error?: string }> } };
    };
    const told = data?.result?.refs?.[ref]?.error;
    if (code === "GitPushError") return await afterRefusal(remote, update, told ?? (error as Error).message);
    if (code === "HttpError" && data?.statusCode === 403)
      return { status: "refused", reason: "no permission (HTTP 403)" };
    throw translateIsoError(error, remote.shown, options.signal);
  } finally {
    await git.deleteRef({ fs: store.fs, gitdir: store.gitdir, ref: carrier });
  }
}

async function afterRefusal(remote: HttpRemote, update: RefUpdate, reason: string): Promise<PushOutcome> {
  if (!RACE.test(reason)) return { status: "refused", reason: redactText(reason.trim()) };
  let found: Oid | null;
  try {
    found = (await listRemote(remote)).find((ref) => ref.ref === update.ref)?.oid ?? null;
  } catch (error) {
    throw translateIsoError(error, remote.shown);
  }
  if (found === update.oid) return { status: "already" };
  return found === update.expected
    ? { status: "refused", reason: redactText(reason.trim()) }
    : { status: "stale", found };
}

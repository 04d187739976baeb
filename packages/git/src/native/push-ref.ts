import { type CallOptions, redactText } from "@signalbox/release-core";
import { engineLimit, objectMissing, refInvalid } from "../errors.js";
import type { Oid, PushOutcome, RefUpdate } from "../ports.js";
import { assertFullRef, isOid } from "../ref-name.js";
import { translateRemoteFailure } from "./git-errors.js";
import { parsePush, remoteWords } from "./parse-push.js";
import { pushByRequest } from "./push-by-request.js";
import { callRemote, callRemoteStrictly, REMOTE, type Store } from "./store.js";

/**
 * `--no-verify` because a pre-push hook belongs to the user's clone and its worktree, neither of which we push from.
 * The lease is the look before the write; the status of the ref in git's answer is the look after it.
 */
const PUSH = [
  "push",
  "--porcelain",
  "--progress",
  "--no-verify",
  "--no-follow-tags",
  "--no-signed",
  "--recurse-submodules=no",
];

/** The server's own compare-and-swap lost a race after our lease had passed. */
const RACE = /failed to update ref|cannot lock ref|incorrect old value|reference already exists|fetch first/i;

/** Pushes exactly one full refspec with a lease. @throws ReleaseError `ERR_REF_INVALID`, `ERR_REMOTE_*` */
export async function pushRef(store: Store, update: RefUpdate, options: CallOptions = {}): Promise<PushOutcome> {
  assertPushable(store, update);
  const report = await pushByRequest(store, update, options);
  if (typeof report === "string") {
    const outcome = await pushByGit(store, update, options);
    return report === "unclear" && outcome.status === "already" ? { status: "done" } : outcome; // by the request before
  }
  if (report.problem === null) return { status: "done" };
  const reason = reasonOf(report.problem, report.words.replace(/^/gm, "remote: "));
  const found = await readRemoteRef(store, update.ref, options);
  if (found === update.oid) return { status: "already" };
  return found === update.expected ? { status: "refused", reason } : { status: "stale", found };
}

async function pushByGit(store: Store, update: RefUpdate, options: CallOptions): Promise<PushOutcome> {
  const { ref, oid, expected } = update;
  const args = [...PUSH, `--force-with-lease=${ref}:${expected ?? ""}`, REMOTE, `${oid}:${ref}`];
  const { code, stdout, stderr } = await callRemote(store, args, options);
  const report = parsePush(stdout.toString(), ref);
  if (report === null) {
    if (/returned error: 403/.test(stderr)) return { status: "refused", reason: reasonOf("no permission", stderr) };
    if (/does not match any|bad object|not a valid object/i.test(stderr))
      throw objectMissing(oid, store.remote?.shown ?? "");
    throw translateRemoteFailure(store.remote?.shown ?? "", "push", code, stderr);
  }
  if (report.flag === "=") return { status: "already" };
  if (report.flag !== "!") return { status: "done" };
  if (!/stale info/.test(report.summary) && !RACE.test(report.summary)) {
    if (/object format/.test(report.summary)) throw engineLimit("object-format", "The remote uses SHA-256 object ids.");
    return { status: "refused", reason: reasonOf(report.summary, stderr) };
  }
  const found = await readRemoteRef(store, ref, options);
  if (found === oid) return { status: "already" };
  if (found === expected) return { status: "refused", reason: reasonOf(report.summary, stderr) };
  return { status: "stale", found };
}

/** @throws ReleaseError `ERR_REF_INVALID`, `ERR_OBJECT_MISSING` */
export function assertPushable(store: Store, { ref, oid, expected }: RefUpdate): void {
  assertFullRef(ref);
  for (const id of [oid, ...(expected === null ? [] : [expected])]) {
    if (/^0+$/.test(id)) throw refInvalid(ref, "refs are never deleted");
    if (!isOid(id)) throw objectMissing(id, store.remote?.shown ?? "");
  }
}

async function readRemoteRef(store: Store, ref: string, options: CallOptions): Promise<Oid | null> {
  const { stdout } = await callRemoteStrictly(store, ["ls-remote", REMOTE, ref], options);
  const line = stdout
    .toString()
    .split("\n")
    .find((each) => each.endsWith(`\t${ref}`));
  return line?.slice(0, 40) ?? null;
}

function reasonOf(summary: string, stderr: string): string {
  const words = remoteWords(stderr);
  const short = summary.replace(/^\[(?:remote )?rejected\] \((.*)\)$/, "$1");
  return redactText(words === "" ? short : `${words} (${short})`);
}

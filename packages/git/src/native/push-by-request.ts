import { type CallOptions, contextOf } from "@signalbox/release-core";
import type { RefUpdate } from "../ports.js";
import { askReceivePack } from "./ask-service.js";
import { isPlain, plainQuestion } from "./plain-http.js";
import { readPushReport, type ServerReport } from "./push-report.js";
import { readRefFiles } from "./ref-files.js";
import { callGit, type Store } from "./store.js";

/** A larger pack is git's: it sends it in pieces, and first asks whether it may. */
const MOST_BYTES = 1_000_000;
/** Hooks of the server may work for long; nobody is asked anything meanwhile. */
const SILENCE_MS = 5 * 60_000;
/** builtin/receive-pack.c, and unpackers of others. */
const LACKS = /missing|unpack/i;
const NO_OID = "0".repeat(40);
const PACK = ["pack-objects", "--revs", "--stdout", "--thin", "--delta-base-offset", "-q"];

/**
 * Pushes one ref of a cache by one request, where `git push` first asks for all refs. What the ref is expected to be goes
 * along, and the server itself compares it under its lock (gitprotocol-pack(5)): that is the lease.
 *
 * `unsent` when it is not certain that git would push in the same way, or the server takes no such request; `unclear` when
 * nobody knows how it ended. Then git pushes, finds out what is there by now, and says what is wrong.
 */
export async function pushByRequest(
  store: Store,
  { ref, oid, expected }: RefUpdate,
  options: CallOptions,
): Promise<ServerReport | "unsent" | "unclear"> {
  const question = store.remote?.isTracked === true && store.remote.pushUrl === null ? plainQuestion(store) : null;
  const known = question === null ? null : readRefFiles(store.gitDir, ["refs/heads", "refs/tags"]);
  if (question === null || known === null) return "unsent";
  // What the remote had when it was last asked: most likely it has it still, and else it says that something is missing.
  const theirs = new Set([...known.values()].flatMap((file) => ("oid" in file ? [file.oid] : [])));
  const input = [oid, ...[...theirs].map((each) => `^${each}`)].map((each) => `${each}\n`).join("");
  const [isGitsWay, pack] = await Promise.all([
    isPlain(store, options),
    callGit(store, PACK, { ...options, input, codes: [0, 1, 128] }),
  ]);
  if (!isGitsWay || pack.code !== 0 || pack.stdout.length > MOST_BYTES) return "unsent";
  const command = `${expected ?? NO_OID} ${oid} ${ref}\0 report-status side-band-64k`;
  const length = (Buffer.byteLength(command) + 4).toString(16).padStart(4, "0");
  const body = Buffer.concat([Buffer.from(`${length}${command}0000`), pack.stdout]);
  const answer = await askReceivePack({ ...question, signal: contextOf(options).signal, silenceMs: SILENCE_MS }, body);
  if (answer === "refused") return "unsent";
  const report = answer === "silent" ? null : await readPushReport(answer, ref);
  options.signal?.throwIfAborted();
  if (report?.problem === null) {
    // As `git push` moves what it follows a remote by. Where somebody else has moved it since, he knows better.
    await callGit(store, ["update-ref", ref, oid, expected ?? NO_OID], { ...options, codes: [0, 1, 128] });
  }
  // The remote has lost what it had when it was last asked: git looks what it has, and sends the rest.
  const lacks = LACKS.test(report?.problem ?? "");
  return report === null || lacks ? "unclear" : report;
}

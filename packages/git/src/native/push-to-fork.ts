import type { CallOptions } from "@signalbox/release-core";
import { locationUnsupported } from "../errors.js";
import { readLocation } from "../location.js";
import type { Oid, PushOutcome, RefUpdate } from "../ports.js";
import { isOid } from "../ref-name.js";
import type { ConfigPair } from "../upstream.js";
import { inspectLocal } from "./local-source.js";
import { fetchBlobs } from "./missing-blobs.js";
import { assertPushable, pushRef } from "./push-ref.js";
import { remoteOf, type Target } from "./remote-of.js";
import { callGit, callRemoteStrictly, REMOTE, type Remote, type Store } from "./store.js";

/** Pushes to another repository, under the same rules. `own` is what the store's own remote is reached by. */
export async function pushToFork(
  store: Store,
  own: Target,
  update: RefUpdate & { readonly to: string },
  options: CallOptions,
): Promise<PushOutcome> {
  assertPushable(store, update);
  const fork = { ...store, remote: await forkOf(store, own, update.to, options), isPartial: false };
  // Its own remote has the blobs that this store lacks, the fork maybe not: what goes there must be here first.
  if (store.isPartial) {
    const refs = await readRemoteRefs(fork, options);
    const found = refs.get(update.ref) ?? null;
    if (found === update.oid) return { status: "already" };
    if (found !== update.expected) return { status: "stale", found };
    await fetchBlobs(store, await missingFor(store, update.oid, [...refs.values()], options), options);
  }
  return await pushRef(fork, update, options);
}

async function forkOf(store: Store, own: Target, to: string, options: CallOptions): Promise<Remote> {
  const location = readLocation(to);
  if (location.kind === "path") {
    const { isBare } = await inspectLocal(store.launch, location.address, options);
    if (!isBare) throw locationUnsupported(to, "it is somebody's clone, and only its remote may be pushed to");
  }
  const config = isSameHost(location.address, own.location.address) ? own.config : own.config.filter(isForAnyHost);
  const remote = await remoteOf(store.launch, { location, config, pushUrl: null });
  return { ...remote, isTracked: false, isLender: false };
}

/** A header or cookie without a URL in its name was meant for the host of the clone that has it. */
const isForAnyHost = ([key]: ConfigPair): boolean => !/^http\.(?:extraheader|cookiefile)$/i.test(key);

const isSameHost = (a: string, b: string): boolean =>
  URL.canParse(a) && URL.canParse(b) && new URL(a).origin === new URL(b).origin;

async function readRemoteRefs(store: Store, options: CallOptions): Promise<ReadonlyMap<string, Oid>> {
  const { stdout } = await callRemoteStrictly(store, ["ls-remote", "--heads", "--tags", "--refs", REMOTE], options);
  const lines = stdout.toString().split("\n");
  return new Map(lines.flatMap((line) => (isOid(line.slice(0, 40)) ? [[line.slice(41), line.slice(0, 40)]] : [])));
}

/** Blobs behind `oid` that are neither here nor behind what the other end has. */
async function missingFor(store: Store, oid: Oid, theirs: readonly Oid[], options: CallOptions): Promise<Oid[]> {
  const input = [oid, ...theirs.map((each) => `^${each}`)].map((line) => `${line}\n`).join("");
  const args = ["rev-list", "--objects", "--missing=print", "--ignore-missing", "--stdin"];
  const { stdout } = await callGit(store, args, { ...options, input });
  return stdout
    .toString()
    .split("\n")
    .flatMap((line) => (line.startsWith("?") ? [line.slice(1, 41)] : []));
}

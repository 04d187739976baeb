import type { CallOptions } from "@signalbox/release-core";
import { isOid } from "../ref-name.js";
import type { Oid } from "../ports.js";
import { fetchObjects } from "./fetch-objects.js";
import { type FileChange, parseRawChanges, type RawCommit } from "./parse-raw.js";
import { isPlain, plainQuestion } from "./plain-http.js";
import { mergeBases } from "./read-history.js";
import { callGit, callRemoteStrictly, REMOTE, type Store } from "./store.js";

/** What git itself passes when it fetches promised blobs in one batch (promisor-remote.c). */
const FETCH = [
  "fetch",
  "--no-tags",
  "--no-write-fetch-head",
  "--no-recurse-submodules",
  "--progress",
  "--filter=blob:none",
  "--stdin",
  REMOTE,
];
const DIFF = ["diff-tree", "--stdin", "-r", "-z", "--raw", "--no-abbrev", "--no-renames"];
/** How deep merge bases of merge bases are followed; git builds a virtual base of them. */
const DEEPEST = 6;

/** Fetches, in one batch, those of the blobs that the store lacks. Nothing to do when it is no partial store. */
export async function fetchBlobs(store: Store, blobs: Iterable<Oid>, options: CallOptions): Promise<void> {
  const wanted = [...new Set(blobs)];
  if (!store.isPartial || wanted.length === 0) return;
  const input = wanted.map((oid) => `${oid}\n`).join("");
  const [{ stdout }, isPlainHttp] = await Promise.all([
    callGit(store, ["cat-file", "--batch-check"], { ...options, input }),
    plainQuestion(store) !== null && isPlain(store, options),
  ]);
  const missing = stdout
    .toString()
    .split("\n")
    .flatMap((line) => (line.endsWith(" missing") ? [line.slice(0, 40)] : []));
  if (missing.length === 0 || (isPlainHttp && (await fetchObjects(store, missing, options)))) return;
  await callRemoteStrictly(store, ["-c", "fetch.negotiationAlgorithm=noop", ...FETCH], {
    ...options,
    input: `${missing.join("\n")}\n`,
  });
}

/** Every blob that comparing and merging two commits can look at: one batch serves both calls. */
export async function blobsOfPair(store: Store, left: Oid, right: Oid, options: CallOptions): Promise<Set<Oid>> {
  const [compared, merged] = await Promise.all([
    blobsCompared(store, left, right, options),
    blobsMerged(store, [left, right], options),
  ]);
  return new Set([...compared, ...merged]);
}

/** Blobs on both ends of every difference of the pairs. */
export async function blobsOfDiffs(
  store: Store,
  pairs: readonly { from: Oid; to: Oid }[],
  options: CallOptions,
): Promise<Set<Oid>> {
  const input = pairs.map((pair) => `${pair.from} ${pair.to}\n`).join("");
  const { stdout } = await callGit(store, DIFF, { ...options, input });
  return new Set(parseRawChanges(stdout.toString()).flatMap((commit) => commit.changes.flatMap(blobsOf)));
}

/** Every blob that a merge could look at, changed where it may be. */
export async function blobsOfSides(store: Store, ours: Oid, theirs: Oid, options: CallOptions): Promise<Set<Oid>> {
  const bases = await mergeBases(store, ours, theirs, options);
  const pairs = bases.flatMap((from) => [ours, theirs, ...bases].map((to) => ({ from, to })));
  return await blobsOfDiffs(store, pairs, options);
}

/** Patch ids are made of commits whose sets of paths appear on both sides; only their blobs are looked at. */
async function blobsCompared(store: Store, left: Oid, right: Oid, options: CallOptions): Promise<Oid[]> {
  const args = [
    "log",
    "-z",
    "--left-right",
    "--format=%x00%m%H",
    "--raw",
    "--no-abbrev",
    "--no-renames",
    "--no-merges",
  ];
  const { stdout } = await callGit(store, [...args, `${left}...${right}`], options);
  const commits = parseRawChanges(stdout.toString());
  const shapes = { "<": new Set<string>(), ">": new Set<string>() };
  for (const commit of commits)
    if (commit.mark === "<" || commit.mark === ">") shapes[commit.mark].add(shapeOf(commit));
  return commits
    .filter((commit) => shapes["<"].has(shapeOf(commit)) && shapes[">"].has(shapeOf(commit)))
    .flatMap((commit) => commit.changes.flatMap(blobsOf));
}

const shapeOf = (commit: RawCommit): string => commit.changes.map((change) => change.path).join("\0");

/** Paths changed on both sides, and what rename detection may compare: deleted and added files of each side. */
async function blobsMerged(
  store: Store,
  [left, right]: readonly [left: Oid, right: Oid],
  options: CallOptions,
  depth = 0,
): Promise<Oid[]> {
  const bases = await mergeBases(store, left, right, options);
  const blobs: Oid[] = [];
  for (const base of bases) {
    if (base === left || base === right) continue; // one side has nothing of its own: no file is merged
    const input = `${left} ${base}\n${right} ${base}\n`;
    const { stdout } = await callGit(store, DIFF, { ...options, input });
    const sides = parseRawChanges(stdout.toString());
    const changesOf = (side: Oid): readonly FileChange[] => sides.find((commit) => commit.oid === side)?.changes ?? [];
    blobs.push(...blobsToMerge(changesOf(left), changesOf(right)), ...blobsToMerge(changesOf(right), changesOf(left)));
  }
  if (bases.length < 2 || depth >= DEEPEST) return blobs;
  for (let index = 1; index < bases.length; index += 1) {
    blobs.push(...(await blobsMerged(store, [bases[0] ?? left, bases[index] ?? right], options, depth + 1)));
    // The virtual base may hold what any of them had, so every change between the bases counts.
    blobs.push(...(await blobsOfDiffs(store, [{ from: bases[0] ?? left, to: bases[index] ?? right }], options)));
  }
  return blobs;
}

/** Of one side: files that the other changed as well, and those that may be two names of one file, if that matters. */
function blobsToMerge(side: readonly FileChange[], other: readonly FileChange[]): Oid[] {
  const theirs = pathsOf(other);
  const shared = side.filter((change) => theirs.has(change.path));
  const isMoved = shared.some((change) => change.status === "D") || other.some((change) => change.status === "A");
  const moved = isMoved ? side.filter((change) => change.status === "D" || change.status === "A") : [];
  const isRename = moved.some((change) => change.status === "D") && moved.some((change) => change.status === "A");
  return [...shared, ...(isRename ? moved : [])].flatMap(blobsOf);
}

const pathsOf = (changes: readonly FileChange[]): Set<string> => new Set(changes.map((change) => change.path));

const isBlob = (mode: string, oid: Oid): boolean =>
  mode !== "160000" && mode !== "040000" && isOid(oid) && !/^0+$/.test(oid);

const blobsOf = (change: FileChange): Oid[] => [
  ...(isBlob(change.oldMode, change.oldOid) ? [change.oldOid] : []),
  ...(isBlob(change.newMode, change.newOid) ? [change.newOid] : []),
];

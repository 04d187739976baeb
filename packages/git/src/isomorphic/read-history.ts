import type { CallOptions } from "@signalbox/release-core";
import type { ComparedCommit, Commit, CommitRange, Comparison, Oid } from "../ports.js";
import { splitSides } from "../split-sides.js";
import { inLogOrder, paint, type ReadCommit } from "./commit-walk.js";

const LEFT = 1;
const RIGHT = 2;
const BOTH = LEFT | RIGHT;

export async function listCommits(
  read: ReadCommit,
  include: readonly Oid[],
  exclude: readonly Oid[],
  options: CallOptions & { readonly limit?: number } = {},
): Promise<Commit[]> {
  if (exclude.length === 0) return await inLogOrder(read, include, () => true, options.limit);
  const starts = [...exclude.map((oid) => [oid, RIGHT] as const), ...include.map((oid) => [oid, LEFT] as const)];
  const marks = await paint(read, starts, { isSettled: (bits) => (bits & RIGHT) !== 0, signal: options.signal });
  return await inLogOrder(read, include, (oid) => marks.get(oid) === LEFT, options.limit);
}

export async function listSince(
  read: ReadCommit,
  head: Oid,
  since: Oid,
  options: CallOptions = {},
): Promise<CommitRange> {
  const commits = await listCommits(read, [head], [since], options);
  const inside = new Set(commits.map(({ commit }) => commit));
  const outside = new Set(commits.flatMap(({ parents }) => parents).filter((oid) => !inside.has(oid)));
  return { commits, edges: await Promise.all([...outside].map(read)) };
}

/** The commits of `left...right`; `isEquivalent` decides by patches. */
export async function compare(
  read: ReadCommit,
  [left, right]: readonly [left: Oid, right: Oid],
  markEquivalent: (sides: Comparison) => Promise<ReadonlySet<Oid>>,
  options: CallOptions = {},
): Promise<Comparison> {
  const starts = [[left, LEFT] as const, [right, RIGHT] as const];
  const marks = await paint(read, starts, { isSettled: (bits) => bits === BOTH, signal: options.signal });
  const isWanted = (oid: Oid): boolean => marks.get(oid) === LEFT || marks.get(oid) === RIGHT;
  const commits = await inLogOrder(read, [left, right], isWanted);
  const unmarked = commits.map((commit): ComparedCommit => ({ ...commit, equivalent: false }));
  const sides = splitSides(unmarked, left);
  const equivalent = await markEquivalent(sides);
  return splitSides(
    unmarked.map((commit) => ({ ...commit, equivalent: equivalent.has(commit.commit) })),
    left,
  );
}

const STALE = 4;

/** All best common ancestors, newest first. */
export async function mergeBases(read: ReadCommit, left: Oid, right: Oid, options: CallOptions = {}): Promise<Oid[]> {
  if (left === right) return [left];
  const starts = [[left, LEFT] as const, [right, RIGHT] as const];
  const marks = await paint(read, starts, { isSettled: (bits) => (bits & BOTH) === BOTH, signal: options.signal });
  const common = [...marks].filter(([, bits]) => (bits & BOTH) === BOTH).map(([oid]) => oid);
  // Common ancestors that are parents of another common one are not best; what is below them neither.
  const below = new Set<Oid>();
  for (const oid of common) for (const parent of (await read(oid)).parents) below.add(parent);
  const best = common.filter((oid) => !below.has(oid));
  const kept: Oid[] = [];
  for (const oid of best) {
    let isBelow = false;
    for (const other of best) if (other !== oid && !isBelow) isBelow = await isAncestor(read, oid, other, options);
    if (!isBelow) kept.push(oid);
  }
  return (await inLogOrder(read, kept, (oid) => kept.includes(oid))).map((commit) => commit.commit);
}

async function isAncestor(read: ReadCommit, ancestor: Oid, of: Oid, options: CallOptions): Promise<boolean> {
  const starts = [[of, LEFT] as const, [ancestor, STALE] as const];
  const marks = await paint(read, starts, { isSettled: (bits) => (bits & STALE) !== 0, signal: options.signal });
  return ((marks.get(ancestor) ?? 0) & LEFT) !== 0;
}

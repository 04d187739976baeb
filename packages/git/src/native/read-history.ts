import type { CallOptions } from "@signalbox/release-core";
import { gitFailed, objectMissing } from "../errors.js";
import { isOid } from "../ref-name.js";
import type { ComparedCommit, Commit, CommitRange, Comparison, Descent, Oid, PathChange } from "../ports.js";
import { splitSides } from "../split-sides.js";
import { COMMIT_FORMAT, commitReader } from "./parse-commits.js";
import { callGit, type Store, type StoreCall } from "./store.js";

const LOG = ["log", "-z", `--format=${COMMIT_FORMAT}`, "--no-color", "--no-show-signature"];

export async function listCommits(
  store: Store,
  include: readonly Oid[],
  exclude: readonly Oid[],
  options: CallOptions & { readonly limit?: number } = {},
): Promise<Commit[]> {
  if (include.length === 0) return [];
  const revisions = [...include, ...exclude.map((oid) => `^${assertOid(store, oid)}`)].join("\n");
  include.forEach((oid) => assertOid(store, oid));
  const limit = options.limit === undefined ? [] : [`--max-count=${options.limit}`];
  const commits: Commit[] = [];
  const onOutput = commitReader(({ mark: _, ...commit }) => commits.push(commit));
  await read(store, [...LOG, ...limit, "--stdin"], { ...options, input: `${revisions}\n`, onOutput });
  return commits;
}

/** `--boundary` marks with `-` the commits outside that are a parent of one inside. */
export async function listSince(store: Store, head: Oid, since: Oid, options: CallOptions = {}): Promise<CommitRange> {
  const commits: Commit[] = [];
  const edges: Commit[] = [];
  const onOutput = commitReader(({ mark, ...commit }) => void (mark === "-" ? edges : commits).push(commit));
  const args = [...LOG, "--boundary", `${assertOid(store, since)}..${assertOid(store, head)}`];
  await read(store, args, { ...options, onOutput });
  return { commits, edges };
}

/** Commits and their parents, nothing else: everything at and before the given ones. */
export async function listParents(store: Store, heads: readonly Oid[], options: CallOptions = {}): Promise<Descent[]> {
  if (heads.length === 0) return [];
  const input = heads.map((oid) => `${assertOid(store, oid)}\n`).join("");
  const { stdout } = await read(store, ["rev-list", "--parents", "--stdin"], { ...options, input });
  return stdout
    .toString("latin1")
    .split("\n")
    .flatMap((line) => {
      const [commit = "", ...parents] = line.split(" ");
      return commit === "" ? [] : [{ commit, parents }];
    });
}

export async function compare(store: Store, left: Oid, right: Oid, options: CallOptions = {}): Promise<Comparison> {
  const range = `${assertOid(store, left)}...${assertOid(store, right)}`;
  const commits: ComparedCommit[] = [];
  const onOutput = commitReader(({ mark, ...commit }) => {
    // Where the range begins: no part of it, but the next question is often about the trees there.
    if (mark === "-") store.answers.trees.note(commit.commit, commit.tree);
    else commits.push({ ...commit, equivalent: mark === "=" });
  });
  await read(store, [...LOG, "--left-right", "--cherry-mark", "--boundary", range], { ...options, onOutput });
  return splitSides(commits, left);
}

export async function mergeBases(store: Store, left: Oid, right: Oid, options: CallOptions = {}): Promise<Oid[]> {
  const args = ["merge-base", "--all", assertOid(store, left), assertOid(store, right)];
  const { stdout } = await read(store, args, { ...options, codes: [0, 1] });
  return stdout.toString().split("\n").filter(isOid);
}

const STATUS: Readonly<Record<string, PathChange["status"]>> = { A: "added", D: "deleted" };

export async function changedPaths(store: Store, from: Oid, to: Oid, options: CallOptions = {}): Promise<PathChange[]> {
  const args = ["diff-tree", "-r", "-z", "--name-status", "--no-renames", assertOid(store, from), assertOid(store, to)];
  const fields = (await read(store, args, options)).stdout.toString().split("\0");
  const changes: PathChange[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    changes.push({ path: fields[index + 1] ?? "", status: STATUS[fields[index] ?? ""] ?? "modified" });
  }
  return changes;
}

/** Object ids only: a name would be looked up, and `-x` taken for an option. */
export function assertOid(store: Store, oid: Oid): Oid {
  if (!isOid(oid)) throw objectMissing(oid, store.remote?.shown ?? store.gitDir);
  return oid;
}

/** A local call that reads history; an id that is not there is named. */
async function read(store: Store, args: readonly string[], call: StoreCall): ReturnType<typeof callGit> {
  const codes = call.codes ?? [0];
  const result = await callGit(store, args, { ...call, codes: [...codes, 128] });
  if (result.code !== 128) return result;
  const missing = missingIn(result.stderr);
  if (missing !== null) throw objectMissing(missing, store.remote?.shown ?? store.gitDir);
  throw gitFailed(args[0] ?? "", result.code, result.stderr);
}

/** The object that git says it does not have. */
export function missingIn(stderr: string): Oid | null {
  const [, revision, object] =
    /bad (?:object|revision)\s+'?\^?([0-9a-f]{40})|Not a valid (?:commit|object) name ([0-9a-f]{40})/i.exec(stderr) ??
    [];
  return revision ?? object ?? null;
}

import type { Commit, GitRepository, Oid, Repositories } from "@signalbox/git";
import { type CallOptions, parseInput } from "@signalbox/release-core";
import * as z from "zod";
import { branchMissing } from "../errors.js";
import { branchField, repositoryField } from "../input-fields.js";
import { DEFAULT_PIN_RULES, type Pin, pinRuleField, pinTable, readPins } from "../pins/index.js";
import { findBranch, nearNames } from "../resolve-branch.js";

const input = z.strictObject({
  repository: repositoryField,
  branch: branchField.describe("The branch of an environment"),
  since: z.iso.date().describe("The first day (UTC) to be told of"),
  rules: z.array(pinRuleField).min(1).readonly().optional().describe("Default: Salt states and package.json"),
});

export type ListPromotionsInput = z.input<typeof input>;

/** A version that came to an environment. */
export interface PromotedPin {
  readonly name: string;
  readonly family: string;
  /** Null: it was not pinned before. */
  readonly from: string | null;
  readonly to: string;
  /** That of the branch's first-parent line which brought it. */
  readonly commit: Oid;
  /** Its committer date, ISO 8601 in UTC. */
  readonly date: string;
}

export interface PromotedPins {
  readonly format: 1;
  /** `refs/heads/…` */
  readonly ref: string;
  /** Oldest first. */
  readonly promoted: readonly PromotedPin[];
  /** Everything that is pinned there now, by name: what is not among them no promotion can tell of. */
  readonly names: readonly string[];
}

/**
 * What came to an environment since a day: the pins that each commit of its branch's first-parent line moved. A branch
 * that is only ever fast-forwarded has the dates of its commits, which may be some days before they came. Only looks.
 * @throws ReleaseError `ERR_BRANCH_MISSING`, `ERR_INPUT_INVALID`, and what the repository throws
 */
export async function listPromotions(
  repositories: Repositories,
  request: ListPromotionsInput,
  options: CallOptions = {},
): Promise<PromotedPins> {
  const wanted = parseInput("list-promotions", input, request);
  const { branch, since, rules = DEFAULT_PIN_RULES } = wanted;
  const repository = await repositories.open(wanted.repository, options);
  await repository.refresh(options);
  const refs = await repository.listRefs(options);
  const head = findBranch(refs, branch);
  if (head === null) throw branchMissing(branch, repository.location, nearNames(refs, branch));
  const line = firstParents(await repository.listCommits([head.commit], [], options), head.commit, since);
  const read = pinReader(repository, rules, options);
  const promoted: PromotedPin[] = [];
  for (const { commit, parents, committedAt } of line) {
    const [parent] = parents;
    if (parent === undefined) continue;
    const [before, after] = [await read(parent), await read(commit)];
    const date = new Date(committedAt * 1000).toISOString();
    for (const { name, family, from, to } of pinTable(before, after))
      if (to !== null && from !== to) promoted.push({ name, family, from, to, commit, date });
  }
  const names = [...new Set((await read(head.commit)).map(({ name }) => name))].sort();
  return { format: 1, ref: head.ref, promoted, names };
}

/** Oldest first. */
function firstParents(commits: readonly Commit[], tip: Oid, since: string): readonly Commit[] {
  const byOid = new Map(commits.map((commit) => [commit.commit, commit]));
  const from = Date.parse(since) / 1000;
  const line: Commit[] = [];
  for (let commit = byOid.get(tip); commit !== undefined; commit = byOid.get(commit.parents[0] ?? ""))
    if (commit.committedAt >= from) line.push(commit);
    else break;
  return line.reverse();
}

/** Each commit is read once, though it is the parent of the next one. */
function pinReader(
  repository: GitRepository,
  rules: Parameters<typeof readPins>[2],
  options: CallOptions,
): (at: Oid) => Promise<readonly Pin[]> {
  const known = new Map<Oid, Promise<readonly Pin[]>>();
  return (at) => {
    const pins = known.get(at) ?? readPins(repository, at, rules, options);
    known.set(at, pins);
    return pins;
  };
}

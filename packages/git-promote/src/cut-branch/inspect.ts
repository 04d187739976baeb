import type { GitRepository, Oid, Ref } from "@signalbox/git";
import { callOptionsOf, type CallOptions, type Context } from "@signalbox/release-core";
import { targetName } from "../find-target.js";
import { isContained } from "../is-contained.js";
import type { WritePorts } from "../ports.js";
import { type BranchHead, findBranch, hasTagNamed, headOf, shortName } from "../resolve-branch.js";
import { type BaseChoice, chooseBase, type Neighbours, neighboursOf } from "./choose-base.js";
import type { CutFacts, ExistingBranch } from "./facts.js";
import { findPrevious } from "./find-previous.js";
import { forkPoint, stepsSince } from "./fork-point.js";
import type { CutInput } from "./input.js";
import { inspectDevelopment } from "./inspect-development.js";

/** Reads everything that the plan needs. Objects are made in Signalbox's own store only. */
export async function inspect(input: CutInput, ports: WritePorts, context: Context): Promise<CutFacts> {
  const options = callOptionsOf(context);
  const repository = await ports.repositories.open(input.repository, options);
  await repository.refresh(options);
  const refs = await repository.listRefs(options);
  const named = await targetName(repository, refs, input.mainline ?? null, options);
  const mainline = named === null ? null : findBranch(refs, named);
  const neighbours = neighboursOf(refs, input);
  const places = { refs, mainline: named, neighbours };
  const { choice, at } = await placeOf(repository, input, { ...places, head: mainline }, options);
  const found = findBranch(refs, input.branch);
  const base = "base" in choice ? choice.base : null;
  const origin = { base, at: input.commit ?? at, rivals: [mainline, ...neighbours.lower] };
  const existing = found === null ? null : await examine(repository, found, origin, options);
  const subject = existing?.commit ?? at;
  // What is cut has all of its base; a branch that is there may have been left behind by it.
  const contained = existing === null || existing.contains ? base : null;
  return {
    repository: repository.location,
    neighbours,
    choice,
    at,
    existing,
    tagged: hasTagNamed(refs, input.branch),
    inTheWay: found === null ? inTheWayOf(refs, headOf(input.branch)) : null,
    previous:
      subject === null
        ? null
        : await findPrevious(repository, { refs, neighbours, contained, subject, input }, options),
    development:
      input.developmentVersion === undefined || mainline === null
        ? null
        : await inspectDevelopment(
            repository,
            { branch: input.branch, wish: input.developmentVersion, line: neighbours.line, mainline, refs },
            ports,
            options,
          ),
  };
}

interface Places {
  readonly refs: readonly Ref[];
  readonly mainline: string | null;
  readonly neighbours: Neighbours;
  readonly head: BranchHead | null;
}

/** The base and the commit of it to cut at. A commit that is given may say itself which base it is of. */
async function placeOf(
  repository: GitRepository,
  input: CutInput,
  { refs, mainline, neighbours, head }: Places,
  options: CallOptions,
): Promise<{ readonly choice: BaseChoice; readonly at: Oid | null }> {
  const choice = chooseBase({ ...input, repository: repository.location }, { refs, mainline, neighbours });
  const { commit } = input;
  if (commit === undefined) return { choice, at: "base" in choice ? choice.base.commit : null };
  const chosen = "base" in choice ? [choice.base] : [];
  const others = input.from === undefined ? [head, neighbours.previous] : [];
  for (const base of [...chosen, ...others]) {
    if (base === null || !(await isContained(repository, commit, base.commit, options))) continue;
    return { choice: { base: { ref: base.ref, commit: base.commit } }, at: commit };
  }
  return { choice, at: null };
}

async function examine(
  repository: GitRepository,
  found: BranchHead,
  { base, at, rivals }: { base: BranchHead | null; at: Oid | null; rivals: readonly (BranchHead | null)[] },
  options: CallOptions,
): Promise<ExistingBranch> {
  const contains = at !== null && (await isContained(repository, at, found.commit, options));
  if (contains || base === null) return { ...found, contains, origin: null, unrelated: false };
  const others = rivals.filter((rival) => rival !== null).filter(({ ref }) => ref !== base.ref && ref !== found.ref);
  const heads = [found, base, ...others].map(({ commit }) => commit);
  const commits = await repository.listCommits([...new Set(heads)], [], options);
  const stepsFrom = (other: BranchHead): number =>
    stepsSince(commits, found.commit, forkPoint(commits, found.commit, other.commit));
  const fromBase = stepsFrom(base);
  const nearest = others.map((rival) => ({ rival, steps: stepsFrom(rival) })).sort((a, b) => a.steps - b.steps)[0];
  return {
    ...found,
    contains: false,
    origin: nearest !== undefined && nearest.steps < fromBase ? shortName(nearest.rival.ref) : null,
    unrelated: fromBase === Infinity && !(await hasCommon(repository, found.commit, base.commit, options)),
  };
}

const hasCommon = async (repository: GitRepository, a: Oid, b: Oid, options: CallOptions): Promise<boolean> =>
  (await repository.mergeBases(a, b, options)).length > 0;

/** Git keeps a ref as a file: `16.2` and `16.2/hotfix` cannot both be there. */
const inTheWayOf = (refs: readonly Ref[], ref: string): string | null =>
  refs.find(({ name }) => name.startsWith(`${ref}/`) || ref.startsWith(`${name}/`))?.name ?? null;

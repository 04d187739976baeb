import type { Oid } from "@signalbox/git";
import { type CallOptions, contextOf, fanOut, parseInput } from "@signalbox/release-core";
import { type Change, changeOf } from "../compare-branches/comparison.js";
import { releaseRequest, type ReleaseRequest } from "../fleet/component.js";
import { settle, unmergedBranches } from "../fleet/lacks.js";
import { type ReadFailure, failureOf, type FleetMember, memberName, readFleet } from "../fleet/read-fleet.js";
import type { RepositoryView } from "../fleet/repository-view.js";
import { type Equivalence, readEquivalence } from "../history/equivalence.js";
import type { ReadPorts } from "../ports.js";

/** A release branch with commits that its mainline does not have by id. */
export interface BranchNotMerged {
  /** `refs/heads/…` */
  readonly ref: string;
  readonly commit: Oid;
  /** Short name of the mainline that it was compared with. */
  readonly mainline: string;
  /** Commits that the mainline does not have, merges among them (`git rev-list --count mainline..branch`). */
  readonly ahead: number;
  /** What the mainline really lacks: without merges, and without what came there in another form. Oldest first. */
  readonly missing: readonly Change[];
  /** There under another id: a cherry-pick, or the squash that brought it. Oldest first. */
  readonly equivalent: readonly { readonly commit: Oid; readonly by: Oid }[];
}

/** One repository of the report. A broken one has an `error`, and nothing else is known of it. */
export interface RepositoryNotMerged {
  readonly name: string;
  /** Where it was read, credentials removed. */
  readonly repository: string;
  /** Lowest line first. */
  readonly branches: readonly BranchNotMerged[];
  /** False: patches could not be compared, so a cherry-pick counts as missing. */
  readonly patchesCompared: boolean;
  readonly error?: ReadFailure;
}

/** What `releaseBranchesNotMerged` answers. */
export interface NotMergedReport {
  readonly format: 1;
  readonly repositories: readonly RepositoryNotMerged[];
}

/**
 * Lists the release branches that did not come back to their mainline. Branches with a patch number in their name
 * (`12.0.2`) count too. A repository without a known mainline has none. Only looks.
 * @throws ReleaseError `ERR_INPUT_INVALID`; the abort reason of `options.signal`
 */
export async function releaseBranchesNotMerged(
  ports: ReadPorts,
  request: ReleaseRequest,
  options: CallOptions = {},
): Promise<NotMergedReport> {
  const parsed = parseInput("release-branches-not-merged", releaseRequest, request);
  const members = await readFleet(ports, parsed, { ...options, kind: "release-branches-not-merged" });
  const look = async (member: FleetMember): Promise<RepositoryNotMerged> => {
    const { view, location, error } = member;
    const name = memberName(member);
    if (view === null) return { ...name, branches: [], patchesCompared: false, ...(error && { error }) };
    const repository = await ports.repositories.open(location, options);
    const lacks = view.components.map((component) => unmergedBranches(view.history, component));
    const question = {
      commits: lacks.flat().flatMap(({ lacking }) => lacking),
      heads: lacks.flat().map(({ from }) => from),
      lines: view.components.flatMap(({ mainline, onMainline }) =>
        mainline === null ? [] : [{ head: mainline.place, marks: onMainline }],
      ),
    };
    const equivalence = await readEquivalence(repository, view.history, question, options);
    const branches = view.components.flatMap(({ mainline }, index) =>
      (lacks[index] ?? []).map((lack) => branchOf(view, lack, mainline?.branch ?? "", equivalence)),
    );
    return { ...name, branches, patchesCompared: equivalence.isKnown };
  };
  const settled = await fanOut(members, look, { ...options, concurrency: parsed.concurrency ?? 8 });
  contextOf(options).signal.throwIfAborted();
  const repositories = settled.map((line): RepositoryNotMerged => {
    if (line.status === "fulfilled") return line.value;
    const error = failureOf(line.status === "rejected" ? line.error : null);
    return { ...memberName(line.item), branches: [], patchesCompared: false, error };
  });
  return { format: 1, repositories };
}

function branchOf(
  { history }: RepositoryView,
  lack: ReturnType<typeof unmergedBranches>[number],
  mainline: string,
  equivalence: Equivalence,
): BranchNotMerged {
  const { missing, equivalent } = settle(history, lack, equivalence);
  const oidAt = (place: number): Oid => history.at(place).commit;
  return {
    ref: lack.branch.ref,
    commit: lack.branch.commit,
    mainline,
    ahead: lack.lacking.length,
    missing: missing.map((place) => changeOf(history.at(place))).reverse(),
    equivalent: equivalent.map(({ commit, by }) => ({ commit: oidAt(commit), by: oidAt(by) })).reverse(),
  };
}

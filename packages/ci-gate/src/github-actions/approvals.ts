import type { EnvironmentReview, PendingEnvironment } from "@signalbox/github";
import type { CallOptions } from "@signalbox/release-core";
import type { Build, BuildJob, BuildState } from "../builds/ports.js";
import type { ActionsPorts } from "./ports.js";

/** An environment that somebody reviews, as far as GitHub tells of it. */
interface Reviewed {
  readonly id: number;
  readonly name: string;
  readonly isPending: boolean;
  /** What people said in any attempt, oldest first. */
  readonly words: readonly ("approved" | "rejected")[];
}

const ENVIRONMENT = "environment:";

/** Null when the job is no approval. */
export const environmentIdOf = ({ id }: BuildJob): number | null =>
  id.startsWith(ENVIRONMENT) ? Number(id.slice(ENVIRONMENT.length)) : null;

/** Those that wait for a person, and those about which a person said something. Pure. */
function reviewedIn(
  pending: readonly PendingEnvironment[],
  reviews: readonly EnvironmentReview[],
): readonly Reviewed[] {
  const said = reviews.flatMap(({ environments, state }) => environments.map((each) => ({ ...each, state })));
  const asked = pending.filter(({ reviewers }) => reviewers.length > 0);
  const names = new Map([...said, ...asked].map(({ id, name }) => [id, name] as const));
  return [...names].map(([id, name]) => ({
    id,
    name,
    isPending: pending.some((each) => each.id === id),
    words: said.flatMap((each) => (each.id === id && each.state !== "pending" ? each.state : [])),
  }));
}

/**
 * Whether what was said must have been said in this attempt; false when it may be of one before, since GitHub does not tell
 * which, and several jobs of one attempt may have asked. Then only a deployment shows whether this attempt came so far. Pure.
 */
const isOfThisAttempt = ({ attempt, state }: Pick<Build, "attempt" | "state">): boolean =>
  attempt === 1 || state === "passed";

/** Pure. `isReached`: this attempt came to the environment. */
function standingOf({ isPending, words }: Reviewed, isReached: boolean): BuildState {
  if (isPending) return "held";
  if (!isReached) return "queued";
  return words.at(-1) === "rejected" ? "failed" : "passed";
}

/** The approvals of a build: environments that wait, and those that did. */
export async function approvalsOf(
  runs: ActionsPorts["runs"],
  {
    repository,
    build,
    hasWaiting,
  }: { readonly repository: string; readonly build: Build; readonly hasWaiting: boolean },
  options?: CallOptions,
): Promise<readonly BuildJob[]> {
  const id = Number(build.id);
  const reviews = await runs.listReviews(repository, id, options);
  const pending = hasWaiting ? await runs.listPending(repository, id, options) : [];
  const isReached = async (reviewed: Reviewed): Promise<boolean> => {
    if (reviewed.isPending || isOfThisAttempt(build)) return true;
    const asked = { commit: build.commit, environment: reviewed.name };
    const at = await runs.lastDeployedAt(repository, asked, options);
    return at !== null && Date.parse(at) >= Date.parse(build.startedAt ?? build.createdAt);
  };
  return Promise.all(
    reviewedIn(pending, reviews).map(async (reviewed) => ({
      id: `${ENVIRONMENT}${reviewed.id}`,
      name: reviewed.name,
      kind: "approval",
      state: standingOf(reviewed, await isReached(reviewed)),
      startedAt: null,
      endedAt: null,
      needs: null,
      url: build.url,
    })),
  );
}

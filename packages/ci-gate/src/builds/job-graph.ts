import type { BuildJob } from "./ports.js";

/** Which job comes before which; null where CI does not tell it of every job. Pure. */
function needsOf(jobs: readonly BuildJob[]): ReadonlyMap<string, readonly string[]> | null {
  const needs = new Map<string, readonly string[]>();
  for (const job of jobs) {
    if (job.needs === null) return null;
    needs.set(job.name, [...(needs.get(job.name) ?? []), ...job.needs]);
  }
  return needs;
}

/** Names of all jobs before this one. */
function before(name: string, needs: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (of: string): void => {
    for (const one of needs.get(of) ?? []) {
      if (found.has(one)) continue;
      found.add(one);
      visit(one);
    }
  };
  visit(name);
  return found;
}

const isGiven = ({ kind, state }: BuildJob): boolean => kind === "approval" && state === "passed";

/**
 * Jobs that wait for this approval and for no other one; null where CI does not tell. Pure.
 */
export function startedBy(jobs: readonly BuildJob[], approval: string): readonly string[] | null {
  const needs = needsOf(jobs);
  if (needs === null) return null;
  const open = jobs.filter((job) => job.kind === "approval" && !isGiven(job) && job.name !== approval);
  return jobs
    .filter(({ kind, name }) => {
      const all = before(name, needs);
      return kind === "job" && all.has(approval) && !open.some((other) => all.has(other.name));
    })
    .map(({ name }) => name);
}

/**
 * Where a build ends without asking anybody: jobs that no approval comes before and that nothing comes after. All jobs
 * where CI does not tell, unless it has approvals. Pure.
 */
export function endsUnasked(jobs: readonly BuildJob[]): readonly string[] {
  const approvals = jobs.filter(({ kind }) => kind === "approval").map(({ name }) => name);
  const needs = needsOf(jobs);
  const plain = jobs.filter(({ kind }) => kind === "job");
  if (needs === null) return approvals.length > 0 ? [] : plain.map(({ name }) => name);
  return plain
    .filter(({ name }) => {
      const all = before(name, needs);
      return !approvals.some((one) => all.has(one)) && ![...needs.values()].some((some) => some.includes(name));
    })
    .map(({ name }) => name);
}

export interface GivenApproval {
  readonly name: string;
  /** Jobs behind it that would run again; all that did not pass where CI does not tell. */
  readonly jobs: readonly string[];
}

/** Approvals behind which something runs again without a question when only what failed is begun again. Pure. */
export function givenBeforeFailed(jobs: readonly BuildJob[]): readonly GivenApproval[] {
  const needs = needsOf(jobs);
  const again = jobs.filter(({ kind, state }) => kind === "job" && state !== "passed");
  return jobs
    .filter(isGiven)
    .map(({ name }) => ({
      name,
      jobs: again.filter((job) => needs === null || before(job.name, needs).has(name)).map((job) => job.name),
    }))
    .filter((approval) => approval.jobs.length > 0);
}

/** Names of approvals that were given. Pure. */
export const givenApprovals = (jobs: readonly BuildJob[]): readonly string[] =>
  jobs.filter(isGiven).map(({ name }) => name);

import type { Check } from "@signalbox/github";

/**
 * The newest attempt of each check. The same name by two apps, in two workflows, or by two events is two checks: GitHub
 * shows and judges them apart. Pure.
 */
export function newestAttempts(checks: readonly Check[]): readonly Check[] {
  const newest = new Map<string, Check>();
  for (const check of checks) {
    const key = JSON.stringify([check.kind, check.app, check.workflow, check.event, check.name]);
    const known = newest.get(key);
    if (known === undefined || isNewer(check, known)) newest.set(key, check);
  }
  const found = [...newest.values()];
  return found.filter((check) => check.kind !== "workflow-run" || !hasJobs(check, found));
}

/** What has not begun yet is newer than all that has; of two that began at once the worse one counts. */
function isNewer(check: Check, than: Check): boolean {
  const [one, other] = [beginOf(check), beginOf(than)];
  return one === other ? gravity(check) > gravity(than) : one > other;
}

const beginOf = ({ startedAt, state }: Check): number => {
  if (startedAt !== null) return Date.parse(startedAt);
  return outcomeOf(state) === "running" ? Infinity : -Infinity;
};

const gravity = ({ state }: Check): number => ["passed", "running", "failed"].indexOf(outcomeOf(state));

/** A run without jobs is over once a later one of the same workflow has some. */
const hasJobs = (run: Check, all: readonly Check[]): boolean =>
  all.some(
    (check) =>
      check.kind === "check-run" &&
      check.workflow === run.workflow &&
      check.event === run.event &&
      check.app === run.app &&
      beginOf(check) > beginOf(run),
  );

export type CheckOutcome = "passed" | "running" | "failed";

const PASSED = new Set(["success", "neutral", "skipped"]);
const RUNNING = new Set(["requested", "queued", "waiting", "pending", "in_progress", "expected"]);

/** A state that is not known counts as failed: what is new on GitHub must not pass here. */
export function outcomeOf(state: string): CheckOutcome {
  if (PASSED.has(state)) return "passed";
  return RUNNING.has(state) ? "running" : "failed";
}

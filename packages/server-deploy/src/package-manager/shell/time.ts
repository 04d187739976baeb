/** What a package manager is given for its work, beyond any waiting. */
const WORK_MS = 15 * 60_000;

/** Whole seconds, at least one: what shells and package managers count in. */
export const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));

/** A deadline with the waiting in it. */
export const waitAndWork = (lockWaitMs: number, workMs = WORK_MS): { readonly deadlineMs: number } => ({
  deadlineMs: lockWaitMs + workMs + 5000,
});

import type { Step } from "../train.js";

/** How a step ended, for what needs the whole of it. */
export interface Ending {
  /** `unneeded`: a rescue of what did not fail. `incomplete`: some of its items failed or were not reached. */
  readonly status: "done" | "skipped" | "unneeded" | "not-reached" | "incomplete";
  /** Names of the items that failed; null for the step itself. */
  readonly failed: readonly (string | null)[];
  /** How many items ended well. */
  readonly done: number;
}

/** How one item of a step ended. */
export type ItemEnding = "done" | "failed" | "not-reached";

/** An ending without items. */
export const endedAs = (status: Exclude<Ending["status"], "incomplete">): Ending => ({ status, failed: [], done: 0 });

/** Could not even begin. */
export const BROKEN: Ending = { status: "incomplete", failed: [null], done: 0 };

/** The ending of a step by those of its items, each with its name. */
export function endingOf(items: readonly (readonly [string | null, ItemEnding])[]): Ending {
  const failed = items.filter(([, ending]) => ending === "failed").map(([name]) => name);
  const done = items.filter(([, ending]) => ending === "done").length;
  return { status: done === items.length ? "done" : "incomplete", failed, done };
}

/** True when what needs the whole of a step may begin. */
export function mayFollow(step: Step, { status, done }: Ending): boolean {
  if (status === "incomplete") return step.onItemFailure === "continue" && done > 0;
  return status !== "not-reached";
}

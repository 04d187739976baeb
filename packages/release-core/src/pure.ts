import { planNotPure } from "./errors.js";

/** Refuses the promise of an asynchronous `plan` or `judge`; its own failure must not become an unhandled rejection. */
export function refusePromise(kind: string, answer: unknown): void {
  if (typeof (answer as { then?: unknown } | null | undefined)?.then !== "function") return;
  Promise.resolve(answer).catch(() => undefined);
  throw planNotPure(kind);
}

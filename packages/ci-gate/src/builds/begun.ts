import type { BuildLook } from "./newest-builds.js";

/**
 * When the oldest of what a build holds was begun, milliseconds since 1970; null while nothing has begun. Where only what
 * failed was begun again, the results of the other jobs are as old as they were: what CI kept of them is gone first. Pure.
 */
export function begunMs({ build, jobs }: BuildLook): number | null {
  const passed = jobs.filter(({ kind, state }) => kind === "job" && state === "passed");
  const times = [build.startedAt, ...passed.map(({ startedAt }) => startedAt)].filter((time) => time !== null);
  return times.length === 0 ? null : Math.min(...times.map((time) => Date.parse(time)));
}

/** Milliseconds; null while nothing has begun. Pure. */
export function ageOf(look: BuildLook, now: Date): number | null {
  const begun = begunMs(look);
  return begun === null ? null : now.getTime() - begun;
}

/** The newest attempt was begun at `after` or later; one that has not begun will be. Pure. */
export const isBegunSince = ({ build }: Pick<BuildLook, "build">, after: string | undefined): boolean =>
  after === undefined || build.startedAt === null || Date.parse(build.startedAt) >= Date.parse(after);

/** Young enough, and begun late enough. Pure. */
export function isYoung(
  look: BuildLook,
  { maxAgeMs, after }: { readonly maxAgeMs?: number | undefined; readonly after?: string | undefined },
  now: Date,
): boolean {
  return (maxAgeMs === undefined || (ageOf(look, now) ?? 0) <= maxAgeMs) && isBegunSince(look, after);
}

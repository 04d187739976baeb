import { isOver } from "./is-over.js";
import type { BuildLook } from "./newest-builds.js";
import type { Build } from "./ports.js";

/** Some systems tell times without a fraction: what was begun in the same second must not count as begun before. */
export const secondOf = (time: string): number => Math.floor(Date.parse(time) / 1000) * 1000;

/**
 * When the newest attempt was begun, milliseconds since 1970; null while nothing has begun. Of one that is over, and whose
 * beginning CI does not tell, when it was made: it is no younger. Pure.
 */
const attemptMs = (build: Build): number | null => {
  const time = build.startedAt ?? (isOver(build) ? build.createdAt : null);
  return time === null ? null : Date.parse(time);
};

/**
 * When the oldest of what a build holds was begun, milliseconds since 1970; null while nothing has begun. Where only what
 * failed was begun again, the results of the other jobs are as old as they were: what CI kept of them is gone first. Pure.
 */
export function begunMs({ build, jobs }: BuildLook): number | null {
  const passed = jobs.filter(({ kind, state }) => kind === "job" && state === "passed");
  const kept = passed.flatMap(({ startedAt }) => (startedAt === null ? [] : Date.parse(startedAt)));
  const times = [attemptMs(build) ?? [], ...kept].flat();
  return times.length === 0 ? null : Math.min(...times);
}

/** Milliseconds; null while nothing has begun. Pure. */
export function ageOf(look: BuildLook, now: Date): number | null {
  const begun = begunMs(look);
  return begun === null ? null : now.getTime() - begun;
}

/** The newest attempt was begun in the second of `after` or later; one that has not begun will be. Pure. */
export const isBegunSince = ({ build }: Pick<BuildLook, "build">, after: string | undefined): boolean =>
  after === undefined || (attemptMs(build) ?? Infinity) >= secondOf(after);

/** The newest attempt was begun later than another one that CI told of. Both times are CI's. Pure. */
export const isBegunLater = ({ build }: Pick<BuildLook, "build">, follows: string | null | undefined): boolean =>
  typeof follows === "string" && (attemptMs(build) ?? Infinity) > Date.parse(follows);

/** Young enough, and begun late enough. Pure. */
export function isYoung(
  look: BuildLook,
  { maxAgeMs, after }: { readonly maxAgeMs?: number | undefined; readonly after?: string | undefined },
  now: Date,
): boolean {
  return (maxAgeMs === undefined || (ageOf(look, now) ?? 0) <= maxAgeMs) && isBegunSince(look, after);
}

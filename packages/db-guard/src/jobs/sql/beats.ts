import type { SignOfLife } from "../job-engine.js";

/** What is known of the beats of a process. */
export interface Beat {
  readonly ageMs: number;
  readonly everyMs: number;
  readonly deadAfterMs: number;
  readonly name: string;
  /** Whether the zone of the time is certain: the column has one, the caller named it, or another process beats now. */
  readonly zoneIsCertain: boolean;
}

/**
 * A beat that is overdue is a proof only where the zone of its time is certain: an application that writes local time
 * looks dead by hours.
 */
export function beatSign({ zoneIsCertain, ...beat }: Beat): SignOfLife {
  const doubtful = !zoneIsCertain && (beat.ageMs > beat.deadAfterMs || beat.ageMs < -beat.deadAfterMs);
  return doubtful ? { kind: "checkpoint", ageMs: beat.ageMs, name: beat.name } : { kind: "heartbeat", ...beat };
}

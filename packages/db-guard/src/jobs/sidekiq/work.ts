import { toNumber, toText } from "../sql/values.js";

/** What a process says about one of its threads. */
export interface Work {
  readonly id: string | null;
  readonly job: string | null;
  readonly startedMs: number | null;
  readonly readable: boolean;
}

/**
 * `{ queue, payload, run_at }`, where the payload is the job's own JSON text, or the object itself before version 7.
 * `wrapped` is the class that Active Job runs inside its wrapper. What cannot be read is still a job.
 */
export function readWork(text: string): Work {
  const work = objectOf(text);
  if (work === null) return { id: null, job: null, startedMs: null, readable: false };
  const payload = objectOf(work["payload"]);
  const seconds = toNumber(work["run_at"]);
  return {
    id: toText(payload?.["jid"]),
    job: toText(payload?.["wrapped"]) ?? toText(payload?.["class"]) ?? toText(work["queue"]),
    startedMs: seconds === null ? null : seconds * 1000,
    readable: payload !== null,
  };
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof value !== "string") return isObject(value) ? value : null;
  try {
    const parsed: unknown = JSON.parse(value);
    return isObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

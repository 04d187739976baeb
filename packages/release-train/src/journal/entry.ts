import { hash } from "node:crypto";
import type { Json } from "@signalbox/release-core";

/** Who drives a run; also what the lock file holds. */
export interface Owner {
  /** Unique for each taking of the lock. */
  readonly id: string;
  readonly host: string;
  readonly user: string;
  readonly pid: number;
  /** Tells a process from a later one with the same pid; null where the system does not say. */
  readonly startTime: string | null;
  /** Tells this start of the machine from earlier ones; null where the system does not say. */
  readonly bootId: string | null;
  readonly since: string;
}

/** What a line of the journal says. */
export type EntryBody =
  | { readonly type: "run-created"; readonly format: 1; readonly runId: string; readonly input: Json }
  /** Somebody drives the run again; written before the first line of that drive, so that looking leaves no trace. */
  | { readonly type: "resumed"; readonly owner: Owner }
  | { readonly type: "step-started"; readonly key: string }
  | { readonly type: "step-finished"; readonly key: string; readonly result: Json }
  | { readonly type: "step-failed"; readonly key: string; readonly error: Json }
  | {
      readonly type: "wait-started";
      readonly key: string;
      readonly kind: "time" | "signal" | "poll";
      readonly until: string | null;
      readonly reason: string;
      readonly request: Json;
      /** What the next look of a poll gets as `previous`. */
      readonly state: Json;
    }
  | { readonly type: "wait-ended"; readonly key: string }
  | {
      readonly type: "signal-received";
      readonly key: string;
      readonly file: string;
      readonly sentAt: string;
      readonly body: Json;
    }
  | { readonly type: "run-finished"; readonly result: Json }
  | { readonly type: "run-failed"; readonly error: Json }
  | { readonly type: "run-aborted"; readonly body: Json }
  | { readonly type: "unlocked"; readonly body: Json };

export type Entry = EntryBody & {
  readonly seq: number;
  readonly at: string;
  readonly prev: string;
  readonly hash: string;
};

/** `prev` of the first line. */
export const NO_HASH = "0".repeat(64);

const OPEN = ',"hash":"';
/** `,"hash":"` + 64 hex digits + `"}` */
export const SEAL_LENGTH = OPEN.length + 64 + 2;

/**
 * One line of a journal, without the newline. The format: a JSON object whose last member is `hash`, the sha256 of
 * the line's bytes before `,"hash":"`. `prev` is the `hash` of the line before, `seq` counts from 1. So the chain is
 * checked over the bytes as they stand, without parsing: any changed byte, missing or moved line breaks it. `text` is
 * the body's JSON, for callers that have it.
 */
export function writeLine(
  body: EntryBody,
  { seq, at, prev }: Pick<Entry, "seq" | "at" | "prev">,
  text = JSON.stringify(body),
): { readonly line: string; readonly entry: Entry } {
  // Written around the body as it stands: to put the members into one object first takes longer than the hash.
  const unsealed = `{"seq":${seq},"at":"${at}",${text.slice(1, -1)},"prev":"${prev}"`;
  const seal = sealOf(unsealed);
  // `Object.assign`, because a spread of so many shapes takes thirty times as long.
  return { line: `${unsealed}${OPEN}${seal}"}`, entry: Object.assign({ seq, at, prev, hash: seal }, body) };
}

export function sealOf(bytes: string | Uint8Array): string {
  return hash("sha256", bytes, "hex");
}

import type { Json } from "@signalbox/release-core";
import type { RunRecord, SignalRecord, StepRecord, WaitRecord } from "../engine-port.js";
import type { Entry } from "./entry.js";

/** A wait that is not over, with what a poll remembers. */
export interface OpenWait extends WaitRecord {
  readonly poll: boolean;
  readonly state: Json;
}

/** The state of a run while entries are added to it. */
export interface RunState {
  runId: string;
  input: Json;
  startedAt: string;
  updatedAt: string;
  ended: "failed" | "finished" | "aborted" | null;
  result: Json;
  error: Json;
  readonly steps: Map<string, StepRecord>;
  readonly waits: Map<string, OpenWait>;
  /** Time waits that are over. */
  readonly passed: Set<string>;
  /** By the key of the wait that took it. */
  readonly received: Map<string, SignalRecord>;
  readonly files: Set<string>;
  /** The wait whose answer is the last thing that happened; null when more happened since. */
  lastTaken: string | null;
}

export function emptyState(): RunState {
  return {
    runId: "",
    input: null,
    startedAt: "",
    updatedAt: "",
    ended: null,
    result: null,
    error: null,
    steps: new Map(),
    waits: new Map(),
    passed: new Set(),
    received: new Map(),
    files: new Set(),
    lastTaken: null,
  };
}

/** Where the waits of one key are kept: a step may wait for a time and for a person under the same key. */
export const waitPlace = (kind: "time" | "signal" | "poll", key: string): string =>
  `${kind === "signal" ? "signal" : "time"} ${key}`;

/** Adds one entry to a state. */
export function addEntry(state: RunState, entry: Entry): void {
  state.updatedAt = entry.at;
  if (entry.type !== "resumed" && entry.type !== "unlocked")
    state.lastTaken = entry.type === "signal-received" ? entry.key : null;
  switch (entry.type) {
    case "run-created":
      state.runId = entry.runId;
      state.input = entry.input;
      state.startedAt = entry.at;
      return;
    case "resumed":
      state.ended = null;
      state.error = null;
      return;
    case "step-started":
      state.steps.set(entry.key, begun(entry.key, entry.at, (state.steps.get(entry.key)?.attempts ?? 0) + 1));
      return;
    case "step-finished":
      endStep(state, entry, "finished", { result: entry.result, error: null });
      return;
    case "step-failed":
      endStep(state, entry, "failed", { result: null, error: entry.error });
      return;
    case "wait-started": {
      const { key, kind, until, reason, request, state: remembered } = entry;
      const place = waitPlace(kind, key);
      const since = state.waits.get(place)?.since ?? entry.at;
      const wait = { key, kind: kind === "signal" ? kind : ("time" as const), since, until, reason, request };
      state.waits.set(place, { ...wait, poll: kind === "poll", state: remembered });
      return;
    }
    case "wait-ended":
      state.waits.delete(waitPlace("time", entry.key));
      state.passed.add(entry.key);
      return;
    case "signal-received":
      state.waits.delete(waitPlace("signal", entry.key));
      if (state.waits.get(waitPlace("poll", entry.key))?.poll === true)
        state.waits.delete(waitPlace("poll", entry.key));
      state.received.set(entry.key, { key: entry.key, at: entry.sentAt, body: entry.body, taken: true });
      state.files.add(entry.file);
      return;
    case "run-finished":
      state.ended = "finished";
      state.result = entry.result;
      return;
    case "run-failed":
      state.ended = "failed";
      state.error = entry.error;
      return;
    case "run-aborted":
      state.ended = "aborted";
      state.result = entry.body;
      return;
    case "unlocked":
      return;
  }
}

function begun(key: string, startedAt: string, attempts: number): StepRecord {
  return { key, status: "running", result: null, error: null, startedAt, endedAt: null, attempts };
}

function endStep(
  state: RunState,
  { key, at }: Entry & { readonly key: string },
  status: "finished" | "failed",
  { result, error }: Pick<StepRecord, "result" | "error">,
): void {
  const place = waitPlace("poll", key);
  const waited = state.waits.get(place);
  if (waited?.poll === true) state.waits.delete(place);
  const before = state.steps.get(key);
  // A poll has no intent: its looks only read.
  const { startedAt, attempts } =
    before?.status === "running" ? before : begun(key, waited?.since ?? at, (before?.attempts ?? 0) + 1);
  state.steps.set(key, { key, status, result, error, startedAt, endedAt: at, attempts });
}

/** The record of a state; `unread` are signals that the run has not asked for yet. */
export function recordOf(state: RunState, owner: Json = null, unread: readonly SignalRecord[] = []): RunRecord {
  const { runId, input, result, error, startedAt, updatedAt } = state;
  const steps = [...state.steps.values()];
  const ended = state.ended !== null && state.ended !== "failed";
  const waits = ended ? [] : [...state.waits.values()].map(({ poll: _poll, state: _state, ...wait }) => wait);
  const signals = [...state.received.values(), ...unread];
  const busy = steps.some((step) => step.status === "running");
  const status = state.ended ?? (!busy && waits.length > 0 ? "waiting" : "running");
  return { runId, status, input, result, error, startedAt, updatedAt, steps, waits, signals, owner };
}

/** Where a run stands after these entries; pure. */
export function replay(entries: readonly Entry[]): RunRecord {
  const state = emptyState();
  for (const entry of entries) addEntry(state, entry);
  return recordOf(state);
}

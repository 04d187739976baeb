import type { BuildState } from "../builds/ports.js";

/**
 * The one table of states, of builds and jobs alike. Sources: lib/travis/model/build/states.rb of travis-api and
 * `FINISHED_STATES` in lib/travis/hub/model/job.rb of https://github.com/travis-ci/travis-hub.
 */
const STATES: Readonly<Record<string, BuildState>> = {
  persisted: "queued",
  configured: "queued",
  created: "queued",
  queued: "queued",
  // A machine has it, and starts.
  received: "running",
  started: "running",
  passed: "passed",
  failed: "failed",
  // What comes before the script failed, or nobody could read the configuration.
  errored: "failed",
  canceled: "cancelled",
};

export const stateOf = (state: string): BuildState =>
  Object.hasOwn(STATES, state) ? (STATES[state] ?? "unknown") : "unknown";

/** `event_type` → the port's `cause`; anything else is handed on as it is. */
export const causeOf = (event: string): string => CAUSES.get(event) ?? event;

const CAUSES = new Map([
  ["cron", "schedule"],
  ["pull_request", "pull-request"],
]);

import { toJson } from "@signalbox/release-core";
import type { Workflow } from "../engine-port.js";
import { errorJson } from "../error-json.js";
import { journalContext } from "./journal-context.js";
import type { SessionControl } from "./session.js";

/** Runs a workflow until it ends or only waits, and writes how it ended. An abort leaves the run as it is, to be resumed. */
export async function driveSession(session: SessionControl, workflow: Workflow): Promise<void> {
  const { journal, signal } = session;
  const running = Promise.resolve()
    .then(() => workflow(journalContext(session), journal.state.input))
    .then(
      (value) => ({ ok: true as const, value }),
      (error: unknown) => ({ ok: false as const, error }),
    );
  const end = await Promise.race([running, session.onlyWaits.then(() => null)]);
  session.close();
  await session.drained();
  if (signal.aborted) throw signal.reason;
  if (end === null) return;
  if (end.ok) {
    // Before the line: nobody opens a finished run again.
    session.checkpoints.clear();
    journal.append({ type: "run-finished", result: toJson(end.value) });
    return;
  }
  journal.append({ type: "run-failed", error: errorJson(end.error) });
}

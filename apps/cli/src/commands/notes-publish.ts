import { publishNotes } from "@signalbox/release-notes";
import type { ExitCode } from "../exit-codes.js";
import { publishInputOf } from "../noting/publish-input.js";
import { operate } from "../operate.js";
import type { Session } from "../session.js";
import { filePortsOf, notesPortsOf } from "../wiring/notes-ports.js";
import { openWiring } from "../wiring/repositories.js";

export async function run(session: Session): Promise<ExitCode> {
  const wiring = await openWiring(session);
  const input = await publishInputOf(session, wiring.config);
  const ports = input.file === undefined ? await notesPortsOf(wiring, session) : filePortsOf(wiring);
  return operate(session, {
    operation: publishNotes(ports),
    targets: [{ repository: input.repository ?? input.file ?? "", input }],
    concurrency: 1,
  });
}

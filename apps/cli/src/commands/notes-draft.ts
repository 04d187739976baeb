import { draftPost } from "@signalbox/release-notes";
import { configOf } from "../config/load-session-config.js";
import type { ExitCode } from "../exit-codes.js";
import { draftInputOf } from "../noting/draft-input.js";
import { modelMeant } from "../noting/notes-input.js";
import { operate } from "../operate.js";
import { findingLines } from "../output/notes-text.js";
import type { Session } from "../session.js";
import { notesPortsOf } from "../wiring/notes-ports.js";
import { openWiring } from "../wiring/repositories.js";

export async function run(session: Session): Promise<ExitCode> {
  const config = await configOf(session);
  const model = await modelMeant(session, config, "users");
  const input = draftInputOf(session, config, model);
  const wiring = await openWiring(session, config);
  // The draft is for a person, who may settle them: `notes check` is what stops.
  if (model.findings.length > 0) session.out.note(findingLines(model.findings, "all", session.out.style));
  return operate(session, {
    operation: draftPost(await notesPortsOf(wiring, session)),
    targets: [{ repository: input.repository, input }],
    concurrency: 1,
  });
}

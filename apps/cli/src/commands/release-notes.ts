import { editReleaseNotes } from "@signalbox/github-release";
import { usage } from "../errors.js";
import type { ExitCode } from "../exit-codes.js";
import { operate } from "../operate.js";
import { readNotes, readReleaseCall } from "../releasing/release-call.js";
import { isSet, type Session } from "../session.js";
import { openReleases } from "../wiring/releases.js";

export async function run(session: Session): Promise<ExitCode> {
  const { components, concurrency, tagOf } = await readReleaseCall(session, session.positionals);
  const notes = await readNotes(session);
  if (notes === undefined || notes.trim() === "")
    throw usage("There are no notes to write.", "Name a file with Markdown: --notes-file notes.md, or - for stdin.");
  const replaceEdits = isSet(session, "replace-edits");
  return operate(session, {
    operation: editReleaseNotes(await openReleases(session)),
    targets: components.map((component) => ({
      repository: component.repository,
      input: { repository: component.repository, tag: tagOf(component), notes, replaceEdits },
    })),
    concurrency,
  });
}

import { draftRelease } from "@signalbox/github-release";
import type { ExitCode } from "../exit-codes.js";
import { operate } from "../operate.js";
import { readNotes, readReleaseCall, tagRulesOf } from "../releasing/release-call.js";
import { isSet, text, type Session } from "../session.js";
import { defined } from "../templates/defined.js";
import { openReleases } from "../wiring/releases.js";

export async function run(session: Session): Promise<ExitCode> {
  const { components, concurrency, tagOf } = await readReleaseCall(session, session.positionals);
  const notes = await readNotes(session);
  const operation = draftRelease(await openReleases(session));
  const targets = components.map((component) => {
    const { repository, mainline } = component;
    const wish = { repository, tag: tagOf(component), ...tagRulesOf(component) };
    const target = text(session, "target") ?? mainline;
    const more = defined({ notes, target, name: text(session, "title") });
    const flags = {
      ...(isSet(session, "prerelease") ? { prerelease: true } : {}),
      ...(isSet(session, "replace-edits") ? { replaceEdits: true } : {}),
    };
    return { repository, input: { ...wish, ...more, ...flags } };
  });
  return operate(session, { operation, targets, concurrency });
}

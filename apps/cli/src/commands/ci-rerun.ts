import { rerunBuild } from "@signalbox/ci-gate";
import { operateBuilds } from "../building/operate-builds.js";
import { sinceOf } from "../building/since-of.js";
import { parseSpan } from "../databases/parse-span.js";
import { usage } from "../errors.js";
import type { ExitCode } from "../exit-codes.js";
import { isSet, list, type Session, text } from "../session.js";
import { defined } from "../templates/defined.js";

export function run(session: Session): Promise<ExitCode> {
  const maxAge = text(session, "max-age");
  const isAgain = isSet(session, "again");
  if (!isAgain && text(session, "since") !== undefined)
    throw usage("--since says which build --again has begun already.", "Give both, or neither.");
  const asked = defined({
    maxAgeMs: maxAge === undefined ? undefined : parseSpan("max-age", maxAge),
    after: isAgain ? sinceOf(session) : undefined,
    fromFailed: isSet(session, "failed"),
    despiteApproved: [...list(session, "despite-approved")],
  });
  return operateBuilds(session, rerunBuild, ({ choice, place: { maxAgeMs } }) => ({
    ...choice,
    ...defined({ maxAgeMs }),
    ...asked,
  }));
}

import { triggerBuild } from "@signalbox/ci-gate";
import { operateBuilds } from "../building/operate-builds.js";
import { readBuildParameters } from "../building/read-parameters.js";
import { usage } from "../errors.js";
import type { ExitCode } from "../exit-codes.js";
import { type Session, text } from "../session.js";
import { defined } from "../templates/defined.js";

export function run(session: Session): Promise<ExitCode> {
  const given = text(session, "since");
  if (given !== undefined && Number.isNaN(Date.parse(given)))
    throw usage(`--since must be a time, not "${given}".`, "For example --since 2026-03-02T09:00:00Z.");
  // Some systems tell times without a fraction.
  const sinceMs = given === undefined ? Math.floor(Date.now() / 1000) * 1000 : Date.parse(given);
  const asked = { since: new Date(sinceMs).toISOString(), parameters: readBuildParameters(session, "parameter") };
  return operateBuilds(session, triggerBuild, ({ choice, at: { tag } }) => ({
    ...choice,
    // CI builds the head of a branch or a tag, and no commit.
    ...defined({ tag: choice.branch === undefined ? (tag ?? undefined) : undefined }),
    ...asked,
  }));
}

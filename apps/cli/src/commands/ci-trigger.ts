import { triggerBuild } from "@signalbox/ci-gate";
import { operateBuilds } from "../building/operate-builds.js";
import { readBuildParameters } from "../building/read-parameters.js";
import { usage } from "../errors.js";
import type { ExitCode } from "../exit-codes.js";
import { type Session, text } from "../session.js";
import { defined } from "../templates/defined.js";

export function run(session: Session): Promise<ExitCode> {
  const asked = { since: sinceOf(session), parameters: readBuildParameters(session, "parameter") };
  return operateBuilds(session, triggerBuild, ({ choice, at: { tag } }) => ({
    ...choice,
    // CI builds the head of a branch or a tag, and no commit.
    ...defined({ tag: choice.branch === undefined ? (tag ?? undefined) : undefined }),
    ...asked,
  }));
}

/**
 * CI does not tell what a build was started with, so the time is what a line has of its own: given again after a lost
 * answer or Ctrl-C, it finds the build that it began. A time that we made up would begin another.
 */
function sinceOf(session: Session): string {
  const given = text(session, "since");
  const isTime = given !== undefined && !Number.isNaN(Date.parse(given));
  if (isTime) return new Date(given).toISOString();
  // Some systems tell times without a fraction.
  const now = `${new Date().toISOString().slice(0, 19)}Z`;
  throw usage(
    given === undefined ? "--since is missing." : `--since must be a time, not "${given}".`,
    `A build begun since then counts as this one. For a new build: --since ${now}. The same line again begins no second one.`,
  );
}

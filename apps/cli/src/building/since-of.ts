import { usage } from "../errors.js";
import { type Session, text } from "../session.js";

/**
 * CI does not tell what a build was begun for, so the time is what a line has of its own: given again after a lost answer
 * or Ctrl-C, it finds the build that it began. A time that we made up would begin another.
 * @throws ReleaseError `ERR_USAGE` with the time of now, to be typed
 */
export function sinceOf(session: Session): string {
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

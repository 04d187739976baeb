import type { ExitCode } from "../exit-codes.js";
import { changeShare } from "../playing/change-share.js";
import { fractionOf } from "../playing/play-options.js";
import type { Session } from "../session.js";

export function run(session: Session): Promise<ExitCode> {
  const [track = "", to = ""] = session.positionals;
  const share = to === "complete" || to === "resume" ? to : { fraction: fractionOf(to) };
  return changeShare(session, track, share);
}

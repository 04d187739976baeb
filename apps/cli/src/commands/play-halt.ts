import type { ExitCode } from "../exit-codes.js";
import { changeShare } from "../playing/change-share.js";
import type { Session } from "../session.js";

export const run = (session: Session): Promise<ExitCode> =>
  changeShare(session, session.positionals[0] ?? "production", "halt");

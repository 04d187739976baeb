import { setBoardRelease } from "@signalbox/github-release";
import { boardNamed } from "../config/board-named.js";
import { configOf } from "../config/load-session-config.js";
import { usage } from "../errors.js";
import type { ExitCode } from "../exit-codes.js";
import { operate } from "../operate.js";
import { isSet, text, type Session } from "../session.js";
import { defined } from "../templates/defined.js";
import { boardOperation } from "../wiring/board-operation.js";
import { boardsOf } from "../wiring/git-hub-ports.js";

export async function run(session: Session): Promise<ExitCode> {
  const { board, stateDir } = await configOf(session);
  const { owner, number, releaseField, marker } = boardNamed(session, board);
  const [release = ""] = session.positionals;
  const input = {
    board: { owner, number },
    release,
    active: !isSet(session, "off"),
    way: wayOf(text(session, "way")),
    ...defined({ releaseField, marker }),
  };
  return operate(session, {
    operation: boardOperation(setBoardRelease({ boards: boardsOf(session) }), stateDir),
    targets: [{ repository: `board ${owner}/${number}`, input }],
    concurrency: 1,
  });
}

/** @throws ReleaseError `ERR_USAGE` for another word */
function wayOf(given: string | undefined): "manual" | "options" {
  if (given === undefined || given === "manual") return "manual";
  if (given === "options") return given;
  throw usage(`--way must be manual or options, not "${given}".`, "Leave it out: a person does it, and this waits.");
}

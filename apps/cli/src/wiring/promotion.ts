import { bumpPins, promoteBranch } from "@signalbox/git-promote";
import { readIdentity } from "../config/operator.js";
import type { Session } from "../session.js";
import type { Wiring } from "./repositories.js";
import { writePortsOf } from "./write-ports.js";

/** What `promote` does, for those who have a wiring. */
export async function promotionOf(
  { config, repositories }: Wiring,
  session: Session,
): Promise<ReturnType<typeof promoteBranch>> {
  return promoteBranch({ repositories, identity: await readIdentity(config, session.env) });
}

/** What `bump` does. */
export const bumpingOf = async (wiring: Wiring, session: Session): Promise<ReturnType<typeof bumpPins>> =>
  bumpPins(await writePortsOf(wiring, session));

import { promoteBranch } from "@signalbox/git-promote";
import { readIdentity } from "../config/operator.js";
import type { Session } from "../session.js";
import type { Wiring } from "./repositories.js";

/** What `promote` does, for those who have a wiring. */
export async function promotionOf(
  { config, repositories }: Wiring,
  session: Session,
): Promise<ReturnType<typeof promoteBranch>> {
  return promoteBranch({ repositories, identity: await readIdentity(config, session.env) });
}

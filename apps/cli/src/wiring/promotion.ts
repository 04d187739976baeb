import { promoteBranch } from "@signalbox/git-promote";
import { readIdentity } from "../config/operator.js";
import type { Session } from "../session.js";
import { openWiring, type Wiring } from "./repositories.js";

export interface PromotionWiring extends Wiring {
  readonly promotion: ReturnType<typeof promoteBranch>;
}

/** What `promote` needs. */
export async function openPromotion(session: Session): Promise<PromotionWiring> {
  const { config, repositories } = await openWiring(session);
  const identity = await readIdentity(config, session.env);
  return { config, repositories, promotion: promoteBranch({ repositories, identity }) };
}

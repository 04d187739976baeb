import { chooseRepositories } from "../config/choose-repositories.js";
import type { ExitCode } from "../exit-codes.js";
import { operate } from "../operate.js";
import { isSet, positive, type Session } from "../session.js";
import { openPromotion } from "../wiring/promotion.js";

export async function run(session: Session): Promise<ExitCode> {
  const { config, promotion } = await openPromotion(session);
  const [from = "", to = "", ...named] = session.positionals;
  const fallback = config.configuration === null ? [] : [config.configuration];
  const repositories = await chooseRepositories(session, config, fallback, named);
  const branchOf = (name: string): string =>
    config.environments.find((environment) => environment.name === name)?.branch ?? name;
  const move = { from: branchOf(from), to: branchOf(to), ...(isSet(session, "direct") ? { direct: true } : {}) };
  return operate(session, {
    operation: promotion,
    targets: repositories.map(({ repository }) => ({ repository, input: { repository, ...move } })),
    concurrency: positive(session, "concurrency") ?? config.concurrency,
  });
}

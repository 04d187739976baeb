import { chooseRepositories } from "../config/choose-repositories.js";
import type { ExitCode } from "../exit-codes.js";
import { isSet, positive, type Session } from "../session.js";
import { askAhead, noteStaleClones, openWiring } from "../wiring/repositories.js";

export async function run(session: Session): Promise<ExitCode> {
  const wiring = await openWiring(session);
  const { config } = wiring;
  const [from = "", to = "", ...named] = session.positionals;
  const fallback = config.configuration === null ? [] : [config.configuration];
  const chosen = await chooseRepositories(session, config, fallback, named);
  const locations = chosen.map(({ repository }) => repository);
  const concurrency = positive(session, "concurrency") ?? config.concurrency;
  await askAhead(session, wiring.repositories, locations.slice(0, concurrency));
  noteStaleClones(session, wiring);

  const [{ operate }, { promotionOf }] = await Promise.all([import("../operate.js"), import("../wiring/promotion.js")]);
  const branchOf = (name: string): string =>
    config.environments.find((environment) => environment.name === name)?.branch ?? name;
  const move = { from: branchOf(from), to: branchOf(to), ...(isSet(session, "direct") ? { direct: true } : {}) };
  return operate(session, {
    operation: await promotionOf(wiring, session),
    targets: locations.map((repository) => ({ repository, input: { repository, ...move } })),
    concurrency,
  });
}

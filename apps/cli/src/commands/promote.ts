import { chooseRepositories } from "../config/choose-repositories.js";
import { locationOf } from "../config/inventory.js";
import type { Config } from "../config/load-config.js";
import type { ExitCode } from "../exit-codes.js";
import { isSet, positive, text, type Session } from "../session.js";
import { askAhead, noteStaleClones, openWiring } from "../wiring/repositories.js";

/** Stands for the mainline of each repository: what the configuration says, else what the remote calls HEAD. */
const MAINLINE = "mainline";

export async function run(session: Session): Promise<ExitCode> {
  const wiring = await openWiring(session);
  const { config } = wiring;
  const [from = "", to = "", ...named] = session.positionals;
  const fallback = config.configuration === null ? [] : [config.configuration];
  const chosen = await chooseRepositories(session, config, fallback, named);
  const locations = chosen.map(({ repository }) => repository);
  const concurrency = positive(session, "concurrency") ?? config.concurrency;
  const load = () =>
    Promise.all([
      import("../operate.js"),
      import("../wiring/promotion.js"),
      isRequested(session) ? import("../promoting/by-pull-request.js") : null,
    ]);
  await askAhead(session, wiring.repositories, locations.slice(0, concurrency), load);
  noteStaleClones(session, wiring);

  const [{ operate }, { promotionOf }, requesting] = await load();
  const next = await requesting?.nextOf(session, config);
  const branchOf = (name: string): string =>
    config.environments.find((environment) => environment.name === name)?.branch ?? name;
  const move = { from: branchOf(from), ...moveOf(session, config) };
  const targetOf = (mainline: string | undefined): string =>
    to === MAINLINE && mainline !== undefined ? mainline : branchOf(to);
  return operate(session, {
    operation: await promotionOf(wiring, session),
    targets: chosen.map(({ repository, mainline }) => ({
      repository,
      input: { repository, ...move, to: targetOf(mainline), ...referencesOf(config, repository) },
    })),
    concurrency,
    ...(next !== undefined && { next }),
  });
}

const isRequested = ({ values }: Session): boolean =>
  ["pull-request", "reviewer", "label", "title", "draft"].some((name) => values[name] !== undefined);

/** What is the same in all repositories. */
function moveOf(session: Session, { pins }: Config): object {
  const review = text(session, "review-branch");
  const fork = text(session, "review-repository");
  const context = { folder: session.cwd, home: session.env.home, gitHubUrl: session.env.gitHub.url };
  return {
    ...(review === undefined ? {} : { review }),
    ...(fork === undefined ? {} : { reviewRepository: locationOf(fork, context) }),
    ...(isSet(session, "direct") ? { direct: true } : {}),
    ...(isSet(session, "settle") ? { settle: true } : {}),
    ...(pins === null ? {} : { pins }),
  };
}

/** The rules are about the environments, which are branches of one repository. */
const referencesOf = ({ configuration, references }: Config, repository: string): object =>
  references !== null && repository === configuration?.repository ? { references } : {};

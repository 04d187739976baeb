import { cutBranch } from "@signalbox/git-promote";
import { chooseRepositories } from "../config/choose-repositories.js";
import type { Component } from "../config/inventory.js";
import type { ExitCode } from "../exit-codes.js";
import { operate } from "../operate.js";
import { positive, text, type Session } from "../session.js";
import { defined } from "../templates/defined.js";
import { askAhead, openWiring } from "../wiring/repositories.js";
import { writePortsOf } from "../wiring/write-ports.js";

type CutInput = Parameters<ReturnType<typeof cutBranch>["plan"]>[0];

export async function run(session: Session): Promise<ExitCode> {
  const wiring = await openWiring(session);
  const { config } = wiring;
  const [branch = "", ...named] = session.positionals;
  const cut = config.components.filter(({ policy }) => policy?.branch !== false);
  const components = await chooseRepositories(session, config, cut, named);
  const concurrency = positive(session, "concurrency") ?? config.concurrency;
  await askAhead(
    session,
    wiring.repositories,
    components.slice(0, concurrency).map(({ repository }) => repository),
  );
  return operate(session, {
    operation: cutBranch(await writePortsOf(wiring, session)),
    targets: components.map((component) => ({
      repository: component.repository,
      input: inputOf(component, branch, text(session, "from")),
    })),
    concurrency,
  });
}

/** What the configuration says of the component; the command line says it of all. */
function inputOf(component: Component, branch: string, from: string | undefined): CutInput {
  const { repository, mainline, releaseBranchPattern, tagPattern, cutFrom, developmentVersion } = component;
  const rules = { from: from ?? cutFrom, mainline, releaseBranchPattern, tagPattern };
  return {
    repository,
    branch,
    ...defined(rules),
    ...(developmentVersion === undefined ? {} : { developmentVersion: defined(developmentVersion) }),
  };
}

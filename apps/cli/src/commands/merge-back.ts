import { backMerge } from "@signalbox/git-promote";
import type { Plan } from "@signalbox/release-core";
import { chooseRepositories } from "../config/choose-repositories.js";
import type { Component } from "../config/inventory.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { operate } from "../operate.js";
import { isSet, list, positive, type Session } from "../session.js";
import { askAhead, openWiring } from "../wiring/repositories.js";
import { writePortsOf } from "../wiring/write-ports.js";

export async function run(session: Session): Promise<ExitCode> {
  const wiring = await openWiring(session);
  const { config } = wiring;
  const [from = "", ...named] = session.positionals;
  const components = await chooseRepositories(session, config, config.components, named);
  const concurrency = positive(session, "concurrency") ?? config.concurrency;
  const ahead = components.slice(0, concurrency).map(({ repository }) => repository);
  await askAhead(session, wiring.repositories, ahead);

  const operation = backMerge(await writePortsOf(wiring, session));
  const plans: Plan[] = [];
  const code = await operate(session, {
    operation: {
      ...operation,
      plan: async (input: Parameters<typeof operation.plan>[0], options) => {
        const plan = await operation.plan(input, options);
        plans.push(plan);
        return plan;
      },
    },
    targets: components.map((component) => ({
      repository: component.repository,
      input: inputOf(component, from, session),
    })),
    concurrency,
  });
  // What was left to a person is told by the exit code too, also when everything else went well.
  const isLeft = plans.some(({ warnings }) => warnings.some((warning) => warning.code === "merge-conflict-left"));
  return isLeft && (code === EXIT.ok || code === EXIT.somethingToDo) ? EXIT.conflict : code;
}

type BackMergeInput = Parameters<ReturnType<typeof backMerge>["plan"]>[0];

/** What the configuration says of the component, and the command line of all. */
function inputOf(component: Component, from: string, session: Session): BackMergeInput {
  const { repository, mainline, releaseBranchPattern, tagPattern, stream, merge } = component;
  const into = list(session, "into");
  return {
    repository,
    from,
    ...(into.length === 0 ? {} : { into: [...into] }),
    ...(mainline === undefined ? {} : { mainline }),
    ...(releaseBranchPattern === undefined ? {} : { releaseBranchPattern }),
    ...(tagPattern === undefined ? {} : { tagPattern }),
    ...(stream === undefined ? {} : { stream }),
    ...settledBy(merge),
    ...(isSet(session, "review") ? { review: true } : {}),
    ...(isSet(session, "skip-conflicts") ? { onConflict: "prepare" as const } : {}),
  };
}

function settledBy({ rules = [], lockFiles = [] }: Component["merge"] = {}): Pick<
  BackMergeInput,
  "rules" | "lockFiles"
> {
  // The schema of the operation knows no read-only lists.
  return structuredClone({ rules, lockFiles }) as Pick<BackMergeInput, "rules" | "lockFiles">;
}

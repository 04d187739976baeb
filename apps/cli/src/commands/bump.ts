import type { LockFileRuleInput } from "@signalbox/git-promote";
import { parsePin, type PinArgument } from "../args/parse-pin.js";
import { chooseRepositories } from "../config/choose-repositories.js";
import type { Component } from "../config/inventory.js";
import type { Config } from "../config/load-config.js";
import type { ExitCode } from "../exit-codes.js";
import { isSet, positive, type Session, text } from "../session.js";
import { askAhead, openWiring } from "../wiring/repositories.js";

export async function run(session: Session): Promise<ExitCode> {
  const pins = session.positionals.map((given) => parsePin(given, text(session, "family")));
  const wiring = await openWiring(session);
  const { config } = wiring;
  const fallback = config.configuration === null ? [] : [config.configuration];
  const chosen = await chooseRepositories(session, config, fallback, []);
  const concurrency = positive(session, "concurrency") ?? config.concurrency;
  const locations = chosen.map(({ repository }) => repository);
  await askAhead(session, wiring.repositories, locations.slice(0, concurrency));

  const [{ operate }, { bumpingOf }] = await Promise.all([import("../operate.js"), import("../wiring/bumping.js")]);
  const shared = {
    pins,
    components: componentsOf(config, pins),
    ...(config.pins === null ? {} : { rules: config.pins.map((rule) => ({ ...rule })) }),
    ...(isSet(session, "direct") ? { direct: true } : {}),
  };
  return operate(session, {
    operation: await bumpingOf(wiring, session),
    targets: chosen.map((component) => {
      const { repository, merge } = component;
      // The schema of the operation knows no read-only lists.
      const lockFiles = structuredClone(merge?.lockFiles ?? []) as LockFileRuleInput[];
      return { repository, input: { repository, branch: branchOf(session, config, component), ...shared, lockFiles } };
    }),
    concurrency,
  });
}

/** The branch named, or the first environment of the configuration repository, else null: the mainline. */
function branchOf(session: Session, { environments, configuration }: Config, { repository }: Component): string | null {
  const given = text(session, "branch");
  if (given !== undefined) return environments.find(({ name }) => name === given)?.branch ?? given;
  return repository === configuration?.repository ? (environments[0]?.branch ?? null) : null;
}

interface PinnedComponent {
  readonly repository: string;
  readonly tagPattern?: string;
  readonly stream?: string;
  readonly pin?: string;
  readonly family?: string;
}

/** Where the asked pins live, as far as the configuration says. */
function componentsOf({ components }: Config, pins: readonly PinArgument[]): Readonly<Record<string, PinnedComponent>> {
  const asked = new Set(pins.map(({ name }) => name));
  const known = components.flatMap(({ name, repository, tagPattern, stream, pin }): [string, PinnedComponent][] => {
    if (!asked.has(pin?.name ?? name)) return [];
    const rules = { ...(tagPattern && { tagPattern }), ...(stream && { stream }) };
    const own = { ...(pin?.name && { pin: pin.name }), ...(pin?.family !== undefined && { family: pin.family }) };
    return [[name, { repository, ...rules, ...own }]];
  });
  return Object.fromEntries(known);
}

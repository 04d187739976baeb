import { nearest } from "../args/suggest.js";
import type { DeployConfig } from "../config/deploy-types.js";
import type { Component } from "../config/inventory.js";
import type { Config } from "../config/load-config.js";
import { usage } from "../errors.js";

/** A component with the servers that it goes to. */
export interface Deployable {
  readonly component: Component;
  readonly deploy: DeployConfig;
  /** The name of its package there. */
  readonly package: string;
  /** In the order of deploying. */
  readonly groups: readonly { readonly name: string; readonly hosts: readonly string[] }[];
}

/** What of an environment is meant. */
export interface Choice {
  readonly environment: string;
  /** Empty: all of them. */
  readonly groups: readonly string[];
  readonly hosts: readonly string[];
}

/** The deployable of that name: the component's or its package's. @throws ReleaseError `ERR_USAGE` */
export function deployableNamed(config: Config, name: string, choice: Choice): Deployable {
  const all = deployablesOf(config);
  const found = all.find(({ component }) => component.name === name) ?? all.find((one) => one.package === name);
  if (found === undefined)
    throw unknownName(
      "component",
      name,
      all.map(({ component }) => component.name),
    );
  return { ...found, groups: groupsOf(config, found.deploy, choice) };
}

/** The same, for what only a package has. @throws ReleaseError `ERR_USAGE` */
export function packageNamed(config: Config, name: string, choice: Choice): Deployable {
  const found = deployableNamed(config, name, choice);
  if (found.deploy.files === undefined) return found;
  throw usage(
    `${name} is no package, but files.`,
    "Servers know no version of files: deploy the ones of before again, name@version.",
  );
}

/** Packages on an environment's servers; plain files have no versions to compare. @throws ReleaseError `ERR_USAGE` for an unknown environment or host */
export function packagesIn(config: Config, choice: Choice): readonly Deployable[] {
  const { hosts: known } = environmentNamed(config, choice.environment);
  return deployablesOf(config)
    .filter(({ deploy }) => deploy.files === undefined && deploy.groups.some((group) => Object.hasOwn(known, group)))
    .map((one) => ({ ...one, groups: groupsOf(config, one.deploy, choice, true) }))
    .filter(({ groups }) => groups.length > 0);
}

function deployablesOf(config: Config): readonly Omit<Deployable, "groups">[] {
  return config.components.flatMap((component) => {
    const { deploy, policy } = component;
    if (deploy === undefined || policy?.deploy === false) return [];
    return [{ component, deploy, package: deploy.package ?? component.name }];
  });
}

export function environmentNamed(config: Config, name: string): Config["environments"][number] {
  const found = config.environments.find((one) => one.name === name);
  if (found === undefined)
    throw unknownName(
      "environment",
      name,
      config.environments.map((one) => one.name),
    );
  return found;
}

function groupsOf(config: Config, deploy: DeployConfig, choice: Choice, mayBeNone = false): Deployable["groups"] {
  const { hosts: known } = environmentNamed(config, choice.environment);
  const everyHost = Object.values(known).flat();
  for (const group of choice.groups)
    if (!Object.hasOwn(known, group)) throw unknownName("group", group, Object.keys(known));
  for (const host of choice.hosts) if (!everyHost.includes(host)) throw unknownName("host", host, everyHost);
  const groups = deploy.groups.flatMap((name) => {
    const hosts = (known[name] ?? []).filter((host) => choice.hosts.length === 0 || choice.hosts.includes(host));
    const isMeant = choice.groups.length === 0 || choice.groups.includes(name);
    return isMeant && hosts.length > 0 ? [{ name, hosts }] : [];
  });
  if (groups.length === 0 && !mayBeNone)
    throw usage(
      `No server of ${choice.environment} is meant.`,
      `It goes to the groups ${deploy.groups.join(", ")}; ${choice.environment} has ${Object.keys(known).join(", ") || "none"}.`,
    );
  return groups;
}

function unknownName(what: string, name: string, known: readonly string[]): Error {
  const near = nearest(name, known);
  const list = known.length === 0 ? `The configuration has no ${what}.` : `There are: ${known.join(", ")}.`;
  return usage(
    `There is no ${what} ${name} to deploy.`,
    near.length === 0 ? list : `Did you mean ${near.join(" or ")}?`,
  );
}

import type { Channel } from "@signalbox/announce";
import type { CiPorts } from "@signalbox/ci-gate";
import type { Repositories } from "@signalbox/git";
import { fanOut, type CallOptions } from "@signalbox/release-core";
import type { Environment } from "../config/environment.js";
import type { Component } from "../config/inventory.js";
import type { Config } from "../config/load-config.js";
import { ciFindings } from "./ci-systems.js";
import { channelFindings } from "./channels.js";
import { broken, type Finding, ok } from "./finding.js";
import { googlePlayFindings } from "./google-play.js";
import { machineFindings } from "./machine.js";

export interface Examination {
  readonly config: Config;
  readonly env: Environment;
  readonly repositories: Repositories;
  readonly channels: readonly Channel[];
  readonly ci: CiPorts;
  /** Looks at what is on GitHub of these. */
  readonly onGitHub: (components: readonly Component[], options: LookOptions) => Promise<readonly Finding[]>;
}

export type LookOptions = CallOptions & { readonly concurrency: number };

/** Looks at everything that a run will need, and writes nothing. */
export async function examine(examination: Examination, options: LookOptions): Promise<readonly Finding[]> {
  const { config, env, channels, ci, onGitHub } = examination;
  const all = [...(config.configuration === null ? [] : [config.configuration]), ...config.components];
  const [machine, play, told, builds, reached, gitHub] = await Promise.all([
    machineFindings(config, env),
    googlePlayFindings(config, env),
    channelFindings(channels, options),
    ciFindings(config, env, ci, options),
    fanOut(all, (component) => reach(component, examination, options), options),
    onGitHub(all, options),
  ]);
  const repositories = reached.map((line): Finding =>
    line.status === "fulfilled" ? line.value : broken(line.item.name, line.status === "rejected" ? line.error : null),
  );
  return [...machine, ...play, ...told, ...builds, ...repositories, ...gitHub];
}

async function reach(
  component: Component,
  { config, repositories }: Examination,
  options: CallOptions,
): Promise<Finding> {
  const repository = await repositories.open(component.repository, options);
  await repository.refresh(options);
  const refs = new Set((await repository.listRefs(options)).map(({ name }) => name));
  const missing = config.environments
    .filter(({ branch }) => !refs.has(`refs/heads/${branch}`))
    .map(({ branch }) => branch);
  if (component === config.configuration && missing.length > 0) {
    const hint = "Create them, or correct `environments` in the configuration.";
    return { name: component.name, status: "error", found: `no branch ${missing.join(", ")}`, hint };
  }
  return ok(component.name, `${repository.location} (${refs.size} refs, ${repository.engine})`);
}

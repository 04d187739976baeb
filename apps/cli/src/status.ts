import { compareBranches, type PinChange, pinTable, readPins } from "@signalbox/git-promote";
import type { GitRepository, Repositories } from "@signalbox/git";
import { fanOut, isReleaseError, redactText, type CallOptions } from "@signalbox/release-core";
import { findUnreleased, type ComponentReport } from "@signalbox/release-notes";
import type { Component } from "./config/inventory.js";
import type { Config } from "./config/load-config.js";

/** Where an environment branch of a repository stands. */
export interface EnvironmentState {
  readonly branch: string;
  readonly commit: string;
  /** Changes that wait for the next environment; null for the last one, or when that is missing. */
  readonly waiting: number | null;
  /** Pins that the next environment has otherwise, from its version to this one; null as above, or without rules. */
  readonly pins: readonly PinChange[] | null;
}

/** One row: a repository with its release and its environment branches. */
export interface StatusRow {
  readonly name: string;
  readonly repository: string;
  /** The configuration repository has environments and no releases. */
  readonly isConfiguration: boolean;
  readonly mainline: string | null;
  readonly latest: ComponentReport["latest"];
  readonly unreleased: number | null;
  /** By environment; null where the repository has no such branch. */
  readonly environments: Readonly<Record<string, EnvironmentState | null>>;
  readonly error?: { readonly code: string; readonly message: string; readonly hint: string };
}

/** What is where, over all repositories. One that cannot be read has an `error` and never stops the others. */
export async function readStatus(
  config: Config,
  repositories: Repositories,
  options: CallOptions & { readonly concurrency: number },
): Promise<readonly StatusRow[]> {
  const report = await findUnreleased(
    { repositories },
    { components: config.components, concurrency: options.concurrency },
    options,
  );
  const rows = [
    ...(config.configuration === null ? [] : [{ component: config.configuration, released: null }]),
    ...config.components.map((component, index) => ({ component, released: report.components[index] ?? null })),
  ];
  const settled = await fanOut(
    rows,
    ({ component, released }) => readRow(component, released, { config, repositories, options }),
    options,
  );
  options.signal?.throwIfAborted();
  return settled.map((line): StatusRow => {
    if (line.status === "fulfilled") return line.value;
    const { component, released } = line.item;
    const error =
      line.status === "rejected" && isReleaseError(line.error)
        ? line.error
        : { code: "ERR_UNEXPECTED", message: "It was not read.", hint: "Run it again." };
    return { ...blank(component, released), error: { code: error.code, message: error.message, hint: error.hint } };
  });
}

const blank = (component: Component, released: ComponentReport | null): StatusRow => ({
  name: component.name,
  repository: redactText(component.repository),
  isConfiguration: released === null,
  mainline: released?.mainline ?? null,
  latest: released?.latest ?? null,
  unreleased: released === null || released.error !== undefined ? null : released.unreleased.length,
  environments: {},
  ...(released?.error === undefined ? {} : { error: released.error }),
});

interface Look {
  readonly config: Config;
  readonly repositories: Repositories;
  readonly options: CallOptions;
}

async function readRow(component: Component, released: ComponentReport | null, look: Look): Promise<StatusRow> {
  const row = blank(component, released);
  if (row.error !== undefined) return row;
  const { config, repositories, options } = look;
  const repository = await repositories.open(component.repository, options);
  await repository.refresh({ ...options, ifOlderThanMs: Infinity });
  const refs = await repository.listRefs(options);
  const headOf = (branch: string): string | undefined =>
    refs.find(({ name }) => name === `refs/heads/${branch}`)?.commit;
  const states = config.environments.map(
    async ({ name, branch }, index): Promise<[string, EnvironmentState | null]> => {
      const commit = headOf(branch);
      if (commit === undefined) return [name, null];
      const next = config.environments[index + 1]?.branch;
      const nextCommit = next === undefined ? undefined : headOf(next);
      if (next === undefined || nextCommit === undefined) return [name, { branch, commit, waiting: null, pins: null }];
      const [waiting, pins] = await Promise.all([
        waitingFor(component.repository, branch, next, look),
        pinsBetween(repository, nextCommit, commit, look),
      ]);
      return [name, { branch, commit, waiting, pins }];
    },
  );
  return { ...row, environments: Object.fromEntries(await Promise.all(states)) };
}

async function waitingFor(
  repository: string,
  from: string,
  to: string,
  { repositories, options }: Look,
): Promise<number> {
  return (await compareBranches(repositories, { repository, from, to }, options)).changes.length;
}

/** What a promotion would do to the pins; null when no rule says where they are. */
async function pinsBetween(
  repository: GitRepository,
  old: string,
  current: string,
  { config: { pins: rules }, options }: Look,
): Promise<readonly PinChange[] | null> {
  if (rules === null) return null;
  const [before, after] = await Promise.all([old, current].map((at) => readPins(repository, at, rules, options)));
  return pinTable(before ?? [], after ?? []).filter(({ direction }) => direction !== "same");
}

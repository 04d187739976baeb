import { join, resolve } from "node:path";
import { configNotFound } from "../errors.js";
import type { AnnounceConfig } from "./announce-types.js";
import type { Environment } from "./environment.js";
import { findConfig, folderOf, isFile, type FoundConfig } from "./find-config.js";
import { componentOf, environmentOf, locationOf, nameOf, type Component, type LocationContext } from "./inventory.js";
import type { CiConfig } from "./ci-types.js";
import type { DatabaseConfig } from "./database-types.js";
import type { SshConfig } from "./deploy-types.js";
import type { NotesConfig } from "./notes-types.js";
import type { AppConfig } from "./play-types.js";
import type {
  BoardConfig,
  EnvironmentConfig,
  PinRuleConfig,
  PullRequestsConfig,
  ReferenceRuleConfig,
  SignalboxConfig,
} from "./types.js";

/** The configuration with its defaults. */
export interface Config {
  /** Null: there is no file, and everything is a default. */
  readonly file: string | null;
  readonly folder: string;
  readonly components: readonly Component[];
  readonly environments: readonly Required<EnvironmentConfig>[];
  /** The repository that holds the environment branches. */
  readonly configuration: Component | null;
  /** Null: nothing is configured. */
  readonly pins: readonly PinRuleConfig[] | null;
  /** Null: nothing is configured. They are about the configuration repository. */
  readonly references: readonly ReferenceRuleConfig[] | null;
  /** Android apps; two may share a package. */
  readonly apps: readonly AppConfig[];
  readonly ci: CiConfig;
  /** By name. */
  readonly databases: Readonly<Record<string, DatabaseConfig>>;
  /** Null: nothing is configured. */
  readonly board: BoardConfig | null;
  /** Without channels where nothing is configured. */
  readonly announce: AnnounceConfig;
  /** Null: promotions end at their review branch. */
  readonly pullRequests: PullRequestsConfig | null;
  /** Null: servers are reached as the user's own ssh would. */
  readonly ssh: SshConfig | null;
  readonly notes: NotesConfig;
  readonly approvers: readonly string[];
  readonly identity: { readonly name: string; readonly email: string } | null;
  readonly trains: NonNullable<SignalboxConfig["trains"]>;
  readonly mute: readonly string[];
  readonly stateDir: string;
  readonly cacheDir: string;
  readonly concurrency: number;
}

export interface LoadChoice {
  readonly cwd: string;
  readonly env: Environment;
  /** `--config`, relative to `cwd`. */
  readonly file?: string | undefined;
  /** `--state-dir`, relative to `cwd`. */
  readonly stateDir?: string | undefined;
}

/**
 * Loads the configuration, or the defaults when there is none.
 * @throws ReleaseError `ERR_CONFIG_NOT_FOUND`, `ERR_CONFIG_UNREADABLE`, `ERR_CONFIG_INVALID`
 */
export async function loadConfig(choice: LoadChoice): Promise<Config> {
  const found = await find(choice);
  if (found === null) return filledIn({}, null, choice.cwd, choice);
  const { readConfigFile } = await import("./read-config-file.js");
  const value = found.value ?? (await readConfigFile(found.file));
  const { checkConfig } = await import("./check-config.js");
  return filledIn(checkConfig(found.file, value), found.file, found.folder, choice);
}

async function find({ file, cwd }: LoadChoice): Promise<FoundConfig | null> {
  if (file === undefined) return findConfig(cwd);
  const path = resolve(cwd, file);
  if (!(await isFile(path))) throw configNotFound(path);
  return { file: path, folder: folderOf(path) };
}

function filledIn(given: SignalboxConfig, file: string | null, folder: string, choice: LoadChoice): Config {
  const context: LocationContext = { folder, home: choice.env.home, gitHubUrl: choice.env.gitHub.url };
  const mute = given.mute ?? [];
  return {
    file,
    folder,
    components: (given.components ?? []).map((component) => located(componentOf(component, context, mute), folder)),
    environments: (given.environments ?? []).map(environmentOf),
    configuration: given.configuration === undefined ? null : configurationOf(given.configuration, context),
    pins: given.pins ?? null,
    references: given.references ?? null,
    apps: given.apps ?? [],
    ci: ciOf(given.ci ?? {}, context),
    databases: given.databases ?? {},
    board: given.board ?? null,
    announce: given.announce ?? { channels: {} },
    pullRequests: given.pullRequests ?? null,
    ssh: given.ssh ?? null,
    notes: notesOf(given.notes ?? {}, context),
    approvers: given.approvers ?? [],
    identity: given.identity ?? null,
    trains: given.trains ?? {},
    mute,
    stateDir:
      choice.stateDir === undefined
        ? resolve(folder, given.stateDir ?? ".signalbox")
        : resolve(choice.cwd, choice.stateDir),
    cacheDir: given.cacheDir === undefined ? join(choice.env.cacheHome, "signalbox") : resolve(folder, given.cacheDir),
    concurrency: given.concurrency ?? 8,
  };
}

/** Files of builds are fetched into folders beside the configuration, from wherever a train is resumed. */
function located(component: Component, folder: string): Component {
  const { ci } = component;
  if (ci?.builds === undefined) return component;
  const builds = Object.entries(ci.builds).map(([name, build]) => {
    const { artifacts } = build;
    if (artifacts === undefined) return [name, build] as const;
    return [name, { ...build, artifacts: { ...artifacts, folder: resolve(folder, artifacts.folder) } }] as const;
  });
  return { ...component, ci: { ...ci, builds: Object.fromEntries(builds) } };
}

const ciOf = ({ integrationTests: tests, ...ci }: CiConfig, context: LocationContext): CiConfig => ({
  ...ci,
  ...(tests !== undefined && { integrationTests: { ...tests, repository: locationOf(tests.repository, context) } }),
});

function notesOf({ pages, blog, ...notes }: NotesConfig, context: LocationContext): NotesConfig {
  const site = blog?.repository;
  return {
    ...notes,
    ...(pages !== undefined && { pages: { ...pages, repository: locationOf(pages.repository, context) } }),
    ...(blog !== undefined && {
      blog: { ...blog, ...(site !== undefined && { repository: locationOf(site, context) }) },
    }),
  };
}

function configurationOf(given: NonNullable<SignalboxConfig["configuration"]>, context: LocationContext): Component {
  const { repository, name = nameOf(repository) } = typeof given === "string" ? { repository: given } : given;
  return { name, repository: locationOf(repository, context) };
}

import { access, constants } from "node:fs/promises";
import { dirname } from "node:path";
import type { Repositories } from "@signalbox/git";
import { fanOut, isReleaseError, type CallOptions } from "@signalbox/release-core";
import { gitVersion, readIdentity } from "./config/operator.js";
import type { Environment } from "./config/environment.js";
import type { Config } from "./config/load-config.js";

/** One thing that was looked at. */
export interface Finding {
  readonly name: string;
  readonly status: "ok" | "warning" | "error";
  readonly found: string;
  /** The next step, null when there is none. */
  readonly hint: string | null;
}

const ok = (name: string, found: string): Finding => ({ name, status: "ok", found, hint: null });

/** Looks at everything that a run will need, and writes nothing. */
export async function examine(
  config: Config,
  env: Environment,
  repositories: Repositories,
  options: CallOptions & { readonly concurrency: number },
): Promise<readonly Finding[]> {
  const all = [...(config.configuration === null ? [] : [config.configuration]), ...config.components];
  const reached = await fanOut(all, (component) => reach(component, config, repositories, options), options);
  return [
    ok("node", process.version),
    await gitFinding(env),
    config.file === null
      ? {
          name: "configuration",
          status: "warning",
          found: "none; the defaults hold",
          hint: "`signalbox init` writes one.",
        }
      : ok("configuration", config.file),
    await identityFinding(config, env),
    await tokenFinding(env),
    await stateFinding(config.stateDir),
    ...reached.map((line): Finding =>
      line.status === "fulfilled" ? line.value : broken(line.item.name, line.status === "rejected" ? line.error : null),
    ),
  ];
}

async function gitFinding(env: Environment): Promise<Finding> {
  const version = await gitVersion(env);
  if (version === null)
    return {
      name: "git",
      status: "warning",
      found: "none",
      hint: "Merges then use isomorphic-git; install git 2.38 or newer for all of them.",
    };
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 2 || (major === 2 && minor >= 38)) return ok("git", version);
  return {
    name: "git",
    status: "warning",
    found: version,
    hint: "Install git 2.38 or newer; older ones cannot merge without a worktree.",
  };
}

async function tokenFinding(env: Environment): Promise<Finding> {
  const use = "used for https remotes of GitHub";
  if (env.gitHubToken !== null) return ok("GitHub token", `${env.gitHubTokenFrom ?? "given"}; ${use}`);
  if ((await env.findGitHubToken()) !== null) return ok("GitHub token", `from \`gh auth token\`; ${use}`);
  const hint = "Private repositories then need git's credential helper; or set GH_TOKEN, or run `gh auth login`.";
  return { name: "GitHub token", status: "warning", found: "none", hint };
}

async function identityFinding(config: Config, env: Environment): Promise<Finding> {
  const { name, email } = await readIdentity(config, env);
  if (email !== "signalbox@localhost") return ok("identity", `${name} <${email}>`);
  const hint = "Set `identity` in the configuration, so that every operator makes the same merge commits.";
  return { name: "identity", status: "warning", found: `${name} <${email}>`, hint };
}

async function stateFinding(folder: string): Promise<Finding> {
  try {
    await access(await nearestFolder(folder), constants.W_OK);
    return ok("state folder", folder);
  } catch (error) {
    return {
      name: "state folder",
      status: "error",
      found: (error as Error).message,
      hint: "Choose another one with --state-dir.",
    };
  }
}

/** The folder itself, or the one in which it would be made: looking makes none. */
async function nearestFolder(folder: string): Promise<string> {
  const exists = await access(folder).then(
    () => true,
    () => false,
  );
  return exists || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}

async function reach(
  component: { readonly name: string; readonly repository: string },
  config: Config,
  repositories: Repositories,
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

const broken = (name: string, error: unknown): Finding =>
  isReleaseError(error)
    ? { name, status: "error", found: error.message, hint: error.hint }
    : { name, status: "error", found: String(error), hint: "Run again with --verbose." };

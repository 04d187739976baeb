import { access, constants } from "node:fs/promises";
import { dirname } from "node:path";
import type { Environment } from "../config/environment.js";
import type { Config } from "../config/load-config.js";
import { gitVersion, readIdentity } from "../config/operator.js";
import { type Finding, ok, warning } from "./finding.js";

/** What stands on this machine. */
export async function machineFindings(config: Config, env: Environment): Promise<readonly Finding[]> {
  return [
    ok("node", process.version),
    await gitFinding(env),
    config.file === null
      ? warning("configuration", "none; the defaults hold", "`signalbox init` writes one.")
      : ok("configuration", config.file),
    await identityFinding(config, env),
    await stateFinding(config.stateDir),
  ];
}

async function gitFinding(env: Environment): Promise<Finding> {
  const version = await gitVersion(env);
  if (version === null)
    return warning("git", "none", "Merges then use isomorphic-git; install git 2.38 or newer for all of them.");
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 2 || (major === 2 && minor >= 38)) return ok("git", version);
  return warning("git", version, "Install git 2.38 or newer; older ones cannot merge without a worktree.");
}

async function identityFinding(config: Config, env: Environment): Promise<Finding> {
  const { name, email } = await readIdentity(config, env);
  if (email !== "signalbox@localhost") return ok("identity", `${name} <${email}>`);
  const hint = "Set `identity` in the configuration, so that every operator makes the same merge commits.";
  return warning("identity", `${name} <${email}>`, hint);
}

async function stateFinding(folder: string): Promise<Finding> {
  try {
    await access(await nearestFolder(folder), constants.W_OK);
    return ok("state folder", folder);
  } catch (error) {
    const hint = "Choose another one with --state-dir.";
    return { name: "state folder", status: "error", found: (error as Error).message, hint };
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

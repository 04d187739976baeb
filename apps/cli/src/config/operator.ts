import { execFile } from "node:child_process";
import { hostname, userInfo } from "node:os";
import { promisify } from "node:util";
import type { Config } from "./load-config.js";
import type { Environment } from "./environment.js";

const run = promisify(execFile);

/** Who sits here, as far as the machine knows; all of it goes into the journal with a decision. */
export interface Operator {
  readonly user: string;
  readonly host: string;
  /** git's `user.email`. */
  readonly email: string | null;
}

/** Reads the operator from the system and from git's configuration. */
export async function readOperator(env: Environment, cwd: string): Promise<Operator> {
  return { user: userName(), host: hostname(), email: await gitSetting("user.email", env, cwd) };
}

/** In a container the user id may stand in no passwd file. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? "unknown"}`;
  }
}

/** Whose name merge commits and tags carry: the configuration's, else git's, else Signalbox's own. */
export async function readIdentity(
  config: Config,
  env: Environment,
): Promise<{ readonly name: string; readonly email: string }> {
  if (config.identity !== null) return config.identity;
  const found = await git(["config", "--null", "--get-regexp", "^user\\.(name|email)$"], env, config.folder);
  const settings = new Map(
    (found ?? "").split("\0").map((line) => [line.split("\n", 1)[0], line.replace(/^.*\n/, "")]),
  );
  const [name, email] = [settings.get("user.name")?.trim(), settings.get("user.email")?.trim()];
  return name && email ? { name, email } : { name: "Signalbox", email: "signalbox@localhost" };
}

/** The version of the git on the path, null when there is none. */
export async function gitVersion(env: Environment): Promise<string | null> {
  return /\d+\.\d+(?:\.\d+)*/.exec((await git(["--version"], env, ".")) ?? "")?.[0] ?? null;
}

const gitSetting = (key: string, env: Environment, cwd: string): Promise<string | null> =>
  git(["config", "--get", key], env, cwd);

/** What git says, null when it says nothing or cannot be run. */
async function git(args: readonly string[], env: Environment, cwd: string): Promise<string | null> {
  try {
    const { stdout } = await run("git", args, { cwd, env: env.forChildren });
    return stdout.trim() === "" ? null : stdout.trim();
  } catch {
    return null;
  }
}

import { execFile } from "node:child_process";
import { homedir } from "node:os";
import { promisify } from "node:util";
import type { Environment } from "./environment.js";

const run = promisify(execFile);

/** How the user's own git signs (git-config(1): `gpg.format`, `user.signingKey`, `gpg.program`, `gpg.ssh.*`). */
export interface SigningSettings {
  /** `openpgp`, `ssh`, or what else is set. */
  readonly format: string;
  /** A key id or user id for openpgp; the path of a key, or a public key itself, for ssh. Null: the default key. */
  readonly key: string | null;
  readonly program: string;
  /** For ssh without a key: the program that prints the key to use, with its arguments. */
  readonly defaultKeyCommand: readonly string[] | null;
}

export async function readSigningSettings(env: Environment, cwd: string): Promise<SigningSettings> {
  const settings = await settingsOf(env, cwd);
  const set = (name: string): string | null => settings.get(name) || null;
  const format = set("gpg.format") ?? "openpgp";
  const program =
    format === "ssh"
      ? (set("gpg.ssh.program") ?? "ssh-keygen")
      : (set("gpg.openpgp.program") ?? set("gpg.program") ?? "gpg");
  const key = set("user.signingkey");
  const command = set("gpg.ssh.defaultkeycommand");
  return {
    format,
    key: key === null || format !== "ssh" ? key : atHome(key, env),
    program: atHome(program, env),
    defaultKeyCommand: command === null ? null : words(command),
  };
}

async function settingsOf(env: Environment, cwd: string): Promise<ReadonlyMap<string, string>> {
  const args = ["config", "--null", "--get-regexp", "^(gpg\\..*|user\\.signingkey)$"];
  const { stdout } = await run("git", args, { cwd, env: env.forChildren }).catch(() => ({ stdout: "" }));
  const pairs = stdout
    .split("\0")
    .map((line) => [line.split("\n", 1)[0] ?? "", line.replace(/^[^\n]*\n?/, "")] as const);
  return new Map(pairs);
}

const atHome = (path: string, { home }: Environment): string =>
  path.startsWith("~/") ? `${home === "." ? homedir() : home}${path.slice(1)}` : path;

/** Splits as git splits a command line: blanks, quotes of both kinds, a backslash before any sign. */
function words(line: string): readonly string[] {
  const parts = line.match(/(?:[^\s"'\\]|\\[^]|"(?:[^"\\]|\\[^])*"|'[^']*')+/g) ?? [];
  return parts.map((part) =>
    part.replace(/\\([^])|"((?:[^"\\]|\\[^])*)"|'([^']*)'/g, (_, escaped?: string, double?: string, single?: string) =>
      double === undefined ? (escaped ?? single ?? "") : double.replace(/\\([^])/g, "$1"),
    ),
  );
}

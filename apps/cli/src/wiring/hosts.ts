import { access } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";
import type { SshHosts, HostEntry, LocalUser } from "@signalbox/server-deploy/ssh";
import type { SshHostConfig } from "../config/deploy-types.js";
import type { Config } from "../config/load-config.js";
import { sudoPasswordMissing } from "../errors.js";
import type { Session } from "../session.js";

/** The servers of the configuration, and every other that ssh knows. Close them, or the process stays. */
export async function openHosts(session: Session, config: Config): Promise<SshHosts> {
  const { env } = session;
  const [{ fileConfig, openSshConfig, sshHosts }, { userInfo }, program] = await Promise.all([
    import("./ssh-client.js"),
    import("node:os"),
    findProgram("ssh", env.forChildren["PATH"] ?? ""),
  ]);
  const { username: name, homedir: home } = userInfo();
  const local: LocalUser = { name, home };
  const ssh = config.ssh ?? {};
  const named = config.environments.flatMap(({ hosts }) => Object.values(hosts).flat());
  const entries = [...named, ...Object.keys(ssh.hosts ?? {})].map(
    (host) => [host, entryOf(ssh.hosts?.[host] ?? {}, ssh.user, config.folder)] as const,
  );
  return sshHosts({
    hosts: Object.fromEntries(entries),
    config: program === null ? fileConfig({ local }) : openSshConfig({ ssh: program, local, env: env.forChildren }),
    agent: env.sshAgent,
    hostKeys: ssh.hostKeys ?? "strict",
    ...(ssh.knownHosts === undefined ? {} : { knownHosts: [resolve(config.folder, ssh.knownHosts)] }),
    sudo: ssh.sudo === "ask" ? { password: once(() => sudoPassword(session)) } : "auto",
  });
}

/** Where a program is; null: nowhere on the path. */
async function findProgram(name: string, path: string): Promise<string | null> {
  for (const folder of path.split(delimiter).filter((each) => each !== "")) {
    const place = join(folder, name);
    if (
      await access(place).then(
        () => true,
        () => false,
      )
    )
      return place;
  }
  return null;
}

const entryOf = (
  { address, port, user, jump, identityFile }: SshHostConfig,
  anybody: string | undefined,
  folder: string,
): HostEntry => ({
  host: address,
  port,
  user: user ?? anybody,
  jump,
  identityFile: identityFile === undefined ? undefined : resolve(folder, identityFile),
});

/** Asked for once, however many hosts want it. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => (asked ??= ask());
}

async function sudoPassword({ env, isInteractive, signal }: Session): Promise<string> {
  if (env.sudoPassword !== null) return env.sudoPassword;
  if (!isInteractive) throw sudoPasswordMissing();
  const { askSecret } = await import("../output/ask.js");
  return askSecret("The password for sudo on the servers", signal);
}

import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Environment, gitEnvironment } from "../environment.js";
import { sshdUnusable } from "../errors.js";

/** For the shell that reads `GIT_SSH_COMMAND` and `ForceCommand`. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Makes keys and configuration of one server in its own folder; nothing outside of it is read or written. */
export async function writeSshdFiles(folder: string, root: string, env: Environment | undefined): Promise<void> {
  for (const key of ["host_key", "user_key"]) {
    await promisify(execFile)(
      "ssh-keygen",
      ["-q", "-t", "ed25519", "-N", "", "-C", "testbed", "-f", join(folder, key)],
      {
        env: gitEnvironment(env),
      },
    ).catch((error: unknown) => {
      throw sshdUnusable("ssh-keygen could not make a key", error);
    });
  }
  await writeFile(join(folder, "authorized_keys"), await readFile(join(folder, "user_key.pub")));
  const lines = [
    `HostKey ${join(folder, "host_key")}`,
    `AuthorizedKeysFile ${join(folder, "authorized_keys")}`,
    "AuthenticationMethods publickey",
    "UsePAM no",
    "StrictModes no", // the folder lies below a world-writable one
    "PermitRootLogin prohibit-password",
    "PidFile none",
    "LogLevel ERROR",
    "DisableForwarding yes",
    "PermitTTY no",
    "PermitUserRC no",
    "AcceptEnv GIT_PROTOCOL",
    "SetEnv GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null LC_ALL=C",
    `ForceCommand cd ${quoted(root)} && exec git-shell -c "$SSH_ORIGINAL_COMMAND"`,
  ];
  await writeFile(join(folder, "sshd_config"), `${lines.join("\n")}\n`);
}

/** The client's half: only this key, only this host. */
export async function writeKnownHosts(folder: string, port: number): Promise<void> {
  const [type = "", key = ""] = (await readFile(join(folder, "host_key.pub"), "utf8")).split(" ");
  await writeFile(join(folder, "known_hosts"), `[127.0.0.1]:${port} ${type} ${key}\n`);
}

export function sshCommandOf(folder: string): string {
  const options = [
    "IdentitiesOnly=yes",
    "IdentityAgent=none",
    "BatchMode=yes",
    "StrictHostKeyChecking=yes",
    `UserKnownHostsFile=${join(folder, "known_hosts")}`,
    "LogLevel=ERROR",
  ];
  return [
    "ssh -F /dev/null -i",
    quoted(join(folder, "user_key")),
    ...options.map((option) => `-o ${quoted(option)}`),
  ].join(" ");
}

import { execFile } from "node:child_process";
import { chown, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { HOST_ENVIRONMENT } from "./host-root.js";
import { keyOf } from "./logins.js";
import type { Subnet } from "./subnet.js";
import { USER } from "./user.js";

/** Where a host is in its set. */
export interface HostPlace {
  readonly folder: string;
  readonly subnet: Subnet;
  readonly index: number;
  /** Line of the key that lets the user in. */
  readonly publicKey: string;
  /** Lines of `/etc/hosts` that every host of the set has. */
  readonly neighbours: string;
}

/** Writes what makes a host different from the others, and returns its public host key. */
export async function seedDisk(disk: string, name: string, place: HostPlace): Promise<string> {
  const ssh = join(disk, USER.home, ".ssh");
  await mkdir(ssh, { mode: 0o700 });
  await writeFile(join(ssh, "authorized_keys"), place.publicKey, { mode: 0o600 });
  for (const path of [ssh, join(ssh, "authorized_keys")]) await chown(path, USER.id, USER.id);
  await writeFile(join(disk, "etc/hostname"), `${name}\n`);
  await writeFile(join(disk, "etc/hosts"), `127.0.0.1 localhost\n${place.neighbours}`);
  const key = join(disk, "etc/ssh/ssh_host_ed25519_key");
  await makeKey(key);
  return keyOf(await readFile(`${key}.pub`, "utf8"));
}

export async function makeKey(path: string): Promise<void> {
  const args = ["-q", "-t", "ed25519", "-N", "", "-C", "testbed", "-f", path];
  await promisify(execFile)("ssh-keygen", args, { env: HOST_ENVIRONMENT });
}

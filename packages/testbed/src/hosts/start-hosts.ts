import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHost } from "./create-host.js";
import { hostsUnusable } from "./errors.js";
import { hostRoot } from "./host-root.js";
import { openMachineRoom } from "./machine-room.js";
import { makeKey } from "./seed-disk.js";
import { layCable, MOST_HOSTS } from "./subnet.js";
import type { HostSpec, TestHost } from "./test-host.js";
import { USER } from "./user.js";

export interface HostsOptions {
  readonly hosts: readonly HostSpec[];
}

/** Machines on a network of their own: they reach each other and the gateway, and nothing else. */
export interface TestHosts {
  readonly hosts: readonly TestHost[];
  /** By name. */
  host(name: string): TestHost;
  /** Who logs in, and becomes root by sudo without a password. */
  readonly user: string;
  /** Private key file of the user, the same for every host. */
  readonly key: string;
  /** A known_hosts file, by address. */
  readonly knownHosts: string;
  /** The address that hosts know this process by; what listens on it is served to them. */
  readonly gateway: string;
  /** Settles when no process, mount, link or folder is left. */
  close(): Promise<void>;
}

/**
 * Starts machines with a real sshd, dpkg, apt, rpm, dnf and, where asked for, systemd, each in namespaces of its own.
 * They end with this process, also when it is killed. Needs Linux, root, and Debian's mmdebstrap and iproute2; hosts
 * with systemd also systemd-container. The first call on a machine builds their root file system.
 * @throws ReleaseError `ERR_TESTBED_HOSTS`
 */
export async function startHosts({ hosts: specs }: HostsOptions): Promise<TestHosts> {
  const wrong = specs.find(({ name }) => !/^[a-z0-9][a-z0-9-]*$/.test(name));
  if (wrong !== undefined) throw hostsUnusable(`${wrong.name} is no name for a host`);
  if (specs.length > MOST_HOSTS) throw hostsUnusable(`${specs.length} hosts are more than ${MOST_HOSTS}`);
  const root = await hostRoot();
  const folder = await mkdtemp(join(tmpdir(), "testbed-hosts-"));
  const room = await openMachineRoom(folder, root);
  try {
    const subnet = await layCable(room.pid);
    const [key, knownHosts] = [join(folder, "key"), join(folder, "known_hosts")];
    await Promise.all([room.order("uplink"), makeKey(key)]);
    const publicKey = await readFile(`${key}.pub`, "utf8");
    const neighbours = [
      `${subnet.gateway} gateway\n`,
      ...specs.map(({ name }, index) => `${subnet.addressOf(index)} ${name}\n`),
    ].join("");
    const hosts = await Promise.all(
      specs.map((spec, index) => createHost(spec, { folder, subnet, index, publicKey, neighbours }, room)),
    );
    await writeFile(knownHosts, hosts.map(({ address, hostKey }) => `${address} ${hostKey}\n`).join(""));
    await Promise.all(hosts.map((host) => host.answers()));
    return {
      hosts,
      host: (name) => {
        const found = hosts.find((host) => host.name === name);
        if (found === undefined) throw hostsUnusable(`there is no ${name} among them`);
        return found;
      },
      user: USER.name,
      key,
      knownHosts,
      gateway: subnet.gateway,
      close: () => room.close(),
    };
  } catch (error) {
    await room.close();
    throw error;
  }
}

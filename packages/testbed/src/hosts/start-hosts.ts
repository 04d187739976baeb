import { execFile } from "node:child_process";
import { chmod, chown, mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { HOST_ENVIRONMENT, hostRoot } from "./host-root.js";
import { type MachineRoom, openMachineRoom } from "./machine-room.js";
import { layCable, type Subnet } from "./subnet.js";
import { hostCalls, type TestHost } from "./test-host.js";

export interface HostSpec {
  /** Letters, digits and dashes; its hostname. */
  readonly name: string;
  /** `none`: sshd and SysV scripts, up in 30 ms. `systemd`: the real one as first process, up in half a second. */
  readonly init?: "none" | "systemd";
  /** Size of its disk as tmpfs takes it, `64m`. */
  readonly disk?: string;
}

export interface HostsOptions {
  readonly hosts: readonly HostSpec[];
}

/** Machines on a network of their own, which reach each other and the gateway, and nothing else. */
export interface TestHosts {
  readonly hosts: readonly TestHost[];
  /** By name; throws when there is none. */
  host(name: string): TestHost;
  /** Who logs in: may use sudo without a password. */
  readonly user: "deploy";
  /** Private key file of `user` on every host. */
  readonly key: string;
  /** A known_hosts file with every host's key, by address. */
  readonly knownHosts: string;
  /** Where hosts reach this process: listen on it to serve them. */
  readonly gateway: string;
  /** Settles when no process, mount, link or folder is left. */
  close(): Promise<void>;
}

/**
 * Starts machines with a real sshd, dpkg, rpm and, where asked for, systemd, in namespaces of their own. They end with
 * this process, also when it is killed. Needs Linux and root.
 * @throws ReleaseError `ERR_TESTBED_HOSTS`
 */
export async function startHosts(options: HostsOptions): Promise<TestHosts> {
  const root = await hostRoot();
  const folder = await mkdtemp(join(tmpdir(), "testbed-hosts-"));
  const key = join(folder, "key");
  const [room] = await Promise.all([openMachineRoom(folder, root), makeKey(key)]);
  try {
    const subnet = await layCable(room.pid);
    await room.order("uplink");
    const seeds = await Promise.all(options.hosts.map((spec, index) => prepare({ room, folder, subnet, spec, index })));
    const knownHosts = join(folder, "known_hosts");
    await writeFile(knownHosts, seeds.map(({ host, hostKey }) => `${host.address} ${hostKey}\n`).join(""));
    await Promise.all(seeds.map(({ host }) => host.answers()));
    const hosts = seeds.map(({ host }) => host);
    return {
      hosts,
      host: (name) => {
        const found = hosts.find((host) => host.name === name);
        if (found === undefined) throw new Error(`no host ${name}`);
        return found;
      },
      user: "deploy",
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

const DEPLOY = 1000;

interface Place {
  readonly room: MachineRoom;
  readonly folder: string;
  readonly subnet: Subnet;
  readonly spec: HostSpec;
  readonly index: number;
}

async function prepare({ room, folder, subnet, spec, index }: Place): Promise<{ host: TestHost; hostKey: string }> {
  const { name, init = "none", disk = "512m" } = spec;
  const address = subnet.addressOf(index);
  await room.order("add", name, disk);
  // The machine room's own view of the disk: no program needs to start for these.
  const at = (path: string): string => `/proc/${room.pid}/root${folder}/${name}/root${path}`;
  const ssh = at("/home/deploy/.ssh");
  await mkdir(ssh, { mode: 0o700 });
  await writeFile(`${ssh}/authorized_keys`, await readFile(`${join(folder, "key")}.pub`), { mode: 0o600 });
  await chown(ssh, DEPLOY, DEPLOY);
  await chown(`${ssh}/authorized_keys`, DEPLOY, DEPLOY);
  await writeFile(at("/etc/hostname"), `${name}\n`);
  await writeFile(at("/etc/hosts"), `127.0.0.1 localhost\n${address} ${name}\n${subnet.gateway} gateway\n`);
  const hostKey = join(folder, name, "host_key");
  await makeKey(hostKey);
  await writeFile(at("/etc/ssh/ssh_host_ed25519_key"), await readFile(hostKey), { mode: 0o600 });
  const line = await readFile(`${hostKey}.pub`, "utf8");
  await writeFile(at("/etc/ssh/ssh_host_ed25519_key.pub"), line);
  await room.order("on", name, init, index, `${address}/24`, subnet.macOf(index));
  const host: TestHost = { name, init, address, port: 22, ...hostCalls(room, name, address) };
  return { host, hostKey: line.split(" ").slice(0, 2).join(" ") };
}

async function makeKey(path: string): Promise<void> {
  await promisify(execFile)("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "testbed", "-f", path], {
    env: HOST_ENVIRONMENT,
  });
  await chmod(path, 0o600);
}

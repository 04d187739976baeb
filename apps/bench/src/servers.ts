import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildDeb, startHosts, type TestHost } from "@signalbox/testbed/hosts";
import { type Command, output } from "./measure.js";
import { CLI, type Place } from "./place.js";

export const PACKAGE = "camera";
const MEGABYTE = 1024 * 1024;

/** Real servers in namespaces, and packages for them that grow newer. */
export interface Servers {
  readonly hosts: readonly TestHost[];
  /** The CLI in the folder of its configuration, where the environment `of-5` has the first five hosts. */
  cli(...args: readonly string[]): Command;
  /** A shell with a function `on`, which is ssh to an address. */
  shell(script: string, ...words: readonly string[]): Command;
  ansible(playbook: object, hosts: readonly TestHost[]): Promise<Command>;
  /** A package of 2 MB with a service of SysV, one version newer than the last. */
  newer(): Promise<{ readonly path: string; readonly version: string }>;
  /** @throws Error when one of them has not exactly this version, whole */
  mustHave(hosts: readonly TestHost[], version: string): Promise<void>;
  close(): Promise<void>;
}

export async function startServers(place: Place, counts: readonly number[]): Promise<Servers> {
  const most = Math.max(...counts);
  const names = Array.from({ length: most }, (_, index) => `host-${String(index).padStart(3, "0")}`);
  const bed = await startHosts({ hosts: names.map((name) => ({ name })) });
  const { hosts, user, key, knownHosts } = bed;
  const { folder, env } = place;
  const packages = join(folder, "packages");
  await mkdir(packages);
  await writeFile(
    join(folder, "signalbox.config.json"),
    JSON.stringify(configOf({ hosts, user, key, knownHosts }, counts)),
  );
  const payload = randomBytes(2 * MEGABYTE);
  const sshArguments = [
    ...["-F", "/dev/null", "-i", key, "-l", user],
    ...[`UserKnownHostsFile=${knownHosts}`, "BatchMode=yes", "IdentitiesOnly=yes"].flatMap((option) => ["-o", option]),
  ];
  let number = 0;
  return {
    hosts,
    close: () => bed.close(),
    cli: (...args) => ({ file: process.execPath, args: [CLI, ...args], env, cwd: folder }),
    shell: (script, ...words) => ({
      file: "bash",
      args: ["-euc", `on() { ssh ${sshArguments.join(" ")} "$@"; }\n${script}`, "sh", ...words],
      env,
    }),
    ansible: async (playbook, chosen) => {
      const [book, inventory] = [join(folder, "playbook.json"), join(folder, `inventory-${chosen.length}`)];
      await writeFile(book, JSON.stringify([playbook]));
      await writeFile(
        inventory,
        chosen.map(({ address }) => `${address} ansible_python_interpreter=/usr/bin/python3\n`).join(""),
      );
      const settings = {
        ANSIBLE_PIPELINING: "True",
        ANSIBLE_SSH_ARGS: `${sshArguments.join(" ")} -o ControlMaster=auto -o ControlPersist=60s`,
      };
      return {
        file: "ansible-playbook",
        args: ["-i", inventory, "-f", String(chosen.length), "-u", user, "--private-key", key, book],
        env: { ...env, ...settings, LC_ALL: "C.UTF-8" },
        cwd: folder,
      };
    },
    newer: async () => {
      const files = { "/usr/share/camera/payload": payload };
      const version = `1.0.${++number}`;
      const { path } = await buildDeb(packages, { name: PACKAGE, version, files, service: { kind: "sysv" } });
      return { path, version };
    },
    mustHave: async (chosen, version) => {
      const question = ["dpkg-query", "-W", "-f=${db:Status-Abbrev}${Version}", PACKAGE];
      await Promise.all(
        chosen.map(async (host) => {
          const found = await host.run(question);
          if (found !== `ii ${version}`) throw new Error(`${host.name} has "${found}", and not ${version}.`);
        }),
      );
    },
  };
}

interface Reach {
  readonly hosts: readonly TestHost[];
  readonly user: string;
  readonly key: string;
  readonly knownHosts: string;
}

/** Its service must run afterwards, and no time is waited for it to fall over: nobody whom we are compared with waits. */
const configOf = ({ hosts, user, key, knownHosts }: Reach, counts: readonly number[]): object => ({
  ssh: {
    user,
    knownHosts,
    hosts: Object.fromEntries(hosts.map(({ name, address }) => [name, { address, identityFile: key }])),
  },
  environments: counts.map((count) => ({
    name: `of-${count}`,
    hosts: { cameras: hosts.slice(0, count).map(({ name }) => name) },
  })),
  components: [
    {
      name: PACKAGE,
      repository: "acme/camera",
      deploy: { groups: ["cameras"], health: [{ type: "sysv", service: PACKAGE }], stableSeconds: 0 },
    },
  ],
});

/** Whether a command is there, and what it calls itself; null when it is not. */
export const versionOf = async (file: string, { env, signal }: Place): Promise<string | null> =>
  await output({ file, args: ["--version"], env: { ...env, LC_ALL: "C.UTF-8" } }, signal).then(
    (text) => text.split("\n")[0] ?? "",
    () => null,
  );

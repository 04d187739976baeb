import { readFile } from "node:fs/promises";
import type { TestHost } from "@signalbox/testbed/hosts";
import { type Command, output, timed } from "./measure.js";
import { type Costs, costsOf } from "./memory.js";
import { PACKAGE, type Servers } from "./servers.js";

/** Ways to install a newer version on the first so many hosts; each gives the milliseconds. */
export interface DeployWays {
  readonly ours: (count: number) => Promise<number>;
  /** What is there already. */
  readonly again: (count: number) => Promise<number>;
  readonly costs: (count: number) => Promise<Costs>;
  /** One ssh a host, all at once, with the package piped into dpkg. */
  readonly shell: (count: number) => Promise<number>;
  /** dpkg alone, on all at once: the package is there, and nothing goes over the network. */
  readonly bare: (count: number) => Promise<number>;
  readonly ansible: (count: number) => Promise<number>;
}

const SHELL = `package=$1; shift; running=
for host; do
  on "$host" 'cat >camera.deb && sudo dpkg -i camera.deb' <"$package" >/dev/null 2>&1 & running="$running $!"
done
for one in $running; do wait "$one"; done`;

const playbook = (path: string): object => ({
  hosts: "all",
  gather_facts: false,
  tasks: [{ copy: { src: path, dest: "/tmp/camera.deb" } }, { command: "dpkg -i /tmp/camera.deb", become: true }],
});

export function deployWays(servers: Servers, signal: AbortSignal): DeployWays {
  const first = (count: number): readonly TestHost[] => servers.hosts.slice(0, count);
  /** The package is made before, and what became of it is looked at after. */
  const upgrade = async <T>(count: number, install: (path: string) => Promise<T>): Promise<T> => {
    const { path, version } = await servers.newer();
    const result = await install(path);
    await servers.mustHave(first(count), version);
    return result;
  };
  const take = (command: Command): Promise<number> => timed(() => output(command, signal));
  const ours = (count: number, path: string): Command =>
    servers.cli("deploy", PACKAGE, "--to", `of-${count}`, "--file", path, "--yes", "--json");
  let last = "";
  return {
    ours: (count) => upgrade(count, (path) => take(ours(count, (last = path)))),
    again: (count) => take(ours(count, last)),
    costs: (count) => upgrade(count, (path) => costsOf(ours(count, path), signal)),
    shell: (count) =>
      upgrade(count, (path) => take(servers.shell(SHELL, path, ...first(count).map(({ address }) => address)))),
    bare: (count) =>
      upgrade(count, async (path) => {
        const content = await readFile(path);
        await Promise.all(first(count).map((host) => host.writeFile("/root/camera.deb", content)));
        return timed(() => Promise.all(first(count).map((host) => host.run(["dpkg", "-i", "/root/camera.deb"]))));
      }),
    ansible: (count) => upgrade(count, async (path) => take(await servers.ansible(playbook(path), first(count)))),
  };
}

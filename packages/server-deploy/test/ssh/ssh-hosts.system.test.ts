import { startHosts, type TestHosts } from "@signalbox/testbed/hosts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSshConfig, sshHosts, type SshHosts } from "../../src/ssh.js";

let bed: TestHosts;
let hosts: SshHosts;

beforeAll(async () => {
  bed = await startHosts({ hosts: [{ name: "api" }, { name: "web" }] });
  hosts = sshHosts({
    hosts: Object.fromEntries(
      bed.hosts.map(({ name, address }) => [name, { host: address, user: bed.user, identityFile: bed.key }]),
    ),
    config: openSshConfig({ ssh: "/usr/bin/ssh", file: "/dev/null", local: { home: "/nonexistent", name: "op" } }),
    agent: null,
    knownHosts: [bed.knownHosts],
    hostKeys: "strict",
    sudo: "auto",
  });
});
afterAll(async () => {
  await hosts?.close();
  await bed?.close();
});

test("runs commands, as root by sudo, and streams their input", async () => {
  const host = await hosts.open("api");
  expect(await host.run(["id", "-un"])).toEqual({
    code: 0,
    signal: null,
    stdout: "deploy\n",
    stderr: "",
    isCut: false,
  });
  expect(await host.run(["id", "-un"], { asRoot: true })).toMatchObject({ code: 0, stdout: "root\n", stderr: "" });
  const bytes = Buffer.alloc(20_000_000, 7);
  expect(
    await host.run(["sh", "-c", "cat > /root/x && wc -c < /root/x"], { asRoot: true, input: bytes }),
  ).toMatchObject({
    stdout: "20000000\n",
  });
  expect(await host.run(["sh", "-c", "echo a; echo b >&2; exit 3"], { asRoot: true })).toMatchObject({
    code: 3,
    stdout: "a\n",
    stderr: "b\n",
  });
});

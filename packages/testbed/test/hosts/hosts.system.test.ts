import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemSuite } from "../../../../tools/require-system.js";
import { buildDeb, startHosts, type TestHost, type TestHosts } from "../../src/hosts/index.js";
import { scratch } from "../scratch.js";

systemSuite(
  "startHosts",
  ["linux", "root", "command:mmdebstrap", "command:ip", "command:ssh-keygen", "command:systemd-nspawn"],
  () => {
    let hosts: TestHosts;
    beforeAll(async () => {
      hosts = await startHosts({ hosts: [{ name: "api" }, { name: "processing", init: "systemd" }] });
    }, 180_000);
    afterAll(() => hosts.close());

    const ssh = async (host: TestHost, command: string): Promise<string> => {
      const options = ["-i", hosts.key, "-o", `UserKnownHostsFile=${hosts.knownHosts}`, "-o", "BatchMode=yes"];
      const argv = [
        "-F",
        "/dev/null",
        ...options,
        "-o",
        "IdentityAgent=none",
        `${hosts.user}@${host.address}`,
        command,
      ];
      return (await promisify(execFile)("ssh", argv)).stdout;
    };

    test.each(["api", "processing"])(
      "%s installs a package over SSH, starts its service and upgrades it",
      async (name) => {
        const host = hosts.host(name);
        const folder = await scratch();
        for (const version of ["4.1.0", "4.2.0"]) {
          const kind = name === "api" ? "sysv" : "systemd";
          const deb = await buildDeb(folder, { name: "camera", version, service: { kind, port: 8080 } });
          await host.writeFile("/tmp/camera.deb", await (await import("node:fs/promises")).readFile(deb.path));
          await ssh(host, "sudo -n DEBIAN_FRONTEND=noninteractive dpkg -i /tmp/camera.deb");
          expect(await ssh(host, "dpkg-query -W camera")).toBe(`camera\t${version}\n`);
          await expect.poll(() => host.run("curl -s http://localhost:8080/ || true")).toBe(`${version}\n`);
        }
      },
    );
  },
);

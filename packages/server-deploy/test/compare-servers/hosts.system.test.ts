import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildDeb, buildRpm, type PackageSpec, startHosts, type TestHosts } from "@signalbox/testbed/hosts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOST_NEEDS, systemSuite } from "../../../../tools/require-system.js";
import { compareServers } from "../../src/index.js";
import type { SshHosts } from "../../src/ssh.js";
import { bedHosts } from "../support/bed-hosts.js";

systemSuite("compareServers on real hosts", HOST_NEEDS, () => {
  let bed: TestHosts;
  let hosts: SshHosts;
  let folder: string;

  const deb = async (host: string, spec: PackageSpec): Promise<void> => {
    const built = await buildDeb(folder, spec);
    await bed.host(host).writeFile("/tmp/x.deb", await readFile(built.path));
    await bed.host(host).tryRun("dpkg -i /tmp/x.deb");
  };
  const rpm = async (host: string, spec: PackageSpec): Promise<void> => {
    const built = await buildRpm(folder, spec);
    await bed.host(host).writeFile("/tmp/x.rpm", await readFile(built.path));
    await bed.host(host).run("rpm -i /tmp/x.rpm");
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "compare-"));
    bed = await startHosts({ hosts: ["test-api", "test-proc", "prod-api", "prod-proc"].map((name) => ({ name })) });
    hosts = bedHosts(bed);
    await deb("test-api", { name: "cacophony-api", version: "5.27.0" });
    await deb("test-api", { name: "cacophony-web", version: "1.0.0" });
    await deb("test-proc", { name: "cacophony-processing", version: "2.40.3~tc2" });
    await rpm("test-proc", { name: "cacophony-rules", version: "0.0.1-412" });
    await deb("prod-api", { name: "cacophony-api", version: "5.9.0" });
    await deb("prod-api", { name: "cacophony-web", version: "1.0.1", scripts: { afterInstall: "exit 1" } });
    await deb("prod-proc", { name: "cacophony-processing", version: "2.40.3" });
    await rpm("prod-proc", { name: "cacophony-rules", version: "0.0.1-99" });
    await bed.host("test-api").run("touch -d '9 days ago' /var/lib/dpkg/info/cacophony-api.list");
  }, 240_000);
  afterAll(async () => {
    await hosts?.close();
    await bed?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("tells every difference in its direction, with one host gone", async () => {
    const {
      rows,
      hosts: asked,
      warnings,
    } = await compareServers(
      { hosts },
      {
        source: { name: "test", hosts: ["test-api", "test-proc"] },
        target: { name: "prod", hosts: ["prod-api", "gone", "prod-proc"] },
        packages: ["cacophony-*"],
        latest: { "cacophony-api": "v5.27.1", "cacophony-processing": "v2.40.3-tc2" },
      },
    );
    expect(
      rows.map(({ package: name, host, state, installed, source }) => [
        name,
        host,
        state,
        installed?.version,
        source?.version,
      ]),
    ).toEqual([
      ["cacophony-api", "prod-api", "upgrade", "5.9.0", "5.27.0"],
      ["cacophony-processing", "prod-proc", "downgrade", "2.40.3", "2.40.3~tc2"],
      ["cacophony-rules", "prod-proc", "upgrade", "0.0.1-99", "0.0.1-412"],
      ["cacophony-web", "prod-api", "half-configured", "1.0.1", "1.0.0"],
    ]);
    expect(rows[0]?.latest).toEqual({ version: "v5.27.1", installed: "behind", source: "behind" });
    expect(rows[1]?.latest).toEqual({ version: "v2.40.3-tc2", installed: "ahead", source: "equal" });
    expect(Math.round((rows[0]?.source?.forMs ?? 0) / 86_400_000)).toBe(9);
    expect(rows[2]?.source?.forMs).toBeLessThan(3_600_000);
    expect(asked.map(({ host, error }) => [host, error?.code ?? null])).toEqual([
      ["test-api", null],
      ["test-proc", null],
      ["prod-api", null],
      ["gone", "ERR_HOST_UNREACHABLE"],
      ["prod-proc", null],
    ]);
    expect(warnings).toMatchObject([{ code: "hosts-silent", message: expect.stringContaining("gone did not answer") }]);
  });
});

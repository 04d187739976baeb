import { startHosts, type TestHosts } from "@signalbox/testbed/hosts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { HOST_NEEDS, systemSuite } from "../../../../tools/require-system.js";
import { followLog } from "../../src/follow-log/follow-log.js";
import type { Host } from "../../src/ports.js";
import type { SshHosts } from "../../src/ssh.js";
import { bedHosts } from "../support/bed-hosts.js";
import { listener } from "../transaction/requests.js";

systemSuite("following a log of a host", HOST_NEEDS, () => {
  let bed: TestHosts;
  let hosts: SshHosts;
  let host: Host;
  beforeAll(async () => {
    bed = await startHosts({ hosts: [{ name: "api" }] });
    hosts = bedHosts(bed);
    host = await hosts.open("api");
    await bed.host("api").writeFile("/var/log/api log", "one\ntwo\nthree\n");
  });
  afterAll(async () => {
    await hosts?.close();
    await bed?.close();
  });
  const path = "/var/log/api log";

  it("hears the last lines and what follows, through rotation, until its line", async () => {
    const ear = listener();
    const following = followLog(host, path, { ...ear, lastLines: 2, until: /^started \d+/, secrets: ["pa55word"] });
    await ear.heard("three");
    await bed.host("api").run(`printf 'with pa55word\\033[2J and \\tTab\\r\\n' >>'${path}'`);
    await ear.heard("with");
    await bed.host("api").run(`mv '${path}' '${path}.1'; echo 'in the new file' >'${path}'`);
    await ear.heard("in the new file");
    await bed.host("api").run(`echo 'started 42' >>'${path}'; echo late >>'${path}'`);
    expect(await following).toEqual({ lines: 5, dropped: 0, isFound: true });
    expect(ear.lines).toEqual(["two", "three", "with *** and  Tab", "in the new file", "started 42"]);
  });

  it("is bounded, ends with its time or the signal, and leaves nothing on the host", async () => {
    const ear = listener();
    await bed.host("api").run(`seq 1 5000 >'${path}'`);
    const stop = new AbortController();
    const following = followLog(host, path, { ...ear, lastLines: 5000, maxLines: 10, signal: stop.signal });
    await ear.heard("10");
    await bed.host("api").run(`echo end >>'${path}'`);
    stop.abort();
    const heard = await following;
    expect(heard).toMatchObject({ lines: 10, isFound: false });
    expect(ear.lines).toHaveLength(10);
    expect(await followLog(host, "/absent", { ...ear, forMs: 50 })).toEqual({ lines: 0, dropped: 0, isFound: false });
    expect((await bed.host("api").tryRun(["pgrep", "-a", "tail|grep|timeout"])).stdout).toBe("");
  });

  it("wants a path from the root", async () => {
    await expect(followLog(host, "-f", listener())).rejects.toMatchObject({ code: "ERR_INPUT_INVALID" });
  });
});

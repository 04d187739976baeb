import { startRedis } from "@signalbox/testbed/redis";
import { expect, onTestFinished, test } from "vitest";
import { systemSuite } from "../../../../tools/require-system.js";
import { openRedisUrl } from "../../src/wiring/redis-client.js";

const { signal } = new AbortController();

systemSuite("a Redis by its URL", ["linux", "command:redis-server"], () => {
  test("answers from the database that is named, or not at all", async () => {
    const server = await startRedis();
    onTestFinished(() => server.stop());
    const { path } = server.database();
    const open = async (user: string, database: number) => {
      const opened = await openRedisUrl(`unix://${user}${path}?db=${database}`, { signal });
      onTestFinished(() => opened.close());
      return opened.client;
    };
    const admin = await open("", 0);
    await admin.call("SET", "bull:mails:id", "1");
    await admin.call("ACL", "SETUSER", "reader", "on", ">pass", "allkeys", "+@read");
    expect(await (await open("reader:pass@", 0)).call("EXISTS", "bull:mails:id")).toBe(1);
    const elsewhere = await open("reader:pass@", 3);
    await expect(elsewhere.call("EXISTS", "bull:mails:id")).rejects.toThrow("NOPERM");
    expect(await (await open("", 3)).call("EXISTS", "bull:mails:id")).toBe(0);
  });
});

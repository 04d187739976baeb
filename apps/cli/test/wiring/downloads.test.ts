import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Session } from "../../src/session.js";
import { downloadsOf } from "../../src/wiring/downloads.js";

test.each([
  ["GitHub itself", "http", "token secret"],
  ["its name without encryption", "https", undefined],
])("of %s: who gets the token", async (_, scheme, expected) => {
  const folder = await mkdtemp(join(tmpdir(), "downloads-"));
  const heard: unknown[] = [];
  const server = createServer((request, answer) => {
    heard.push(request.headers.authorization);
    answer.end("x");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const place = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = { gitHub: { url: `${scheme}://${place}` }, findGitHubToken: () => Promise.resolve("secret") };
  try {
    const downloads = await downloadsOf({ env } as unknown as Session, folder);
    await downloads.fetch(`http://${place}/api_1.0.0_all.deb`);
    expect(heard).toEqual([expected]);
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
});

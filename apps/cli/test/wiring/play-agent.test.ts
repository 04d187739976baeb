import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHash } from "node:crypto";
import { connectGoogle, signInToGoogle } from "@signalbox/play-publish/google";
import { expect, it } from "vitest";
import { playAgent } from "../../src/wiring/play-agent.js";

const proxies = { https: null, http: null, exceptions: [] };

it("leads uploads to Google through the proxy, and to nothing else", async () => {
  const asked: string[] = [];
  const proxy = createServer().on("connect", ({ url = "" }, socket) => {
    asked.push(url);
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  await new Promise<void>((listening) => proxy.listen(0, "127.0.0.1", listening));
  const folder = await mkdtemp(join(tmpdir(), "agent-"));
  const path = join(folder, "app.aab");
  await writeFile(path, "x");
  const https = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const { uploads } = connectGoogle({
    ...signInToGoogle({ accessToken: "token" }),
    sessionFolder: folder,
    agent: await playAgent({ ...proxies, https }, null),
    sleep: () => Promise.resolve(),
  });
  const edit = { id: "1", packageName: "com.openchsclient", expiresAt: new Date() };
  const sha256 = createHash("sha256").update("x").digest("hex");
  await expect(uploads.upload(edit, { kind: "aab", path, size: 1, sha256 })).rejects.toMatchObject({
    code: "ERR_PLAY_UPLOAD_BROKEN",
  });
  expect(new Set(asked)).toEqual(new Set(["androidpublisher.googleapis.com:443"]));
  await new Promise((closed) => proxy.close(closed));
  await rm(folder, { recursive: true });
});

it("goes directly where no proxy is set, or not for this host", async () => {
  const https = "http://127.0.0.1:9";
  expect(await playAgent(proxies, null)).toBeUndefined();
  expect(await playAgent({ ...proxies, https, exceptions: [".googleapis.com"] }, null)).toBeUndefined();
  expect(await playAgent({ ...proxies, http: https }, "http://127.0.0.1:8080")).toBeUndefined();
});

import { createHash } from "node:crypto";
import { createServer as createPlainServer, type RequestListener, type Server } from "node:http";
import { Agent, createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { makeSigningKey } from "@signalbox/testbed/play";
import { expect, onTestFinished, test } from "vitest";
import { exchange, type Sending, type Sink } from "../../src/google/http/exchange.js";

async function listen(server: Server): Promise<number> {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const plain = async (answer: RequestListener): Promise<URL> =>
  new URL(`http://127.0.0.1:${await listen(createPlainServer(answer))}/`);

const sending = (more: Partial<Sending> = {}): Sending => ({
  method: "PUT",
  headers: {},
  body: "",
  signal: new AbortController().signal,
  idleMs: 5000,
  ...more,
});

test("sends what it is given block by block over TLS, though the block is used again", async () => {
  const { privateKey, certificate } = makeSigningKey("play.test");
  const pem = `-----BEGIN CERTIFICATE-----\n${certificate.toString("base64")}\n-----END CERTIFICATE-----\n`;
  const key = privateKey.export({ type: "pkcs8", format: "pem" });
  const server = createServer({ key, cert: pem }, (incoming, response) => {
    const hash = createHash("sha256");
    incoming.on("data", (chunk: Buffer) => hash.update(chunk)).on("end", () => response.end(hash.digest("hex")));
  });
  const agent = new Agent({ ca: pem, checkServerIdentity: () => undefined });
  onTestFinished(() => agent.destroy());
  const expected = createHash("sha256");
  const block = Buffer.alloc(512 * 1024);
  const body = async (sink: Sink): Promise<void> => {
    for (let count = 1; count <= 12; count++) {
      block.fill(count);
      expected.update(block);
      await sink(block);
    }
  };
  const url = new URL(`https://127.0.0.1:${await listen(server)}/`);
  const headers = { "content-length": String(12 * block.length) };
  const { status, text } = await exchange(url, sending({ headers, body, agent }));
  expect([status, text]).toEqual([200, expected.digest("hex")]);
});

test("an early answer ends the sending, and whoever writes has ended when it is told", async () => {
  const url = await plain((_, response) => response.writeHead(503, { connection: "close" }).end("busy"));
  let isWriting = true;
  const body = async (sink: Sink): Promise<void> => {
    try {
      for (;;) await sink(Buffer.alloc(256 * 1024));
    } finally {
      isWriting = false;
    }
  };
  const told = await exchange(url, sending({ body })).then(
    ({ status }) => status,
    (error: unknown) => (error instanceof Error ? "broken" : "?"),
  );
  expect([503, "broken"]).toContain(told); // the connection may break before the answer is read
  expect(isWriting).toBe(false);
});

test("gives up a silent connection, an endless answer and one that breaks off", async () => {
  const silent = await plain(() => {});
  await expect(exchange(silent, sending({ idleMs: 20 }))).rejects.toThrow("no byte for 0.02 s");
  const endless = await plain((_, response) => void response.end(Buffer.alloc(2 * 1024 * 1024)));
  await expect(exchange(endless, sending())).rejects.toThrow("longer than a megabyte");
  const half = await plain((_, response) => {
    response.writeHead(200, { "content-length": "10" }).write("half", () => response.destroy());
  });
  await expect(exchange(half, sending())).rejects.toThrow();
});

test("passes on what the writer throws, and the reason of the signal's end", async () => {
  const url = await plain((incoming, response) => void incoming.resume().on("end", () => response.end()));
  const wrong = new Error("another file");
  await expect(exchange(url, sending({ body: () => Promise.reject(wrong) }))).rejects.toBe(wrong);
  const stopped = new Error("stopped");
  await expect(exchange(url, sending({ signal: AbortSignal.abort(stopped) }))).rejects.toBe(stopped);
});

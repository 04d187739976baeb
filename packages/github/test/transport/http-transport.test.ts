import { createServer, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { httpTransport, type TransportOptions } from "../../src/transport.js";
import { json, serve, type Served } from "../support/serve.js";

let served: Served;
let close: () => unknown = () => undefined;
afterEach(async () => {
  await served.close();
  close();
});

async function transportTo(answer: Parameters<typeof serve>[0], options: TransportOptions = {}) {
  served = await serve(answer);
  const transport = httpTransport(options);
  ({ close } = transport);
  return transport.fetch;
}

describe("an answer", () => {
  it.each([
    { encoding: "gzip", bytes: gzipSync("bread") },
    { encoding: "br", bytes: brotliCompressSync("bread") },
  ])("is unpacked from $encoding", async ({ encoding, bytes }) => {
    const fetch = await transportTo((_, response) => {
      response.writeHead(200, { "content-encoding": encoding }).end(bytes);
    });
    expect(await (await fetch(served.url)).text()).toBe("bread");
  });

  it.each([
    { name: "breaks off", write: gzipSync("x".repeat(10_000)).subarray(0, 20) },
    { name: "is not what it says", write: Buffer.from("no gzip at all") },
  ])("that $name is an error", async ({ write }) => {
    const fetch = await transportTo((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(write);
    });
    await expect(fetch(served.url)).rejects.toThrow();
  });

  it("is handed on as it comes when that is wanted, and one that breaks off is an error there", async () => {
    const fetch = await transportTo((request, response) => {
      response.writeHead(200, { "content-length": "6" }).write("abc");
      if (request.url === "/broken") setImmediate(() => response.destroy());
      else response.end("def");
    });
    const whole = await fetch(served.url, { isStreamed: true });
    const parts: Buffer[] = [];
    for await (const part of whole.body ?? []) parts.push(part as Buffer);
    expect(Buffer.concat(parts).toString()).toBe("abcdef");
    const broken = await fetch(`${served.url}/broken`, { isStreamed: true });
    await expect(broken.text()).rejects.toThrow();
  });

  it("that does not come in time is an error", async () => {
    const fetch = await transportTo(() => undefined, { timeoutMs: 50 });
    await expect(fetch(served.url)).rejects.toThrow("no byte for 0.05 s");
  });
});

describe("a request", () => {
  it.each([
    { name: "text", body: "bread" },
    { name: "bytes", body: new TextEncoder().encode("bread") },
    { name: "an ArrayBuffer", body: new TextEncoder().encode("bread").buffer as ArrayBuffer },
    {
      name: "a stream",
      body: (async function* () {
        await Promise.resolve();
        yield "br";
        yield "ead";
      })(),
    },
  ])("carries $name", async ({ body }) => {
    const fetch = await transportTo((_, response, text) => json(response, 200, { text }));
    expect(JSON.parse(await (await fetch(served.url, { method: "POST", body })).text())).toEqual({ text: "bread" });
  });

  it("uses a connection again", async () => {
    const ports = new Set<number | undefined>();
    const fetch = await transportTo((request, response) => {
      ports.add(request.socket.remotePort);
      json(response, 200, {});
    });
    for (let index = 0; index < 3; index += 1) await fetch(served.url);
    expect(ports.size).toBe(1);
  });

  it("is not sent when the signal is aborted already", async () => {
    const fetch = await transportTo((_, response) => json(response, 200, {}));
    await expect(fetch(served.url, { signal: AbortSignal.abort(new Error("stop")) })).rejects.toThrow("stop");
    expect(served.requests).toEqual([]);
  });
});

describe("a redirect", () => {
  it.each([
    { name: "in a circle", location: "/", method: "GET", says: "redirects more than 5 times" },
    { name: "of a write to another host", location: "http://localhost:1/", method: "POST", says: "redirects a POST" },
    { name: "to no URL", location: "http://[", method: "GET", says: "redirects to no URL" },
    { name: "to a file", location: "file:///etc/passwd", method: "GET", says: "not secure" },
  ])("$name is an error", async ({ location, method, says }) => {
    const fetch = await transportTo((_, response) => void response.writeHead(302, { location }).end());
    await expect(fetch(served.url, { method })).rejects.toThrow(says);
  });

  it("is the answer when it is wanted", async () => {
    const fetch = await transportTo((_, response) => void response.writeHead(302, { location: "/x" }).end());
    const answer = await fetch(served.url, { redirect: "manual" });
    expect([answer.status, answer.headers.get("location")]).toEqual([302, "/x"]);
  });
});

describe("a proxy", () => {
  /** Lets connections through, or answers as it is told; notes what it was asked. */
  async function startProxy(status = 200): Promise<{ server: Server; port: number; asked: string[] }> {
    const asked: string[] = [];
    const server = createServer();
    server.on("connect", (request, socket) => {
      asked.push(`${request.method} ${request.url} ${request.headers["proxy-authorization"] ?? "-"}`);
      if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
      const { hostname, port } = new URL(`http://${request.url}`);
      const upstream = connect(Number(port), hostname, () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        upstream.pipe(socket).pipe(upstream);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { server, port: (server.address() as AddressInfo).port, asked };
  }

  it("is asked for a connection, with its own password and without our token", async () => {
    const { server, port, asked } = await startProxy();
    const seen: (string | undefined)[] = [];
    const fetch = await transportTo(
      (request, response) => {
        seen.push(request.headers.authorization);
        json(response, 200, {});
      },
      { proxyFor: () => `http://me:s%40fe@127.0.0.1:${port}` },
    );
    await fetch(served.url, { headers: { authorization: "token canary" } });
    await fetch(served.url, { headers: { authorization: "token canary" } });
    const basic = Buffer.from("me:s@fe").toString("base64");
    expect(asked).toEqual([`CONNECT ${new URL(served.url).host} Basic ${basic}`]);
    expect(seen).toEqual(["token canary", "token canary"]);
    server.close();
    close();
  });

  it.each([407, 502])("that answers %d is named without its password", async (status) => {
    const { server, port } = await startProxy(status);
    const fetch = await transportTo(() => undefined, { proxyFor: () => `http://me:secret@127.0.0.1:${port}` });
    const error: unknown = await fetch(served.url).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain(`127.0.0.1:${port} answers ${status}`);
    expect(String(error)).not.toContain("secret");
    server.close();
  });

  it("that says nothing is given up", async () => {
    const server = createServer();
    const silent = new Promise<() => void>((resolve) => {
      server.on("connect", (_, socket) => resolve(() => socket.destroy()));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const fetch = await transportTo(() => undefined, { proxyFor: () => `http://127.0.0.1:${port}`, timeoutMs: 300 });
    await expect(fetch(served.url)).rejects.toThrow(`the proxy 127.0.0.1:${port} cannot be used: no answer for 0.3 s`);
    (await silent)();
    server.close();
  });

  it("that is not there is named", async () => {
    const { server, port } = await startProxy();
    await new Promise((resolve) => server.close(resolve));
    const fetch = await transportTo(() => undefined, { proxyFor: () => `http://127.0.0.1:${port}` });
    await expect(fetch(served.url)).rejects.toThrow(`the proxy 127.0.0.1:${port} cannot be used`);
  });
});

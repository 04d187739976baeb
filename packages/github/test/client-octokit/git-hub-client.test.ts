import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import type { Sleep } from "@signalbox/release-core";
import { mutate, query, read, write } from "../../src/send.js";
import { gitHubClient, type GitHubClientOptions } from "../../src/octokit.js";
import { json, serve, type Served } from "../support/serve.js";

let served: Served;
afterEach(() => served.close());

type Step = (request: IncomingMessage, response: ServerResponse) => void;
const fails =
  (status: number, headers: Record<string, string> = {}, message = "no"): Step =>
  (_, response) =>
    json(response, status, { message }, headers);
const good: Step = (_, response) => json(response, 200, { id: 1 });
const drops: Step = (request) => void request.socket.destroy();
const breaksOff: Step = (_, response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
  response.write('{"id":');
  setImmediate(() => response.destroy());
};

/** A client whose waits are noted and not waited; the server answers step by step, the last one for ever. */
async function clientFor(steps: readonly Step[], options: GitHubClientOptions = {}) {
  let next = 0;
  served = await serve((request, response) => steps[Math.min(next++, steps.length - 1)]?.(request, response));
  const waits: number[] = [];
  let atMs = 1_000_000;
  const sleep: Sleep = (ms) => {
    waits.push(ms);
    atMs += ms;
    return Promise.resolve();
  };
  const client = gitHubClient({ apiUrl: served.url, spacingMs: 0, now: () => new Date(atMs), sleep, ...options });
  return { client, waits };
}
const SECONDARY = { "retry-after": "7" };

describe("a read", () => {
  it.each([
    { name: "502", steps: [fails(502), good], waits: [500] },
    { name: "a lost connection, then 504", steps: [drops, fails(504), good], waits: [500, 2000] },
    { name: "an answer that breaks off", steps: [breaksOff, good], waits: [500] },
    { name: "503 that names a time", steps: [fails(503, { "retry-after": "3" }), good], waits: [3000] },
    { name: "429", steps: [fails(429, SECONDARY), good], waits: [7000] },
    { name: "a secondary limit", steps: [fails(403, SECONDARY, "secondary rate limit"), good], waits: [7000] },
    { name: "one that names no time", steps: [fails(403, {}, "secondary rate limit"), good], waits: [60_000] },
  ])("is repeated after $name", async ({ steps, waits: expected }) => {
    const { client, waits } = await clientFor(steps);
    expect((await read(client, "GET /user", {})).data).toEqual({ id: 1 });
    expect(waits).toEqual(expected);
  });

  it.each([
    { name: "404", steps: [fails(404)], code: "ERR_GITHUB_NOT_FOUND", requests: 1 },
    { name: "403 without a limit", steps: [fails(403)], code: "ERR_GITHUB_FORBIDDEN", requests: 1 },
    { name: "502 that stays", steps: [fails(502)], code: "ERR_GITHUB_FAILED", requests: 3 },
    { name: "no answer at all", steps: [drops], code: "ERR_GITHUB_UNREACHABLE", requests: 3 },
    { name: "answers that break off", steps: [breaksOff], code: "ERR_GITHUB_UNREACHABLE", requests: 3 },
    {
      name: "a limit of an hour",
      steps: [fails(429, { "retry-after": "3600" })],
      code: "ERR_GITHUB_RATE_LIMITED",
      requests: 1,
    },
  ])("fails after $name", async ({ steps, code, requests }) => {
    const { client } = await clientFor(steps);
    await expect(read(client, "GET /user", {})).rejects.toMatchObject({ code });
    expect(served.requests).toHaveLength(requests);
  });

  it("says how long GitHub wants it to wait", async () => {
    const { client } = await clientFor([fails(429, { "retry-after": "3600" })]);
    await expect(read(client, "GET /user", {})).rejects.toMatchObject({ details: { retryAfterMs: 3_600_000 } });
  });
});

describe("a write", () => {
  it.each([
    { name: "502", steps: [fails(502)], code: "ERR_GITHUB_RESULT_UNKNOWN" },
    { name: "a lost connection", steps: [drops], code: "ERR_GITHUB_RESULT_UNKNOWN" },
    { name: "an answer that breaks off", steps: [breaksOff], code: "ERR_GITHUB_RESULT_UNKNOWN" },
    { name: "422", steps: [fails(422)], code: "ERR_GITHUB_REFUSED" },
  ])("is sent once when it ends with $name", async ({ steps, code }) => {
    const { client } = await clientFor(steps);
    await expect(write(client, "POST /user/repos", { name: "a" })).rejects.toMatchObject({ code });
    await expect(mutate(client, "closing", { text: "mutation { close }" })).rejects.toMatchObject({
      code: code === "ERR_GITHUB_REFUSED" ? "ERR_GITHUB_REFUSED" : "ERR_GITHUB_RESULT_UNKNOWN",
    });
    expect(served.requests).toHaveLength(2);
  });

  it("is repeated after a limit, which proves that nothing was written", async () => {
    const { client, waits } = await clientFor([fails(403, SECONDARY), fails(429, SECONDARY), good]);
    await write(client, "POST /user/repos", { name: "a" });
    expect(waits).toEqual([7000, 7000]);
    expect(served.requests).toEqual(Array(3).fill('POST /user/repos {"name":"a"}'));
  });

  it("of a stream is sent once, also when a limit was met: the stream is used up", async () => {
    const { client, waits } = await clientFor([fails(403, SECONDARY, "secondary rate limit"), good]);
    const data = new Blob(["deb"]).stream();
    const headers = { "content-type": "application/octet-stream", "content-length": 3 };
    await expect(write(client, `POST ${served.url}/assets{?name}`, { name: "a", headers, data })).rejects.toMatchObject(
      {
        code: "ERR_GITHUB_RATE_LIMITED",
        details: { retryAfterMs: 7000 },
      },
    );
    expect(served.requests).toEqual(["POST /assets?name=a deb"]);
    expect(waits).toEqual([]);
  });

  it("begins when the one before has ended, and a second after it began", async () => {
    const open: ServerResponse[] = [];
    const { client, waits } = await clientFor([(_, response) => void open.push(response)], { spacingMs: 1000 });
    const both = [write(client, "POST /a", {}), write(client, "POST /b", {})];
    await expect.poll(() => open.length).toBe(1);
    json(open[0] as ServerResponse, 201, {});
    await both[0];
    expect(served.requests).toEqual(["POST /a"]);
    await expect.poll(() => open.length).toBe(2);
    expect(waits).toEqual([1000]);
    json(open[1] as ServerResponse, 201, {});
    await Promise.all(both);
  });
});

describe("queries", () => {
  it("run side by side, and mutations do not", async () => {
    const open: ServerResponse[] = [];
    const { client } = await clientFor([(_, response) => void open.push(response)]);
    const asked = [1, 2, 3].map(() => query(client, "who", { text: "query { viewer { login } }" }));
    await expect.poll(() => open.length).toBe(3);
    const changed = [1, 2].map(() => mutate(client, "close", { text: "mutation { close }" }));
    await expect.poll(() => open.length).toBe(4);
    for (const response of open.splice(0)) json(response, 200, { data: {} });
    await expect.poll(() => open.length).toBe(1);
    json(open[0] as ServerResponse, 200, { data: {} });
    await Promise.all([...asked, ...changed]);
  });

  it("are repeated when the budget is used up and soon new", async () => {
    const limited: Step = (_, response) =>
      json(
        response,
        200,
        { errors: [{ type: "RATE_LIMITED", message: "used up" }] },
        { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1010", date: new Date(1_000_000).toUTCString() },
      );
    const { client, waits } = await clientFor([limited, (_, response) => json(response, 200, { data: { ok: true } })]);
    expect(await query(client, "who", { text: "{ viewer { login } }" })).toEqual({ ok: true });
    expect(waits).toEqual([11_000]);
  });
});

describe("the client", () => {
  it("asks the GraphQL URL that belongs to the API, or the one that is named", async () => {
    served = await serve((_, response) => json(response, 200, { data: {} }));
    await gitHubClient({ apiUrl: `${served.url}/api/v3` }).graphql("{ a }");
    await gitHubClient({ apiUrl: served.url }).graphql("{ a }");
    await gitHubClient({ apiUrl: `${served.url}/api/v3`, graphqlUrl: `${served.url}/else` }).graphql("{ a }");
    expect(served.requests.map((line) => line.split(" ")[1])).toEqual(["/api/graphql", "/graphql", "/else"]);
  });

  it("gives the token to the API, and to no other host", async () => {
    const seen: (string | undefined)[] = [];
    const other = await serve((request, response) => {
      seen.push(request.headers.authorization);
      json(response, 200, {});
    });
    const { client } = await clientFor(
      [
        (request, response) => {
          seen.push(request.headers.authorization);
          response.writeHead(302, { location: `${other.url}/file` }).end();
        },
      ],
      { token: () => Promise.resolve("canary") },
    );
    await client.request("GET /asset");
    await client.request(`GET ${other.url}/direct`);
    expect(seen).toEqual(["token canary", undefined, undefined]);
    await other.close();
  });

  it("follows a renamed repository, and repeats a write as it was", async () => {
    const moved: Step = (_, response) => void response.writeHead(301, { location: "/repositories/1/pulls" }).end();
    const { client } = await clientFor([moved, good]);
    await write(client, "POST /repos/a/b/pulls", { title: "t" });
    expect(served.requests).toEqual([
      'POST /repos/a/b/pulls {"title":"t"}',
      'POST /repositories/1/pulls {"title":"t"}',
    ]);
  });

  it("ends a wait and a request when it is aborted", async () => {
    const waiting = new AbortController();
    const { client } = await clientFor([fails(429, SECONDARY)], {
      sleep: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
          waiting.abort(new Error("enough"));
        }),
    });
    await expect(read(client, "GET /user", {}, { signal: waiting.signal })).rejects.toThrow("enough");
    await served.close();

    const asking = new AbortController();
    const silent = await clientFor([() => asking.abort(new Error("stop"))]);
    await expect(read(silent.client, "GET /user", {}, { signal: asking.signal })).rejects.toThrow("stop");
    await expect(write(silent.client, "POST /user", {}, { signal: asking.signal })).rejects.toThrow("stop");
    expect(served.requests).toHaveLength(1);
  });

  it("holds all requests while one waits for a limit", async () => {
    const { client, waits } = await clientFor([fails(429, SECONDARY), good]);
    await Promise.all([read(client, "GET /a", {}), read(client, "GET /b", {})]);
    expect(waits.length).toBeGreaterThan(0);
    expect(Math.max(...waits)).toBe(7000);
  });
});

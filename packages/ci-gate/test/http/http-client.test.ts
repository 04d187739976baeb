import type { ReleaseEvent } from "@signalbox/release-core";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { HttpAnswer, HttpFetch, HttpInit } from "../../src/http/fetch.js";
import { httpClient } from "../../src/http/http-client.js";
import { PATIENCE } from "../../src/http/site.js";

const TOKEN = "very-secret-token";

interface Sent extends HttpInit {
  readonly url: string;
}

/** Answers in turn; the last one for ever. An error is thrown. */
function clientOf(
  answers: readonly (Partial<HttpAnswer> & { location?: string; retryAfter?: string; date?: string })[] | Error,
) {
  const sent: Sent[] = [];
  const waits: number[] = [];
  const fetch: HttpFetch = (url, init) => {
    sent.push({ ...init, url });
    if (answers instanceof Error) return Promise.reject(answers);
    const { location, retryAfter, date, ...answer } = answers[Math.min(sent.length, answers.length) - 1] ?? {};
    const headers = new Map(
      Object.entries({ location, "retry-after": retryAfter, date }).filter(
        (pair): pair is [string, string] => pair[1] !== undefined,
      ),
    );
    return Promise.resolve({ status: 200, body: null, text: () => Promise.resolve("{}"), ...answer, headers });
  };
  const client = httpClient({
    ...PATIENCE,
    system: "CI",
    kind: "ci",
    baseUrl: "https://ci.example/api",
    headers: { "circle-token": TOKEN },
    secrets: [TOKEN],
    trusts: ({ host }) => host === "files.example",
    hints: { unauthorized: "u", forbidden: "f", notFound: "n", cannot: "c" },
    fetch,
    sleep: async (ms) => void waits.push(ms),
  });
  return { client, sent, waits };
}

const bytesOf = async (bytes: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};
const streamed = (...chunks: (string | Error)[]): AsyncIterable<Uint8Array> =>
  (async function* () {
    for (const chunk of chunks) {
      if (chunk instanceof Error) throw chunk;
      yield Buffer.from(chunk);
    }
  })();

const question = { what: "a thing", path: "/thing", schema: z.object({ id: z.string() }) };
const command = { ...question, method: "POST", body: { a: 1 } } as const;

describe("who gets the token", () => {
  it.each([
    ["the system itself", "https://ci.example/files/1", true],
    ["whom it trusts", "https://files.example/1", true],
    ["a storage service", "https://bucket.s3.example/1?X-Amz-Signature=ab", false],
    ["another port", "https://ci.example:8443/1", false],
    ["a name that only looks alike", "https://ci.example.evil.test/1", false],
  ])("%s", async (_, url, isTold) => {
    const { client, sent } = clientOf([{ body: streamed("x") }]);
    expect(await bytesOf(await client.open("a file", new URL(url)))).toBe("x");
    expect(sent.map(({ headers }) => headers["circle-token"])).toEqual([isTold ? TOKEN : undefined]);
  });

  it("is decided anew after a redirect", async () => {
    const { client, sent } = clientOf([
      { status: 302, location: "https://bucket.test/1?sig=a" },
      { body: streamed("x") },
    ]);
    expect(await bytesOf(await client.open("a file", new URL("https://files.example/1")))).toBe("x");
    expect(sent.map(({ headers, redirect }) => [headers["circle-token"], redirect])).toEqual([
      [TOKEN, "manual"],
      [undefined, "manual"],
    ]);
  });

  it.each([
    ["to what is not secure", [{ status: 302, location: "http://ci.example/1" }]],
    ["to no URL", [{ status: 302, location: "http://[" }]],
    ["in a circle", [{ status: 302, location: "https://ci.example/1" }]],
  ])("is not sent %s", async (_, answers) => {
    const { client } = clientOf(answers);
    await expect(client.read(question)).rejects.toMatchObject({ code: "ERR_CI_UNREACHABLE" });
  });

  it("goes with no write to another place", async () => {
    const { client, sent } = clientOf([{ status: 307, location: "https://ci.example/elsewhere" }]);
    await expect(client.write(command)).rejects.toMatchObject({ code: "ERR_CI_ANSWER" });
    expect(sent).toHaveLength(1);
  });
});

describe("answers", () => {
  it.each([
    [401, "ERR_CI_REFUSED", "u"],
    [403, "ERR_CI_REFUSED", "f"],
    [404, "ERR_CI_NOT_FOUND", "n"],
    [409, "ERR_CI_CANNOT", "c"],
    [422, "ERR_CI_CANNOT", "c"],
  ])("%i is %s, and not asked again", async (status, code, hint) => {
    const text = (): Promise<string> => Promise.resolve(JSON.stringify({ message: `no ${TOKEN} here` }));
    for (const call of ["read", "write"] as const) {
      const { client, sent } = clientOf([{ status, text }]);
      const error = await (call === "read" ? client.read(question) : client.write(command)).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).toMatchObject({ code, hint });
      expect(String(error) + JSON.stringify(error)).not.toContain(TOKEN);
      expect(sent).toHaveLength(1);
    }
  });

  it.each([
    ["a page", "<html>", ""],
    ["another field", '{"id":7}', "id: "],
    ["nothing", "", ""],
  ])("of another shape are told with the field: %s", async (_, text, field) => {
    const { client } = clientOf([{ text: () => Promise.resolve(text) }]);
    const error = await client.read(question).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "ERR_CI_ANSWER" });
    expect(String(error)).toContain(`(a thing): ${field}`);
  });

  it("to a write that cannot be read leave open whether it happened", async () => {
    const { client } = clientOf([{ status: 201, text: () => Promise.resolve("<html>") }]);
    await expect(client.write(command)).rejects.toMatchObject({ code: "ERR_CI_UNKNOWN" });
  });

  it.each([
    ["a time by the server's clock", "Mon, 02 Mar 2026 09:00:05 GMT", 5000],
    ["a time that is over", "Mon, 02 Mar 2026 08:00:00 GMT", 0],
    ["nothing", "", 10_000],
    ["what nobody understands", "soon", 10_000],
  ])("may name with a limit %s", async (_, retryAfter, waitMs) => {
    const date = "Mon, 02 Mar 2026 09:00:00 GMT";
    const good = { text: () => Promise.resolve('{"id":"a"}') };
    const { client, waits } = clientOf([{ status: 429, retryAfter, date }, good]);
    await client.read(question, { now: () => new Date(0) });
    expect(waits[0]).toBe(waitMs);
  });

  it("let a whole client wait for a limit", async () => {
    const events: ReleaseEvent[] = [];
    const { client, waits, sent } = clientOf([
      { status: 429, retryAfter: "7" },
      { text: () => Promise.resolve('{"id":"a"}') },
    ]);
    const now = (): Date => new Date(0);
    await client.read(question, { now, onEvent: (event) => void events.push(event) });
    await client.read(question, { now });
    expect(waits).toEqual([7000, 7000, 7000]);
    expect(sent).toHaveLength(3);
    expect(events).toMatchObject([{ type: "waiting", kind: "ci", untilMs: 7000 }]);
  });
});

describe("no answer", () => {
  const refused = new TypeError("fetch failed", {
    cause: Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" }),
  });

  it("to a write is unknown, unless it never left", async () => {
    await expect(clientOf(new Error("socket hang up")).client.write(command)).rejects.toMatchObject({
      code: "ERR_CI_UNKNOWN",
    });
    const error = await clientOf(refused)
      .client.write(command)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "ERR_CI_UNREACHABLE" });
    expect(String(error)).toContain("ECONNREFUSED");
    const gone = Object.assign(new Error("read EHOSTUNREACH"), { code: "EHOSTUNREACH", syscall: "read" });
    await expect(clientOf(new TypeError("fetch failed", { cause: gone })).client.write(command)).rejects.toMatchObject({
      code: "ERR_CI_UNKNOWN",
    });
  });

  it("to a read is told after a few times", async () => {
    const { client, sent, waits } = clientOf(refused);
    await expect(client.read(question)).rejects.toMatchObject({ code: "ERR_CI_UNREACHABLE", retryable: true });
    expect(sent).toHaveLength(4);
    expect(waits).toEqual([500, 2000, 8000]);
  });

  it("in the middle of a file is no shorter file", async () => {
    const { client } = clientOf([{ body: streamed("half", new Error("terminated")) }]);
    const bytes = await client.open("a file", new URL("https://ci.example/1"));
    await expect(bytesOf(bytes)).rejects.toMatchObject({ code: "ERR_CI_UNREACHABLE" });
  });
});

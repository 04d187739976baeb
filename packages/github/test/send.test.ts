import { describe, expect, it } from "vitest";
import type { GitHubClient } from "../src/client.js";
import { mutate, query, read, write } from "../src/send.js";

const answering = (data: unknown, contentType = "application/json; charset=utf-8"): GitHubClient => ({
  request: () => Promise.resolve({ status: 200, headers: { "content-type": contentType }, url: "", data }),
  graphql: () => Promise.reject(new Error("not asked")),
});

describe("an answer that was cut off", () => {
  it.each([[""], ['{ "number": 1']])("%j is a lost answer for a read", async (data) => {
    await expect(read(answering(data), "GET /x", {})).rejects.toMatchObject({ code: "ERR_GITHUB_UNREACHABLE" });
  });

  it("leaves a write unknown, since it may have happened", async () => {
    await expect(write(answering(""), "POST /x", {})).rejects.toMatchObject({ code: "ERR_GITHUB_RESULT_UNKNOWN" });
  });

  it("is not what an empty file is", async () => {
    expect((await read(answering("", "application/vnd.github.raw"), "GET /x", {})).data).toBe("");
  });
});

const graphql = (answer: () => Promise<unknown>): GitHubClient => ({ ...answering(null), graphql: answer });

/** As `@octokit/graphql` throws it. */
const answeredWith = (type: string | undefined, message: string) => (): Promise<never> => {
  const errors = [{ message, ...(type === undefined ? {} : { type }) }];
  return Promise.reject(Object.assign(new Error(message), { errors, data: null, headers: {}, response: { errors } }));
};

/** As `@octokit/request` throws it. */
const unsigned = (message: string): GitHubClient => {
  const error = Object.assign(new Error(message), { status: 401, response: { headers: {}, data: { message } } });
  return { request: () => Promise.reject(error), graphql: () => Promise.reject(error) };
};

describe("a refusal", () => {
  it.each(["Requires authentication", "This endpoint requires you to be authenticated."])(
    "%j blames no token that was never sent",
    async (message) => {
      const refused = { code: "ERR_GITHUB_AUTH", message: expect.stringContaining("there is none") };
      await expect(read(unsigned(message), "GET /x", {})).rejects.toMatchObject(refused);
      await expect(query(unsigned(message), "q", { text: "{ x }" })).rejects.toMatchObject(refused);
    },
  );

  it("of a token that was sent says so", async () => {
    const refused = { code: "ERR_GITHUB_AUTH", message: expect.stringContaining("does not accept the token") };
    await expect(read(unsigned("Bad credentials"), "GET /x", {})).rejects.toMatchObject(refused);
  });

  it("of a query names the scopes that it takes", async () => {
    const message = "The 'projectV2' field requires one of the following scopes: ['read:project'], but …";
    const asked = query(graphql(answeredWith("INSUFFICIENT_SCOPES", message)), "board", { text: "{ x }" });
    await expect(asked).rejects.toMatchObject({
      code: "ERR_GITHUB_FORBIDDEN",
      hint: expect.stringContaining("one of read:project is needed"),
    });
  });
});

describe("a mutation", () => {
  it.each([
    {
      name: "took too long",
      type: undefined,
      message: "Something went wrong while executing your query on 2026-11-22.",
    },
    { name: "took too long, in other words", type: undefined, message: "The query hit a timeout." },
    { name: "found too much", type: "RESOURCE_LIMITS_EXCEEDED", message: "Resource limits for this query exceeded." },
  ])("that $name may have happened", async ({ type, message }) => {
    const asked = mutate(graphql(answeredWith(type, message)), "updateProjectV2Field", { text: "mutation { x }" });
    await expect(asked).rejects.toMatchObject({ code: "ERR_GITHUB_RESULT_UNKNOWN" });
  });

  it("that is refused has not happened", async () => {
    const asked = mutate(graphql(answeredWith("UNPROCESSABLE", "No.")), "updateRefs", { text: "mutation { x }" });
    await expect(asked).rejects.toMatchObject({ code: "ERR_GITHUB_QUERY" });
  });

  it("without an answer may have happened; a query without one was not answered", async () => {
    const client = graphql(() => Promise.resolve(undefined));
    const lost = mutate(client, "updateRefs", { text: "mutation { x }" });
    await expect(lost).rejects.toMatchObject({ code: "ERR_GITHUB_RESULT_UNKNOWN" });
    await expect(query(client, "q", { text: "{ x }" })).rejects.toMatchObject({ code: "ERR_GITHUB_UNREACHABLE" });
  });
});

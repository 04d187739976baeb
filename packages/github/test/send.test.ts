import { describe, expect, it } from "vitest";
import type { GitHubClient } from "../src/client.js";
import { read, write } from "../src/send.js";

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

import { describe, expect, it } from "vitest";
import { askByAlias } from "../src/alias-query.js";
import type { GitHubClient } from "../src/client.js";

const QUESTIONS = ["a", "b", "c", "d", "e"].map((label) => ({
  label,
  field: "repository(name: $1) { id }",
  values: [label],
}));
const ASKED = { name: "q", fragments: "", batchSize: 5 };

/** Answers up to so many questions in one query; more take too long, which GitHub says with status 200. */
function impatient(most: number) {
  const sizes: number[] = [];
  const client: GitHubClient = {
    request: () => Promise.reject(new Error("not asked")),
    graphql: (text, variables = {}) => {
      const aliases = [...text.matchAll(/^ +(r\d+):/gm)].map(([, alias = ""]) => alias);
      sizes.push(aliases.length);
      const message = "Something went wrong while executing your query. This may be the result of a timeout.";
      const [errors, response, headers] = [[{ message }], {}, {}];
      if (aliases.length > most)
        return Promise.reject(Object.assign(new Error(message), { errors, response, headers }));
      return Promise.resolve(Object.fromEntries(aliases.map((alias, at) => [alias, variables[`v${at}_1`]])));
    },
  };
  return { client, sizes };
}

describe("many questions in one query", () => {
  it("are halved until GitHub has the time for them", async () => {
    const { client, sizes } = impatient(2);
    const answers = await askByAlias<string>(client, ASKED, QUESTIONS);
    expect(answers.map((line) => (line.status === "fulfilled" ? line.value : null))).toEqual(["a", "b", "c", "d", "e"]);
    expect(sizes).toEqual([5, 3, 2, 2, 1]);
  });

  it("fail, each of them, when not even one is answered", async () => {
    const { client } = impatient(0);
    const answers = await askByAlias<string>(client, ASKED, QUESTIONS);
    expect(answers.map((line) => (line.status === "rejected" ? line.error : null))).toEqual(
      QUESTIONS.map(() => expect.objectContaining({ code: "ERR_GITHUB_QUERY" })),
    );
  });
});

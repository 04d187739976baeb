import { describe, expect, test } from "vitest";
import type { ReleaseEvent } from "@signalbox/release-core";
import { notFound, rateLimited, serverFailed } from "../../src/errors.js";
import { type Answers, batches, type SendBatch } from "../../src/history/batches.js";
import type { Question } from "../../src/history/compose-query.js";

const question = (repo: string, weight = 3): Question => ({
  owner: "acme",
  repo,
  fields: "name",
  variables: {},
  fragments: [],
  weight,
});
const answered = (questions: readonly Question[]): Answers => questions.map(({ repo }) => ({ value: repo }));

/** Remembers what was sent; `answer` may throw. */
function recorder(answer: (questions: readonly Question[], request: number) => Answers = answered) {
  const sent: string[][] = [];
  const waits: number[] = [];
  const send: SendBatch = (questions) => {
    sent.push(questions.map(({ repo }) => repo));
    return new Promise((resolve) => resolve(answer(questions, sent.length)));
  };
  const ask = batches(send, (ms) => {
    waits.push(ms);
    return Promise.resolve();
  });
  return { ask, sent, waits, sizes: () => sent.map(({ length }) => length) };
}

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `r${index}`);

describe("batches", () => {
  test.each([
    [1, 7, [1]],
    [3, 7, [3]],
    [11, 7, [3, 3, 3, 2]],
    [21, 1, [21]],
    [33, 1, [17, 16]],
    [100, 1, [20, 20, 20, 20, 20]],
    [2, 50, [1, 1]],
  ])("%i questions of weight %i travel in requests of %j", async (count, weight, sizes) => {
    const { ask, sizes: sent } = recorder();
    const all = await Promise.all(names(count).map((name) => ask(question(name, weight), {})));
    expect(all).toEqual(names(count));
    expect(sent()).toEqual(sizes);
  });

  test("a request that is too much is halved down to what the server takes, and nothing is asked twice", async () => {
    const { ask, sizes } = recorder((questions) => {
      if (questions.length > 1) throw serverFailed("q", 502);
      return answered(questions);
    });
    expect(await Promise.all(names(4).map((name) => ask(question(name), {})))).toEqual(names(4));
    expect(sizes()).toEqual([4, 2, 2, 1, 1, 1, 1]);
  });

  test("requests grow again while all goes well", async () => {
    const { ask, sizes } = recorder((questions, request) => {
      if (request === 1) throw serverFailed("q", 504);
      return answered(questions);
    });
    await Promise.all(names(4).map((name) => ask(question(name), {})));
    for (let round = 0; round < 6; round += 1) await ask(question("more", 1), {});
    await Promise.all(names(4).map((name) => ask(question(name), {})));
    expect(sizes().slice(0, 3)).toEqual([4, 2, 2]);
    expect(sizes().at(-1)).toBe(4);
  });

  test("when the server asks to slow down, all wait as long as it says, and are told so", async () => {
    const { ask, waits, sizes } = recorder((questions, request) => {
      if (request === 1) throw rateLimited("q", 7000);
      return answered(questions);
    });
    const events: ReleaseEvent[] = [];
    const options = { onEvent: (event: ReleaseEvent) => events.push(event), now: () => new Date(1000) };
    expect(await Promise.all(names(4).map((name) => ask(question(name), options)))).toEqual(names(4));
    expect(waits).toEqual([7000]);
    expect(sizes()).toEqual([4, 4]);
    expect(events[0]).toMatchObject({ type: "waiting", kind: "github", untilMs: 8000 });
  });

  test("one that is refused does not touch the others", async () => {
    const { ask, sent } = recorder((questions) =>
      questions.map(({ repo }) => (repo === "r1" ? { error: notFound(repo) } : { value: repo })),
    );
    const settled = await Promise.allSettled(names(3).map((name) => ask(question(name), {})));
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(sent).toHaveLength(1);
  });

  test("a failure that repeats has an end", async () => {
    const { ask, sizes } = recorder(() => {
      throw serverFailed("q", 502);
    });
    const settled = await Promise.allSettled(names(2).map((name) => ask(question(name), {})));
    expect(settled).toMatchObject([
      { reason: { code: "ERR_GITHUB_FAILED" } },
      { reason: { code: "ERR_GITHUB_FAILED" } },
    ]);
    expect(sizes()).toEqual([2, 1, 1, 1, 1, 1, 1]);
  });

  test("an aborted question is told why, and waits for nothing", async () => {
    const stop = new AbortController();
    const { ask, waits } = recorder(() => {
      stop.abort(new Error("enough"));
      throw serverFailed("q", 502);
    });
    await expect(ask(question("r0"), { signal: stop.signal })).rejects.toThrow("enough");
    expect(waits).toEqual([]);
  });

  test("one signal ends one request: others do not travel with it", async () => {
    const { ask, sent } = recorder();
    const [one, other] = [new AbortController(), new AbortController()];
    await Promise.all([
      ask(question("a"), { signal: one.signal }),
      ask(question("b"), { signal: other.signal }),
      ask(question("c"), { signal: one.signal }),
    ]);
    expect(sent).toEqual([["a", "c"], ["b"]]);
  });
});

import { writesOf } from "@signalbox/testbed";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveNumbers, type ServedNumbers } from "./support/serve-numbers.js";

const HALF = ["product", "client", "server"] as const;
const SECRET = "s3cret-of-mara";

let served: ServedNumbers;
let urls: readonly string[];
beforeAll(async () => {
  served = await serveNumbers();
  const gone = HALF.map((name) => `http://mara:${SECRET}@127.0.0.1:9/${name}.git`);
  urls = [...served.urls(...HALF), ...gone];
});
afterAll(() => served.close());

const inRepositories = (names: readonly string[]) => names.flatMap((name) => ["-R", name]);

describe("half of the repositories cannot be reached", () => {
  it.each([
    ["audit", []],
    ["releases", []],
    ["containment", ["16.1", "16.2"]],
  ])("%s: each of them is told, the others are read, and no password is shown", async (command, more) => {
    const args = [command, ...more, ...inRepositories(urls)];
    const answer = await served.cli([...args, "--json"]);
    const document = answer.json<{ [list: string]: readonly { readonly error?: { readonly code: string } }[] }>();
    const lines = document["repositories"] ?? document["components"] ?? [];
    const unreachable = lines.filter(({ error }) => error?.code === "ERR_REMOTE_UNREACHABLE");
    expect([lines.length, unreachable.length, answer.code === 1 || answer.code === 4]).toEqual([6, 3, true]);
    const told = await served.cli(args);
    expect(`${answer.stdout}${answer.stderr}${told.stdout}${told.stderr}`).not.toContain(SECRET);
  });

  it.each([
    ["tag", ["tag", "16.2.9"]],
    ["branch cut", ["branch", "cut", "16.9"]],
    ["merge-back", ["merge-back", "16.1"]],
  ])("%s: nothing is written, each failure is told, and no password is shown", async (_, args) => {
    const all = [...args, ...inRepositories(urls), "--yes"];
    const answer = await served.cli([...all, "--json"]);
    expect(answer.code).not.toBe(0);
    const { plans, failures } = answer.json<{ plans: unknown[]; failures: { error: { code: string } }[] }>();
    expect([plans.length, failures.map(({ error }) => error.code)]).toEqual([3, Array(3).fill("ERR_INPUT_INVALID")]);
    expect(writesOf(served.server)).toEqual([]);
    const told = await served.cli(all);
    expect(`${answer.stdout}${answer.stderr}${told.stdout}${told.stderr}`).not.toContain(SECRET);

    const named = all.map((word) => word.replace(`mara:${SECRET}@`, ""));
    const again = (await served.cli([...named, "--json"])).json<{ failures: { error: { code: string } }[] }>();
    expect(again.failures.map(({ error }) => error.code)).toEqual(Array(3).fill("ERR_REMOTE_UNREACHABLE"));
    expect(writesOf(served.server)).toEqual([]);
  });
});

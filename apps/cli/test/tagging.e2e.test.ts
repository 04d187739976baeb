import { writesOf } from "@signalbox/testbed";
import { writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cutPlan, errorDocument, severalReceipts, tagPlan } from "./support/documents.js";
import { serveNumbers, type ServedNumbers } from "./support/serve-numbers.js";

let served: ServedNumbers;
beforeAll(async () => (served = await serveNumbers()));
afterAll(() => served.close());

const PRODUCT = ["product", "client", "server", "webapp", "rules-server"] as const;

describe("branch cut", () => {
  it("plans one repository as a document, and writes nothing", async () => {
    const answer = await served.cli(["branch", "cut", "16.3", ...served.urls("server"), "--dry-run", "--json"]);
    expect(answer).toMatchObject({ code: 0, stderr: "" });
    const plan = cutPlan.parse(answer.json());
    expect(plan.actions).toMatchObject([{ ref: "refs/heads/16.3", base: { ref: "refs/heads/16.2" } }]);
    expect(writesOf(served.server)).toEqual([]);
  });

  it("cuts nothing anywhere while one of them refuses, or cannot be read", async () => {
    await served.git("webapp", "tag", "16.3", "refs/heads/16.2");
    const urls = served.urls(...PRODUCT);
    const refused = await served.cli(["branch", "cut", "16.3", ...urls, "--yes", "--json"]);
    expect(refused.code).toBe(4);
    expect(refused.stdout).toContain("ERR_TAG_HAS_BRANCH_NAME");
    await served.git("webapp", "tag", "-d", "16.3");
    const gone = await served.cli(["branch", "cut", "16.3", ...urls, `${served.server.url}/gone`, "--yes", "--json"]);
    expect(gone.code).toBe(1);
    expect(writesOf(served.server)).toEqual([]);
  });

  it("goes on where a push was refused", async () => {
    await served.refuse("client", "no branches on Fridays");
    const args = ["branch", "cut", "16.3", ...served.urls(...PRODUCT), "--yes", "--json"];
    const half = await served.cli(args);
    expect(half.code).toBe(1);
    const { receipts, failures } = severalReceipts.parse(half.json());
    expect(receipts.flatMap(({ applied }) => applied.map(({ outcome }) => outcome))).toEqual(Array(4).fill("done"));
    expect(failures).toMatchObject([{ error: { code: "ERR_PUSH_REFUSED" } }]);
    expect(failures[0]?.error.message).toContain("no branches on Fridays");
    await served.refuse("client", null);
    const rest = await served.cli(args);
    expect(rest.code).toBe(0);
    const after = severalReceipts.parse(rest.json()).receipts;
    expect(after.map(({ applied }) => applied.length)).toEqual([0, 1, 0, 0, 0]);
    for (const name of PRODUCT)
      expect(await served.git(name, "rev-parse", "refs/heads/16.3")).toBe(
        await served.git(name, "rev-parse", "refs/heads/16.2"),
      );
  });
});

describe("tag", () => {
  it("tags every repository on the version's own branch", async () => {
    const args = ["tag", "16.3.0", ...served.urls(...PRODUCT), "--json"];
    const planned = await served.cli([...args, "--dry-run"]);
    expect(planned.code).toBe(0);
    const { plans } = planned.json<{ plans: unknown[] }>();
    for (const plan of plans) expect(tagPlan.parse(plan).actions).toMatchObject([{ ref: "refs/tags/v16.3.0" }]);
    expect((await served.cli([...args, "--yes"])).code).toBe(0);
    for (const name of PRODUCT) {
      expect(await served.git(name, "cat-file", "-t", "v16.3.0")).toBe("tag");
      expect(await served.git(name, "rev-parse", "v16.3.0^{commit}")).toBe(
        await served.git(name, "rev-parse", "refs/heads/16.3"),
      );
    }
    expect((await served.cli([...args, "--dry-run", "--detailed-exitcode"])).code).toBe(0);
  });

  it("counts the next patch over all of them, and tags where something is new", async () => {
    const answer = await served.cli(["tag", "--line", "16.2", ...served.urls(...PRODUCT), "--dry-run", "--json"]);
    expect(answer.code).toBe(0);
    const { plans } = answer.json<{ plans: { target: string; facts: { tag: string } }[] }>();
    expect(plans.map(({ target, facts }) => [target.replace(/.*\/(\S+): .*/, "$1"), facts.tag])).toEqual([
      ["client", "v16.2.1"],
      ["server", "v16.2.1"],
      ["webapp", "v16.2.1"],
      ["rules-server", "v16.2.1"],
    ]);
    const every = await served.cli(["tag", "--line", "16.2", "--all", ...served.urls(...PRODUCT), "--yes"]);
    expect(every).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("16.2.1 after 16.2.0: 5 repositories of 5") as string,
    });
    expect(await served.git("product", "rev-parse", "v16.2.1^{commit}")).toBe(
      await served.git("product", "rev-parse", "v16.2.0^{commit}"),
    );
  });

  it("goes on after it was killed at each push, and tags nothing twice", async () => {
    const args = ["tag", "16.3.1", ...served.urls(...PRODUCT), "--yes", "--json", "--concurrency", "1"];
    const pidFile = join(served.folder, "pid");
    for (const [index, name] of PRODUCT.entries()) {
      await served.afterPush(name, `kill -9 $(cat '${pidFile}')`);
      const killed = await served.cli(args, { onStart: ({ pid }) => writeFileSync(pidFile, String(pid)) });
      expect(killed.signal).toBe("SIGKILL");
      await served.afterPush(name, null);
      const tagged = await Promise.all(PRODUCT.map((one) => served.git(one, "tag", "-l", "v16.3.1")));
      expect(tagged.map((tag) => tag !== "")).toEqual(PRODUCT.map((_, at) => at <= index));
    }
    const rest = await served.cli(args);
    expect(rest.code).toBe(0);
    expect(severalReceipts.parse(rest.json()).receipts.map(({ applied }) => applied)).toEqual(PRODUCT.map(() => []));
  });

  it("gives no number while one cannot be read", async () => {
    const answer = await served.cli(["tag", "--line", "16.2", ...served.urls("client", "gone"), "--yes", "--json"]);
    expect(answer.code).toBe(1);
    expect(errorDocument.parse(answer.json()).error).toMatchObject({ code: "ERR_PATCH_UNKNOWN" });
  });

  it.each(["16.99", "16.2.0"])(
    "says of the line %s that no repository has it, not that nothing is new there",
    async (line) => {
      const answer = await served.cli(["tag", "--line", line, ...served.urls(...PRODUCT), "--all", "--yes", "--json"]);
      expect(answer.code).toBe(2);
      expect(errorDocument.parse(answer.json()).error).toMatchObject({
        code: "ERR_USAGE",
        message: `None of the repositories has a release branch of the line ${line}.`,
      });
    },
  );

  it("leaves a component that publishes what is tagged to its own numbers", async () => {
    const components = served.world.repositories.map(({ name, publishesOnTag }) => ({
      name,
      repository: served.server.urlOf(name),
      ...(publishesOnTag ? { publishesOnTag } : {}),
    }));
    const config = join(served.folder, "numbers.json");
    await writeFile(config, JSON.stringify({ components }));
    const all = await served.cli(["tag", "17.0.0", "-c", config, "--dry-run", "--json"]);
    expect(
      all
        .json<{ plans: { target: string }[] }>()
        .plans.map(({ target }) => target)
        .join(),
    ).not.toContain("models");
    const named = await served.cli(["tag", "17.0.0", "models", "-c", config, "--dry-run", "--json"]);
    expect(named.code).toBe(4);
    expect(tagPlan.parse(named.json()).problems).toMatchObject([{ code: "ERR_NUMBER_NOT_OWN" }]);
    const own = await served.cli(["tag", "next-patch", "models", "-c", config, "--dry-run", "--json"]);
    expect(tagPlan.parse(own.json()).facts).toMatchObject({ tag: "v1.31.1" });
  });

  it.each([
    [["tag"], "needs a version"],
    [["tag", "acme/api"], "is no version"],
    [["tag", "16.2.0", "--all"], "--all goes with"],
    [["tag", "next-minor", "--line", "16.2"], "is counted"],
    [["tag", "16.2.0", "a/b", "c/d", "--commit", "abcdef0"], "--commit"],
    [["branch", "cut"], "needs <branch>"],
    [["branch", "ctu", "16.2"], "branch cut"],
  ])("%j is a wrong command line", async (args, words) => {
    const answer = await served.cli(args);
    expect(answer.code).toBe(2);
    expect(answer.stderr).toContain(words);
  });
});

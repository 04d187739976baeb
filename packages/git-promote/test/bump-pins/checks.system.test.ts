import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { converges, createBareRepository, history, type History } from "@signalbox/testbed";
import { describe, expect, onTestFinished, test } from "vitest";
import { bumpPins } from "../../src/bump-pins/bump-pins.js";
import type { CommandRunner } from "../../src/index.js";
import { END, identity, serveRepository, type ServedRepository } from "../served-repository.js";
import { serveStates } from "./states.js";

const REVIEW = "refs/heads/bump-pins";
const codes = (list: readonly { readonly code: string }[]) => list.map(({ code }) => code);

/** A component on the same server, with these tags. */
async function serveComponent(served: ServedRepository, name: string, tags: readonly string[]): Promise<string> {
  const path = await createBareRepository(dirname(served.path), name, { defaultBranch: "main" });
  const told = history({ seed: 3, endAt: END });
  for (const tag of tags) {
    told.commits("main", 1);
    told.tag(tag, "main");
  }
  await told.write(path);
  return served.server.urlOf(`${name}.git`);
}

describe("what a pin names must exist", () => {
  test("a tag that exists passes; one that never existed, or is spelled otherwise, does not", async () => {
    const served = await serveStates();
    const { repository, repositories } = served;
    // v1.4.1 of audiobait was pinned for a week in 2019; thermal-recorder's 2.15.1 has a tag without the v.
    const location = await serveComponent(served, "audiobait", ["v3.0.1", "v3.1.0", "3.2.0"]);
    const components = { audiobait: { repository: location } };
    const bump = bumpPins({ repositories, identity });
    const to = (version: string) => bump.plan({ repository, pins: [{ name: "audiobait", version }], components });

    const good = await to("3.1.0");
    expect([good.problems, codes(good.warnings)]).toEqual([[], ["pin-artifact-not-checked"]]);
    const never = await to("3.1.1");
    expect(never.problems).toMatchObject([
      { code: "ERR_PIN_TAG_MISSING", message: "audiobait 3.1.1 was never released: there is no tag v3.1.1." },
    ]);
    const spelled = await to("3.2.0");
    expect(spelled.problems[0]?.hint).toContain("There is a tag 3.2.0");
  });

  test("a jump is judged by what was released", async () => {
    const served = await serveStates();
    const { repository, repositories } = served;
    const location = await serveComponent(served, "tc2-agent", ["v0.4.0", "v0.4.1", "v1.4.1", "v1.0.0"]);
    const bump = bumpPins({ repositories, identity });
    const plan = await bump.plan({
      repository,
      pins: [{ name: "tc2-agent", version: "1.4.1" }],
      components: { agent: { repository: location, pin: "tc2-agent", family: "tc2" } },
    });
    expect(plan.warnings.find(({ code }) => code === "pin-jump")?.message).toContain("the version before it is 1.0.0");
  });

  test("checks of the caller are asked once a pin, and decide", async () => {
    const { repository, repositories } = await serveStates();
    const asked: string[] = [];
    const checks = {
      tagExists: ({ name, family, version }: { name: string; family: string; version: string }) => {
        asked.push(`${family}/${name} ${version}`);
        return Promise.resolve(name === "modemd" ? null : true);
      },
      artifactExists: ({ name }: { name: string }) => Promise.resolve(name !== "audiobait"),
    };
    const plan = await bumpPins({ repositories, identity, checks }).plan({
      repository,
      pins: [
        { name: "audiobait", version: "3.1.0" },
        { name: "modemd", family: "tc2", version: "1.12.0-tc2" },
      ],
    });
    expect(asked.sort()).toEqual(["pi/audiobait 3.1.0", "tc2/modemd 1.12.0-tc2"]);
    expect(plan.problems).toMatchObject([{ code: "ERR_PIN_ARTIFACT_MISSING" }]);
    expect(codes(plan.warnings)).toEqual(["pin-tag-not-checked"]);
  });
});

describe("releases of earlier steps", () => {
  test("outcomes of tag-release steps are pins, by component; nothing new and nothing pinned is nothing to do", async () => {
    const served = await serveStates();
    const { repository, repositories } = served;
    const modemd = await serveComponent(served, "modemd", ["v1.12.0-tc2"]);
    const { plan } = await converges(bumpPins({ repositories, identity }), {
      repository,
      releases: {
        audiobait: { results: [{ ref: "refs/tags/v3.1.0", tag: "v3.1.0", version: "3.1.0", commit: "0".repeat(40) }] },
        "modemd-tc2": { results: [{ tag: "v1.12.0-tc2", version: "1.12.0" }] },
        "tc2-agent": { results: [] },
        größe: { skipped: "not this week" },
        "cacophony-api": "5.0.0",
        old: null,
      },
      components: { "modemd-tc2": { repository: modemd, stream: "tc2", pin: "modemd", family: "tc2" } },
    });
    expect(plan.actions[0]?.pins.map(({ family, name, to }) => [family, name, to])).toEqual([
      ["pi", "audiobait", "3.1.0"],
      ["tc2", "modemd", "1.12.0-tc2"],
    ]);
    expect(plan.warnings.find(({ code }) => code === "release-not-pinned")?.message).toContain(
      "cacophony-api (released as 5.0.0)",
    );
  });
});

/** Runs programs for real, in this test's own folder. */
async function realCommands(): Promise<{ readonly commands: CommandRunner; readonly scratchDir: string }> {
  const scratchDir = await mkdtemp(join(tmpdir(), "bump-scratch-"));
  onTestFinished(() => rm(scratchDir, { recursive: true, force: true }));
  const run: CommandRunner["run"] = ([program = "", ...args], { cwd, timeoutMs, signal }) =>
    new Promise((resolve) => {
      const env = { PATH: process.env["PATH"] ?? "" };
      execFile(program, args, { cwd, timeout: timeoutMs, env, ...(signal && { signal }) }, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : null;
        resolve({ code, output: `${stdout}${stderr}` });
      });
    });
  return { commands: { run }, scratchDir };
}

const PACKAGE = '{\n\t"name": "client",\n\t"dependencies": {"openchs-models":  "1.32.0", "lodash": "^4.17.0"}\n}';
const LOCK = '{"lockfileVersion": 3, "pins": "1.32.0"}\n';
const client = (told: History): void => {
  told.commit("dev", { subject: "Client", files: { "package.json": PACKAGE, "package-lock.json": LOCK } });
};
// Does what `npm install --package-lock-only` does for the field that counts here, without a registry.
const RELOCK = `const fs = require("fs");
  const pins = JSON.parse(fs.readFileSync("package.json", "utf8")).dependencies["openchs-models"];
  fs.writeFileSync("package-lock.json", JSON.stringify({ lockfileVersion: 3, pins }) + "\\n");`;
const lockRule = (script: string) => ({ files: ["package-lock.json"], command: ["node", "-e", script] });
const pins = [{ name: "openchs-models", version: "1.33.0" }];

describe("package.json and its lock file", () => {
  test("the package.json byte for byte, the lock file by its command, one commit", async () => {
    const { repository, repositories, git } = await serveRepository(client);
    const commands = await realCommands();
    const input = { repository, pins, lockFiles: [lockRule(RELOCK)] };
    const { plan } = await converges(bumpPins({ repositories, identity, ...commands }), input);
    expect(plan.actions[0]).toMatchObject({ lockFiles: ["package-lock.json"] });
    expect(codes(plan.warnings)).not.toContain("lock-file-left");
    expect(await git("cat-file", "blob", `${REVIEW}:package.json`)).toBe(PACKAGE.replace("1.32.0", "1.33.0"));
    expect(await git("cat-file", "blob", `${REVIEW}:package-lock.json`)).toContain('"pins":"1.33.0"');
    expect(await git("rev-list", "--count", `dev..${REVIEW}`)).toBe("1");
    expect(await readdir(commands.scratchDir)).toEqual([]);

    // The lock file of an older bump is no work of its own.
    const next = [{ name: "openchs-models", version: "1.34.0" }];
    await converges(bumpPins({ repositories, identity, ...commands }), { ...input, pins: next });
  });

  test("what was planned is pushed as it is, though the command would answer otherwise by now", async () => {
    const { repository, repositories, elsewhere, at } = await serveRepository(client);
    const commands = await realCommands();
    const fickle = lockRule(RELOCK.replace("pins })", "pins, at: String(process.hrtime.bigint()) })"));
    const input = { repository, pins, lockFiles: [fickle] };
    const plan = await bumpPins({ repositories, identity, ...commands }).plan(input);
    // On another machine it must be made again, and is another one.
    const other = bumpPins({ repositories: await elsewhere(), identity, ...commands });
    await expect(other.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    expect(await at(REVIEW)).toBe(null);
    await bumpPins({ repositories, identity, ...commands }).apply(plan);
    expect(await at(REVIEW)).toBe(plan.actions[0]?.oid);
  });

  test("a command that fails is a problem in its own words, and nothing is pushed", async () => {
    const { repository, repositories, at } = await serveRepository(client);
    const bump = bumpPins({ repositories, identity, ...(await realCommands()) });
    const broken = lockRule('console.error("no such version"); process.exit(3)');
    const plan = await bump.plan({ repository, pins, lockFiles: [broken] });
    expect(plan.problems).toMatchObject([{ code: "ERR_LOCK_FILE_FAILED", hint: "It said: no such version" }]);
    expect([plan.actions, await at(REVIEW)]).toEqual([[], null]);
  });

  test("a lock file that nobody makes is told", async () => {
    const { repository, repositories } = await serveRepository(client);
    const plan = await bumpPins({ repositories, identity }).plan({ repository, pins });
    expect(plan.warnings.find(({ code }) => code === "lock-file-left")?.message).toContain("package-lock.json");
  });

  test("versions that npm would refuse are refused first", async () => {
    const { repository, repositories } = await serveRepository(client);
    const plan = await bumpPins({ repositories, identity }).plan({
      repository,
      pins: [{ name: "openchs-models", version: "1.32.00" }],
    });
    expect(plan.problems).toMatchObject([{ code: "ERR_PIN_VERSION_INVALID", hint: "Did you mean 1.32.0?" }]);
  });
});

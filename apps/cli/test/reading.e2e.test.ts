import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writesOf } from "@signalbox/testbed";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  doctorDocument,
  promotePlan,
  severalPlans,
  statusDocument,
  trainPlan,
  unreleasedDocument,
} from "./support/documents.js";
import { type ServedWorld, serveWorld } from "./support/serve-world.js";

let served: ServedWorld;
beforeAll(async () => (served = await serveWorld()));
afterAll(async () => {
  expect(writesOf(served.server)).toEqual([]);
  await served.close();
});

describe("unreleased", () => {
  it("prints the promised document, and counts what is known of the world", async () => {
    const answer = await served.cli("unreleased --json");
    expect(answer).toMatchObject({ code: 0, stderr: "" });
    const { components } = unreleasedDocument.parse(answer.json());
    const counts = components.map(({ name, latest, unreleased }) => [name, latest?.tag, unreleased.length]);
    expect(counts).toEqual(served.world.repositories.map((r) => [r.name, r.latestTag, r.expectedUnreleased]));
  });

  it("takes paths, URLs and names of components without asking the configuration for more", async () => {
    const [first, second] = served.world.repositories;
    const answer = await served.cli(["unreleased", first!.path, "-R", second!.name, "--detailed-exitcode", "--json"]);
    expect(answer.code).toBe(10);
    expect(unreleasedDocument.parse(answer.json()).components.map(({ name }) => name)).toEqual([
      first!.name,
      second!.name,
    ]);
  });

  it("lets one broken repository stop no other", async () => {
    const named = [`${served.server.url}/nothing.git`, served.folder, "-R", "audio-lure"];
    const answer = await served.cli(["unreleased", ...named, "--json"]);
    expect(answer.code).toBe(1);
    const [broken, folder, whole] = unreleasedDocument.parse(answer.json()).components;
    const notFound = (hint: RegExp): object => ({
      code: "ERR_REPOSITORY_NOT_FOUND",
      hint: expect.stringMatching(hint),
    });
    expect(broken).toMatchObject({ mainline: null, error: notFound(/private repository/) });
    expect(folder).toMatchObject({ error: notFound(/must be that of a clone/) });
    expect(whole?.unreleased).toHaveLength(5);
  });

  it("streams events with --jsonl, and tells people without it", async () => {
    const streamed = await served.cli("unreleased audio-lure --jsonl");
    const lines = streamed.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { type: string; document?: unknown });
    expect(lines.map(({ type }) => type)).toContain("progress");
    expect(lines.at(-1)).toMatchObject({ type: "answer", document: { format: 1 } });
    const told = await served.cli("unreleased audio-lure");
    expect(told.stdout).toContain("audio-lure  v2.9.0 → master  5 unreleased");
    expect(told.stderr).toContain("[1/1] audio-lure");
  });
});

describe("promote --dry-run", () => {
  it("prints the plan itself for one repository", async () => {
    const answer = await served.cli("promote test prod --dry-run --json");
    expect(answer).toMatchObject({ code: 0, stderr: "" });
    const plan = promotePlan.parse(answer.json());
    expect(plan.facts.changes).toHaveLength(served.world.configuration.expectedChanges.prod);
    expect(plan.actions).toMatchObject([{ ref: "refs/heads/update-prod" }]);
  });

  it("prints plans and failures for several", async () => {
    const { configuration, server } = served;
    const answer = await served.cli([
      "promote",
      "test",
      "prod",
      configuration,
      `${server.url}/no.git`,
      "--dry-run",
      "--json",
    ]);
    expect(answer.code).toBe(1);
    const { plans, failures } = severalPlans.parse(answer.json());
    expect([plans.length, failures.map(({ error }) => error.code)]).toEqual([1, ["ERR_REPOSITORY_NOT_FOUND"]]);
  });

  it("says with --detailed-exitcode that there is something to do", async () => {
    expect((await served.cli("promote dev test --dry-run --detailed-exitcode")).code).toBe(10);
  });
});

it("status prints the matrix", async () => {
  const answer = await served.cli("status --json");
  expect(answer.code).toBe(0);
  const { components } = statusDocument.parse(answer.json());
  const { test, prod } = served.world.configuration.expectedChanges;
  expect(components[0]).toMatchObject({
    name: "fleet-config",
    isConfiguration: true,
    environments: { dev: { waiting: test }, test: { waiting: prod }, prod: { waiting: null } },
  });
});

it("doctor finds everything, or says what is missing", async () => {
  const answer = await served.cli("doctor --json");
  expect(answer.code).toBe(0);
  const { findings } = doctorDocument.parse(answer.json());
  expect(findings.filter(({ status }) => status === "error")).toEqual([]);
  expect(findings.map(({ name }) => name)).toContain("fleet-config");
});

it("init writes a configuration that works at once, and never over another", async () => {
  const cwd = join(served.folder, "fresh");
  await (await import("node:fs/promises")).mkdir(cwd);
  const named = `-R ${served.configuration.replace("fleet-config", served.world.repositories[0]!.name)} --configuration ${served.configuration}`;
  const written = await served.cli(`init weekly ${named} --json`, { cwd });
  expect(written.json()).toEqual({ format: 1, file: join(cwd, "signalbox.config.yaml"), examples: [] });
  const text = await readFile(join(cwd, "signalbox.config.yaml"), "utf8");
  expect(text).toContain("previous-release-promoted");
  expect(await served.cli("init weekly --json", { cwd })).toMatchObject({
    code: 2,
    stdout: expect.stringContaining("ERR_FILE_EXISTS"),
  });
  const planned = await served.cli("plan weekly --json", { cwd });
  expect([planned.code, trainPlan.parse(planned.json()).problems]).toEqual([0, []]);
});

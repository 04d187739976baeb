import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { anomalies } from "@signalbox/testbed";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditDocument, releasesDocument } from "./support/documents.js";
import { signalbox } from "./support/run-cli.js";

let folder: string;
let web: string;
let server: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "signalbox-audit-"));
  const place = { root: folder, name: "web", seed: 1, endAt: new Date("2026-03-02T09:00:00Z") };
  const made = await anomalies["tag-on-foreign-commit"].make(place);
  [web, server] = [made.path, made.others["server"] ?? ""];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...args: readonly string[]) => signalbox(args, { cwd: folder, env: { HOME: folder } });

describe("audit", () => {
  it("prints the promised document without a configuration, and ends with 0", async () => {
    const answer = await run("audit", web, server, "--json");
    expect(answer).toMatchObject({ code: 0, stderr: "" });
    const { repositories, counts } = auditDocument.parse(answer.json());
    expect(repositories.map(({ name, findings }) => [name, findings.map(({ code }) => code)])).toEqual([
      ["web", ["tag-foreign-commit"]],
      ["web-server", []],
    ]);
    expect(repositories[0]?.findings[0]?.refs).toEqual(["refs/tags/v3.36.0"]);
    expect(counts).toMatchObject({ "tag-foreign-commit": 1 });
  });

  it.each([
    ["error", 4],
    ["info", 4],
  ])("ends with --fail-on %s as it is told", async (severity, code) => {
    expect((await run("audit", web, server, "--fail-on", severity)).code).toBe(code);
  });

  it("does not fail on what is less grave, and refuses another word", async () => {
    expect((await run("audit", server, "--fail-on", "warning")).code).toBe(0);
    expect(await run("audit", web, "--fail-on", "fatal", "--json")).toMatchObject({
      code: 2,
      stdout: expect.stringContaining("ERR_USAGE") as string,
    });
  });

  it("tells people what, where and what to do, and lets a broken one stop no other", async () => {
    const answer = await run("audit", join(folder, "nothing"), web, server, "--quiet");
    expect(answer.code).toBe(1);
    expect(answer.stdout).toContain("✖ tag-foreign-commit  1 error in 1 repository\n    web: v3.36.0 is on ");
    expect(answer.stdout).toContain("hint: Delete the tag here");
    expect(answer.stdout).toMatch(/✖ nothing {2}error: .+\n {4}hint: /);
    expect(answer.stdout).toContain("in 2 repositories. 1 could not be read.");
  });
});

it("releases prints the promised document, and who deviates", async () => {
  const answer = await run("releases", web, server, "--json");
  expect(answer).toMatchObject({ code: 0, stderr: "" });
  const { components } = releasesDocument.parse(answer.json());
  expect(components.map(({ name, releases }) => [name, releases.map(({ tag }) => tag)])).toEqual([
    ["web", ["v3.35.0"]],
    ["web-server", ["v3.36.0"]],
  ]);
  expect((await run("releases", web, server, "--quiet")).stdout).toContain("v3.35.0");
});

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gitText } from "@signalbox/testbed";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { bumpPlan, receiptDocument, statusDocument } from "./support/documents.js";
import { type ServedWorld, serveWorld } from "./support/serve-world.js";

let served: ServedWorld;
beforeAll(async () => (served = await serveWorld()));
afterAll(() => served.close());

const RULES = [{ files: "pi/**", format: "pattern", pattern: '^modemd: "(?<version>[^"]+)"', name: "modemd" }];

describe("bump", () => {
  it("needs no configuration, and prints the plan", async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), "signalbox-bump-"));
    onTestFinished(() => rm(elsewhere, { recursive: true, force: true }));
    const name = served.world.configuration.pinned[0] ?? "";
    const path = served.world.configuration.path;
    const args = ["bump", `${name}=99.0.0`, "-R", served.configuration, "--branch", "dev", "--dry-run", "--json"];
    const answer = await served.cli([...args, "--detailed-exitcode"], { cwd: elsewhere });
    expect(answer).toMatchObject({ code: 10, stderr: "" });
    const plan = bumpPlan.parse(answer.json());
    expect(plan.actions).toMatchObject([{ ref: "refs/heads/bump-pins", pins: [{ name, to: "99.0.0" }] }]);
    expect(plan.warnings.map(({ code }) => code)).toEqual([
      "pin-jump",
      "pin-tag-not-checked",
      "pin-artifact-not-checked",
    ]);
    expect(await gitText(path, ["for-each-ref", "refs/heads/bump-pins"])).toBe("");
  });

  it("refuses what was never released, and pushes what was", async () => {
    const [name = ""] = served.world.configuration.pinned;
    const never = await served.cli(["bump", `${name}=99.0.0`, "--yes", "--json"]);
    expect(never.code).toBe(4);
    expect(bumpPlan.parse(never.json()).problems).toMatchObject([{ code: "ERR_PIN_TAG_MISSING" }]);

    const component = served.world.repositories.find((one) => one.name === name);
    await gitText(component?.path ?? "", ["tag", "v98.0.0", component?.mainline ?? ""]);
    const done = await served.cli(["bump", `${name}=98.0.0`, "--yes", "--json"]);
    expect(done.code).toBe(0);
    const { applied } = receiptDocument.parse(done.json());
    expect(applied).toMatchObject([{ outcome: "done", result: { ref: "refs/heads/bump-pins" } }]);
    const again = await served.cli(["bump", `${name}=98.0.0`, "--yes"]);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining("nothing to do") as string });
  });

  it("says how a pin is written", async () => {
    const answer = await served.cli(["bump", "modemd", "-R", served.configuration]);
    expect(answer).toMatchObject({ code: 2, stderr: expect.stringContaining("name=version") as string });
  });
});

describe("status", () => {
  it("shows the pins between environments where rules are configured", async () => {
    await served.writeConfig({ pins: [{ files: "pi/**", format: "yaml" }] });
    const document = statusDocument.parse((await served.cli("status --json")).json());
    const configuration = document.components.find(({ isConfiguration }) => isConfiguration);
    expect(configuration?.environments["test"]?.pins?.length).toBeGreaterThan(0);
    expect(configuration?.environments["prod"]?.pins).toBeNull();
    expect((await served.cli("status")).stdout).toContain("pins of prod → test");
    await served.writeConfig({ pins: RULES });
    expect((await served.cli("status --json")).code).toBe(0);
    await served.writeConfig({ pins: [{ files: "pi/**", format: "pattern" }] });
    expect((await served.cli("status --json")).code).toBe(2);
  });
});

import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { checkpointFiles } from "../../src/journal/checkpoint-files.js";
import { tempFolder } from "../fixture/clock.js";
import { approve, stage, trainOf, waitKeys } from "../fixture/stage.js";

const NAME = `${createHash("sha256").update("upload").digest("hex")}.json`;
const modeOf = (file: string): number => fs.statSync(file).mode & 0o777;

describe("the checkpoints of a run", () => {
  it("are files that only the owner may read", async () => {
    const run = tempFolder();
    await checkpointFiles(run).of("upload").save({ uri: "one" });
    await checkpointFiles(run).of("upload").save({ uri: "two" });
    expect(fs.readdirSync(path.join(run, "checkpoints"))).toEqual([NAME]);
    expect(modeOf(path.join(run, "checkpoints"))).toBe(0o700);
    expect(modeOf(path.join(run, "checkpoints", NAME))).toBe(0o600);
    expect(await checkpointFiles(run).of("upload").load()).toEqual({ uri: "two" });
  });

  it("are none when they cannot be read, and when the step is another", async () => {
    const run = tempFolder();
    await checkpointFiles(run).of("upload").save(1);
    expect(await checkpointFiles(run).of("other").load()).toBe(null);
    fs.writeFileSync(path.join(run, "checkpoints", NAME), '{"uri":');
    expect(await checkpointFiles(run).of("upload").load()).toBe(null);
  });

  it("leave no draft of a process that died behind, for it holds the secret too", async () => {
    const run = tempFolder();
    await checkpointFiles(run).of("upload").save(1);
    const draft = path.join(run, "checkpoints", ".draft-1");
    fs.writeFileSync(draft, "secret");
    expect(await checkpointFiles(run).of("upload").load()).toBe(1);
    expect(fs.existsSync(draft)).toBe(false);
  });
});

describe("an operation with a checkpoint", () => {
  const train = trainOf({ id: "upload", type: "operation", uses: "upload", with: { name: "upload" } });
  const files = (journal: string): readonly string[] => {
    const folder = path.join(path.dirname(journal), "checkpoints");
    return fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  };

  it("goes on with its session after a failure, and the journal has never seen it", async () => {
    const { start, resume, world, engine } = stage(train);
    const journal = engine.journalFile("r1");
    world.write("upload.fails", "");
    expect((await start(approve("ann"))).status).toBe("failed");
    expect(files(journal)).toEqual([NAME]);
    expect(fs.readFileSync(journal, "utf8")).not.toContain("upload-session");
    world.remove("upload.fails");
    expect((await resume()).status).toBe("finished");
    expect(world.read("sessions.log")).toBe(".");
    expect(files(journal)).toEqual([]);
  });

  it("keeps it while its effect is pending, and loses it with an aborted run", async () => {
    const { start, resume, world, engine, clock } = stage(train);
    world.write("upload.slow", "");
    expect(waitKeys(await start(approve("ann")))).toEqual(["upload"]);
    world.write("upload.fails", "");
    clock.move(60_000);
    expect((await resume()).status).toBe("failed");
    expect(world.read("sessions.log")).toBe(".");
    await engine.abort("r1", null);
    expect(files(engine.journalFile("r1"))).toEqual([]);
  });

  it("whose failure is final keeps nothing", async () => {
    const undo = { id: "undo", type: "read", uses: "list-files", rescue: "upload" } as const;
    const { start, world, engine } = stage(trainOf(...train.steps, undo));
    world.write("upload.fails", "");
    expect((await start(approve("ann"))).status).toBe("failed");
    expect(files(engine.journalFile("r1"))).toEqual([]);
  });
});

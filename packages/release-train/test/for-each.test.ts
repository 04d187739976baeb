import { describe, expect, it } from "vitest";
import type { Known, Step } from "../src/index.js";
import { approve, stage, trainOf, waitKeys } from "./fixture/stage.js";

const yes = approve("ann");
const ELEVEN = Array.from({ length: 11 }, (_, index) => `c${index + 1}`);

/** Writes a file `<id>-<item>` for each item. */
const each = (id: string, more: Partial<Step> = {}, items: readonly string[] = ELEVEN): Step =>
  ({
    id,
    type: "operation",
    uses: "write-file",
    forEach: items.map((name) => ({ name, file: `${id}-${name}` })),
    with: { name: { $ref: "item.file" }, text: "new" },
    ...more,
  }) as Step;
const write = (id: string, more: Partial<Step> = {}): Step =>
  ({ id, type: "operation", uses: "write-file", with: { name: id, text: "new" }, ...more }) as Step;
const filesOf = (id: string, items: readonly string[]): readonly string[] => items.map((name) => `${id}-${name}`);
const without = (name: string): readonly string[] => ELEVEN.filter((other) => other !== name);

describe("a step that needs the same item of another", () => {
  it("goes on with ten when one of eleven is refused, and the resume finishes the eleventh", async () => {
    const tag = each("tag", { needs: ["cut[]"] });
    const { start, resume, world } = stage(trainOf(each("cut"), tag, write("notes", { needs: ["tag"] })));
    world.write("cut-c4.fails", "");
    const failed = await start(yes);
    expect(failed).toMatchObject({ status: "failed", error: { code: "ERR_UNEXPECTED" } });
    const ten = [...filesOf("cut", without("c4")), ...filesOf("tag", without("c4"))];
    expect([...world.effects()].sort()).toEqual([...ten].sort());
    world.remove("cut-c4.fails");
    const record = await resume();
    expect(record.status).toBe("finished");
    expect(world.effects().slice(ten.length)).toEqual(["cut-c4", "tag-c4", "notes"]);
    expect(record.steps.find(({ key }) => key === "cut[c1]")?.attempts).toBe(1);
  });

  it("begins while another item still waits", async () => {
    const { start, resume, world, clock } = stage(
      trainOf(each("cut", {}, ["a", "b"]), each("tag", { needs: ["cut[]"] }, ["a", "b"])),
    );
    world.write("cut-b.slow", "");
    expect(waitKeys(await start(yes))).toEqual(["cut[b]"]);
    expect(world.effects()).toEqual(["cut-a", "tag-a"]);
    clock.move(60_000);
    expect((await resume()).status).toBe("finished");
    expect(world.effects()).toEqual(["cut-a", "tag-a", "cut-b", "tag-b"]);
  });

  it.each([
    { name: "by a need of the same item", more: { needs: ["cut[]"] }, tagged: ["tag-a"] },
    { name: "by a need of the whole", more: { needs: ["cut"] }, tagged: [] },
    { name: "by both", more: { needs: ["cut[]", "cut"] }, tagged: [] },
    { name: "by a reference alone", more: { with: { $ref: "cut[].results/0/name" } }, tagged: [] },
    {
      name: "by a reference and a need of the same item",
      more: { needs: ["cut[]"], with: { name: { $ref: "item.file" }, text: { $ref: "cut[].results/0/name" } } },
      tagged: ["tag-a"],
    },
    {
      name: "by a reference to a certain item",
      more: { needs: ["cut[]"], with: { name: { $ref: "item.file" }, text: { $ref: "cut[a].results/0/name" } } },
      tagged: [],
    },
  ])("is held up by the others or not, $name", async ({ more, tagged }) => {
    const { start, world } = stage(trainOf(each("cut", {}, ["a", "b"]), each("tag", more, ["a", "b"])));
    world.write("cut-b.fails", "");
    expect((await start(yes)).status).toBe("failed");
    expect(world.effects().filter((name) => name.startsWith("tag"))).toEqual(tagged);
  });

  it("waits for the whole where the other step has no such item", async () => {
    const { start, resume, world } = stage(
      trainOf(each("cut", {}, ["a", "b"]), each("tag", { needs: ["cut[]"] }, ["a", "z"])),
    );
    world.write("cut-b.fails", "");
    await start(yes);
    expect(world.effects()).toEqual(["cut-a", "tag-a"]);
    world.remove("cut-b.fails");
    expect((await resume()).status).toBe("finished");
    expect(world.effects()).toEqual(["cut-a", "tag-a", "cut-b", "tag-z"]);
  });

  it("takes a skipped item, and a skipped step, for done", async () => {
    const train = trainOf(each("cut", {}, ["a", "b"]), each("tag", { needs: ["cut[]"] }, ["a", "b"]));
    const one = stage(train);
    await one.start(yes, await one.plan({ skips: { "cut[b]": "cut by hand" } }));
    expect(one.world.effects()).toEqual(["cut-a", "tag-b", "tag-a"]);
    const all = stage(train);
    await all.start(yes, await all.plan({ skips: { cut: "cut by hand" } }));
    expect(all.world.effects()).toEqual(["tag-a", "tag-b"]);
  });

  it("is carried on through three steps, item by item", async () => {
    const steps = [each("cut"), each("tag", { needs: ["cut[]"] }), each("merge", { needs: ["tag[]"] })];
    const { start, world } = stage(trainOf(...steps));
    world.write("tag-c2.fails", "");
    world.write("cut-c9.fails", "");
    const failed = await start(yes);
    expect(failed).toMatchObject({ error: { code: "ERR_STEPS_FAILED", details: { failures: { length: 2 } } } });
    const merged = ELEVEN.filter((name) => name !== "c2" && name !== "c9");
    expect([...world.effects()].filter((name) => name.startsWith("merge")).sort()).toEqual(
      [...filesOf("merge", merged)].sort(),
    );
  });

  it("is planned as such, and approved as such", async () => {
    const whole = await stage(trainOf(each("cut"), each("tag", { needs: ["cut"] }))).plan();
    const own = await stage(trainOf(each("cut"), each("tag", { needs: ["cut[]"] }))).plan();
    expect(own.steps.at(-1)?.needs).toEqual(["cut[]"]);
    expect(own.digest).not.toBe(whole.digest);
  });

  it.each([
    { reads: "the same item", text: ({ outcomes }: Known) => outcomes["cut[a]"] ?? null, problems: 0 },
    { reads: "another item", text: ({ outcomes }: Known) => outcomes["cut[b]"] ?? null, problems: 1 },
    { reads: "the whole", text: ({ outcomes }: Known) => outcomes["cut"] ?? null, problems: 1 },
  ])("may read by a function only what has ended: $reads", async ({ text, problems }) => {
    const tag = each("tag", { needs: ["cut[]"], with: (known: Known) => ({ name: "t", text: text(known) }) }, ["a"]);
    const plan = await stage(trainOf(each("cut", {}, ["a", "b"]), tag)).plan();
    expect(plan.problems.map(({ code }) => code)).toEqual(Array(problems).fill("ERR_TRAIN_INVALID"));
  });
});

describe("onItemFailure", () => {
  it.each([
    { onItemFailure: "continue" as const, failing: ["a"], after: ["cut-b", "notes", "tag-b"] },
    { onItemFailure: "continue" as const, failing: ["a", "b"], after: [] },
    { onItemFailure: "stop" as const, failing: ["a"], after: ["cut-b", "tag-b"] },
  ])("$onItemFailure, with $failing failing", async ({ onItemFailure, failing, after }) => {
    const { start, resume, world } = stage(
      trainOf(
        each("cut", { onItemFailure }, ["a", "b"]),
        write("notes", { needs: ["cut"] }),
        each("tag", { needs: onItemFailure === "stop" ? ["cut[]"] : ["cut[]", "notes"] }, ["a", "b"]),
      ),
    );
    for (const name of failing) world.write(`cut-${name}.fails`, "");
    expect((await start(yes)).status).toBe("failed");
    expect([...world.effects()].sort()).toEqual(after);
    for (const name of failing) world.remove(`cut-${name}.fails`);
    expect((await resume()).status).toBe("finished");
    expect([...world.effects()].sort()).toEqual(["cut-a", "cut-b", "notes", "tag-a", "tag-b"]);
  });

  it("lets a rescue work on the items that failed", async () => {
    const { start, world } = stage(
      trainOf(
        each("cut", { onItemFailure: "continue" }, ["a", "b"]),
        each("undo", { rescue: "cut" }, ["a", "b"]),
        write("notes", { needs: ["cut"] }),
      ),
    );
    world.write("cut-a.fails", "");
    expect((await start(yes)).status).toBe("failed");
    expect([...world.effects()].sort()).toEqual(["cut-b", "notes", "undo-a"]);
  });
});

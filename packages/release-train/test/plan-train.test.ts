import { describe, expect, it } from "vitest";
import { readTrainPlan, type Step } from "../src/index.js";
import { stage, trainOf } from "./fixture/stage.js";
import { weekly } from "./fixture/train.js";

const write = (id: string, more: object = {}): Step => ({
  id,
  type: "operation",
  uses: "write-file",
  with: { name: id, text: "new" },
  ...more,
});

describe("planTrain", () => {
  it("plans what is known, and says what is known later", async () => {
    const { plan, world } = stage(weekly);
    const planned = await plan();
    expect(planned.steps.map(({ key, status, after }) => [key, status, after])).toEqual([
      ["ready", "planned", []],
      ["report", "planned", []],
      ["sign", "planned", []],
      ["tag[audiobait]", "planned", []],
      ["tag[modemd]", "planned", []],
      ["notes", "later", ["tag"]],
      ["mail", "planned", []],
      ["undo", "planned", []],
    ]);
    expect(planned.problems).toEqual([]);
    expect(planned.steps[0]?.verdict).toMatchObject({ status: "wait", reason: "ready does not say yes" });
    expect(planned.steps[3]?.plan?.actions).toMatchObject([{ type: "write", text: "1.2.0" }]);
    expect(planned.steps[5]?.bound).toMatchObject({
      uses: "write-file",
      with: { name: "notes", text: { $ref: "tag[audiobait].results/0/name" } },
    });
    expect(planned.steps[6]?.bound).toMatchObject({ run: ["write", "mail", "sent"], check: ["exists", "mail"] });
    expect(world.effects()).toEqual([]);
  });

  it("gathers the problems of all steps: a broken repository hides no other", async () => {
    const { plan, world } = stage(
      trainOf(write("broken"), write("a"), write("b"), write("each", { forEach: { $ref: "train.none" } })),
    );
    world.write("b", "precious");
    const { problems, steps } = await plan();
    expect(problems.map(({ step, code }) => [step, code])).toEqual([
      ["broken", "ERR_UNEXPECTED"],
      ["b", "ERR_PRECIOUS"],
      ["each", "ERR_REFERENCE_MISSING"],
    ]);
    expect(steps[1]?.plan?.actions).toHaveLength(1);
  });

  it("judges a gate only while nothing is done before it", async () => {
    const gate = { id: "g", type: "gate", uses: "file-says", with: { name: "a", text: "new" } } as const;
    const early = await stage(trainOf(gate)).plan();
    expect(early.steps[0]).toMatchObject({ status: "planned", verdict: { status: "wait" } });
    const late = await stage(trainOf(write("a"), { ...gate, needs: ["a"] })).plan();
    expect(late.steps[1]).toMatchObject({ status: "later", after: ["a"], verdict: null });
  });

  it("asks functions for inputs, and finds out which of them need an outcome", async () => {
    const { plan, start } = stage(
      trainOf(
        write("a", {
          with: ({ parameters }: { parameters: unknown }) => ({ name: "a", text: JSON.stringify(parameters) }),
        }),
        write("b", {
          needs: ["a"],
          bound: { actions: "write" },
          with: ({ outcomes }: { outcomes: Record<string, { results: { name: string }[] }> }) => ({
            name: "b",
            text: outcomes["a"]?.results[0]?.name ?? "",
          }),
        }),
      ),
    );
    const { steps } = await plan({ parameters: { x: 1 } });
    expect(steps).toMatchObject([
      { status: "planned", plan: { actions: [{ text: '{"x":1}' }] } },
      { status: "later", after: ["a"] },
    ]);
    expect((await start({ verdict: "approve", by: { as: "ann" } })).status).toBe("finished");
  });

  it("tells that a function reads the outcome of a step that nothing makes it wait for", async () => {
    const reads = ({ outcomes }: { outcomes: Record<string, { results: { name: string }[] }> }) => ({
      name: "b",
      text: outcomes["a"]?.results[0]?.name ?? "",
    });
    const { problems } = await stage(trainOf(write("a"), write("b", { with: reads }))).plan();
    expect(problems).toMatchObject([
      { step: "b", code: "ERR_TRAIN_INVALID", message: expect.stringMatching(/steps\.1\.with: it reads a, which/) },
    ]);
    const far = trainOf(
      write("a"),
      write("between", { needs: ["a"] }),
      write("b", { needs: ["between"], with: reads }),
    );
    expect((await stage(far).plan()).problems).toEqual([]);
  });

  it("has a digest of what is approved, not of what was seen", async () => {
    const { plan, world } = stage(weekly);
    const first = await plan();
    world.write("ready", "yes");
    expect((await plan()).digest).toBe(first.digest);
    world.write("modemd", "other");
    expect((await plan()).digest).not.toBe(first.digest);
    expect((await plan({ parameters: { version: "2.0.0" } })).parameters).toMatchObject({
      version: "2.0.0",
      components: [{}, {}],
    });
  });

  it("tells that a step needs the outcome of a skipped one", async () => {
    const { problems } = await stage(weekly).plan({ skips: { tag: "done by hand" } });
    expect(problems).toMatchObject([{ step: "notes", code: "ERR_SKIPPED_NEEDED" }]);
  });

  it("stops at an abort", async () => {
    const reason = new Error("Ctrl-C");
    await expect(stage(weekly).plan({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe("readTrainPlan", () => {
  const edited = async (edit: (plan: any) => void) => {
    const plan = JSON.parse(JSON.stringify(await stage(weekly).plan()));
    edit(plan);
    return () => readTrainPlan(plan);
  };

  it("reads a plan back from a file", async () => {
    const plan = await stage(weekly).plan();
    expect(readTrainPlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
  });

  it.each([
    { name: "another format", edit: (plan: any) => (plan.format = 2), code: "ERR_PLAN_UNREADABLE" },
    { name: "an unknown member", edit: (plan: any) => (plan.extra = 1), code: "ERR_PLAN_UNREADABLE" },
    { name: "a changed parameter", edit: (plan: any) => (plan.parameters.version = "9"), code: "ERR_PLAN_TAMPERED" },
    {
      name: "a changed definition",
      edit: (plan: any) => (plan.definition = "0".repeat(64)),
      code: "ERR_PLAN_TAMPERED",
    },
    { name: "a need left out", edit: (plan: any) => (plan.steps[5].needs = []), code: "ERR_PLAN_TAMPERED" },
    { name: "a changed command", edit: (plan: any) => (plan.steps[6].bound.run = ["rm"]), code: "ERR_PLAN_TAMPERED" },
    {
      name: "a changed action",
      edit: (plan: any) => (plan.steps[3].plan.actions[0].text = "x"),
      code: "ERR_PLAN_TAMPERED",
    },
    { name: "a step left out", edit: (plan: any) => plan.steps.pop(), code: "ERR_PLAN_TAMPERED" },
  ])("refuses $name", async ({ edit, code }) => {
    expect(await edited(edit)).toThrowError(expect.objectContaining({ code }));
  });
});

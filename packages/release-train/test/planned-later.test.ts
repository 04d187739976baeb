import { describe, expect, it } from "vitest";
import type { Step } from "../src/index.js";
import { approve, stage, trainOf, waitKeys } from "./fixture/stage.js";

const yes = approve("ann");
const write = (id: string, more: object = {}): Step => ({
  id,
  type: "operation",
  uses: "write-file",
  with: { name: id, text: "new" },
  ...more,
});

describe("an operation that is planned later", () => {
  it("stands in the plan with its kind and input, and runs under that approval", async () => {
    const { start, plan, world } = stage(trainOf(write("cut"), write("merge", { needs: ["cut"], planned: "later" })));
    const [, merge] = (await plan()).steps;
    expect(merge).toMatchObject({
      status: "later",
      after: ["cut"],
      plan: null,
      bound: { uses: "write-file", with: { name: "merge", text: "new" } },
    });
    expect((await start(yes)).status).toBe("finished");
    expect(world.effects()).toEqual(["cut", "merge"]);
  });

  it("is not planned before, so what it would meet now is no problem yet", async () => {
    const { plan, world } = stage(trainOf(write("cut"), write("merge", { needs: ["cut"], planned: "later" })));
    world.write("merge", "precious");
    expect((await plan()).problems).toEqual([]);
  });

  it("asks when it would leave what was declared for it", async () => {
    const declared = { planned: "later", needs: ["cut"], bound: { actions: "read" } };
    const { start } = stage(trainOf(write("cut"), write("merge", declared)));
    expect(waitKeys(await start(yes))).toEqual(["merge"]);
  });
});

it("asks nobody about a step that has nothing left to do", async () => {
  const { start, plan, world } = stage(trainOf(write("cut"), write("tag", { needs: ["cut"] })));
  world.write("tag", "old");
  const planned = await plan();
  world.write("tag", "new");
  const record = await start(yes, planned);
  expect(record.status).toBe("finished");
  expect(world.effects()).toEqual(["cut"]);
});

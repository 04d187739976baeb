import { already, defineOperation, done, type Operation, type Plan } from "@signalbox/release-core";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { converges } from "../../src/index.js";

interface Write {
  readonly type: "write";
  readonly summary: string;
  readonly value: string;
}

const setValue = defineOperation({
  kind: "set-value",
  input: z.object({ value: z.string() }),
  inspect: async (_input, cell: { value: string }) => ({ found: cell.value }),
  plan: ({ value }, { found }) => ({
    target: "cell",
    actions: value === found ? [] : [{ type: "write", summary: `write ${value}`, value } satisfies Write],
  }),
  perform: async (action: Write, cell) => {
    if (cell.value === action.value) return already({ value: action.value });
    cell.value = action.value;
    return done({ value: action.value });
  },
});

type Any = Operation<{ value: string }, Write, { value: string }>;

const whole = (): Any => setValue({ value: "old" });

describe("converges", () => {
  test("passes a lawful operation and gives back its plan and receipt", async () => {
    const { plan, receipt } = await converges(whole(), { value: "new" });
    expect(plan.actions).toHaveLength(1);
    expect(receipt.applied.map(({ outcome }) => outcome)).toEqual(["done"]);
  });

  test.each<[string, RegExp, (operation: Any) => Any]>([
    [
      "two digests",
      /one digest/,
      (operation) => {
        let calls = 0;
        return { ...operation, plan: (input) => operation.plan({ value: input.value + String(calls++) }) };
      },
    ],
    [
      "a plan that JSON changes",
      /survive JSON/,
      (operation) => ({
        ...operation,
        plan: async (input) => Object.assign({ note: undefined }, await operation.plan(input)),
      }),
    ],
    [
      "a write that does nothing",
      /converged plan must be empty/,
      (operation) => ({
        ...operation,
        apply: async (plan) => ({
          kind: plan.kind,
          target: plan.target,
          applied: plan.actions.map((action) => ({ action, outcome: "done" as const, result: null })),
        }),
      }),
    ],
    [
      "a second write",
      /only find it done/,
      (operation) => ({
        ...operation,
        apply: async (plan) => {
          const receipt = await operation.apply(plan);
          return { ...receipt, applied: receipt.applied.map((line) => ({ ...line, outcome: "done" as const })) };
        },
      }),
    ],
    [
      "a problem",
      /has problems/,
      (operation) => ({
        ...operation,
        plan: async (input): Promise<Plan<Write>> => ({
          ...(await operation.plan(input)),
          problems: [{ code: "ERR_X", message: "x", hint: "y" }],
        }),
      }),
    ],
    [
      "a receipt that forgets",
      /every action once/,
      (operation) => ({
        ...operation,
        apply: async (plan) => ({ kind: plan.kind, target: plan.target, applied: [] }),
      }),
    ],
  ])("fails on %s", async (_, message, broken) => {
    await expect(converges(broken(whole()), { value: "new" })).rejects.toThrow(message);
  });

  test("an input that is converged already needs `mayBeEmpty`", async () => {
    await expect(converges(whole(), { value: "old" })).rejects.toThrow(/nothing to do/);
    expect((await converges(whole(), { value: "old" }, { mayBeEmpty: true })).plan.actions).toEqual([]);
  });
});

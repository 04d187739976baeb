import * as z from "zod";

const code = z.custom<(known: unknown) => unknown>((value) => typeof value === "function");
const source = z
  .union([z.json(), code])
  .describe('JSON; { "$ref": "<step>.<path>" } stands for a part of an earlier outcome');

const base = {
  id: z.string().regex(/^[A-Za-z0-9_-]+$/, "letters, digits, - and _"),
  title: z.string().optional(),
  needs: z
    .array(z.string())
    .optional()
    .describe("ids of steps that must be finished before; id[]: only the one of the same item"),
  forEach: z.union([z.array(z.json()), z.strictObject({ $ref: z.string() })]).optional(),
  onItemFailure: z
    .enum(["stop", "continue"])
    .optional()
    .describe("continue: what needs the whole of it goes on with the items that ended well; default: stop"),
  rescue: z.string().optional().describe("runs only when this step failed"),
};
const uses = { ...base, uses: z.string().min(1), with: source.optional() };
const exactly = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional();
const bound = z
  .strictObject({ repositories: exactly, hosts: exactly, refs: exactly, actions: exactly })
  .optional()
  .describe("what it may touch at most when its input is known only in the run");
const planned = z
  .enum(["ahead", "later"])
  .optional()
  .describe("later: planned when its turn comes, since earlier steps change what it has to do");
const argv = z.array(z.string()).min(1);

const step = z.discriminatedUnion(
  "type",
  [
    z.strictObject({ type: z.literal("read"), ...uses }),
    z.strictObject({ type: z.literal("operation"), ...uses, bound, planned }),
    z.strictObject({ type: z.literal("gate"), ...uses, timeoutMs: z.int().positive().optional() }),
    z.strictObject({
      type: z.literal("approval"),
      ...base,
      question: z.string().min(1),
      approvers: z.array(z.string()).optional(),
      items: source.optional(),
    }),
    z.strictObject({
      type: z.literal("command"),
      ...base,
      run: argv,
      check: argv.optional(),
      cwd: z.string().optional(),
    }),
  ],
  { error: (issue) => (issue.code === "invalid_union" ? "read, operation, gate, approval or command" : undefined) },
);

const parameters = z.record(z.string(), z.json());

const whole = z.strictObject({
  title: z.string().optional(),
  approvers: z.array(z.string()).optional(),
  parameters: parameters.optional(),
  steps: z.array(step).min(1, "at least one step"),
});

/** A train in the configuration: a template's name, a template with parameters, or the steps themselves. */
export const trainChoiceSchema = z.union([
  z.string().min(1),
  z.strictObject({ template: z.string().min(1), parameters: parameters.optional() }),
  whole,
]);

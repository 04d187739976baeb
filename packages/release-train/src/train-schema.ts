import * as z from "zod";

const reference = z.strictObject({ $ref: z.string().min(1) });
const id = z.string().regex(/^[A-Za-z0-9_-]+$/, "use letters, digits, - and _ only");
const kind = z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/, "a kind is named by letters, digits and -");
const argv = z.array(z.string()).min(1);

const base = {
  id: id.describe("Unique in the train."),
  title: z.string().optional(),
  needs: z
    .array(z.string())
    .optional()
    .describe("Ids of steps that must be finished before; `id[]`: only the one of the same item."),
  forEach: z
    .union([z.array(z.json()), reference])
    .optional()
    .describe("Once for each item: strings or objects with a name."),
  onItemFailure: z
    .enum(["stop", "continue"])
    .optional()
    .describe("continue: what needs the whole of it goes on with the items that ended well; default: stop."),
  rescue: z.string().optional().describe("Runs only when the named step failed."),
};

const uses = { uses: kind, with: z.json().optional() };

const exactly = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional();
const bound = z
  .strictObject({ repositories: exactly, hosts: exactly, refs: exactly, actions: exactly })
  .refine(
    (given) => Object.values(given).some((value) => value !== undefined),
    "name repositories, hosts, refs or actions",
  )
  .optional()
  .describe("What it may do at most when its input is known only in the run.");

const planned = z
  .enum(["ahead", "later"])
  .optional()
  .describe("later: planned when its turn comes, since earlier steps change what it has to do; default: ahead.");

const step = z.discriminatedUnion("type", [
  z.strictObject({ ...base, ...uses, type: z.literal("read") }),
  z.strictObject({ ...base, ...uses, type: z.literal("operation"), bound, planned }),
  z.strictObject({ ...base, ...uses, type: z.literal("gate"), timeoutMs: z.number().int().positive().optional() }),
  z.strictObject({
    ...base,
    type: z.literal("approval"),
    question: z.string().min(1),
    approvers: z.array(z.string().min(1)).optional(),
    items: z.json().optional().describe("A list of { id, summary, ask }, or a reference to one."),
  }),
  z.strictObject({
    ...base,
    type: z.literal("command"),
    run: argv,
    check: argv.optional(),
    cwd: z.string().optional(),
  }),
]);

/** A train as YAML or JSON; `z.toJSONSchema(trainSchema)` is the published schema. Cross-checks are `defineTrain`'s. */
export const trainSchema = z.strictObject({
  name: id,
  title: z.string().optional(),
  approvers: z.array(z.string().min(1)).optional().describe("Who may approve the whole plan; empty: anybody."),
  parameters: z.json().optional(),
  steps: z.array(step).min(1),
});

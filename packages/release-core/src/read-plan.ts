import * as z from "zod";
import { planTampered, planUnreadable } from "./errors.js";
import { digestOf, toJson } from "./json.js";
import type { Action, Plan } from "./plan.js";

const note = z.strictObject({ code: z.string(), message: z.string(), hint: z.string() });

const present = z.custom<unknown>((value) => value !== undefined, "is missing");

const planSchema = z.strictObject({
  format: z.literal(1),
  kind: z.string().min(1),
  target: z.string(),
  input: present,
  actions: z.array(z.looseObject({ type: z.string().min(1), summary: z.string() })),
  problems: z.array(note),
  warnings: z.array(note),
  facts: present,
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});

/** The digest that a plan must carry; see `Plan.digest`. */
export function planDigest(plan: Pick<Plan, "kind" | "target" | "input" | "actions">): string {
  return digestOf(
    toJson({ format: 1, kind: plan.kind, target: plan.target, input: plan.input, actions: plan.actions }),
  );
}

/**
 * Reads a plan back, from a file or another process. Makes a copy.
 * @throws ReleaseError `ERR_PLAN_UNREADABLE` (not a plan of this format), `ERR_PLAN_TAMPERED` (digest does not match)
 */
export function readPlan(value: unknown): Plan {
  const parsed = planSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw planUnreadable(
      issue === undefined ? "unknown shape" : `${issue.path.join(".") || "(plan)"}: ${issue.message}`,
    );
  }
  const plan = toJson(parsed.data) as unknown as Plan;
  const expected = planDigest(plan);
  if (expected !== plan.digest) throw planTampered(expected, plan.digest);
  return plan;
}

/** True when every action of `fresh` is also in `approved`: what remains of an approved plan may go on. */
export function isSubsetOf(fresh: Plan, approved: Plan): boolean {
  if (fresh.kind !== approved.kind || fresh.target !== approved.target) return false;
  const allowed = new Set(approved.actions.map((action) => digestOf(toJson(action))));
  return fresh.actions.every((action: Action) => allowed.has(digestOf(toJson(action))));
}

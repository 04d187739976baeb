import { digestOf, type Json, toJson } from "@signalbox/release-core";
import { itemIds } from "../decision.js";
import { itemsInvalid, rejected } from "../errors.js";
import type { ApprovalStep } from "../train.js";
import { asker, requestOf } from "./ask.js";
import { inputOf } from "./input-of.js";
import type { StepRun } from "./step-run.js";

/** One person's signature. */
interface Signature {
  readonly by: Json;
  readonly at: string;
  readonly items: readonly string[];
  readonly comment: string | null;
}

/** Waits until every item is signed; signatures of different people add up. Outcome: `{ digest, signatures }`. */
export async function runApproval(run: StepRun<ApprovalStep>): Promise<Json> {
  const { key, step, context } = run;
  const items = step.items === undefined ? [] : inputOf(run, step.items);
  if (!Array.isArray(items)) throw itemsInvalid(key, "they are not a list");
  const ids = itemIds(items as readonly Json[]);
  if (ids.length !== items.length || new Set(ids).size !== ids.length)
    throw itemsInvalid(key, "each needs an id of its own");
  const digest = digestOf(toJson({ plan: run.plan.digest, step: key, question: step.question, items }));
  const ask = asker(context, key);
  const signatures: Signature[] = [];
  let open: readonly string[] = ids;
  do {
    const left = (items as readonly Json[]).filter((item) => open.includes(itemIds([item])[0] ?? ""));
    const decision = await ask(requestOf(step.question, { digest, approvers: step.approvers ?? [], items: left }));
    if (decision.verdict === "reject") throw rejected(key, decision.by.as, decision.reason ?? "", decision.items);
    const signed = decision.items?.filter((id) => open.includes(id)) ?? open;
    signatures.push({ by: toJson(decision.by), at: decision.at, items: signed, comment: decision.comment ?? null });
    open = open.filter((id) => !signed.includes(id));
  } while (open.length > 0);
  return toJson({ digest, signatures });
}

import { digestOf, type Json, toJson } from "@signalbox/release-core";
import { type DatedDecision, type DecisionRequest, itemIds, mayDecide } from "../decision.js";
import type { EngineContext } from "../engine-port.js";

/** Asks people again and again under one topic, until something that counts is said. */
export type Ask = (request: DecisionRequest) => Promise<DatedDecision>;

/** A question for a person, with the usual fields filled in. */
export function requestOf(
  question: string,
  fields: Partial<DecisionRequest> & Pick<DecisionRequest, "digest">,
): DecisionRequest {
  return { question, approvers: [], items: [], verdicts: ["approve", "reject"], error: null, ...fields };
}

/** The digest of a question that shows nothing to be compared: which run asks, about what, for the how-manieth time. */
export const questionDigest = (runId: string, key: string, round = 1): string =>
  digestOf(toJson({ run: runId, key, round }));

/**
 * The waits `key`, `key#2`, … one after the other. `decide` refuses wrong decisions before they are sent; one that was
 * right when it was sent and is not any more (another digest, a signed item) does not count, and the run asks again.
 */
export function asker(context: EngineContext, key: string): Ask {
  let asked = 0;
  return async (request) => {
    for (;;) {
      asked += 1;
      const body = await context.waitFor(asked === 1 ? key : `${key}#${asked}`, request as unknown as Json);
      const decision = body as unknown as DatedDecision;
      if (counts(decision, request)) return decision;
    }
  };
}

/** True when a decision answers this very question. */
export function counts(decision: DatedDecision, request: DecisionRequest): boolean {
  if (!request.verdicts.includes(decision.verdict) || !mayDecide(request.approvers, decision.by)) return false;
  if (decision.digest !== request.digest) return false;
  const known = itemIds(request.items);
  return decision.items === undefined || decision.items.some((item) => known.includes(item));
}

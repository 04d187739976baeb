import type { Json } from "@signalbox/release-core";

/** Who decided. `as` is what the person claims; the rest is what the machine knows. */
export interface Person {
  readonly as: string;
  readonly email?: string | undefined;
  readonly osUser?: string | undefined;
  readonly host?: string | undefined;
}

/** A person's word on a step, or on the plan of the whole train. */
export interface Decision {
  readonly verdict: "approve" | "reject" | "waive";
  readonly by: Person;
  /** What was looked at; a decision on something else is refused. */
  readonly digest?: string | undefined;
  readonly comment?: string | undefined;
  /** Ids of the items that are signed; absent: all of them. */
  readonly items?: readonly string[] | undefined;
  /** Needed to reject and to waive. */
  readonly reason?: string | undefined;
}

/** A decision as the journal keeps it. */
export type DatedDecision = Decision & { readonly at: string };

/** What a run asks a person for: the `request` of a wait. */
export interface DecisionRequest {
  readonly question: string;
  /** Of what is asked about: a decision on another question of the same key does not count. */
  readonly digest: string;
  /** Empty: anybody. */
  readonly approvers: readonly string[];
  /** Of each of these lists somebody must approve; absent: one of `approvers` is enough. */
  readonly lists?: readonly (readonly string[])[];
  /** What is still to be signed, for an approval with items. */
  readonly items: readonly Json[];
  readonly verdicts: readonly Decision["verdict"][];
  /** For a plan that is no longer the approved one: `ERR_PLAN_STALE` with the difference. */
  readonly error: Json;
}

/** True when the person is listed, by name or by e-mail; an empty list lists everybody. */
export function mayDecide(approvers: readonly string[], by: Person): boolean {
  const names = [by.as, by.email].filter((name) => name !== undefined).map((name) => name.toLowerCase());
  return approvers.length === 0 || approvers.some((approver) => names.includes(approver.toLowerCase()));
}

/** The ids of a list of approval items. */
export function itemIds(items: readonly Json[]): readonly string[] {
  return items.flatMap((item) => {
    const id = item === null || typeof item !== "object" ? item : (item as { readonly [key: string]: Json })["id"];
    return typeof id === "string" ? [id] : [];
  });
}

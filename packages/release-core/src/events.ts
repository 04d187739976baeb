import type { OutcomeName } from "./plan.js";

/** What `onEvent` hears. Every event has `type`, `kind` (of the operation or gate) and `at` (ISO time). */
export type ReleaseEvent = EventBody & { readonly at: string };

export type EventBody =
  | { readonly type: "plan-started"; readonly kind: string }
  | {
      readonly type: "plan-ready";
      readonly kind: string;
      readonly target: string;
      readonly actions: number;
      readonly problems: number;
      readonly warnings: number;
    }
  | ({ readonly type: "action-started"; readonly summary: string } & ActionPlace)
  | ({ readonly type: "action-finished"; readonly summary: string; readonly outcome: OutcomeName } & ActionPlace)
  | {
      readonly type: "progress";
      readonly kind: string;
      readonly message: string;
      /** Which of many: a host, a file. */
      readonly item?: string;
      /** What that one does now, one word or two: `installing`. */
      readonly state?: string;
      readonly done?: number;
      readonly total?: number;
    }
  | {
      readonly type: "gate-checked";
      readonly kind: string;
      readonly status: "pass" | "wait" | "block";
      readonly reason: string;
    }
  | { readonly type: "waiting"; readonly kind: string; readonly reason: string; readonly untilMs: number };

interface ActionPlace {
  readonly kind: string;
  readonly target: string;
  /** From 0. */
  readonly index: number;
  readonly total: number;
  /** The host that the action is about, where it has one: the `item` of its progress. */
  readonly item?: string;
}

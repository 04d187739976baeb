import type { Json, Plan, Problem, Verdict, Warning } from "@signalbox/release-core";

/** One step of a planned train. */
export interface PlannedStep {
  readonly key: string;
  readonly id: string;
  readonly type: "read" | "operation" | "gate" | "approval" | "command";
  readonly uses: string | null;
  readonly title: string;
  readonly needs: readonly string[];
  /** `planned`: judged or planned now. `later`: known after the steps in `after`; then `bound` is what is approved. */
  readonly status: "planned" | "later";
  readonly after: readonly string[];
  readonly plan: Plan | null;
  readonly verdict: Verdict | null;
  /**
   * What the step may do at most. For one that is planned later: its kind, its input as far as known, and the
   * repositories, refs and action types that it declares.
   */
  readonly bound: Json;
}

/** The plan of a whole train: what people approve, once, for all repositories. */
export interface TrainPlan {
  readonly format: 1;
  readonly kind: "train";
  readonly train: string;
  /** sha256 of the train as it was written: no run goes by another definition than the one that was planned. */
  readonly definition: string;
  readonly parameters: Json;
  readonly steps: readonly PlannedStep[];
  /** Over all steps; a gate that blocks is a problem too. */
  readonly problems: readonly (Problem & { readonly step: string })[];
  readonly warnings: readonly (Warning & { readonly step: string })[];
  /**
   * sha256 of train, definition, parameters and, per step, key, type, uses, needs, bound and the digest of its plan; no
   * verdicts, no facts.
   */
  readonly digest: string;
}

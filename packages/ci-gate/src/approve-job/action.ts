import type { Action } from "@signalbox/release-core";

export interface ApproveJob extends Action {
  readonly type: "approve-job";
  readonly repository: string;
  /** The newest build as it was seen. */
  readonly build: { readonly id: string; readonly attempt: number };
  readonly job: { readonly id: string; readonly name: string };
  /** Jobs that wait for it and for nobody else; null where CI does not tell. */
  readonly starts: readonly string[] | null;
}

export interface ApproveResult {
  readonly build: string;
  readonly job: string;
  readonly starts: readonly string[] | null;
  readonly url: string | null;
}

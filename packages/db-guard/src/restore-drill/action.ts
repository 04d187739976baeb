import type { Action } from "@signalbox/release-core";
import type { SnapshotSubject } from "../snapshots/ports.js";

/** Restores, asks, and takes it away again: one action, since nothing of it may stay behind. */
export interface DrillAction extends Action {
  readonly type: "restore-drill";
  readonly database: string;
  readonly snapshot: { readonly id: string; readonly arn: string; readonly engine: string };
  readonly temporary: SnapshotSubject;
  readonly region: string | null;
  readonly instanceClass: string;
  readonly subnetGroup: string | null;
  readonly securityGroups: readonly string[];
  readonly query: string;
  readonly least: number | null;
}

/** What a drill that died left behind. */
export interface RemoveTemporary extends Action {
  readonly type: "remove-temporary";
  readonly temporary: SnapshotSubject;
  readonly region: string | null;
}

/** Marks what a drill made, with its own name: nothing else is ever removed. */
export const TEMPORARY_TAG = "signalbox:restore-drill";

/** What the drill saw. */
export interface RestoreDrillResult {
  readonly snapshot: string | null;
  readonly temporary: string;
  /** First value of the first row, as text; null where nothing was asked. */
  readonly answer: string | null;
  /** ISO 8601. */
  readonly restoredAt: string | null;
  readonly isRemoved: true;
}

import type { Action } from "@signalbox/release-core";
import type { SnapshotSubject } from "../snapshots/ports.js";

export interface CopySnapshot extends Action {
  readonly type: "copy-snapshot";
  readonly subject: SnapshotSubject;
  /** `takenAt` is ISO 8601. */
  readonly source: { readonly id: string; readonly arn: string; readonly takenAt: string };
  readonly sourceRegion: string | null;
  readonly target: string;
  readonly region: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly copyTags: boolean;
  readonly kmsKey: string | null;
  readonly optionGroup: string | null;
}

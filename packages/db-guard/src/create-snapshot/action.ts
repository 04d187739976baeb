import type { Action } from "@signalbox/release-core";
import type { SnapshotSubject } from "../snapshots/ports.js";

export interface CreateSnapshot extends Action {
  readonly type: "create-snapshot";
  readonly subject: SnapshotSubject;
  readonly target: string;
  readonly region: string | null;
  readonly tags: Readonly<Record<string, string>>;
}

/** A fresh snapshot; one that is under way already is gone on with. Pure. */
export const createAction = (
  { kind, id }: SnapshotSubject,
  target: string,
  { region, tags }: Pick<CreateSnapshot, "region" | "tags">,
  isUnderWay: boolean,
): CreateSnapshot => ({
  type: "create-snapshot",
  summary: `${isUnderWay ? "Wait for" : "Take"} the snapshot ${target} of ${id}`,
  subject: { kind, id },
  target,
  region,
  tags,
});

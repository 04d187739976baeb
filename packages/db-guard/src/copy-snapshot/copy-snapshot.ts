import { defineOperation } from "@signalbox/release-core";
import type { CreateSnapshot } from "../create-snapshot/action.js";
import { performCreate } from "../create-snapshot/perform.js";
import type { SnapshotPorts } from "../snapshots/ports.js";
import type { SnapshotResult } from "../snapshots/under-way.js";
import type { CopySnapshot } from "./action.js";
import { input } from "./input.js";
import { type CopyFacts, inspect } from "./inspect.js";
import { performCopy } from "./perform.js";
import { plan } from "./plan.js";

/**
 * Copies the newest automated snapshot of a database to a manual one, which does not expire. A copy of the same source
 * is adopted, done or under way; one of another source is refused and left alone. The effect is `pending` until the copy
 * is available; it is found again by its name, so a process that was killed is gone on with by the same call.
 *
 * Problems: `ERR_DATABASE_NOT_FOUND`, `ERR_SNAPSHOT_NONE`, `ERR_SNAPSHOT_OLD`, `ERR_SNAPSHOT_NAME`, `ERR_SNAPSHOT_TAKEN`,
 * `ERR_SNAPSHOT_FAILED`, `ERR_SNAPSHOT_QUOTA`, `ERR_SNAPSHOT_KMS_KEY`. `apply` throws `ERR_SNAPSHOT_FAILED` for a copy that
 * ends so, `ERR_SNAPSHOT_GONE` for one that vanishes, and `ERR_RDS_…`.
 */
export const copySnapshot = defineOperation<
  SnapshotPorts,
  typeof input,
  CopyFacts,
  CopySnapshot | CreateSnapshot,
  SnapshotResult
>({
  kind: "copy-snapshot",
  input,
  inspect,
  plan,
  perform: (action, ports, context) =>
    action.type === "copy-snapshot" ? performCopy(action, ports, context) : performCreate(action, ports, context),
});

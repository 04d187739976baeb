import { toJson } from "@signalbox/release-core";
import { copySnapshot } from "../copy-snapshot/copy-snapshot.js";
import { createSnapshot } from "../create-snapshot/create-snapshot.js";
import type { GuardKinds } from "../kinds.js";
import { listSnapshots, type ListSnapshotsRequest } from "../list-snapshots/list-snapshots.js";
import { pruneSnapshots } from "../prune-snapshots/prune-snapshots.js";
import type { DrillPorts } from "../restore-drill/ports.js";
import { restoreDrill } from "../restore-drill/restore-drill.js";
import { snapshotReady } from "../snapshot-ready/snapshot-ready.js";

/** Everything about snapshots by its kind, apart from `guardKinds`: who has no RDS needs no ports for it. */
export function snapshotKinds(ports: DrillPorts): GuardKinds {
  return {
    reads: {
      "list-snapshots": async (input, options) =>
        toJson(await listSnapshots(ports, input as unknown as ListSnapshotsRequest, options)),
    },
    operations: {
      "copy-snapshot": copySnapshot(ports),
      "create-snapshot": createSnapshot(ports),
      "prune-snapshots": pruneSnapshots(ports),
      "restore-drill": restoreDrill(ports),
    },
    gates: { "snapshot-ready": snapshotReady(ports) },
  };
}

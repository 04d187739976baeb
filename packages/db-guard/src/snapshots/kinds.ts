import { type CallOptions, type Gate, type Json, type Operation, toJson } from "@signalbox/release-core";
import { copySnapshot } from "../copy-snapshot/copy-snapshot.js";
import { createSnapshot } from "../create-snapshot/create-snapshot.js";
import { listSnapshots, type ListSnapshotsRequest } from "../list-snapshots/list-snapshots.js";
import { pruneSnapshots } from "../prune-snapshots/prune-snapshots.js";
import type { DrillPorts } from "../restore-drill/ports.js";
import { restoreDrill } from "../restore-drill/restore-drill.js";
import { snapshotReady } from "../snapshot-ready/snapshot-ready.js";

/** What the steps of a train may use, by kind. Each checks its own input. */
export interface SnapshotKinds {
  readonly reads: { readonly [kind: string]: (input: Json, options: CallOptions) => Promise<Json> };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each has its own input, checked by its own schema
  readonly operations: { readonly [kind: string]: Operation<any, any, any> };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  readonly gates: { readonly [kind: string]: Gate<any, any> };
}

/** Everything about snapshots by its kind, apart from `guardKinds`: who has no RDS needs no ports for it. */
export function snapshotKinds(ports: DrillPorts): SnapshotKinds {
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

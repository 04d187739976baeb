import { type DrillPorts, type GuardKinds, snapshotKinds } from "@signalbox/db-guard";
import type { Json } from "@signalbox/release-core";
import type { Config } from "../config/load-config.js";
import { type ChosenRds, rdsNamed } from "../snapshots/choose-rds.js";
import { copyInput, createInput, drillInput, keptIn, snapshotReadyInput } from "../snapshots/snapshot-input.js";

type Fields = { readonly [field: string]: Json };

/** Steps name a database of the configuration, or of RDS; what the configuration says of its snapshots is filled in. */
export function configuredSnapshotKinds(ports: DrillPorts, config: Config): GuardKinds {
  const { reads, operations, gates } = snapshotKinds(ports);
  const filled = (input: unknown, of: (rds: ChosenRds) => object): Json => {
    const given = input as Fields;
    const rds = rdsNamed(config, typeof given["database"] === "string" ? given["database"] : "");
    return { ...of(rds), ...given, database: rds.database };
  };
  const of: Readonly<Record<string, (rds: ChosenRds) => object>> = {
    "copy-snapshot": copyInput,
    "create-snapshot": createInput,
    "prune-snapshots": (rds) => ({
      ...keptIn(rds),
      ...(rds.settings.keep === undefined ? {} : { keep: rds.settings.keep }),
    }),
    "restore-drill": drillInput,
    "snapshot-ready": snapshotReadyInput,
  };
  const fill = (kind: string, input: unknown): Json => filled(input, of[kind] ?? keptIn);
  return {
    reads: Object.fromEntries(
      Object.entries(reads).map(([kind, read]) => [kind, (input, options) => read(fill(kind, input), options)]),
    ),
    operations: Object.fromEntries(
      Object.entries(operations).map(([kind, operation]) => [
        kind,
        { ...operation, plan: (input: unknown, options) => operation.plan(fill(kind, input), options) },
      ]),
    ),
    gates: Object.fromEntries(
      Object.entries(gates).map(([kind, gate]) => [
        kind,
        { ...gate, check: (input: unknown, options) => gate.check(fill(kind, input), options) },
      ]),
    ),
  };
}

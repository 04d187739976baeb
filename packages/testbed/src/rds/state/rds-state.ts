import type { RdsFamily, RdsOptions } from "../options.js";
import type { DatabaseRecord, SnapshotRecord, Work } from "./records.js";

/** All that this RDS knows. What takes its time is where the clock says it is. */
export interface RdsState {
  readonly options: RdsOptions;
  readonly region: string;
  now(): Date;
  snapshots(family: RdsFamily, region: string): SnapshotRecord[];
  databases(family: RdsFamily, region: string): DatabaseRecord[];
  /** Of every region. */
  allSnapshots(): readonly SnapshotRecord[];
  addSnapshot(record: SnapshotRecord): void;
  removeSnapshot(record: SnapshotRecord): void;
  addDatabase(record: DatabaseRecord): void;
  /** What was begun now and ends so. */
  workFrom(during: string, end: string, times?: { readonly pendingMs: number; readonly workMs: number }): Work;
}

export function rdsState(options: RdsOptions): RdsState {
  const region = options.region ?? "ap-south-1";
  const now = options.now ?? (() => new Date());
  const snapshots = new Set<SnapshotRecord>();
  const databases = new Set<DatabaseRecord>();
  const settleAll = (): void => {
    for (const record of [...snapshots, ...databases]) settle(record, now().getTime());
    for (const record of databases) if (record.status === "gone") databases.delete(record);
  };
  const within = <Record extends { family: RdsFamily; region: string }>(
    all: Set<Record>,
    family: RdsFamily,
    at: string,
  ): Record[] => {
    settleAll();
    return [...all].filter((record) => record.family === family && record.region === at);
  };
  return {
    options,
    region,
    now,
    snapshots: (family, at) => within(snapshots, family, at),
    databases: (family, at) => within(databases, family, at),
    allSnapshots: () => {
      settleAll();
      return [...snapshots];
    },
    addSnapshot: (record) => void snapshots.add(record),
    removeSnapshot: (record) => void snapshots.delete(record),
    addDatabase: (record) => void databases.add(record),
    workFrom: (during, end, times) => ({
      startMs: now().getTime(),
      pendingMs: times?.pendingMs ?? options.pendingMs ?? 0,
      workMs: times?.workMs ?? options.workMs ?? 0,
      during,
      end,
    }),
  };
}

function settle(record: DatabaseRecord | SnapshotRecord, nowMs: number): void {
  const { work } = record;
  if (work === null) return;
  const passedMs = nowMs - work.startMs;
  const workedMs = passedMs - work.pendingMs;
  if (workedMs >= work.workMs) {
    record.status = work.end;
    if (work.end === "available") record.percent = 100;
    record.work = null;
    return;
  }
  record.status = workedMs < 0 ? "pending" : work.during;
  record.percent = workedMs < 0 ? 0 : Math.floor((workedMs / work.workMs) * 100);
}

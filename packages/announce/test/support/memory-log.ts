import { sentElsewhere } from "../../src/errors.js";
import type { SentLog, SentRecord } from "../../src/ports.js";

export interface MemoryLog extends SentLog {
  readonly records: readonly SentRecord[];
  /** Stops before the nth record is written, from 1: what a crash leaves. */
  crashAt: number;
}

export function memoryLog(): MemoryLog {
  const records: SentRecord[] = [];
  const last = (dedupeKey: string) => records.findLast((record) => record.dedupeKey === dedupeKey) ?? null;
  const log: MemoryLog = {
    records,
    crashAt: Infinity,
    find: async (dedupeKey) => last(dedupeKey),
    record: async (record) => {
      if (records.length + 1 >= log.crashAt) throw new Error("the machine went off");
      if (record.revision !== (last(record.dedupeKey)?.revision ?? 0) + 1) throw sentElsewhere(record.dedupeKey);
      records.push(JSON.parse(JSON.stringify(record)) as SentRecord);
    },
  };
  return log;
}

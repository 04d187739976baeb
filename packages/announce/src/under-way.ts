import type { CallOptions } from "@signalbox/release-core";
import type { SentLog, SentRecord } from "./ports.js";

/** True while another run may still be sending it: whatever is done now, that one has the last word. */
export const isUnderWay = async (log: SentLog, record: SentRecord | null, options?: CallOptions): Promise<boolean> =>
  record?.state === "sending" && record.reason === undefined && (await log.isUnderWay?.(record, options)) === true;

export { type Rds, startRds } from "./start-rds.js";
export type { RdsDatabaseOptions, RdsFamily, RdsOptions, RdsSnapshotOptions } from "./options.js";
export type { RdsFault, RdsFaultKind } from "./http/faults.js";
export type { RdsRequest } from "./http/answer-request.js";
export type { DatabaseRecord, SnapshotRecord } from "./state/records.js";

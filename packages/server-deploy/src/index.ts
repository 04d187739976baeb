export type { Host, Hosts, Ran, RunOptions } from "./ports.js";
export type {
  TransactionCommand,
  TransactionRequest,
  TransactionState,
  TransactionView,
} from "./transaction/transaction.js";
export { compareDebianVersions } from "./versions/compare-debian-versions.js";
export { compareRpmVersions } from "./versions/compare-rpm-versions.js";

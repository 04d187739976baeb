export type { Host, Hosts, Ran, RunOptions } from "./ports.js";
export type {
  TransactionCommand,
  TransactionRequest,
  TransactionState,
  TransactionView,
} from "./transaction/transaction.js";

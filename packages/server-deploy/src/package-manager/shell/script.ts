import type { TransactionCommand } from "../../transaction/transaction.js";
import { QUIET_ENVIRONMENT } from "./act.js";

/** A shell script as one command; what varies is in its words, never in its text. */
export function script(
  phase: string,
  text: string,
  words: readonly (string | number)[],
  more: Partial<Pick<TransactionCommand, "deadlineMs" | "always">> = {},
): TransactionCommand {
  return { phase, argv: ["sh", "-c", text, "signalbox", ...words.map(String)], env: QUIET_ENVIRONMENT, ...more };
}

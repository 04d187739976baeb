import type { Action, Operation } from "@signalbox/release-core";
import { parseSpan } from "../databases/parse-span.js";
import type { ExitCode } from "../exit-codes.js";
import { operate } from "../operate.js";
import { isSet, text, type Session } from "../session.js";
import { waiting } from "../wiring/waiting.js";

/** Plans, asks and applies; with `--wait` to the end, else it ends with exit 3 while AWS works. */
export function operateSnapshots<Input extends { readonly database: string }, A extends Action, R>(
  session: Session,
  operation: Operation<Input, A, R>,
  input: Input,
): Promise<ExitCode> {
  const timeout = text(session, "timeout");
  const whole = isSet(session, "wait")
    ? waiting(operation, timeout === undefined ? undefined : parseSpan("timeout", timeout))
    : operation;
  const targets = [{ repository: input.database, input }];
  return operate(session, { operation: whole, targets, concurrency: 1 });
}

import { databaseReady } from "@signalbox/db-guard";
import { configOf } from "../config/load-session-config.js";
import { chooseDatabase } from "../databases/choose-database.js";
import { readyInput } from "../databases/guard-input.js";
import { exitOfVerdict } from "../databases/verdict-exit.js";
import type { ExitCode } from "../exit-codes.js";
import { databaseText } from "../output/database-text.js";
import type { Session } from "../session.js";
import { databasesOf } from "../wiring/databases.js";

export async function run(session: Session): Promise<ExitCode> {
  const config = await configOf(session);
  const database = chooseDatabase(session, config);
  const gate = databaseReady({ databases: databasesOf(session, config) });
  const verdict = await gate.check(readyInput(database), { signal: session.signal });
  const document = { format: 1, verdict: verdict.status, reason: verdict.reason, ...verdict.evidence };
  session.out.answer(document, (style) => databaseText(verdict, style));
  return exitOfVerdict(verdict);
}

import { snapshotReady } from "@signalbox/db-guard";
import { configOf } from "../config/load-session-config.js";
import { parseSpan } from "../databases/parse-span.js";
import { exitOfVerdict } from "../databases/verdict-exit.js";
import type { ExitCode } from "../exit-codes.js";
import { snapshotReadyText } from "../output/snapshots-text.js";
import { text, type Session } from "../session.js";
import { chooseRds } from "../snapshots/choose-rds.js";
import { snapshotReadyInput } from "../snapshots/snapshot-input.js";
import { defined } from "../templates/defined.js";
import { rdsOf } from "../wiring/rds.js";

export async function run(session: Session): Promise<ExitCode> {
  const config = await configOf(session);
  const maxAge = text(session, "max-age");
  const input = {
    ...snapshotReadyInput(chooseRds(session, config)),
    ...defined({
      snapshot: text(session, "snapshot"),
      region: text(session, "region"),
      maxAgeMs: maxAge === undefined ? undefined : parseSpan("max-age", maxAge),
    }),
  };
  const verdict = await snapshotReady(rdsOf(session, config)).check(input, { signal: session.signal });
  const document = { format: 1, verdict: verdict.status, reason: verdict.reason, ...verdict.evidence };
  session.out.answer(document, (style) => snapshotReadyText(verdict, style));
  return exitOfVerdict(verdict);
}

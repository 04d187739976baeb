import { createSnapshot } from "@signalbox/db-guard";
import { configOf } from "../config/load-session-config.js";
import { parseSpan } from "../databases/parse-span.js";
import type { ExitCode } from "../exit-codes.js";
import { text, type Session } from "../session.js";
import { chooseRds } from "../snapshots/choose-rds.js";
import { operateSnapshots } from "../snapshots/operate-snapshots.js";
import { createInput } from "../snapshots/snapshot-input.js";
import { defined } from "../templates/defined.js";
import { rdsOf } from "../wiring/rds.js";

export async function run(session: Session): Promise<ExitCode> {
  const config = await configOf(session);
  const maxAge = text(session, "max-age");
  const input = {
    ...createInput(chooseRds(session, config)),
    ...defined({
      to: text(session, "name"),
      region: text(session, "region"),
      maxAgeMs: maxAge === undefined ? undefined : parseSpan("max-age", maxAge),
    }),
  };
  return operateSnapshots(session, createSnapshot(rdsOf(session, config)), input);
}

import { copySnapshot } from "@signalbox/db-guard";
import { configOf } from "../config/load-session-config.js";
import { parseSpan } from "../databases/parse-span.js";
import type { ExitCode } from "../exit-codes.js";
import { isSet, text, type Session } from "../session.js";
import { chooseRds } from "../snapshots/choose-rds.js";
import { operateSnapshots } from "../snapshots/operate-snapshots.js";
import { copyInput } from "../snapshots/snapshot-input.js";
import { defined } from "../templates/defined.js";
import { rdsOf } from "../wiring/rds.js";

export async function run(session: Session): Promise<ExitCode> {
  const config = await configOf(session);
  const maxAge = text(session, "max-age");
  const input = {
    ...copyInput(chooseRds(session, config)),
    ...defined({
      from: text(session, "snapshot"),
      to: text(session, "name"),
      region: text(session, "region"),
      kmsKey: text(session, "kms-key"),
      maxAgeMs: maxAge === undefined ? undefined : parseSpan("max-age", maxAge),
    }),
    ...(isSet(session, "or-create") ? { whenOlder: "create" as const } : {}),
  };
  return operateSnapshots(session, copySnapshot(rdsOf(session, config)), input);
}

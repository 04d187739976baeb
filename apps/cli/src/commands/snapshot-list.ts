import { listSnapshots } from "@signalbox/db-guard";
import { configOf } from "../config/load-session-config.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { snapshotsText } from "../output/snapshots-text.js";
import { text, type Session } from "../session.js";
import { chooseRds } from "../snapshots/choose-rds.js";
import { keptIn } from "../snapshots/snapshot-input.js";
import { defined } from "../templates/defined.js";
import { rdsOf } from "../wiring/rds.js";

export async function run(session: Session): Promise<ExitCode> {
  const config = await configOf(session);
  const request = { ...keptIn(chooseRds(session, config)), ...defined({ region: text(session, "region") }) };
  const report = await listSnapshots(rdsOf(session, config), request, { signal: session.signal });
  session.out.answer(report, (style) => snapshotsText(report, style));
  return EXIT.ok;
}

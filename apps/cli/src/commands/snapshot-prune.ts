import { pruneSnapshots } from "@signalbox/db-guard";
import { configOf } from "../config/load-session-config.js";
import { usage } from "../errors.js";
import type { ExitCode } from "../exit-codes.js";
import { isSet, positive, text, type Session } from "../session.js";
import { chooseRds } from "../snapshots/choose-rds.js";
import { operateSnapshots } from "../snapshots/operate-snapshots.js";
import { keptIn } from "../snapshots/snapshot-input.js";
import { defined } from "../templates/defined.js";
import { rdsOf } from "../wiring/rds.js";

/** What is deleted is gone, so nothing is without `--yes`, not even with a person to ask. */
export async function run(session: Session): Promise<ExitCode> {
  const config = await configOf(session);
  const rds = chooseRds(session, config);
  const keep = positive(session, "keep") ?? rds.settings.keep;
  if (keep === undefined) throw usage("How many are to stay?", "Give --keep, or `databases.<name>.rds.keep`.");
  const input = { ...keptIn(rds), ...defined({ region: text(session, "region") }), keep };
  const isDry = !isSet(session, "yes");
  const dry: Session = isDry ? { ...session, values: { ...session.values, "dry-run": true } } : session;
  const code = await operateSnapshots(dry, pruneSnapshots(rdsOf(session, config)), input);
  if (isDry && !isSet(session, "dry-run")) session.out.note("Nothing was deleted. With --yes it is.");
  return code;
}

import { resolve } from "node:path";
import { dumpDatabase } from "@signalbox/db-guard";
import { configOf } from "../config/load-session-config.js";
import { chooseDatabase } from "../databases/choose-database.js";
import { dumpFolder, dumpName } from "../databases/dump-file.js";
import { parseSpan } from "../databases/parse-span.js";
import type { ExitCode } from "../exit-codes.js";
import { operate } from "../operate.js";
import { isSet, text, type Session } from "../session.js";
import { databasesOf } from "../wiring/databases.js";
import { hideStateFolder } from "../wiring/state-folder.js";
import { postgresPrograms } from "../wiring/postgres-programs.js";

export async function run(session: Session): Promise<ExitCode> {
  const config = await configOf(session);
  const { name, settings } = chooseDatabase(session, config);
  const { drill = false, drillOn } = settings.dumps ?? {};
  const [given] = session.positionals;
  const maxAge = text(session, "max-age");
  const file =
    given === undefined
      ? resolve(dumpFolder(config, settings), dumpName(name, new Date()))
      : resolve(session.cwd, given);
  // A dump is nothing for a repository.
  if (given === undefined && !isSet(session, "dry-run")) await hideStateFolder(config.stateDir);
  const input = {
    database: name,
    file,
    drill: drill || isSet(session, "drill"),
    ...(maxAge === undefined ? {} : { maxAgeMs: parseSpan("max-age", maxAge) }),
    ...(drillOn === undefined ? {} : { drillOn }),
  };
  const operation = dumpDatabase({
    databases: databasesOf(session, config),
    programs: postgresPrograms(session, config),
  });
  return operate(session, { operation, targets: [{ repository: name, input }], concurrency: 1 });
}

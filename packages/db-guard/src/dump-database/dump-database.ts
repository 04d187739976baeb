import { defineOperation } from "@signalbox/release-core";
import { input } from "./input.js";
import { type DumpFacts, inspect } from "./inspect.js";
import { type DumpResult, makeDump } from "./make-dump.js";
import { type DumpAction, plan } from "./plan.js";
import type { DumpPorts } from "./ports.js";
import { type DrillResult, restoreDrill } from "./restore-drill.js";

/**
 * A copy of a PostgreSQL database to go back to, for those without snapshots: `pg_dump -Fc` of the server's version or a
 * newer one, on the disk and verified by its table of contents before it gets its name, with its sha256 beside it
 * (`<file>.json`). The same name again makes nothing
 * anew: its age is told (`dump-is-old`), and one older than `maxAgeMs` is a problem. With `drill` it is restored into a scratch database, which needs a
 * role with CREATEDB and as much room as the database; it is dropped again, at the latest by the next drill.
 * @throws ReleaseError `ERR_DUMP_…`, `ERR_DRILL_…`, `ERR_PG_DUMP_MISSING`, `ERR_DB_…`
 */
export const dumpDatabase = defineOperation<DumpPorts, typeof input, DumpFacts, DumpAction, DumpResult | DrillResult>({
  kind: "dump-database",
  input,
  inspect,
  plan,
  perform: (action, ports, context) =>
    action.type === "dump-database" ? makeDump(ports, context) : restoreDrill(action, ports, context),
});

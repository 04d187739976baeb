import { listRunningJobs } from "@signalbox/db-guard";
import { configOf } from "../config/load-session-config.js";
import { readOperator } from "../config/operator.js";
import { chooseDatabase } from "../databases/choose-database.js";
import { jobsInput } from "../databases/guard-input.js";
import { withGuard } from "../databases/open-guard.js";
import { usage } from "../errors.js";
import { executionsNotOrphaned } from "../errors-database.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { plain } from "../output/style.js";
import { text, type Session } from "../session.js";
import { personOf } from "../trains/decide-step.js";
import { recordAcknowledgement } from "../wiring/acknowledgements.js";

export async function run(session: Session): Promise<ExitCode> {
  const config = await configOf(session);
  const database = chooseDatabase(session, config);
  const reason = text(session, "reason")?.trim() ?? "";
  if (reason === "") throw usage("Why does it not count?", "Give --reason; who looks at the train will read it.");
  const asked = jobsInput(database, []);
  const input = { ...asked, engine: text(session, "engine") ?? asked.engine, limit: 1000 };
  const reports = await withGuard(session, { config, name: database.name }, (ports) =>
    listRunningJobs(ports, input, { signal: session.signal }),
  );
  const orphans = reports.flatMap(({ engine, executions }) =>
    executions.flatMap(({ id, job, state }) => (state === "orphan" ? [{ engine, id, job }] : [])),
  );
  const meant = session.positionals.map((id) => orphans.filter((one) => one.id === id));
  const others = session.positionals.filter((_, index) => meant[index]?.length === 0);
  if (others.length > 0) throw executionsNotOrphaned(others, reports);
  const by = personOf(session, await readOperator(session.env, session.cwd)).as;
  const at = new Date().toISOString();
  for (const { engine, id: execution } of meant.flat())
    await recordAcknowledgement(config.stateDir, database.name, { execution, engine, by, reason, at });
  const recorded = meant.flat().map(({ engine, id, job }) => ({ engine, execution: id, job }));
  session.out.answer({ format: 1, database: database.name, executions: recorded, by, reason, at }, (style) =>
    recorded
      .map(({ execution, job }) => `${style.green("recorded")} ${plain(job)} ${plain(execution)} as ${plain(by)}`)
      .join("\n"),
  );
  return EXIT.ok;
}

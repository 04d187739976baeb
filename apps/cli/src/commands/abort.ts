import { abortRun } from "@signalbox/release-train";
import { readOperator } from "../config/operator.js";
import { letInAgain } from "../databases/let-in-again.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { usage } from "../errors.js";
import { plain } from "../output/style.js";
import { confirm, text, type Session } from "../session.js";
import { isOpen, overWith } from "../trains/choose-run.js";
import { personOf } from "../trains/decide-step.js";
import { openEngine } from "../wiring/engine.js";

export async function run(session: Session): Promise<ExitCode> {
  const [runId = ""] = session.positionals;
  const { engine, config } = await openEngine(session);
  const record = await engine.inspect(runId);
  if (!isOpen(record)) throw overWith(record);
  const by = personOf(session, await readOperator(session.env, session.cwd));
  const reason = text(session, "reason") ?? "";
  if (reason.trim() === "")
    throw usage(
      "To end a run needs a --reason; it is kept in the journal.",
      `For example: signalbox abort ${runId} --reason "planned anew" --as ${by.as}.`,
    );
  const look = `See where it stands with \`signalbox status ${runId}\``;
  await confirm(session, `End ${runId} for good, as ${by.as}?`, `The run ${runId} would be ended`, look);
  await abortRun({ engine, runId, by, reason });
  const letIn = await letInAgain(session, config, record);
  const resumed = letIn.length === 0 ? {} : { resumed: letIn };
  session.out.answer({ format: 1, run: runId, status: "aborted", by, reason, ...resumed }, (style) =>
    [
      `${runId} is ended by ${plain(by.as)}; what it did stays done.`,
      ...letIn.map(({ name, error }) =>
        error === null
          ? `New jobs of ${plain(name)} come in again.`
          : `${style.red("error:")} New jobs of ${plain(name)} may still be held back: ${plain(error)}`,
      ),
    ].join("\n"),
  );
  return letIn.some(({ error }) => error !== null) ? EXIT.failure : EXIT.ok;
}

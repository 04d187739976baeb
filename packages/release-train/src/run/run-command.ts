import { type Json, toJson } from "@signalbox/release-core";
import type { DatedDecision } from "../decision.js";
import { commandFailed, commandUnchecked, noCommandRunner, rejected } from "../errors.js";
import type { CommandStep } from "../train.js";
import { asker, questionDigest, requestOf } from "./ask.js";
import type { StepRun } from "./step-run.js";

/**
 * Looks, runs, looks. A command without a check that was cut by a crash may or may not have had its effect: nobody can
 * look, so a person decides: `approve` = run it again, `waive` = it is done.
 */
export async function runCommand(run: StepRun<CommandStep>): Promise<Json> {
  const { key, step, context, train } = run;
  const ask = asker(context, key);
  for (let round = 1; ; round += 1) {
    const turn = await context.step(round === 1 ? key : `${key}#${round}`, ({ interrupted }) => {
      if (interrupted && step.check === undefined) return Promise.resolve({ unknown: true });
      return lookRunLook(run);
    });
    if ((turn as { readonly unknown?: boolean }).unknown !== true) return turn;
    const question = `${key} was cut while it ran, and it has no check. Approve to run it again; waive if it is done.`;
    const decision: DatedDecision = await ask(
      requestOf(question, {
        digest: questionDigest(context.runId, key, round),
        approvers: train.approvers ?? [],
        verdicts: ["approve", "reject", "waive"],
      }),
    );
    if (decision.verdict === "reject") throw rejected(key, decision.by.as, decision.reason ?? "");
    if (decision.verdict === "waive") return toJson({ outcome: "waived", waiver: decision });
  }
}

async function lookRunLook(run: StepRun<CommandStep>): Promise<Json> {
  const { key, step, options } = run;
  const { commands, signal } = options;
  if (commands === undefined) throw noCommandRunner(key);
  const start = (argv: readonly string[]) => commands.run(argv, { cwd: step.cwd, signal });
  const isWished = async (): Promise<boolean> => step.check !== undefined && (await start(step.check)).exitCode === 0;

  if (await isWished()) return { outcome: "already", exitCode: null, output: "" };
  const { exitCode, output } = await start(step.run);
  // The exit code proves nothing where there is a check: state does.
  if (step.check !== undefined && !(await isWished()))
    throw exitCode === 0 ? commandUnchecked(key) : commandFailed(key, step.run, exitCode, output);
  if (step.check === undefined && exitCode !== 0) throw commandFailed(key, step.run, exitCode, output);
  return { outcome: "done", exitCode, output };
}

import { writeFile } from "node:fs/promises";
import {
  fanOut,
  preflight,
  redactText,
  type Operation,
  type Plan,
  type Receipt,
  type Settled,
} from "@signalbox/release-core";
import { EXIT, exitCodeOf, exitCodeOfProblems, type ExitCode } from "./exit-codes.js";
import { errorJson } from "./output/json.js";
import { failureText, planText } from "./output/plan-text.js";
import { startProgress } from "./output/progress.js";
import { receiptText } from "./output/receipt-text.js";
import { count } from "./output/style.js";
import { confirm, isSet, pathOf, text, type Session } from "./session.js";

/** One input with the name that its failure is reported under. */
export interface Target<Input> {
  readonly repository: string;
  readonly input: Input;
}

export interface Change<Input> {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- actions and results are only shown here
  readonly operation: Operation<Input, any, any>;
  readonly targets: readonly Target<Input>[];
  readonly concurrency: number;
}

/** The way of every changing command: plan all, show, stop at a problem, ask, apply all. */
export async function operate<Input>(session: Session, change: Change<Input>): Promise<ExitCode> {
  const { operation, targets, concurrency } = change;
  const progress = startProgress(session);
  const inputs = targets.map(({ input }) => input);
  const settled = await preflight(operation, inputs, { ...progress.options, concurrency }).finally(progress.end);
  session.signal.throwIfAborted();
  const plans = settled.plans.flatMap((line): Plan[] => (line.status === "fulfilled" ? [line.value as Plan] : []));
  const failures = failuresOf(settled.plans, targets);
  if (targets.length === 1 && failures[0] !== undefined) throw failures[0].error;

  const document = targets.length === 1 ? plans[0] : { format: 1, plans, failures: failures.map(failureJson) };
  const out = text(session, "out");
  if (out !== undefined && plans.length > 0)
    await writeFile(pathOf(session, out), `${JSON.stringify(document, null, 2)}\n`);
  const planned = (style: Session["out"]["style"]): string =>
    [...plans.map((plan) => planText(plan, style)), ...failures.map((failure) => failureText(failure, style))].join(
      "\n\n",
    );

  const stop = worst([
    ...plans.map(({ problems }) => exitCodeOfProblems(problems)),
    ...failures.map(({ error }) => exitCodeOf(error)),
  ]);
  const actions = plans.reduce((sum, plan) => sum + plan.actions.length, 0);
  const isPlanOnly = isSet(session, "dry-run") || (out !== undefined && !isSet(session, "yes"));
  if (isPlanOnly || stop !== EXIT.ok) {
    session.out.answer(document, planned);
    if (out !== undefined) session.out.note(`The plan is in ${out}; apply it with: signalbox apply ${out}`);
    if (stop === EXIT.ok && actions > 0 && isSet(session, "detailed-exitcode")) return EXIT.somethingToDo;
    return stop;
  }
  if (actions > 0) {
    session.out.note(planned(session.out.style));
    await confirm(session, `Apply ${count(actions, "action")}?`, count(actions, "ref"));
  }
  return applyPlans(session, change.operation, plans, concurrency);
}

/** Applies plans that are free of problems, and answers with the receipts. */
export async function applyPlans(
  session: Session,
  operation: Change<unknown>["operation"],
  plans: readonly Plan[],
  concurrency: number,
): Promise<ExitCode> {
  const progress = startProgress(session);
  const settled = await fanOut(plans, (plan) => operation.apply(plan, progress.options), {
    ...progress.options,
    concurrency,
  }).finally(progress.end);
  const targets = plans.map((plan) => ({ repository: plan.target, input: null }));
  const receipts = settled.flatMap((line) => (line.status === "fulfilled" ? [line.value as Receipt] : []));
  const failures = failuresOf(settled, targets);
  if (plans.length === 1 && failures[0] !== undefined) throw failures[0].error;
  const document =
    plans.length === 1 ? { format: 1, ...receipts[0] } : { format: 1, receipts, failures: failures.map(failureJson) };
  session.out.answer(document, (style) =>
    [
      ...receipts.map((receipt) => receiptText(receipt, style)),
      ...failures.map((failure) => failureText(failure, style)),
    ].join("\n"),
  );
  session.signal.throwIfAborted();
  const isPending = receipts.some(({ applied }) => applied.some(({ outcome }) => outcome === "pending"));
  return failures.length === 0 && isPending ? EXIT.waiting : worst(failures.map(({ error }) => exitCodeOf(error)));
}

export interface Failure {
  /** Credentials removed. */
  readonly repository: string;
  readonly error: unknown;
}

const failureJson = ({ repository, error }: Failure): object => ({ repository, error: errorJson(error) });

function failuresOf(
  settled: readonly Settled<unknown, unknown>[],
  targets: readonly { readonly repository: string }[],
): readonly Failure[] {
  return settled.flatMap((line, index) =>
    line.status === "rejected" ? [{ repository: redactText(targets[index]?.repository ?? ""), error: line.error }] : [],
  );
}

/** A conflict tells more than a gate, a gate more than plain failure. */
function worst(codes: readonly ExitCode[]): ExitCode {
  const order: readonly ExitCode[] = [EXIT.aborted, EXIT.conflict, EXIT.blocked, EXIT.failure, EXIT.usage];
  return order.find((code) => codes.includes(code)) ?? codes.find((code) => code !== EXIT.ok) ?? EXIT.ok;
}

import { writeFile } from "node:fs/promises";
import {
  fanOut,
  isReleaseError,
  type FanOutOptions,
  preflight,
  redactText,
  type Operation,
  type Plan,
  type Receipt,
  type Settled,
} from "@signalbox/release-core";
import { earlierPlanFailed } from "./errors.js";
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
  /** What follows in each repository, planned from the first plan and applied after it. */
  readonly next?: NextChange;
}

export interface NextChange {
  readonly operation: AnyOperation;
  /** Null: nothing follows there. */
  readonly targetOf: (plan: Plan) => Target<unknown> | null;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- actions and results are only shown here
type AnyOperation = Operation<any, any, any>;

/** Plans of one operation; a later stage waits for the one before. */
export interface Stage {
  readonly operation: AnyOperation;
  readonly plans: readonly Plan[];
}

/** The way of every changing command: plan all, show, stop at a problem, ask, apply all. */
export async function operate<Input>(session: Session, change: Change<Input>): Promise<ExitCode> {
  const { operation, targets, concurrency } = change;
  const progress = startProgress(session);
  const planned = await planStage(operation, targets, { ...progress.options, concurrency }).finally(progress.end);
  session.signal.throwIfAborted();
  if (targets.length === 1 && planned.failures[0] !== undefined) throw planned.failures[0].error;
  const stages = [planned];
  if (change.next !== undefined) {
    const { operation: other, targetOf } = change.next;
    const after = planned.stage.plans.flatMap((plan) => (plan.problems.length > 0 ? [] : (targetOf(plan) ?? [])));
    const further = startProgress(session);
    stages.push(await planStage(other, after, { ...further.options, concurrency }).finally(further.end));
    session.signal.throwIfAborted();
  }
  const plans = stages.flatMap(({ stage }) => stage.plans);
  const failures = stages.flatMap((each) => each.failures);
  const isOne = plans.length === 1 && failures.length === 0 && targets.length === 1;
  const document = isOne ? plans[0] : { format: 1, plans, failures: failures.map(failureJson) };
  const out = text(session, "out");
  if (out !== undefined && plans.length > 0)
    await writeFile(pathOf(session, out), `${JSON.stringify(document, null, 2)}\n`);
  const shown = (style: Session["out"]["style"]): string =>
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
    session.out.answer(document, shown);
    if (out !== undefined) session.out.note(`The plan is in ${out}; apply it with: signalbox apply ${out}`);
    if (stop === EXIT.ok && actions > 0 && isSet(session, "detailed-exitcode")) return EXIT.somethingToDo;
    return stop;
  }
  if (actions > 0) {
    session.out.note(shown(session.out.style));
    await confirm(session, `Apply ${count(actions, "action")}?`, `${count(actions, "action")} would be applied`);
  }
  return applyPlans(
    session,
    stages.map(({ stage }) => stage),
    concurrency,
  );
}

const planOf = ({ kind, target }: Receipt, plans: readonly Plan[]): Plan | undefined =>
  plans.find((plan) => plan.kind === kind && plan.target === target);

/** Plans one operation everywhere. */
async function planStage<Input>(
  operation: Change<Input>["operation"],
  targets: readonly Target<Input>[],
  options: FanOutOptions,
): Promise<{ readonly stage: Stage; readonly failures: readonly Failure[] }> {
  const inputs = targets.map(({ input }) => input);
  const { plans } = await preflight(operation, inputs, options);
  const made = plans.flatMap((line): Plan[] => (line.status === "fulfilled" ? [line.value as Plan] : []));
  return { stage: { operation, plans: made }, failures: failuresOf(plans, targets) };
}

/** Warnings of servers that a plan leaves out as they are: they count as a failure all the same. */
const LEFT_OUT: readonly string[] = ["host-unreachable", "package-missing", "package-unfinished", "service-unwell"];

/** Of servers: plans wait for one another, and what failed for one package must not go on to the next. */
const OF_SERVERS: readonly string[] = ["install-package", "roll-back-package", "deploy-files"];

/**
 * Applies plans that are free of problems, stage after stage, and answers with the receipts. Where a plan fails, the
 * later ones of its repository are not tried; on servers, no later one.
 */
export async function applyPlans(session: Session, stages: readonly Stage[], concurrency: number): Promise<ExitCode> {
  const receipts: Receipt[] = [];
  const failures: Failure[] = [];
  const broken = new Set<string>();
  for (const { operation, plans } of stages) {
    const progress = startProgress(session);
    const ready = plans.filter((plan) => !broken.has(repositoryOf(plan)));
    const pace = OF_SERVERS.includes(operation.kind) ? { concurrency: 1, maxFailures: 1 } : { concurrency };
    const settled = await fanOut(ready, (plan) => operation.apply(plan, progress.options), {
      ...progress.options,
      ...pace,
    }).finally(progress.end);
    const targets = ready.map((plan) => ({ repository: plan.target, input: null }));
    receipts.push(...settled.flatMap((line) => (line.status === "fulfilled" ? [line.value as Receipt] : [])));
    failures.push(...failuresOf(settled, targets));
    const untried = [
      ...settled.flatMap((line) => (line.status === "skipped" && !session.signal.aborted ? [line.item] : [])),
      ...plans.filter((plan) => broken.has(repositoryOf(plan))),
    ];
    failures.push(...untried.map(({ target }) => ({ repository: target, error: earlierPlanFailed(target) })));
    for (const line of settled) if (line.status !== "fulfilled") broken.add(repositoryOf(line.item));
  }
  const plans = stages.flatMap((stage) => stage.plans);
  if (plans.length === 1 && failures[0] !== undefined) {
    const { error } = failures[0];
    // Of many servers some may have what was wished, and others not.
    const receipt = isReleaseError(error) ? (error.receipt as unknown as Receipt | undefined) : undefined;
    if (receipt !== undefined && receipt.applied.length > 1) session.out.note(receiptText(receipt, session.out.style));
    throw error;
  }
  const document =
    plans.length === 1 ? { format: 1, ...receipts[0] } : { format: 1, receipts, failures: failures.map(failureJson) };
  session.out.answer(document, (style) =>
    [
      ...receipts.map((receipt) => receiptText(receipt, style, planOf(receipt, plans))),
      ...failures.map((failure) => failureText(failure, style)),
    ].join("\n"),
  );
  session.signal.throwIfAborted();
  const isPartial = plans.some(({ warnings }) => warnings.some(({ code }) => LEFT_OUT.includes(code)));
  if (failures.length === 0 && isPartial) return EXIT.failure;
  const isPending = receipts.some(({ applied }) => applied.some(({ outcome }) => outcome === "pending"));
  return failures.length === 0 && isPending ? EXIT.waiting : worst(failures.map(({ error }) => exitCodeOf(error)));
}

const repositoryOf = ({ input, target }: Plan): string =>
  (input as { readonly repository?: string } | null)?.repository ?? target;

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

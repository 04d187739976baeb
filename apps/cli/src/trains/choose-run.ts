import type { JournalEngine, RunRecord, TrainPlan } from "@signalbox/release-train";
import { canonicalJson, toJson } from "@signalbox/release-core";
import { runBeside, runIsOver, runNotChosen } from "../errors.js";

/** True while something may still happen in it. */
export const isOpen = ({ status }: Pick<RunRecord, "status">): boolean => status !== "finished" && status !== "aborted";

/**
 * The run that is named, else the only open one.
 * @throws ReleaseError `ERR_RUN_NOT_FOUND`, `ERR_RUN_NOT_CHOSEN` with the open runs
 */
export async function chooseRun(engine: JournalEngine, named: string | undefined): Promise<string> {
  if (named !== undefined) return named;
  const open = (await engine.list()).filter(isOpen);
  if (open.length === 1 && open[0] !== undefined) return open[0].runId;
  throw runNotChosen(open.map(({ runId, status }) => ({ run: runId, status })));
}

/** Why an ended run cannot go on, with who ended it. */
export function overWith({ runId, status, input, result }: RunRecord): Error {
  const { aborted } = (result ?? {}) as {
    readonly aborted?: { readonly by?: { as?: string }; readonly reason?: string };
  };
  const how = aborted === undefined ? "" : ` (by ${aborted.by?.as ?? "somebody"}: ${aborted.reason ?? ""})`;
  return runIsOver(runId, (input as { readonly train?: string } | null)?.train ?? "<train>", status, how);
}

/** A failed run that only another plan could bring on: trying again would find the same. */
const isDead = ({ status, error }: RunRecord): boolean =>
  status === "failed" && FINAL.has((error as { readonly code?: string } | null)?.code ?? "");

/** Failures that another drive of the same run does not change. */
export const FINAL: ReadonlySet<string> = new Set(["ERR_APPROVAL_REJECTED", "ERR_PLAN_STALE"]);

/**
 * Runs of the same train that may still go on; a second one beside them would want to do the same things again, unless
 * its parameters are others (two versions on their way).
 * @throws ReleaseError `ERR_RUN_OPEN` when one has the same parameters
 */
export async function refuseBeside(
  engine: JournalEngine,
  train: string,
  parameters: unknown,
): Promise<readonly string[]> {
  const open = (await engine.list()).filter((record) => isOpen(record) && !isDead(record));
  const same = open.flatMap(({ runId, status, input }) => {
    const { train: name, plan } = (input ?? {}) as { readonly train?: string; readonly plan?: TrainPlan };
    if (name !== train || plan === undefined) return [];
    return [{ run: runId, status, isSame: canonicalJson(plan.parameters) === canonicalJson(toJson(parameters)) }];
  });
  const twins = same.filter(({ isSame }) => isSame).map(({ run, status }) => ({ run, status }));
  if (twins.length > 0) throw runBeside(train, twins);
  return same.map(({ run }) => run);
}

/** The run that is named, else the one that changed last. @throws ReleaseError `ERR_RUN_NOT_CHOSEN` when there is none */
export async function latestRun(engine: JournalEngine, named: string | undefined): Promise<string> {
  if (named !== undefined) return named;
  const [latest] = [...(await engine.list())].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  if (latest === undefined) throw runNotChosen([]);
  return latest.runId;
}

/** `<train>-<date>-<hex4>` */
export function newRunId(train: string, now: Date, random: () => number): string {
  const hex = Math.floor(random() * 0x10000)
    .toString(16)
    .padStart(4, "0");
  return `${train}-${now.toISOString().slice(0, 10)}-${hex}`;
}

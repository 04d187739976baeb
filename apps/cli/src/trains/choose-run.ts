import type { JournalEngine, RunRecord } from "@signalbox/release-train";
import { runNotChosen } from "../errors.js";

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

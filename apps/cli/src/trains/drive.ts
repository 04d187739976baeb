import type { RunOptions, RunRecord, StepDifference } from "@signalbox/release-train";
import { EXIT, exitCodeOfError, type ExitCode } from "../exit-codes.js";
import { reportText } from "../output/report-text.js";
import { startRunProgress } from "../output/run-progress.js";
import { differenceLines, runText } from "../output/run-text.js";
import type { Style } from "../output/style.js";
import { isSet, positive, type Session } from "../session.js";
import type { TrainWiring } from "../wiring/trains.js";
import { afterFailure } from "./after-failure.js";
import { nextChance } from "./next-chance.js";
import { reportOf, runDocument, type RunDocument, type RunStep } from "./run-document.js";

type Drive = (options: RunOptions) => Promise<RunRecord>;

interface Driving {
  /** Where the run stands before, null for a new one. */
  readonly known: RunRecord | null;
  readonly start: Drive;
  readonly resume: Drive;
}

/** Drives a run until it ends or waits (with `--wait`: until it ends), and answers with where it stands. */
export async function driveRun(
  session: Session,
  { config, commands, engine }: TrainWiring,
  { known, start, resume }: Driving,
): Promise<ExitCode> {
  const progress = startRunProgress(session);
  const options = {
    ...progress.options,
    commands,
    concurrency: positive(session, "concurrency") ?? config.concurrency,
  };
  try {
    if (known?.owner === null) options.onRecord?.(known);
    let record = await start(options);
    while (record.status === "waiting" && isSet(session, "wait")) {
      options.onRecord?.(record);
      await nextChance(engine, record.runId, session.signal);
      record = await resume(options);
    }
    options.onRecord?.(record);
    progress.end();
    return answerRun(session, record);
  } finally {
    progress.end();
  }
}

function answerRun(session: Session, record: RunRecord): ExitCode {
  const run = runDocument(record);
  const report = reportOf(record);
  session.out.answer({ ...run, report }, (style) =>
    [runText(toldBelow(run), style, Date.now()), ...(report === null ? [] : ["", reportText(report, style)])].join(
      "\n",
    ),
  );
  const code = exitCodeOfRun(run);
  if (run.status === "failed") {
    const { details } = (run.error ?? {}) as { readonly details?: unknown };
    for (const line of staleDifferences(details, session.out.style)) session.out.note(line);
    session.out.failure(run.error, afterFailure(run));
  }
  return code;
}

interface Failure {
  readonly code?: string;
  readonly message?: string;
  readonly details?: { readonly step?: unknown } | null;
}

/** The step that failed the run says so only: the error itself comes last, with its hint. */
function toldBelow(run: RunDocument): RunDocument {
  const told = (run.error ?? {}) as Failure;
  const isTold = ({ step, error }: RunStep): boolean => {
    const { code, message } = (error ?? {}) as Failure;
    return code !== undefined && code === told.code && (message === told.message || step === told.details?.step);
  };
  return { ...run, steps: run.steps.map((step) => (isTold(step) ? { ...step, error: null } : step)) };
}

function staleDifferences(details: unknown, style: Style): readonly string[] {
  const { differences = [] } = (details ?? {}) as { readonly differences?: readonly StepDifference[] };
  return differences.map((step) => [style.bold(step.step), ...differenceLines(step, style)].join("\n"));
}

function exitCodeOfRun(run: RunDocument): ExitCode {
  switch (run.status) {
    case "finished":
      return EXIT.ok;
    case "waiting":
      return run.waits.some(({ error }) => (error as { readonly code?: string } | null)?.code === "ERR_PLAN_STALE")
        ? EXIT.conflict
        : EXIT.waiting;
    case "failed": {
      const { code = "", details } = (run.error ?? {}) as { readonly code?: string; readonly details?: unknown };
      return exitCodeOfError(code, details);
    }
    default:
      return EXIT.failure;
  }
}

import type { ReleaseEvent } from "@signalbox/release-core";
import type { RunOptions, RunRecord } from "@signalbox/release-train";
import { isSet, type Session } from "../session.js";
import { runDocument, type RunDocument, type RunStep } from "../trains/run-document.js";
import { eventLine } from "./progress.js";
import { stepTable, waitText } from "./run-text.js";
import { plain } from "./style.js";

export interface RunProgress {
  readonly options: RunOptions;
  /** Removes the live frame. */
  readonly end: () => void;
}

/** Live progress of a run: its steps drawn over each other on a terminal, else one plain line a change. */
export function startRunProgress(session: Session): RunProgress {
  const { out, signal } = session;
  let run: RunDocument | null = null;
  let doing = "";
  const told = new Map<string, string>();
  const draw = (): void => {
    if (run === null) return;
    const steps = stepTable(run, out.style, Date.now()).split("\n");
    out.frame(doing === "" ? steps : [...steps, out.style.dim(`  ${doing}`)]);
  };
  const timer = out.isLive ? setInterval(draw, 250).unref() : undefined;

  const onRecord = (record: RunRecord): void => {
    const isFirst = run === null;
    run = runDocument(record);
    if (out.isLive) return draw();
    for (const step of run.steps) if (!isFirst || !isOld(run, step)) tell(run, step);
  };
  /** Of a run that goes on: what had ended is not news, and what seems to run was cut in the middle. */
  const isOld = (current: RunDocument, step: RunStep): boolean => {
    if (step.status === "waiting") return false;
    if (step.status === "running") {
      const event = { type: "step", run: current.run, step: step.step, status: "cut", at: current.updatedAt, note: "" };
      out.event(
        event,
        `${current.updatedAt.slice(11, 19)} ${step.step}: was cut in the middle; looking at what is there`,
      );
    }
    told.set(step.step, markOf(step));
    return true;
  };
  const tell = (current: RunDocument, step: RunStep): void => {
    const mark = markOf(step);
    if (step.status === "open" || told.get(step.step) === mark) return;
    told.set(step.step, mark);
    const wait = current.waits.find((line) => line.step === step.step);
    const { message, code } = (step.error ?? {}) as { readonly message?: string; readonly code?: string };
    const note = wait === undefined ? (message ?? "") : waitText(wait);
    const at = current.updatedAt;
    const event = { type: "step", run: current.run, step: step.step, status: step.status, at, note };
    // What failed is told in full at the end of the run.
    const words = code === undefined ? note : code;
    out.event(event, `${at.slice(11, 19)} ${step.step}: ${step.status}${words === "" ? "" : `, ${plain(words)}`}`);
  };
  const onEvent = (event: ReleaseEvent): void => {
    const line = eventLine(event, isSet(session, "verbose"));
    // Several repositories are at work at once, so each line says which one it is about.
    if (!out.isLive)
      out.event(event, event.type === "action-finished" ? `         ${line ?? ""}  (${nameOf(event.target)})` : null);
    else if (line !== null) doing = line;
  };
  return {
    options: { signal, onEvent, onRecord },
    end: () => {
      clearInterval(timer);
      out.frame([]);
    },
  };
}

/** Of a target such as `https://example.org/acme/api.git: 16.2` what tells it from the others. */
const nameOf = (target: string): string => plain(target.replace(/^\S*\//, ""));

const markOf = ({ status, attempts }: RunStep): string => `${status} ${attempts}`;

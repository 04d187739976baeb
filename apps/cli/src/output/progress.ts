import type { CallOptions, ReleaseEvent } from "@signalbox/release-core";
import { isSet, type Session } from "../session.js";
import { aboutItem, itemLines } from "./item-lines.js";
import { outcomeText } from "./outcome-text.js";
import { age, plain } from "./style.js";

const TRANSFER_MS = 5000;
const TRANSFERS: readonly string[] = ["git", "upload", "read-history", "dump-database"];
/** Their messages say how much it is, in a unit. */
const COUNTED_IN_WORDS: readonly string[] = ["dump-database"];
const FRAME_MS = 100;
/** A fleet may have more servers than a terminal has lines. */
const ITEM_ROWS = 16;

/** Progress of one command: a line that is drawn over on a terminal, else one plain line an event. */
export interface Progress {
  readonly options: CallOptions;
  /** Removes the live line. */
  readonly end: () => void;
}

/** Passes events on to the output. Call `end` when the work is over, however it ended. */
export function startProgress(session: Session): Progress {
  const { out, signal } = session;
  const startedMs = Date.now();
  let doing = "";
  let toldMs = startedMs;
  let gateSaid = "";
  const items = itemLines();
  const draw = (): void => {
    const last = doing === "" ? [] : [out.style.dim(`  ${doing}  ${age(Date.now() - startedMs)}`)];
    const lines = [...items.lines(out.style, ITEM_ROWS), ...last];
    if (lines.length > 0) out.frame(lines);
  };
  const timer = out.isLive ? setInterval(draw, FRAME_MS).unref() : undefined;
  const onEvent = (event: ReleaseEvent): void => {
    // A wait for a gate says why once more: the gate itself has just said it.
    const isTwice = event.type === "waiting" && event.reason === gateSaid;
    if (event.type === "gate-checked") gateSaid = event.reason;
    const line = isTwice ? null : eventLine(event, isSet(session, "verbose"));
    // What counts bytes or commits: without a terminal it is worth a line now and then.
    const isTransfer = event.type === "progress" && TRANSFERS.includes(event.kind);
    const isDue = !isTransfer || Date.now() - toldMs >= TRANSFER_MS;
    if (isTransfer && isDue) toldMs = Date.now();
    if (!out.isLive) out.event(event, isDue ? line : null);
    else if (!items.hear(event) && line !== null) doing = line;
  };
  return {
    options: { signal, onEvent },
    end: () => {
      clearInterval(timer);
      out.frame([]);
    },
  };
}

/** What a person reads of an event; null for what only machines want. */
export function eventLine(event: ReleaseEvent, isVerbose: boolean): string | null {
  switch (event.type) {
    case "progress":
      if (event.item !== undefined) return `${plain(event.item)}: ${plain(aboutItem(event))}`;
      return `${event.done === undefined || COUNTED_IN_WORDS.includes(event.kind) ? "" : `[${event.done}${event.total === undefined ? "" : `/${event.total}`}] `}${plain(event.message)}`;
    case "action-started":
      return isVerbose ? `… ${plain(event.summary)}` : null;
    case "action-finished":
      return `${outcomeText(event.outcome, event.kind)}: ${plain(event.summary)}`;
    case "gate-checked":
      // Why it blocks is in the answer, with what to do.
      return `${event.kind}: ${event.status}${event.status === "block" && !isVerbose ? "" : `, ${plain(event.reason)}`}`;
    case "waiting":
      return `waiting: ${plain(event.reason)}`;
    default:
      return isVerbose ? `${event.type} ${event.kind}` : null;
  }
}

import type { ReleaseEvent } from "@signalbox/release-core";
import { expect, it } from "vitest";
import { eventLine, startProgress } from "../../src/output/progress.js";
import type { Session } from "../../src/session.js";

const at = "2026-11-22T12:00:00.000Z";

/** What a person reads of events, without a terminal. */
function linesOf(events: readonly ReleaseEvent[]): (string | null)[] {
  const lines: (string | null)[] = [];
  const out = { isLive: false, frame: () => undefined, event: (_: object, line: string | null) => lines.push(line) };
  const session = { out, signal: new AbortController().signal, values: {} } as unknown as Session;
  const { options, end } = startProgress(session);
  for (const event of events) options.onEvent?.(event);
  end();
  return lines;
}

it("says once why a gate waits", () => {
  const reason = "importJob 7 for 10 min.";
  const checked = { type: "gate-checked", kind: "jobs-idle", status: "wait", reason, at } as const;
  const waiting = { type: "waiting", kind: "jobs-idle", reason, untilMs: 0, at } as const;
  expect(linesOf([checked, waiting])).toEqual([`jobs-idle: wait, ${reason}`, null]);
  expect(linesOf([waiting])).toEqual([`waiting: ${reason}`]);
});

it("says once how large a dump is, and that one that was stopped left nothing", () => {
  const place = { kind: "dump-database", target: "/dumps/new", index: 0, total: 1 } as const;
  const grown = {
    type: "progress",
    kind: "dump-database",
    message: "dumping main: 3.0 MB",
    done: 3_047_424,
    at,
  } as const;
  expect(eventLine(grown, false)).toBe("dumping main: 3.0 MB");
  const stopped = { type: "action-finished", ...place, summary: "dump main", outcome: "unknown", at } as const;
  expect(eventLine(stopped, false)).toBe("stopped, and no file is left half done: dump main");
  expect(eventLine({ ...stopped, kind: "promote-branch" }, false)).toBe("unknown: dump main");
});

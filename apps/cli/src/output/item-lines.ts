import type { ReleaseEvent } from "@signalbox/release-core";
import { age, plain, type Style } from "./style.js";

type ItemEvent = Pick<Extract<ReleaseEvent, { type: "progress" }>, "item" | "state" | "message">;

interface Item {
  readonly state: string;
  readonly detail: string;
  readonly sinceMs: number;
  /** 0 to 1; null: nobody knows how much it is. */
  readonly share: number | null;
}

const BAR = 20;

/** `━━━━━╌╌╌╌╌  50 %`. */
function barOf(share: number, style: Style): string {
  const full = Math.round(Math.min(1, share) * BAR);
  const percent = String(Math.floor(share * 100)).padStart(3);
  return `${style.green("━".repeat(full))}${style.dim("╌".repeat(BAR - full))} ${percent} % `;
}

/**
 * What many things do at once, such as the servers of a fleet: one line each, the last word of each. Those that are over
 * are counted.
 */
export interface ItemLines {
  /** True when the event was about one of many. */
  hear(event: ReleaseEvent): boolean;
  lines(style: Style, rows: number): readonly string[];
}

export function itemLines(now: () => number = Date.now): ItemLines {
  const items = new Map<string, Item>();
  let over = 0;
  return {
    hear: (event) => {
      // What was done is told as well: that line is not for us alone.
      if (event.type === "action-finished" && event.item !== undefined && items.delete(event.item)) over += 1;
      if (event.type !== "progress" || event.item === undefined) return false;
      const before = items.get(event.item);
      const state = event.state ?? before?.state ?? "";
      const sinceMs = before?.state === state ? before.sinceMs : now();
      const { done = 0, total = 0 } = event;
      items.set(event.item, { state, detail: detailOf(event), sinceMs, share: total === 0 ? null : done / total });
      return true;
    },
    lines: (style, rows) => {
      const all = [...items.entries()];
      const width = Math.max(0, ...all.map(([name]) => plain(name).length));
      const shown = all.slice(0, rows);
      const more = all.length - shown.length;
      return [
        ...shown.map(
          ([name, { state, detail, sinceMs, share }]) =>
            `  ${plain(name).padEnd(width)}  ${share === null ? "" : barOf(share, style)}${style.bold(plain(state))} ${style.dim(`${plain(detail)}  ${age(now() - sinceMs)}`)}`,
        ),
        ...(more > 0 ? [style.dim(`  and ${more} more`)] : []),
        ...(over > 0 ? [style.dim(`  ${over} over`)] : []),
      ];
    },
  };
}

/** What one of many does now, without its name. */
export const aboutItem = (event: ItemEvent): string =>
  [event.state ?? "", detailOf(event)].filter((part) => part !== "").join(" ");

/** A message that only says again which one it is and what it does adds nothing. */
const detailOf = ({ item = "", state = "", message }: ItemEvent): string =>
  message === `${item}: ${state}` || message === state ? "" : message;

import { plain, table, type Style } from "./style.js";

/** A row of `old → new`, as plans and states have it. */
export interface PinRow {
  readonly family: string;
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly direction: string;
}

/** Pins that change, one a line, downgrades in red. */
export function pinLines(pins: readonly PinRow[], style: Style, indent = "    "): readonly string[] {
  const changed = pins.filter(({ direction }) => direction !== "same");
  const rows = changed.map(({ family, name, from, to, direction }) => [
    plain(family === "" ? name : `${family}/${name}`),
    plain(from ?? "-"),
    direction === "down" ? style.red(`→ ${plain(to ?? "")} (down)`) : style.cyan(`→ ${plain(to ?? "-")}`),
  ]);
  return rows.length === 0 ? [] : [table(rows, indent)];
}

import type { Boards } from "@signalbox/github";

/** `boardsOn` of `@signalbox/github` gives it. */
export interface BoardPorts {
  readonly boards: Boards;
}

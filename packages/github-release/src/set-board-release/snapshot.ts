import type { Board, BoardField, BoardItem, Boards } from "@signalbox/github";
import type { CallOptions, Checkpoint } from "@signalbox/release-core";
import * as z from "zod";

/** Which option each item had. By name: an option that is made anew has another id. */
export interface Snapshot {
  readonly board: string;
  readonly field: string;
  /** Item id → name of its option. */
  readonly values: Readonly<Record<string, string>>;
}

const saved = z.object({
  snapshot: z.object({ board: z.string(), field: z.string(), values: z.record(z.string(), z.string()) }),
});

/** Every value of the field on the board, archived items too, read to the last page. */
export async function takeSnapshot(
  boards: Boards,
  board: Board,
  field: Pick<BoardField, "id" | "name">,
  call: CallOptions,
): Promise<Snapshot> {
  const items = await boards.listItems({ board, fields: [field.name] }, call);
  return { board: board.id, field: field.id, values: valuesOf(items, field.name) };
}

const valuesOf = (items: readonly BoardItem[], field: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    items.flatMap(({ id, values }) => {
      const value = values[field] ?? null;
      return value === null ? [] : [[id, value.text] as const];
    }),
  );

export interface Difference {
  /** Item id → the option that it had and has no more. */
  readonly lost: Readonly<Record<string, string>>;
  /** Items with another value, which somebody gave them. */
  readonly changed: readonly string[];
}

/** Pure. */
export function compare(before: Snapshot, after: Snapshot): Difference {
  const entries = Object.entries(before.values);
  return {
    lost: Object.fromEntries(entries.filter(([item]) => after.values[item] === undefined)),
    changed: entries
      .filter(([item, name]) => after.values[item] !== undefined && after.values[item] !== name)
      .map(([item]) => item),
  };
}

/** What was remembered before the options were sent; null when nothing is left to be compared. */
export async function loadSnapshot(checkpoint: Checkpoint): Promise<Snapshot | null> {
  const found = saved.safeParse(await checkpoint.load());
  return found.success ? found.data.snapshot : null;
}

export const saveSnapshot = (checkpoint: Checkpoint, snapshot: Snapshot): Promise<void> =>
  checkpoint.save({ snapshot: { board: snapshot.board, field: snapshot.field, values: snapshot.values } });

export const forgetSnapshot = (checkpoint: Checkpoint): Promise<void> => checkpoint.save(null);

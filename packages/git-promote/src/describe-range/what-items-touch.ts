import type { FileReader, HistoryReader, Oid, PathChange } from "@signalbox/git";
import { type CallOptions, fanOut } from "@signalbox/release-core";
import { namesIn } from "../check-references/targets.js";
import type { ChecklistItem, SpannedItem } from "../checklist/checklist.js";
import { globTest } from "../glob.js";
import { type PinChange, type PinRule } from "../pins/index.js";
import type { RangeRules } from "./range-rules.js";
import { parsedFiles, pinMoves } from "./read-pin-moves.js";

/** A longer list is shown without what each item touched: every item costs questions of its own. */
const MOST_ITEMS = 60;
const AT_ONCE = 4;

/** Adds to each item the pins that it moved and the names that it brought or took. */
export async function whatItemsTouch(
  repository: HistoryReader & FileReader,
  items: readonly SpannedItem[],
  rules: RangeRules,
  options: CallOptions,
): Promise<readonly ChecklistItem[]> {
  if (items.length > MOST_ITEMS) return items.map(({ item }) => item);
  const touched = await fanOut(items, (item) => touchOf(repository, item, rules, options), {
    ...options,
    concurrency: AT_ONCE,
  });
  options.signal?.throwIfAborted();
  return touched.map((line) => {
    if (line.status === "rejected") throw line.error;
    return line.status === "fulfilled" ? line.value : line.item.item;
  });
}

async function touchOf(
  repository: HistoryReader & FileReader,
  { item, from, to }: SpannedItem,
  { pins, references }: RangeRules,
  options: CallOptions,
): Promise<ChecklistItem> {
  if (from === null) return item;
  const paths = await repository.changedPaths(from, to, options);
  const moved = pins === undefined ? null : await movedPins(repository, { from, to, paths }, pins, options);
  return {
    ...item,
    ...(moved !== null && { pins: moved }),
    ...(references !== undefined && { references: comeAndGone(paths, references) }),
  };
}

async function movedPins(
  repository: FileReader,
  { from, to, paths }: { readonly from: Oid; readonly to: Oid; readonly paths: readonly PathChange[] },
  rules: readonly PinRule[],
  options: CallOptions,
): Promise<readonly PinChange[]> {
  const tests = rules.map(({ files }) => globTest(files));
  const pinned = paths.map(({ path }) => path).filter((path) => tests.some((matches) => matches(path)));
  if (pinned.length === 0) return [];
  const [before = [], after = []] = await Promise.all(
    [from, to].map(async (at) => {
      const contents = await repository.readFiles(at, pinned, options);
      const files = pinned.flatMap((path, index) => {
        const bytes = contents[index] ?? null;
        return bytes === null ? [] : [{ path, bytes }];
      });
      return parsedFiles(files, rules);
    }),
  );
  return pinMoves(before, after).pins;
}

/** Names of files that were added or deleted, by any rule. */
function comeAndGone(
  paths: readonly PathChange[],
  references: NonNullable<RangeRules["references"]>,
): readonly string[] {
  const changed = paths.filter(({ status }) => status !== "modified").map(({ path }) => path);
  return [...new Set(references.flatMap(({ targets }) => [...namesIn(changed, targets)]))].sort();
}

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
  { pins, references }: RangeRules,
  options: CallOptions,
): Promise<readonly ChecklistItem[]> {
  if (items.length > MOST_ITEMS) return items.map(({ item }) => item);
  const tests = (pins ?? []).map(({ files }) => globTest(files));
  const spans = await overAll(items, options, async ({ item, from, to }) => {
    const paths = from === null ? [] : await repository.changedPaths(from, to, options);
    const pinned = paths.map(({ path }) => path).filter((path) => tests.some((matches) => matches(path)));
    return { item, from: from ?? to, to, paths, pinned };
  });
  const moving = spans.filter(({ pinned }) => pinned.length > 0);
  // Not for its answer: it brings what all these differences need in one batch, and not one for each of them. What
  // fails here fails again where it is needed.
  if (moving.length > 1) await repository.patchIds(moving, options).catch(() => undefined);
  return overAll(spans, options, async (span) => ({
    ...span.item,
    ...(pins !== undefined && { pins: await movedPins(repository, span, pins, options) }),
    ...(references !== undefined && { references: comeAndGone(span.paths, references) }),
  }));
}

/** In the order of the items; the first failure is everybody's. */
async function overAll<T, R>(
  items: readonly T[],
  options: CallOptions,
  run: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const settled = await fanOut(items, run, { ...options, concurrency: AT_ONCE, maxFailures: 1 });
  options.signal?.throwIfAborted();
  const failed = settled.find((line) => line.status === "rejected");
  if (failed !== undefined) throw failed.error;
  return settled.flatMap((line) => (line.status === "fulfilled" ? [line.value] : []));
}

async function movedPins(
  repository: FileReader,
  { from, to, pinned }: { readonly from: Oid; readonly to: Oid; readonly pinned: readonly string[] },
  rules: readonly PinRule[],
  options: CallOptions,
): Promise<readonly PinChange[]> {
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

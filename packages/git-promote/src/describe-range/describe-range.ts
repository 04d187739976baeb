import type { FileReader, HistoryReader, PathChange } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";
import { findReferences, type SeenRepository } from "../check-references/find-references.js";
import type { ReferenceFinding } from "../check-references/judge-references.js";
import { type ChecklistItem, checklistOf } from "../checklist/checklist.js";
import type { ComparedHeads } from "../compare-branches/compare-heads.js";
import type { PinChange } from "../pins/index.js";
import { shortName } from "../resolve-branch.js";
import type { RangeRules } from "./range-rules.js";
import { readPinMoves } from "./read-pin-moves.js";
import { whatItemsTouch } from "./what-items-touch.js";

/** What a reviewer is shown beside the commits. Fields of rules that are not given are absent. */
export interface RangeDescription {
  /** One item a pull request, branch or lone commit, oldest first. */
  readonly checklist: readonly ChecklistItem[];
  /** Old → new of every pin that moves, by family and name. */
  readonly pins?: readonly PinChange[];
  /** Changed files in which more changes than pins. */
  readonly otherPaths?: readonly PathChange[];
  /** Where lists and the files that they name do not agree after the promotion. */
  readonly references?: readonly ReferenceFinding[];
}

/** Describes what compared heads bring. Without rules nothing is read. */
export async function describeRange(
  seen: SeenRepository<HistoryReader & FileReader>,
  { comparison, fresh, source, target, sides }: ComparedHeads,
  { pins, references }: RangeRules,
  options: CallOptions,
): Promise<RangeDescription> {
  const { repository } = seen;
  const branch = shortName(comparison.to.ref);
  const items = checklistOf(sides.onlyRight, fresh, [shortName(comparison.from.ref), branch]);
  if (pins === undefined && references === undefined) return { checklist: items.map(({ item }) => item) };
  // A merge that conflicts has no tree yet; what the source has is the best that can be shown of it.
  const before = target.tree;
  const after = comparison.mergeTree ?? source.tree;
  const [checklist, moves, changedPaths, found] = await Promise.all([
    whatItemsTouch(repository, items, { pins, references }, options),
    pins === undefined ? null : readPinMoves(repository, { before, after }, pins, options),
    after === source.tree ? comparison.changedPaths : repository.changedPaths(before, after, options),
    references === undefined ? null : findReferences(seen, { branch, before, after }, references, options),
  ]);
  return {
    checklist,
    ...(moves !== null && {
      pins: moves.pins,
      otherPaths: changedPaths.filter(({ path }) => !moves.onlyPins.has(path)),
    }),
    ...(found !== null && { references: found }),
  };
}

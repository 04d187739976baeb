import { callOptionsOf, type Context } from "@signalbox/release-core";
import { targetName } from "../find-target.js";
import type { WritePorts } from "../ports.js";
import { findBranch, headOf, nearNames } from "../resolve-branch.js";
import { checkPins } from "./check-pins.js";
import { draftBump } from "./draft-bump.js";
import type { BumpFacts } from "./facts.js";
import { type BumpInput, reviewBranchOf } from "./input.js";
import { inspectBumpReview } from "./inspect-review.js";

/** Reads everything that the plan needs. Objects are made in Signalbox's own store only. */
export async function inspect(input: BumpInput, ports: WritePorts, context: Context): Promise<BumpFacts> {
  const options = callOptionsOf(context);
  const repository = await ports.repositories.open(input.repository, options);
  await repository.refresh(options);
  const refs = await repository.listRefs(options);
  const wanted = await targetName(repository, refs, input.branch ?? null, options);
  const branch = wanted === null ? null : findBranch(refs, wanted);
  const seen = { repository: repository.location, wanted };
  if (branch === null) return { ...seen, near: nearNames(refs, wanted ?? "main"), seen: null };

  const drafted = await draftBump(repository, branch, input, { ports, options });
  const place = { ref: headOf(reviewBranchOf(input)), head: findBranch(refs, reviewBranchOf(input))?.commit ?? null };
  const [checks, review] = await Promise.all([
    checkPins(drafted.chosen.edits, input, ports, options),
    inspectBumpReview(repository, { place, branch, drafted, input }, options),
  ]);
  return { ...seen, near: [], seen: { branch, drafted, checks, review } };
}

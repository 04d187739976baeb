import type { Oid } from "@signalbox/git";
import { type Context, defineGate, callOptionsOf } from "@signalbox/release-core";
import * as z from "zod";
import { choosePins, type ChosenPins } from "../bump-pins/choose-pins.js";
import { input as bumpInput, reviewBranchOf, wantedPins } from "../bump-pins/input.js";
import { findTarget } from "../find-target.js";
import { readPins } from "../pins/index.js";
import type { ReadPorts } from "../ports.js";
import { findBranch, headOf, shortName } from "../resolve-branch.js";
import { judge } from "./judge.js";

const input = bumpInput.safeExtend({
  pollMs: z.number().int().min(100).default(15_000).describe("How long to wait before the next look, milliseconds"),
});

export type BumpedInput = z.output<typeof input>;

export interface BumpedFacts {
  /** Short name. */
  readonly branch: string;
  readonly head: Oid;
  readonly chosen: ChosenPins;
  readonly review: { readonly ref: string; readonly head: Oid | null };
}

/** A place that holds another version than the wished one. */
export interface OpenPin {
  readonly name: string;
  readonly family: string;
  readonly version: string;
  readonly wanted: string;
}

export interface BumpedEvidence {
  readonly branch: string;
  readonly head: Oid;
  readonly open: readonly OpenPin[];
  readonly review: BumpedFacts["review"];
}

async function inspect(given: BumpedInput, ports: ReadPorts, context: Context): Promise<BumpedFacts> {
  const options = callOptionsOf(context);
  const repository = await ports.repositories.open(given.repository, options);
  await repository.refresh(options);
  const refs = await repository.listRefs(options);
  const { ref, commit } = await findTarget(repository, refs, given.branch ?? null, options);
  const pins = await readPins(repository, commit, given.rules, options);
  const review = reviewBranchOf(given);
  return {
    branch: shortName(ref),
    head: commit,
    chosen: choosePins(wantedPins(given), pins),
    review: { ref: headOf(review), head: findBranch(refs, review)?.commit ?? null },
  };
}

/** Passes when a branch pins every wished version, however they came there; waits while a review branch is there. */
export const pinsBumped = defineGate<ReadPorts, typeof input, BumpedFacts, BumpedEvidence>({
  kind: "pins-bumped",
  input,
  inspect,
  judge,
});

import type { Oid } from "@signalbox/git";
import { type CallOptions, parseInput, ReleaseError } from "@signalbox/release-core";
import * as z from "zod";
import { targetName } from "../find-target.js";
import type { ReadPorts } from "../ports.js";
import { chooseBase, neighboursOf } from "./choose-base.js";
import { baseFields } from "./input.js";

const input = z.strictObject(baseFields);

/** See `cutBase`. */
export type CutBaseInput = z.input<typeof input>;

/** What a release branch will be cut from. */
export interface CutBase {
  readonly format: 1;
  /** Credentials removed. */
  readonly repository: string;
  /** The release branch. */
  readonly branch: string;
  /** `refs/heads/…` of the base. */
  readonly ref: string;
  readonly commit: Oid;
}

/**
 * The base of a release branch by the rules of `cutBranch`, so that a train can record it before it asks for approval,
 * and cut there: `{ "commit": { "$ref": "base[].commit" } }`.
 * @throws ReleaseError `ERR_BRANCH_MISSING`, `ERR_MAINLINE_MISSING`, `ERR_PREVIOUS_RELEASE_MISSING`, and what the
 * repository throws
 */
export async function cutBase(ports: ReadPorts, given: CutBaseInput, options: CallOptions = {}): Promise<CutBase> {
  const question = parseInput("cut-base", input, given);
  const repository = await ports.repositories.open(question.repository, options);
  await repository.refresh(options);
  const refs = await repository.listRefs(options);
  const mainline = await targetName(repository, refs, question.mainline ?? null, options);
  const choice = chooseBase(
    { ...question, repository: repository.location },
    { refs, mainline, neighbours: neighboursOf(refs, question) },
  );
  if ("problem" in choice) throw new ReleaseError({ ...choice.problem, details: { repository: repository.location } });
  const { ref, commit } = choice.base;
  return { format: 1, repository: repository.location, branch: question.branch, ref, commit };
}

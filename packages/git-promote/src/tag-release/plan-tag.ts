import { type Commit, formatVersion, type HistoryReader, type ObjectMaker, type Oid } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";
import type { WritePorts } from "../ports.js";
import type { ChosenVersion } from "./choose-version.js";
import type { PlannedTag } from "./facts.js";
import type { TagInput } from "./input.js";

interface Question {
  readonly commit: Oid;
  readonly choice: ChosenVersion;
  /** Oldest first, without merges. */
  readonly unreleased: readonly Commit[];
  readonly ports: WritePorts;
}

/** Makes the tag object, in Signalbox's own store; what is signed is only described. */
export async function planTag(
  repository: Pick<HistoryReader & ObjectMaker, "listCommits" | "makeTag">,
  input: TagInput,
  { commit, choice, unreleased, ports }: Question,
  options: CallOptions,
): Promise<PlannedTag> {
  const newest = unreleased.at(-1);
  const [tagged] =
    newest?.commit === commit ? [newest] : await repository.listCommits([commit], [], { ...options, limit: 1 });
  const at = tagged?.committedAt ?? 0;
  if (!input.annotated) return { oid: commit, message: null, by: null, at };
  const message = `${input.message ?? messageOf(formatVersion(choice.version), unreleased.length)}\n`;
  const by = ports.identity;
  if (input.sign === true) return { oid: null, message, by, at };
  return { oid: await repository.makeTag({ name: choice.tag, commit, message, by, at }, options), message, by, at };
}

const messageOf = (version: string, changes: number): string =>
  `Release ${version}\n\n${changes === 0 ? "No changes" : changes === 1 ? "1 change" : `${changes} changes`} since the release before.`;

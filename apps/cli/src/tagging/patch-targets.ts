import { planPatchRelease, type ReadPorts } from "@signalbox/git-promote";
import type { Component } from "../config/inventory.js";
import { lineMissing, patchUnknown } from "../errors.js";
import type { Target } from "../operate.js";
import { startProgress } from "../output/progress.js";
import { count } from "../output/style.js";
import { isSet, text, type Session } from "../session.js";
import { defined } from "../templates/defined.js";
import type { TagCall } from "./tag-call.js";
import { tagChoices, type TagInput } from "./tag-input.js";

interface PatchCall {
  readonly components: readonly Component[];
  readonly call: TagCall;
  readonly concurrency: number;
}

/**
 * The next patch over all repositories as targets of one operation.
 * @throws ReleaseError `ERR_PATCH_UNKNOWN` when a repository cannot be read, and there is no line; `ERR_USAGE` when none
 *   of them has the line that is named
 */
export async function patchTargets(
  session: Session,
  ports: ReadPorts,
  { components, call, concurrency }: PatchCall,
): Promise<readonly Target<TagInput>[]> {
  const progress = startProgress(session);
  const asked = { line: text(session, "line"), version: call.version ?? undefined };
  const input = { components: components.map((component) => ({ ...component })), concurrency, ...defined(asked) };
  const patch = await planPatchRelease(ports, input, progress.options).finally(progress.end);
  const broken = patch.repositories.flatMap(({ name, error }) => (error === undefined ? [] : [{ name, ...error }]));
  if (broken.length > 0 || patch.version === null || patch.line === null) throw patchUnknown(patch.line, broken);
  if (patch.repositories.every(({ branch }) => branch === null)) throw lineMissing(patch.line);
  const items = isSet(session, "all") ? patch.every : patch.needed;
  const before = patch.latest === null ? "" : ` after ${patch.latest}`;
  session.out.note(
    items.length === 0
      ? `Nothing is new on ${patch.line}${before}; --all tags every repository all the same.`
      : `${patch.version}${before}: ${count(items.length, "repository", "repositories")} of ${components.length}.`,
  );
  const { branch: _, ...choices } = tagChoices(session);
  return items.map(({ repository, release }) => ({ repository, input: { ...release, ...choices } }));
}

import { formatVersion } from "@signalbox/git";
import {
  type CallOptions,
  fanOut,
  isReleaseError,
  parseInput,
  type Problem,
  redactText,
} from "@signalbox/release-core";
import type { z } from "zod";
import type { ReadPorts } from "../ports.js";
import { compareLines, type Line, lineOf } from "../release-lines/release-branches.js";
import { highestOnLine, itemsOf, nextOnLine } from "./count-patch.js";
import { input, type PatchComponent } from "./input.js";
import type { PatchRelease, PatchState } from "./patch-release.js";
import { openComponent, readLine } from "./read-line.js";

/** See `planPatchRelease`. */
export type PatchReleaseInput = z.input<typeof input>;

/**
 * Counts the next patch of a release line over all repositories (the highest number of any, and one more), and says
 * which of them have changes that need it. A patch that was tagged in some of them and not in the others counts as
 * made; go on with it by its `version`.
 *
 * A repository that cannot be read has an `error`, and there is no number then.
 * @throws ReleaseError `ERR_INPUT_INVALID`
 */
export async function planPatchRelease(
  ports: ReadPorts,
  given: PatchReleaseInput,
  options: CallOptions = {},
): Promise<PatchRelease> {
  const { components, concurrency = 8, ...asked } = parseInput("plan-patch-release", input, given);
  const limits = { ...options, concurrency };
  const opened = await fanOut(components, (component) => openComponent(ports, component, options), limits);
  options.signal?.throwIfAborted();
  const read = opened.flatMap((line) => (line.status === "fulfilled" ? [line.value] : []));
  const line = lineAsked(asked) ?? highestLine(read.flatMap(({ branches }) => branches.map((branch) => branch.line)));
  const states = await fanOut(
    opened,
    async (one): Promise<PatchState> =>
      one.status === "fulfilled"
        ? readLine(one.value, line, options)
        : unreadable(one.item, one.status === "rejected" ? one.error : null),
    limits,
  );
  options.signal?.throwIfAborted();
  const all = states.map((one, index) => {
    const component = components[index] as PatchComponent;
    const failed = one.status === "rejected" ? one.error : null;
    return { component, state: one.status === "fulfilled" ? one.value : unreadable(component, failed) };
  });
  const highest =
    line === null
      ? null
      : highestOnLine(
          read.map(({ releases }) => releases),
          line,
        );
  const isWhole = all.every(({ state }) => state.error === undefined);
  const version = asked.version ?? (line === null || !isWhole ? null : nextOnLine(highest, line));
  return {
    format: 1,
    line: line === null ? null : line.join("."),
    latest: highest === null ? null : formatVersion(highest),
    version,
    repositories: all.map(({ state }) => state),
    needed: version === null ? [] : itemsOf(all, version, false),
    every: version === null ? [] : itemsOf(all, version, true),
  };
}

/** The line that was named; a version without a line names the line of its first two numbers. */
function lineAsked({
  line,
  version,
}: {
  readonly line?: string | undefined;
  readonly version?: string | undefined;
}): Line | null {
  if (line !== undefined) return lineOf(line);
  return version === undefined ? null : (lineOf(version)?.slice(0, 2) ?? null);
}

const highestLine = (lines: readonly Line[]): Line | null => [...lines].sort(compareLines).at(-1) ?? null;

function unreadable({ name, repository }: PatchComponent, error: unknown): PatchState {
  const problem: Problem = isReleaseError(error)
    ? { code: error.code, message: error.message, hint: error.hint }
    : { code: "ERR_UNEXPECTED", message: String(error), hint: "Look at it again." };
  const shown = redactText(repository);
  const place = { name: name ?? shown, repository: shown };
  return { ...place, branch: null, head: null, latest: null, changes: [], isNeeded: false, error: problem };
}

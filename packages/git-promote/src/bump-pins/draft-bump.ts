import type { FileEdit, GitRepository, Oid } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";
import type { LockFileFailure } from "../lock-files/regenerate-lock-files.js";
import { regenerateLockFiles } from "../lock-files/regenerate-lock-files.js";
import { lockFilesToMake } from "../lock-files/lock-file-rule.js";
import { editPin, fileText, parsePins, type Pin, type PinChange, pinTable, readPinFiles } from "../pins/index.js";
import type { WritePorts } from "../ports.js";
import type { BranchHead } from "../resolve-branch.js";
import { bumpMessage } from "./bump-message.js";
import { type ChosenPins, choosePins, type PinEdit } from "./choose-pins.js";
import { type BumpInput, wantedPins } from "./input.js";
import { findLockFilesLeft } from "./lock-files-left.js";

/** The commit as it would be pushed. */
export interface PlannedBump {
  readonly oid: Oid;
  readonly tree: Oid;
  readonly message: string;
  readonly at: number;
  /** Lock files that it changes too. */
  readonly lockFiles: readonly string[];
  /** Lock files that no longer fit, and that nobody was told how to make. */
  readonly lockFilesLeft: readonly string[];
}

/** What a bump comes to on a branch as it stands. */
export interface DraftedBump {
  readonly pins: readonly Pin[];
  readonly chosen: ChosenPins;
  /** What would change, whether or not it can be done. */
  readonly changes: readonly PinChange[];
  /** Null when nothing is to change, or it cannot be. */
  readonly planned: PlannedBump | null;
  readonly lockFailures: readonly LockFileFailure[];
}

/** Reads the pins of a branch and makes the commit that bumps them. The same reality gives the same commit. */
export async function draftBump(
  repository: GitRepository,
  branch: BranchHead,
  input: BumpInput,
  call: { readonly ports: WritePorts; readonly options: CallOptions },
): Promise<DraftedBump> {
  const { ports, options } = call;
  const { rules } = input;
  const files = await readPinFiles(repository, branch.commit, rules, options);
  const texts = files.map(({ path, bytes }) => ({ path, ...fileText(bytes) }));
  const pins = texts.flatMap(({ path, text }) => parsePins(text, path, rules));
  const chosen = choosePins(wantedPins(input), pins);
  const { edits } = chosen;
  const changes = changesOf(edits);
  const drafted = { pins, chosen, changes, planned: null, lockFailures: [] };
  if (edits.length === 0 || chosen.problems.length > 0) return drafted;

  const fileEdits = texts.flatMap(({ path, text, encode }): FileEdit[] => {
    const edited = editFile(
      text,
      edits.filter(({ pin }) => pin.file === path),
    );
    return edited === text ? [] : [{ path, content: encode(edited) }];
  });
  const changed = fileEdits.map(({ path }) => path);
  const edited = await repository.makeTree(branch.commit, fileEdits, options);
  const asked = lockFilesToMake(input.lockFiles, changed);
  const { tree, done, failed } = await regenerateLockFiles(repository, edited, asked, call);
  if (failed.length > 0) return { ...drafted, lockFailures: failed };

  const lockFiles = done.filter(({ isChanged }) => isChanged).map(({ path }) => path);
  const lockFilesLeft = await findLockFilesLeft(repository, branch.commit, { changed, made: done }, options);
  const message = input.message === undefined ? bumpMessage(changes, lockFiles) : `${input.message}\n`;
  const [parent] = await repository.listCommits([branch.commit], [], { ...options, limit: 1 });
  const at = parent?.committedAt ?? 0;
  const fields = { tree, parents: [branch.commit], message, by: ports.identity, at };
  const oid = await repository.makeCommit(fields, options);
  return { ...drafted, planned: { oid, tree, message, at, lockFiles, lockFilesLeft } };
}

/** The last place first, so that the others stay where they were found. */
const editFile = (text: string, edits: readonly PinEdit[]): string =>
  [...edits]
    .sort((a, b) => b.pin.at - a.pin.at)
    .reduce((edited, { pin, version }) => editPin(edited, pin, version), text);

const changesOf = (edits: readonly PinEdit[]): readonly PinChange[] =>
  pinTable(
    edits.map(({ pin }) => pin),
    edits.map(({ pin, version }) => ({ ...pin, version })),
  );

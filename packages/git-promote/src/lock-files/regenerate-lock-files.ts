import type { GitRepository, Oid } from "@signalbox/git";
import { type CallOptions, contextOf } from "@signalbox/release-core";
import type { WritePorts } from "../ports.js";
import type { LockFileRule } from "./lock-file-rule.js";
import { makeInScratch } from "./make-in-scratch.js";

/** What making lock files asks of a repository. */
export type LockFileRepository = Pick<GitRepository, "exportFiles" | "readFiles" | "makeTree">;

/** A lock file that fits its tree. */
export interface MadeLockFile {
  readonly path: string;
  readonly command: readonly string[];
  /** False when the command left it as it was. */
  readonly isChanged: boolean;
}

/**
 * Why lock files could not be made. `no-runner`: nothing here runs commands. `link`: the repository has
 * a link where the command would write. `not-started`: there is no such program. `exit`: with another code than 0.
 * `timeout`: it did not end by itself. `missing`, `markers`, `invalid`: what it left behind is no lock file.
 */
export type LockFileFailureReason =
  "no-runner" | "link" | "not-started" | "exit" | "timeout" | "missing" | "markers" | "invalid";

/** Lock files that a person must make. */
export interface LockFileFailure {
  readonly paths: readonly string[];
  readonly command: readonly string[];
  readonly reason: LockFileFailureReason;
  /** One sentence for people. */
  readonly message: string;
  /** The last words of the command, possibly none. */
  readonly output: string;
}

/** A tree whose lock files were made again, as far as that went. */
export interface LockFilesMade {
  /** Equal to the given tree when nothing changed. Lock files that failed stand in it as they were. */
  readonly tree: Oid;
  readonly done: readonly MadeLockFile[];
  readonly failed: readonly LockFileFailure[];
}

/**
 * Makes lock files again by the given rules, one after the other, each in a scratch folder that is always removed. The
 * tree must be free of conflict markers in what the commands read. A command that fails, hangs, or leaves something
 * that is no lock file is told in `failed` and never thrown.
 * @throws what the repository throws, and the reason of an abort
 */
export async function regenerateLockFiles(
  repository: LockFileRepository,
  tree: Oid,
  rules: readonly LockFileRule[],
  call: { readonly ports: Pick<WritePorts, "commands" | "scratchDir">; readonly options: CallOptions },
): Promise<LockFilesMade> {
  const { ports, options } = call;
  const { emit, signal } = contextOf(options);
  const done: MadeLockFile[] = [];
  const failed: LockFileFailure[] = [];
  let current = tree;
  for (const [index, rule] of rules.entries()) {
    signal.throwIfAborted();
    const { files: paths, command } = rule;
    if (ports.commands === undefined || ports.scratchDir === undefined) {
      const message = `Nothing here runs commands, so ${paths.join(", ")} cannot be made.`;
      failed.push({ paths, command, reason: "no-runner", message, output: "" });
      continue;
    }
    const message = `${command.join(" ")} for ${paths.join(", ")}`;
    emit({ type: "progress", kind: "lock-files", message, done: index, total: rules.length });
    const scratch = { commands: ports.commands, scratchDir: ports.scratchDir, options };
    const made = await makeInScratch(repository, current, rule, scratch);
    if ("reason" in made) {
      failed.push({ paths, command, ...made });
      continue;
    }
    const edits = made.files.filter(({ isChanged }) => isChanged).map(({ path, content }) => ({ path, content }));
    if (edits.length > 0) current = await repository.makeTree(current, edits, options);
    done.push(...made.files.map(({ path, isChanged }) => ({ path, command, isChanged })));
  }
  return { tree: current, done, failed };
}

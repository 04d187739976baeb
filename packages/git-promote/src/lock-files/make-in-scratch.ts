import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Oid } from "@signalbox/git";
import { type CallOptions, redactText } from "@signalbox/release-core";
import type { CommandRunner } from "../ports.js";
import { folderOf } from "../tree-path.js";
import { faultOf } from "./lock-file-fault.js";
import { linkOnTheWay } from "./link-on-the-way.js";
import type { LockFileRule } from "./lock-file-rule.js";
import { readMade } from "./read-made.js";
import type { LockFileFailure, LockFileRepository } from "./regenerate-lock-files.js";

/** What the command needs besides a tree. */
export interface Scratch {
  readonly commands: CommandRunner;
  readonly scratchDir: string;
  readonly options: CallOptions;
}

/** The lock files as the command left them, or why they are none. */
export type ScratchAnswer =
  | {
      readonly files: readonly { readonly path: string; readonly content: Uint8Array; readonly isChanged: boolean }[];
    }
  | Pick<LockFileFailure, "reason" | "message" | "output">;

/** Runs one rule's command in a folder of its own, which is gone afterwards. */
export async function makeInScratch(
  repository: LockFileRepository,
  tree: Oid,
  rule: LockFileRule,
  scratch: Scratch,
): Promise<ScratchAnswer> {
  const { options } = scratch;
  const folder = await mkdtemp(join(scratch.scratchDir, "lock-files-"));
  try {
    const under = rule.needs === undefined ? {} : { under: [...rule.needs, ...rule.files] };
    await repository.exportFiles(tree, folder, { ...options, ...under });
    const place = rule.folder ?? folderOf(rule.files[0] ?? "");
    for (const path of [place, ...rule.files]) {
      const link = await linkOnTheWay(folder, path);
      if (link !== null) return { reason: "link", message: `${link} is a link, which may lead anywhere.`, output: "" };
    }
    const cwd = join(folder, place);
    await mkdir(cwd, { recursive: true });
    const ended = await runCommand(rule, cwd, scratch);
    if ("reason" in ended) return ended;
    return await readBack(repository, tree, { rule, folder, output: ended.output }, options);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function runCommand(
  { command, timeoutMs }: LockFileRule,
  cwd: string,
  { commands, options }: Scratch,
): Promise<{ readonly output: string } | Pick<LockFileFailure, "reason" | "message" | "output">> {
  const words = command.join(" ");
  let ended: Awaited<ReturnType<CommandRunner["run"]>>;
  try {
    ended = await commands.run(command, { ...options, cwd, timeoutMs });
  } catch (error) {
    options.signal?.throwIfAborted();
    const why = redactText(error instanceof Error ? error.message : String(error));
    return { reason: "not-started", message: `${words} could not be started: ${why}`, output: "" };
  }
  options.signal?.throwIfAborted();
  const output = redactText(ended.output);
  if (ended.code === 0) return { output };
  // The runner ends what is late, and does not tell it from a program that was killed.
  if (ended.code === null) {
    return { reason: "timeout", message: `${words} did not end by itself within ${timeoutMs / 1000} s.`, output };
  }
  return { reason: "exit", message: `${words} ended with ${ended.code}.`, output };
}

interface Left {
  readonly rule: LockFileRule;
  readonly folder: string;
  readonly output: string;
}

async function readBack(
  repository: LockFileRepository,
  tree: Oid,
  { rule, folder, output }: Left,
  options: CallOptions,
): Promise<ScratchAnswer> {
  const before = await repository.readFiles(tree, rule.files, options);
  const files = [];
  for (const [index, path] of rule.files.entries()) {
    const content = await readMade(folder, path);
    const fault = faultOf(path, content);
    if (fault !== null)
      return { ...fault, message: `${rule.command.join(" ")} ended well, but ${fault.message}`, output };
    if (content === null) continue;
    const old = before[index] ?? null;
    files.push({ path, content, isChanged: old === null || Buffer.compare(old, content) !== 0 });
  }
  return { files };
}

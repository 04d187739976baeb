import type { Conflict, ConflictKind, FileEdit, GitRepository, MergeResult, Oid } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";
import { type LockFileRule, lockFilesToMake } from "../lock-files/lock-file-rule.js";
import { type LockFileRepository, regenerateLockFiles } from "../lock-files/regenerate-lock-files.js";
import type { WritePorts } from "../ports.js";
import { settleText } from "./settle-text.js";
import { rulesFor, type SettledLine, type VersionRule } from "./version-rule.js";

/** What merging with rules asks of a repository. */
export type SettlingRepository = LockFileRepository & Pick<GitRepository, "mergeTrees">;

/** What may be settled by a machine. */
export interface SettlingRules {
  readonly rules: readonly VersionRule[];
  readonly lockFiles: readonly LockFileRule[];
}

/** A file that was settled without a person. `lines`: the versions chosen; of a lock file, none. */
export interface SettledFile {
  readonly path: string;
  readonly by: "rule" | "lock-file";
  readonly lines: readonly SettledLine[];
}

/** A file that only a person can settle. */
export interface OpenConflict {
  readonly path: string;
  readonly kind: ConflictKind;
  /** Half a sentence: why no machine did. */
  readonly why: string;
  /** The last words of a lock-file command that failed. */
  readonly output?: string;
}

/** A merge with its conflicts settled as far as rules go. */
export interface SettledMerge {
  /** Null while something is open. */
  readonly tree: Oid | null;
  readonly settled: readonly SettledFile[];
  readonly open: readonly OpenConflict[];
}

/**
 * Merges two commits; version lines are settled by rule and lock files by their command. Commands run only when nothing
 * else is left to a person. Makes objects in Signalbox's own store only.
 * @throws what the repository throws (`ERR_ENGINE_LIMIT`, unrelated histories, …)
 */
export async function settleConflicts(
  repository: SettlingRepository,
  sides: { readonly ours: Oid; readonly theirs: Oid },
  { rules, lockFiles }: SettlingRules,
  call: { readonly ports: Pick<WritePorts, "commands" | "scratchDir">; readonly options: CallOptions },
): Promise<SettledMerge> {
  const merge = await repository.mergeTrees(sides.ours, sides.theirs, call.options);
  if (merge.tree !== null) return { tree: merge.tree, settled: [], open: [] };
  const { partial } = merge;
  if (partial === null) return { tree: null, settled: [], open: merge.conflicts.map(withoutPartial) };

  const sorted = await sortConflicts(repository, { ...sides, partial, merge }, { rules, lockFiles }, call.options);
  if (sorted.open.length > 0) return { tree: null, settled: sorted.settled, open: sorted.open };

  const base = await repository.makeTree(partial, sorted.edits, call.options);
  const asked = lockFilesToMake(
    lockFiles,
    sorted.settled.map(({ path }) => path),
  );
  const wanted = lockFiles.filter(
    (rule) => asked.includes(rule) || rule.files.some((file) => sorted.locked.includes(file)),
  );
  const made = await regenerateLockFiles(repository, base, wanted, call);
  const settled = [
    ...sorted.settled,
    ...made.done.map(({ path }): SettledFile => ({ path, by: "lock-file", lines: [] })),
  ];
  const open = made.failed.flatMap(({ paths, message, output }) =>
    paths.map((path): OpenConflict => {
      const kind = merge.conflicts.find((conflict) => conflict.path === path)?.kind ?? "content";
      return { path, kind, why: message, ...(output === "" ? {} : { output }) };
    }),
  );
  return { tree: open.length === 0 ? made.tree : null, settled, open };
}

interface Sorted {
  readonly settled: readonly SettledFile[];
  readonly edits: readonly FileEdit[];
  readonly open: readonly OpenConflict[];
  /** Conflicting lock files that a command will make. */
  readonly locked: readonly string[];
}

interface Sides {
  readonly ours: Oid;
  readonly theirs: Oid;
  readonly partial: Oid;
  readonly merge: MergeResult;
}

async function sortConflicts(
  repository: SettlingRepository,
  { ours, theirs, partial, merge }: Sides,
  { rules, lockFiles }: SettlingRules,
  options: CallOptions,
): Promise<Sorted> {
  const paths = merge.conflicts.map(({ path }) => path);
  const [left, right, between] = await Promise.all(
    [ours, theirs, partial].map((at) => repository.readFiles(at, paths, options)),
  );
  const settled: SettledFile[] = [];
  const edits: FileEdit[] = [];
  const open: OpenConflict[] = [];
  const locked: string[] = [];
  for (const [index, { path, kind }] of merge.conflicts.entries()) {
    const sides = { ours: left?.[index] ?? null, theirs: right?.[index] ?? null, partial: between?.[index] ?? null };
    if (lockFiles.some(({ files }) => files.includes(path)) && canBeMade(kind) && sides.ours !== null) {
      // Most programs refuse a file with markers, so the command starts from the later branch's.
      edits.push({ path, content: sides.ours });
      locked.push(path);
      continue;
    }
    const why = whyOpen(kind, rulesFor(rules, path).length);
    const answer = why === null ? settleText(sides, rulesFor(rules, path)) : { why };
    if ("why" in answer) open.push({ path, kind, why: answer.why });
    else {
      edits.push({ path, content: answer.content });
      settled.push({ path, by: "rule", lines: answer.lines });
    }
  }
  return { settled, edits, open, locked };
}

/** Whether a lock file is wanted at all is a person's question when one side removed or moved it. */
const canBeMade = (kind: ConflictKind): boolean => kind === "content" || kind === "add-add" || kind === "binary";

const whyOpen = (kind: ConflictKind, rules: number): string | null => {
  if (kind !== "content" && kind !== "add-add") return WORDS[kind];
  return rules === 0 ? "no rule is for this file" : null;
};

const WORDS: Readonly<Record<Exclude<ConflictKind, "content" | "add-add">, string>> = {
  "modify-delete": "one side changed it, the other removed it",
  rename: "it was moved or removed on one side",
  mode: "the sides disagree about what kind of file it is",
  binary: "it is no text",
  submodule: "it is a submodule",
};

const withoutPartial = ({ path, kind }: Conflict): OpenConflict => ({
  path,
  kind,
  why: "this git engine merges no file by halves; git 2.38 or newer does",
});

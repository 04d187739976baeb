import type { CommitGraph } from "./commit-graph.js";
import type { TreeEntry } from "./files.js";
import type { Person } from "./wording.js";

export interface DraftTag {
  readonly name: string;
  readonly mark: number;
  /** Null for a lightweight tag. */
  readonly message: string | null;
}

/** All commits are imported under this name, so that no branch is created by the way. */
const IMPORT_REF = "refs/testbed/import";

/** The history as a `git fast-import` stream (git-fast-import(1)). */
export function* fastImportStream(
  graph: CommitGraph,
  branches: ReadonlyMap<string, number>,
  tags: readonly DraftTag[],
  endAt: Date,
): Generator<string | Buffer> {
  const times = commitTimes(graph, Math.floor(endAt.getTime() / 1000));
  const timeOf = (mark: number): number => times[mark] ?? 0;
  for (const commit of graph.commits) {
    const [first, ...others] = commit.parents;
    const authored = timeOf(commit.pickedFrom ?? commit.mark);
    const parts: (string | Buffer)[] = [];
    if (first === undefined) parts.push(`reset ${IMPORT_REF}\n`);
    parts.push(`commit ${IMPORT_REF}\nmark :${commit.mark}\n`);
    parts.push(`author ${stamp(commit.author, authored)}\ncommitter ${stamp(commit.author, timeOf(commit.mark))}\n`);
    parts.push(...data(Buffer.from(commit.message)));
    if (first !== undefined) parts.push(`from :${first}\n`);
    for (const parent of others) parts.push(`merge :${parent}\n`);
    for (const [path, entry] of commit.delta) parts.push(...fileChange(path, entry));
    parts.push("\n");
    yield Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part)));
  }
  for (const [name, mark] of branches) yield `reset refs/heads/${name}\nfrom :${mark}\n\n`;
  for (const { name, mark, message } of tags) {
    if (message === null) yield `reset refs/tags/${name}\nfrom :${mark}\n\n`;
    else {
      yield `tag ${name}\nfrom :${mark}\ntagger ${stamp(graph.at(mark).author, timeOf(mark))}\n`;
      yield* data(Buffer.from(message));
    }
  }
  yield `reset ${IMPORT_REF}\nfrom ${"0".repeat(40)}\n\n`; // which deletes it
}

/** Seconds by mark: counted back from the end, so that the newest commit is the anchor of all. */
function commitTimes(graph: CommitGraph, endAt: number): readonly number[] {
  const times: number[] = [];
  let cursor = endAt;
  for (const commit of graph.commits.toReversed()) {
    if (commit.anchorMs !== null) cursor = endAt - Math.floor(commit.anchorMs / 1000);
    times[commit.mark] = cursor;
    cursor -= Math.floor(commit.gapMs / 1000);
  }
  return times;
}

const stamp = ({ name, email }: Person, seconds: number): string => `${name} <${email}> ${seconds} +0000`;

const data = (bytes: Buffer): [string, Buffer, string] => [`data ${bytes.length}\n`, bytes, "\n"];

function fileChange(path: string, entry: TreeEntry | null): (string | Buffer)[] {
  const quoted = `"${path.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
  if (entry === null) return [`D ${quoted}\n`];
  if (entry.mode === "160000") return [`M 160000 ${entry.content.toString()} ${quoted}\n`];
  return [`M ${entry.mode} inline ${quoted}\n`, ...data(entry.content)];
}

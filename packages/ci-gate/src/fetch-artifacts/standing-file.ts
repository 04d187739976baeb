import { join } from "node:path";
import type { Artifact, Build } from "../builds/ports.js";
import { matchesName } from "../name-pattern.js";
import type { FileContent } from "./file-store.js";
import type { FetchInput } from "./input.js";
import type { ArtifactRecord } from "./record.js";

/** What lies where an artifact would go. */
export interface StandingFile {
  readonly content: FileContent | null;
  readonly record: ArtifactRecord | null;
}

/** Those that the paths mean, of the job that is named; where CI tells no job, of all. Pure. */
export const chosen = (
  { job, paths }: Pick<FetchInput, "job" | "paths">,
  all: readonly Artifact[],
): readonly Artifact[] =>
  all.filter(
    (artifact) =>
      (job === undefined || artifact.job === null || matchesName(job, artifact.job)) &&
      paths.some((pattern) => matchesName(pattern, artifact.path)),
  );

/** Where an artifact goes: the last part of its path, in the folder; null when that is no plain name. Pure. */
export function fileOf({ folder }: Pick<FetchInput, "folder">, { path }: Pick<Artifact, "path">): string | null {
  const name = path.split(/[/\\]/).at(-1) ?? "";
  // A name from outside must not write to a terminal.
  return name === "" || name.startsWith(".") || /[\u0000-\u001f\u007f]/.test(name) ? null : join(folder, name);
}

/** The file is there, it came from this artifact, and holds what came. Pure. */
export const isThere = (
  { content, record }: StandingFile,
  { id, attempt }: Pick<Build, "id" | "attempt">,
  { path, job, digest }: Artifact,
): boolean =>
  content !== null &&
  record !== null &&
  record.build === id &&
  record.attempt === attempt &&
  record.artifact === path &&
  record.job === job &&
  record.sha256 === content.sha256 &&
  (digest === null || digest === `sha256:${content.sha256}`);

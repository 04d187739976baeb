import type { GitRepository, Oid } from "@signalbox/git";
import { type CallOptions, redactText } from "@signalbox/release-core";
import { type PageTexts, pagesToRead } from "./choose-page.js";
import { filesMissing } from "./errors.js";
import type { PublishInput } from "./input.js";
import { type NotesMemory, readMemory } from "./notes-memory.js";
import { readPage } from "./page-bytes.js";
import type { NotesPorts } from "./ports.js";

/** The pages as they are now. */
export interface ReadPlace {
  readonly texts: PageTexts;
  readonly memory: NotesMemory;
}

/** A branch of a repository, as far as it is there. */
export interface BranchPlace {
  readonly repository: GitRepository;
  /** Credentials removed. */
  readonly location: string;
  /** Short name; null when the remote names no mainline. */
  readonly branch: string | null;
  /** Null: there is no such branch. */
  readonly head: Oid | null;
}

/** A plan that is applied at once needs no second look at the remote: the lease of the push is one. */
export const FRESH_MS = 30_000;

/** Where the branch stands. `ifOlderThanMs`: as of `refresh`. */
export async function findBranch(
  { repository: location = "", branch: named }: PublishInput,
  { repositories }: Pick<NotesPorts, "repositories">,
  options: CallOptions,
  ifOlderThanMs = 0,
): Promise<BranchPlace> {
  const repository = await repositories.open(location, options);
  await repository.refresh({ ...options, ifOlderThanMs });
  const branch = named ?? (await repository.mainline(options))?.replace(/^refs\/heads\//, "") ?? null;
  const refs = await repository.listRefs(options);
  const head = refs.find(({ name }) => name === `refs/heads/${branch ?? ""}`)?.commit ?? null;
  return { repository, location: redactText(repository.location), branch, head };
}

/** The pages of a commit that matter for an input. */
export async function readBranch(
  input: PublishInput,
  repository: GitRepository,
  head: Oid,
  options: CallOptions,
): Promise<ReadPlace> {
  const paths = pagesToRead(input).map(({ path }) => path);
  const { memory } = input;
  const contents = await repository.readFiles(head, memory === null ? paths : [...paths, memory], options);
  const remembered = memory === null ? null : (contents[paths.length] ?? null);
  return {
    texts: textsBy(paths, contents),
    memory: readMemory(remembered === null ? null : readPage(remembered).text),
  };
}

/** A page on this machine. */
export async function readFile(
  input: PublishInput,
  { files }: NotesPorts,
  options: CallOptions,
): Promise<ReadPlace & { readonly bytes: Uint8Array | null }> {
  if (files === undefined) throw filesMissing();
  const path = input.file ?? "";
  const bytes = await files.read(path, options);
  return { texts: textsBy([path], [bytes]), memory: {}, bytes };
}

const textsBy = (paths: readonly string[], contents: readonly (Uint8Array | null)[]): PageTexts =>
  Object.fromEntries(
    paths.map((path, index) => {
      const bytes = contents[index] ?? null;
      return [path, bytes === null ? null : readPage(bytes)];
    }),
  );

import { digestOf, type Draft } from "@signalbox/release-core";
import type { InsertNotes } from "./action.js";
import { type DraftedNotes, draftNotes } from "./draft-notes.js";
import { branchMissingProblem } from "./errors.js";
import type { PublishInput } from "./input.js";
import type { ReadPlace } from "./read-place.js";

/** What was seen. */
export interface NotesFacts {
  /** Credentials removed; null for a file. */
  readonly repository: string | null;
  readonly branch: string | null;
  /** Null: the branch is not there. */
  readonly place: ReadPlace | null;
}

/** Facts → what is written, why not, and what to know. Pure. */
export function plan(input: PublishInput, { repository, branch, place }: NotesFacts): Draft<InsertNotes> {
  const where = repository ?? input.file ?? "";
  if (place === null)
    return { target: where, actions: [], problems: [branchMissingProblem(branch, where)], facts: { branch } };
  const drafted = draftNotes(input, place.texts, place.memory);
  const { page, insertion, problems, warnings } = drafted;
  return {
    target: repository === null ? where : `${where}: ${page?.path ?? input.environment}`,
    actions: problems.length > 0 ? [] : actionOf(input, { repository, branch }, drafted),
    problems,
    warnings,
    facts: {
      branch,
      page: page?.path ?? null,
      week: insertion?.week ?? null,
      edits: insertion?.edits.map(({ at, remove, insert }) => ({ at, remove, insert })) ?? [],
    },
  };
}

/** What one write does; empty when everything is there. */
export function actionOf(
  { environment }: PublishInput,
  { repository, branch }: Pick<NotesFacts, "repository" | "branch">,
  { page, insertion, edited, makesPage }: DraftedNotes,
): readonly InsertNotes[] {
  if (page === null || insertion === null || edited === null) return [];
  const { added, week, section, edits } = insertion;
  const count = added.reduce((sum, { texts }) => sum + texts.length, 0);
  const removed = edits.filter(({ remove }) => remove > 0).length;
  const names = added.map(({ component, version }) => (version === null ? component : `${component} ${version}`));
  const parts = [
    ...(makesPage ? ["make the page"] : []),
    ...(count === 0
      ? []
      : [`add ${count} ${count === 1 ? "entry" : "entries"} on ${names.join(", ")} to ${environment}, ${week}`]),
    ...(removed === 0 ? [] : [`take out or replace ${removed} published before`]),
  ];
  return [
    {
      type: "insert-notes",
      summary: `${page.path}: ${parts.join("; ")}`,
      repository,
      ref: branch === null ? null : `refs/heads/${branch}`,
      path: page.path,
      environment,
      week,
      section: section === null ? null : digestOf(section),
      makesPage,
      added,
      removed,
    },
  ];
}

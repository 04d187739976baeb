import type { ReleaseStanding } from "@signalbox/github";
import {
  already,
  type Context,
  defineOperation,
  done,
  type Draft,
  type Outcome,
  type PerformContext,
  planStale,
  callOptionsOf,
} from "@signalbox/release-core";
import * as z from "zod";
import { releaseGone } from "../errors.js";
import { repositoryField, tagField } from "../input-fields.js";
import { composeNotes, isSameText, notesDigest } from "../notes/compose-notes.js";
import { orGone } from "../or-gone.js";
import type { ReleasePorts } from "../ports.js";
import { draftProblems, placeProblems, placeWarnings, releaseMissing } from "../problems.js";
import { writeOrLook } from "../write-or-look.js";

const input = z.strictObject({
  repository: repositoryField,
  tag: tagField,
  notes: z.string().min(1).describe("Markdown, put into a block of its own"),
  replaceEdits: z.boolean().default(false).describe("Overwrite what somebody changed inside the block"),
});

type NotesInput = z.output<typeof input>;

/** Changes the notes, and nothing else. */
export interface EditNotes {
  readonly type: "edit-notes";
  readonly summary: string;
  /** `owner/name` */
  readonly repository: string;
  readonly tag: string;
  readonly releaseId: number;
  /** The whole text as it is to be. */
  readonly notes: string;
  /** What it was when it was read: sha256 of its JSON. */
  readonly expectedNotes: string;
}

export interface EditedNotes {
  readonly releaseId: number;
  readonly url: string;
}

const inspect = (
  { repository, tag }: NotesInput,
  { releases }: Pick<ReleasePorts, "releases">,
  context: Context,
): Promise<ReleaseStanding> => releases.find({ repository, tag }, callOptionsOf(context));

/** Facts → the text to write. Pure. */
function plan(given: NotesInput, standing: ReleaseStanding): Draft<EditNotes> {
  const { repository, tag } = standing;
  const release = standing.published ?? standing.drafts[0] ?? null;
  const composed = release === null ? null : composeNotes(release.notes, given.notes, given);
  const problems = [
    ...placeProblems(standing),
    ...draftProblems(standing),
    ...(release === null ? [releaseMissing(tag, repository.name)] : []),
    ...(composed?.problems ?? []),
  ];
  const isDone = release === null || composed === null || isSameText(release.notes, composed.notes);
  return {
    target: `${repository.name}: ${tag}`,
    actions:
      problems.length > 0 || isDone
        ? []
        : [
            {
              type: "edit-notes",
              summary: `Write the notes of ${release.isDraft ? "the draft of " : ""}${tag}`,
              repository: repository.name,
              tag,
              releaseId: release.id,
              notes: composed.notes,
              expectedNotes: notesDigest(release.notes),
            },
          ],
    problems,
    warnings: placeWarnings(standing),
    facts: { release: release && { id: release.id, url: release.url, isDraft: release.isDraft } },
  };
}

async function perform(
  { repository, tag, releaseId, notes, expectedNotes }: EditNotes,
  { releases }: Pick<ReleasePorts, "releases">,
  context: PerformContext<NotesInput>,
): Promise<Outcome<EditedNotes>> {
  const options = callOptionsOf(context);
  const read = async (): Promise<{ notes: string; url: string; id: number; tag: string } | null> =>
    orGone(releases.read(repository, releaseId, options));
  const found = await read();
  if (found?.tag !== tag || tag !== context.input.tag) throw releaseGone(tag, releaseId, found === null ? [] : [found]);
  const result = { releaseId, url: found.url };
  if (isSameText(found.notes, notes)) return already(result);
  const digest = notesDigest(found.notes);
  if (digest !== expectedNotes) throw planStale(`The notes of ${tag}`, expectedNotes, digest);
  const changed = await writeOrLook(
    () => orGone(releases.update(repository, releaseId, { notes }, options)),
    async () => {
      const now = await read();
      return now !== null && isSameText(now.notes, notes) ? { ...found, ...now } : null;
    },
  );
  if (changed === null) throw releaseGone(tag, releaseId, []);
  return done(result);
}

/**
 * Writes the notes of a draft or a published release, in a block of their own; nothing else of it is touched.
 *
 * Problems: `ERR_RELEASE_MISSING`, `ERR_DRAFT_DUPLICATED`, `ERR_NOTES_EDITED`, `ERR_NOTES_TOO_LONG`,
 * `ERR_REPOSITORY_ARCHIVED`, `ERR_REPOSITORY_EMPTY`, `ERR_PUSH_RIGHT_MISSING`. `apply` throws `ERR_PLAN_STALE` when
 * somebody edited or deleted it meanwhile.
 */
export const editReleaseNotes = defineOperation<
  Pick<ReleasePorts, "releases">,
  typeof input,
  ReleaseStanding,
  EditNotes,
  EditedNotes
>({ kind: "edit-release-notes", input, inspect, plan, perform });

import type { ReleaseChanges } from "./port.js";

/**
 * The most characters that GitHub takes as the notes of a release; it is told by no page, only by its answer: "body is
 * too long (maximum is 125000 characters)". (65,536 is for issues, pull requests and comments.)
 */
export const RELEASE_NOTES_LIMIT = 125_000;

/** Characters as GitHub counts them: code points, so that 🎉 is one. */
export function notesLength(notes: string): number {
  let length = 0;
  for (const _ of notes) length += 1;
  return length;
}

/** Our names as GitHub's; what is not named stays as it is. Pure. */
export function bodyOf(changes: ReleaseChanges): Readonly<Record<string, unknown>> {
  const { tag, name, notes, target, isPrerelease, isDraft, latest } = changes;
  const body = {
    tag_name: tag,
    name,
    body: notes,
    target_commitish: target,
    prerelease: isPrerelease,
    draft: isDraft,
    make_latest: latest === undefined ? undefined : String(latest),
  };
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

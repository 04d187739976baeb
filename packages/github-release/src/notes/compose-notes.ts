import {
  findTextBlock,
  fingerprintOf,
  notesLength,
  RELEASE_NOTES_LIMIT,
  textBlock,
  withTextBlock,
} from "@signalbox/github";
import { digestOf, type Problem } from "@signalbox/release-core";

const NAME = "notes";

/** The notes of a release as they are to be. */
export interface ComposedNotes {
  /** The whole text. The same as before when there is nothing to do. */
  readonly notes: string;
  readonly problems: readonly Problem[];
}

/**
 * Puts notes into a release's text, in a block of their own: what people wrote around it stays. What somebody changed
 * inside the block is not overwritten unless `replaceEdits`: while the notes are those that were changed, the words of
 * the person stand; where both changed, that is a problem. Pure.
 */
export function composeNotes(
  body: string,
  notes: string,
  { replaceEdits }: { readonly replaceEdits: boolean },
): ComposedNotes {
  const found = findTextBlock(body, NAME);
  const wanted = findTextBlock(textBlock(NAME, notes), NAME)?.text;
  const isKept = found?.isEdited === true && !replaceEdits && found.written === fingerprintOf(notes);
  if (isKept || (found !== null && found.text === wanted)) return { notes: body, problems: [] };
  const composed = withTextBlock(body, NAME, notes);
  const length = notesLength(composed);
  return {
    notes: composed,
    problems: [
      ...(found?.isEdited === true && !replaceEdits ? [editedByHand()] : []),
      ...(length > RELEASE_NOTES_LIMIT ? [tooLong(length)] : []),
    ],
  };
}

/** What stands for a text in a plan. */
export const notesDigest = (notes: string): string => digestOf(plain(notes));

/** Texts of which one went through GitHub's editor. */
export const isSameText = (one: string, other: string): boolean => plain(one) === plain(other);

const plain = (text: string): string => text.replace(/\r\n?/g, "\n").trimEnd();

const editedByHand = (): Problem => ({
  code: "ERR_NOTES_EDITED",
  message: "Somebody changed the notes between Signalbox's marks by hand, and what is to stand there changed too.",
  hint: "Move those words above or below the marks, where they stay; or overwrite them with `replaceEdits`.",
});

const tooLong = (length: number): Problem => ({
  code: "ERR_NOTES_TOO_LONG",
  message: `The notes would have ${length} characters; GitHub takes ${RELEASE_NOTES_LIMIT}.`,
  hint: "Shorten them, or put the whole text into a file of the release and link it.",
});

import type { Board, BoardField, BoardName, Release } from "@signalbox/github";
import { planStale, ReleaseError } from "@signalbox/release-core";
import { draftsDuplicated } from "./problems.js";

/** For `perform`: the release that the plan means is not there any more. */
export const releaseGone = (tag: string, releaseId: number, found: readonly Pick<Release, "id">[]): ReleaseError =>
  planStale(`The release ${releaseId} of ${tag}`, releaseId, found.length === 0 ? null : found.map(({ id }) => id));

export const repositoryRenamed = (planned: string, found: string): ReleaseError =>
  planStale(`The repository ${planned}`, planned, found);

/** For `perform`: somebody else drafted it at the same time. Ours, if there was one, is gone again. */
export const draftedMeanwhile = (tag: string, others: readonly Pick<Release, "id" | "url">[]): ReleaseError =>
  new ReleaseError({
    code: "ERR_PLAN_STALE",
    message: `Somebody else drafted ${tag} meanwhile: ${others.map(({ id, url }) => `${id} (${url})`).join(", ")}.`,
    hint: "Plan again: it goes on with that draft, and keeps what was written there.",
    details: { what: `the draft of ${tag}`, expected: null, found: others.map(({ id }) => id) },
  });

export const duplicatedDrafts = (tag: string, drafts: readonly Pick<Release, "id" | "url">[]): ReleaseError =>
  new ReleaseError({ ...draftsDuplicated(tag, drafts), details: { tag, drafts: drafts.map(({ id }) => id) } });

/** The release is out, and its tag is not where it should be. Null: it is not seen yet. */
export const publishedElsewhere = (
  tag: string,
  { expected, found, url }: { readonly expected: string; readonly found: string | null; readonly url: string },
): ReleaseError =>
  new ReleaseError({
    code: found === null ? "ERR_TAG_NOT_SEEN" : "ERR_PUBLISHED_ELSEWHERE",
    message: `${url} is published, but its tag ${tag} is ${found === null ? "not to be seen yet" : `at ${found.slice(0, 10)} instead of ${expected.slice(0, 10)}`}.`,
    hint:
      found === null
        ? "Run the same command again: it looks at the tag once more, and publishes nothing twice."
        : "Somebody made the tag in the same moment. Look at what CI builds from it; then take the next version.",
    details: { tag, expected, found, url, state: "published" },
    retryable: found === null,
  });

/** The write was answered as if all was well, and its own answer says otherwise. */
export const notPublished = (tag: string, { id, url, isDraft, isPrerelease }: Release): ReleaseError =>
  new ReleaseError({
    code: "ERR_NOT_PUBLISHED",
    message: `GitHub took the change of ${tag}, and still shows it as ${isDraft ? "a draft" : isPrerelease ? "a prerelease" : "a full release"} (${url}).`,
    hint: "Look at the release, then run the same command again: it publishes nothing twice.",
    details: { tag, releaseId: id, isDraft, isPrerelease },
    retryable: true,
  });

/** GitHub has no way to replace a file: the old one goes first. */
export const assetTakenAway = (name: string, tag: string, cause: ReleaseError): ReleaseError =>
  new ReleaseError({
    code: "ERR_ASSET_TAKEN_AWAY",
    message: `${tag} has no ${name} now: the old file is deleted, and the new one did not arrive: ${cause.message}`,
    hint: "Run the same command again: it uploads what is missing.",
    details: { name, tag, cause: cause.code },
    retryable: cause.retryable,
    cause,
  });

export const assetDamaged = (
  name: string,
  expected: { readonly size: number; readonly sha256: string },
  found: { readonly size: number; readonly sha256: string | null },
): ReleaseError =>
  new ReleaseError({
    code: "ERR_ASSET_DAMAGED",
    message: `${name} did not arrive as it was sent: ${found.size} bytes instead of ${expected.size}${found.sha256 === null ? "" : `, sha256 ${found.sha256.slice(0, 12)}`}.`,
    hint: "Run it again with `replace`: the damaged file is deleted and sent anew.",
    details: { name, expected: { ...expected }, found: { ...found } },
  });

const boardTitle = ({ owner, number }: BoardName): string => `${owner}/${number}`;

export const boardMissing = (board: BoardName): ReleaseError =>
  new ReleaseError({
    code: "ERR_BOARD_NOT_FOUND",
    message: `${board.owner} has no project board ${board.number} that the token can see.`,
    hint: "Take owner and number from its address; the token needs the scope `read:project`, and access to the board.",
    details: { ...board },
  });

export const boardFieldMissing = (
  { name: board, url }: Board,
  field: string,
  { names, near }: { readonly names: readonly string[]; readonly near: readonly string[] },
): ReleaseError =>
  new ReleaseError({
    code: "ERR_BOARD_FIELD_MISSING",
    message: `The board ${boardTitle(board)} has no field ${field}; it has ${names.join(", ")}.`,
    hint:
      near.length === 0
        ? "It was renamed or removed: name the field that is meant."
        : `Did you mean ${near.join(", ")}?`,
    details: { board: { ...board }, url, field, fields: names, near },
  });

export const boardFieldNotSelect = ({ name: board }: Board, field: BoardField): ReleaseError =>
  new ReleaseError({
    code: "ERR_BOARD_FIELD_KIND",
    message: `${field.name} of the board ${boardTitle(board)} is a field of kind ${field.kind}.`,
    hint: "Releases are the options of a single-select field: name that one.",
    details: { board: { ...board }, field: field.name, kind: field.kind },
  });

export const boardReleaseMissing = (
  { name: board }: Board,
  field: BoardField,
  release: string,
  { names, near }: { readonly names: readonly string[]; readonly near: readonly string[] },
): ReleaseError =>
  new ReleaseError({
    code: "ERR_BOARD_RELEASE_MISSING",
    message: `${field.name} of the board ${boardTitle(board)} has no option ${release}.`,
    hint:
      near.length === 0
        ? "Add it to the field on the board, or check its spelling."
        : `Did you mean ${near.join(", ")}?`,
    details: { board: { ...board }, field: field.name, release, options: names, near },
  });

/** Cards lost their value and could not get it back; the checkpoint still has what they had. */
export const boardOptionsLost = (
  { name: board }: Board,
  field: string,
  lost: Readonly<Record<string, string>>,
): ReleaseError =>
  new ReleaseError({
    code: "ERR_BOARD_OPTIONS_LOST",
    message: `${Object.keys(lost).length} cards of the board ${boardTitle(board)} have lost their ${field}.`,
    hint: "Run it again: it gives back what is in the details of this error. Do not edit the field's options before.",
    details: { board: { ...board }, field, lost },
    retryable: true,
  });

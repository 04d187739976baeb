import { type Json, type Problem, redactText, ReleaseError } from "@signalbox/release-core";

export const fileFailed = (path: string, reason: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_NOTES_FILE",
    message: `The page ${path} cannot be read or written: ${reason}`,
    hint: "Check the path, and that you may write there.",
    details: { path, reason },
    cause,
  });

export const filesMissing = (): ReleaseError =>
  new ReleaseError({
    code: "ERR_NOTES_FILES_MISSING",
    message: "Plain files cannot be published here: nothing was given that reads and writes them.",
    hint: "Give `files: localFiles()` in the ports.",
  });

export const branchMissingProblem = (branch: string | null, repository: string): Problem => ({
  code: "ERR_BRANCH_MISSING",
  message:
    branch === null
      ? `${repository} does not say which branch is its mainline.`
      : `${repository} has no branch ${branch}.`,
  hint: "Name the branch that the site is published from.",
});

export const pageMissingProblem = (path: string, year: number): Problem => ({
  code: "ERR_NOTES_PAGE_MISSING",
  message: `There is no page ${path}.`,
  hint: `Correct its path, or give a path with {year} in it: then the page of ${year} is made.`,
});

export const noPageProblem = (year: number, environment: string): Problem => ({
  code: "ERR_NOTES_PAGE_UNKNOWN",
  message: `No page is named for ${environment} in ${year}.`,
  hint: "Add one to `notes.pages`; a path with {year} in it serves every year.",
});

/** A finding that stops: the page would get what does not belong there. */
export const findingProblem = ({ code, message, hint }: Problem): Problem => ({
  code: `ERR_NOTES_${code.toUpperCase().replaceAll("-", "_")}`,
  message,
  hint,
});

export const conflictProblem = (component: string, page: readonly string[], wanted: readonly string[]): Problem => ({
  code: "ERR_NOTES_CONFLICT",
  message: `Somebody changed entries of ${component} on the page that were written anew too: there ${quoted(page)}, here ${quoted(wanted)}.`,
  hint: "Decide which wording stays, write it in one of both places, and run again. Nothing was overwritten.",
});

const quoted = (texts: readonly string[]): string =>
  texts.length === 0 ? "nothing" : texts.map((text) => `“${text.slice(0, 80)}”`).join(", ");

/** Somebody pushes all the time. */
export const raceLost = (ref: string, attempts: number): ReleaseError =>
  new ReleaseError({
    code: "ERR_NOTES_RACE_LOST",
    message: `Somebody else pushed to ${ref} each of the ${attempts} times that the notes were to be pushed.`,
    hint: "Run again when it is calmer; nothing was written.",
    details: { ref, attempts },
    retryable: true,
  });

export const pushRefused = (ref: string, reason: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_PUSH_REFUSED",
    message: `The remote refused ${ref}: ${redactText(reason)}`,
    hint: "Ask for the right to push there, or publish from a branch that you may push to.",
    details: { ref, reason: redactText(reason) },
  });

/** The plan speaks of another place than its input. */
export const placeNotAllowed = (found: string, allowed: Json): ReleaseError =>
  new ReleaseError({
    code: "ERR_REF_NOT_ALLOWED",
    message: `The plan would write ${found}, but its input does not allow that.`,
    hint: "Make a fresh plan: this one was changed, or the remote has another mainline by now.",
    details: { found, allowed },
  });

export const gitHubMissing = (): ReleaseError =>
  new ReleaseError({
    code: "ERR_GITHUB_MISSING",
    message: "A pull request needs GitHub, and there is no token for it.",
    hint: "Set GH_TOKEN, or run `gh auth login`.",
  });
